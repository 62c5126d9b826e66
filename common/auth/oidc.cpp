#include "auth/oidc.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <nlohmann/json.hpp>

#include "auth/oidc_messages.hpp"
#include "json/value.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::auth {
namespace {

using plugin::Checked;
using plugin::Fault;
using plugin::Until;
using namespace std::chrono_literals;

// Longer than any run may take with it, and shorter than any token lives.
constexpr auto margin = 2min;
constexpr std::size_t largest_answer = 1U << 20U;
constexpr std::size_t largest_kept = 160U << 10U;  // two tokens of the largest size, and a little

std::string digest(const std::string& text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), bytes.data(), &size, EVP_sha256(), nullptr);
    std::string hex;
    for (unsigned i = 0; i < size; ++i) {
        hex += fmt::format("{:02x}", bytes.at(i));
    }
    return hex;
}

std::string cache_name(const OidcSettings& settings) {
    constexpr std::size_t enough = 16;
    return "oidc-" +
           digest(settings.issuer.to_string() + '\n' + settings.client_id + '\n' +
                  settings.refresh_token)
               .substr(0, enough) +
           ".json";
}

long seconds_since_1970(WallClock::time_point time) {
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

}  // namespace

// What the cache file holds.
struct Oidc::Kept {
    std::string origin;
    std::string access_token;
    long expires = 0;           // seconds since 1970
    std::string refresh_token;  // the one to use next time
};

Oidc::Oidc(http::Client& http, OidcSettings settings,
           const std::function<void(std::string_view)>& keep_secret)
    : http_(http),
      settings_(std::move(settings)),
      keep_secret_(keep_secret),
      origin_(digest(settings_.refresh_token)),
      cache_(settings_.state_folder, cache_name(settings_), 0600) {}

Fault Oidc::fault(const std::string& why) const {
    return Fault::ours(fmt::format("OIDC issuer {}: {}", settings_.issuer.to_string(), why));
}

std::optional<Oidc::Kept> Oidc::read_cache() const {
    const auto content = cache_.read();
    const auto read = content ? json::parse(*content) : json::parse("");
    if (!read || read->string("origin") != origin_) {
        return std::nullopt;  // of another refresh token
    }
    const auto* expires = read->find("expires");
    const auto seconds = expires == nullptr ? std::nullopt : plugin::parse_number(expires->text);
    constexpr double year_9999 = 253402300799.0;
    const bool is_time = seconds && *seconds >= 0 && *seconds <= year_9999;
    return Kept{origin_, read->string("access_token"), is_time ? static_cast<long>(*seconds) : 0,
                read->string("refresh_token")};
}

std::optional<AccessToken> Oidc::usable(const Kept& kept, WallClock::time_point now) const {
    if (kept.access_token == refused_ || kept.expires <= seconds_since_1970(now + margin) ||
        !check_token_text(kept.access_token)) {
        return std::nullopt;
    }
    keep_secret_(kept.access_token);
    AccessToken token{kept.access_token, "the access token of " + settings_.issuer.to_string(),
                      read_claims(kept.access_token), true};
    // Of two ends the earlier one.
    const bool has_ended =
        token.claims && token.claims->expires && *token.claims->expires <= now + margin;
    return has_ended ? std::nullopt : std::optional(std::move(token));
}

Checked<net::Url> Oidc::discover(const Until& until) {
    http::Request request{http::Method::get,
                          settings_.issuer.join("/.well-known/openid-configuration")};
    request.max_body = largest_answer;
    request.redirects = http::Redirects::same_origin;
    const auto outcome = http_.send(request, until);
    if (!outcome) {
        return Unexpected{http::to_fault(outcome.error()).interrupted
                              ? http::to_fault(outcome.error())
                              : fault(outcome.error().text)};
    }
    if (outcome->status != 200) {
        return Unexpected{fault(fmt::format("GET {}: HTTP {}: see --oidc-issuer",
                                            request.url.to_string(), outcome->status))};
    }
    auto endpoint = read_token_endpoint(outcome->body, settings_.issuer);
    if (!endpoint) {
        return Unexpected{fault(endpoint.error())};
    }
    return std::move(*endpoint);
}

Checked<Oidc::Kept> Oidc::refresh(const net::Url& endpoint, const std::string& refresh_token,
                                  const Until& until, WallClock::time_point now, bool& dead) {
    http::Request request{http::Method::post, endpoint};
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                       {"Accept", "application/json"}};
    request.body = refresh_form(refresh_token, settings_.client_id, settings_.client_secret);
    request.max_body = largest_answer;
    request.confidential = true;
    // Spent is spent: the answer is waited for, signal or not.
    const auto outcome = http_.send(request, Until{until.deadline});
    if (!outcome) {
        const auto told = http::to_fault(outcome.error());
        return Unexpected{told.interrupted ? told : fault(outcome.error().text)};
    }
    if (outcome->status != 200) {
        const auto error = read_oauth_error(outcome->body);
        dead = error.code == "invalid_grant";
        return Unexpected{
            fault(dead ? fmt::format("it takes our refresh token no more ({}): request a new one",
                                     error.text)
                       : fmt::format("POST {}: HTTP {}{}{}", endpoint.to_string(), outcome->status,
                                     error.text.empty() ? "" : ": ", error.text))};
    }
    const auto answer = read_token_answer(outcome->body);
    if (!answer) {
        return Unexpected{fault(answer.error())};
    }
    // Without expires_in (it is only recommended, RFC 6749 section 5.1) the token is used once.
    return Kept{origin_, answer->access_token,
                seconds_since_1970(now + answer->expires_in.value_or(0s)),
                answer->refresh_token.empty() ? refresh_token : answer->refresh_token};
}

Checked<Oidc::Kept> Oidc::fetch(const Until& until, WallClock::time_point now) {
    const auto kept = read_cache();  // again, now that nobody else writes
    if (kept && usable(*kept, now)) {
        return *kept;
    }
    const auto endpoint = discover(until);
    if (!endpoint) {
        return Unexpected{endpoint.error()};
    }
    bool dead = false;
    if (kept && !kept->refresh_token.empty() && kept->refresh_token != settings_.refresh_token) {
        keep_secret_(kept->refresh_token);
        auto fresh = refresh(*endpoint, kept->refresh_token, until, now, dead);
        if (fresh || !dead) {
            return fresh;
        }
    }
    return refresh(*endpoint, settings_.refresh_token, until, now, dead);
}

Checked<AccessToken> Oidc::access_token(const Until& until, WallClock::time_point now,
                                        const std::string& refused) {
    refused_ = refused;
    if (const auto kept = read_cache()) {
        if (auto token = usable(*kept, now)) {
            return std::move(*token);
        }
    }
    // A refresh token that is used twice at once may be dead afterwards, where they are rotated.
    if (auto alone = cache_.lock(until); !alone) {
        const plugin::Until now_only{plugin::Deadline::in(0s), until.interrupt_fd};
        const bool by_signal = plugin::wait(now_only) == plugin::WaitResult::interrupted;
        return Unexpected{by_signal ? Fault::by_signal() : cannot_keep(alone.error())};
    }
    auto token = fetch_and_keep(until, now);
    cache_.unlock();
    return token;
}

Fault Oidc::cannot_keep(const std::string& why) const {
    return Fault::ours("cache of access tokens: " + why);
}

Checked<AccessToken> Oidc::fetch_and_keep(const Until& until, WallClock::time_point now) {
    // For the same reason it is not used before there is room for its successor.
    if (auto room = cache_.reserve(largest_kept); !room) {
        return Unexpected{cannot_keep(room.error())};
    }
    const auto fresh = fetch(until, now);
    if (!fresh) {
        return Unexpected{fresh.error()};
    }
    keep_secret_(fresh->access_token);
    keep_secret_(fresh->refresh_token);
    const nlohmann::json content = {{"origin", fresh->origin},
                                    {"access_token", fresh->access_token},
                                    {"expires", fresh->expires},
                                    {"refresh_token", fresh->refresh_token}};
    if (const auto stored = cache_.replace(content.dump()); !stored) {
        return Unexpected{cannot_keep(stored.error())};
    }
    return AccessToken{fresh->access_token, "the access token of " + settings_.issuer.to_string(),
                       read_claims(fresh->access_token)};
}

}  // namespace fedcloud::auth
