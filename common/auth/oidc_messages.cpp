#include "auth/oidc_messages.hpp"

#include <fmt/format.h>

#include "auth/access_token.hpp"
#include "auth/destination.hpp"
#include "auth/jwt.hpp"
#include "json/value.hpp"
#include "net/percent.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::auth {
std::string refresh_form(const std::string& refresh_token, const std::string& client_id,
                         const std::string& client_secret) {
    auto form = fmt::format("grant_type=refresh_token&client_id={}&refresh_token={}&scope={}",
                            net::percent_encode(client_id), net::percent_encode(refresh_token),
                            net::percent_encode("openid profile eduperson_entitlement email"));
    if (!client_secret.empty()) {
        form += "&client_secret=" + net::percent_encode(client_secret);
    }
    return form;
}

Expected<net::Url, std::string> read_token_endpoint(std::string_view document,
                                                    const net::Url& issuer) {
    const auto read = json::parse(document);
    if (!read) {
        return Unexpected{"its discovery document is no JSON: " + read.error().where};
    }
    // Discovery 1.0 section 4.3: otherwise it may be somebody else's.
    const auto named = read->string("issuer");
    if (!is_same_issuer(named, issuer.to_string())) {
        return Unexpected{fmt::format("its discovery document is that of the issuer '{}'",
                                      plugin::clean(named, 120))};
    }
    auto endpoint = net::parse_url(read->string("token_endpoint"));
    if (!endpoint || (endpoint->scheme != "https" && endpoint->scheme != "http")) {
        return Unexpected{std::string("its discovery document names no usable token_endpoint")};
    }
    if (!is_confidential(*endpoint) || !is_same_party(*endpoint, issuer)) {
        return Unexpected{fmt::format(
            "its discovery document names the token_endpoint {}, which is {}: nothing was sent "
            "there",
            endpoint->to_string(), is_confidential(*endpoint) ? "another party" : "not https")};
    }
    return std::move(*endpoint);
}

Expected<TokenAnswer, std::string> read_token_answer(std::string_view body) {
    const auto read = json::parse(body);
    if (!read) {
        return Unexpected{"its answer is no JSON: " + read.error().where};
    }
    TokenAnswer answer;
    answer.access_token = read->string("access_token");
    answer.refresh_token = read->string("refresh_token");
    if (const auto fits = check_token_text(answer.access_token); !fits) {
        return Unexpected{"the access_token in its answer " + fits.error()};
    }
    if (!answer.refresh_token.empty() && !check_token_text(answer.refresh_token)) {
        answer.refresh_token.clear();
    }
    const auto* lifetime = read->find("expires_in");
    const auto seconds = lifetime == nullptr ? std::nullopt : plugin::parse_number(lifetime->text);
    constexpr double year = 365 * 86400.0;
    if (seconds && *seconds >= 0 && *seconds <= year) {
        answer.expires_in = std::chrono::seconds(static_cast<long>(*seconds));
    }
    return answer;
}

OAuthError read_oauth_error(std::string_view body) {
    const auto read = json::parse(body);
    if (!read) {
        return {};
    }
    OAuthError error{read->string("error"), {}};
    const auto description = read->string("error_description");
    error.text =
        plugin::clean(description.empty() ? error.code : error.code + ": " + description, 160);
    return error;
}

}  // namespace fedcloud::auth
