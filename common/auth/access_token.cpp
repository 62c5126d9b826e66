#include "auth/access_token.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "auth/secret_file.hpp"
#include "plugin/text.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::auth {
namespace {

using plugin::Checked;
using plugin::Fault;

// The variable that holds a token is easily given instead of a file's name.
bool looks_like_a_token(const std::string& path) {
    constexpr std::size_t longest_name = 255;  // of a file, everywhere
    return path.find('/') == std::string::npos &&
           (path.size() > longest_name || (path.rfind("eyJ", 0) == 0 && read_claims(path)));
}

std::string list(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) {
        text += (text.empty() ? "" : ", ") + plugin::clean(name, 60);
    }
    return text.empty() ? "no VO at all" : text;
}

}  // namespace

Expected<void, std::string> check_token_text(const std::string& token) {
    constexpr std::size_t largest = 64U << 10U;
    if (token.empty()) {
        return Unexpected{std::string("is empty")};
    }
    if (token.size() > largest) {
        return Unexpected{fmt::format("is {} bytes long, more than any token", token.size())};
    }
    const bool visible =
        std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < '\x7f'; });
    if (!visible) {
        return Unexpected{
            std::string("holds blanks, line breaks or other bytes that no token has")};
    }
    return {};
}

Checked<std::string> read_secret_line(const std::string& path, const std::string& what) {
    if (looks_like_a_token(path)) {
        return Unexpected{Fault::ours(
            fmt::format("{}: the option takes the name of a file, and was given what looks like "
                        "the secret itself: everybody on this host can see it there, have it "
                        "renewed",
                        what))};
    }
    auto content = read_secret_file(path, what);
    if (!content) {
        return content;
    }
    while (!content->empty() && (content->back() == '\n' || content->back() == '\r')) {
        content->pop_back();
    }
    const auto refuse = [&](const char* why) {
        return Unexpected{Fault::ours(fmt::format("{} {}: {}", what, path, why))};
    };
    if (content->empty()) {
        return refuse("is empty but for a line break");
    }
    if (content->find_first_of(std::string_view("\n\r\0", 3)) != std::string::npos) {
        return refuse("holds more than one line");
    }
    const bool is_blank = content->find_first_not_of(" \t") == std::string::npos;
    const bool has_controls = std::any_of(content->begin(), content->end(),
                                          [](unsigned char c) { return c < ' ' && c != '\t'; });
    if (is_blank || has_controls || content->rfind("\xEF\xBB\xBF", 0) == 0) {
        return refuse(is_blank       ? "is blank"
                      : has_controls ? "holds control characters"
                                     : "begins with a byte order mark: save it as plain text");
    }
    return content;
}

Checked<AccessToken> load_access_token(const std::string& path) {
    auto value = read_secret_line(path, "access token");
    if (!value) {
        return Unexpected{value.error()};
    }
    AccessToken token;
    token.value = std::move(*value);
    token.name = "access token " + file_name(path);
    if (const auto fits = check_token_text(token.value); !fits) {
        return Unexpected{Fault::ours(fmt::format("{} {}", token.name, fits.error()))};
    }
    token.claims = read_claims(token.value);
    return token;
}

Checked<void> check_access_token(const AccessToken& token, const std::string& issuer,
                                 const std::string& vo, WallClock::time_point now) {
    if (!token.claims) {
        return {};
    }
    const auto& claims = *token.claims;
    if (claims.expires && now >= *claims.expires) {
        return Unexpected{Fault::ours(fmt::format("{} expired {} ago: renew it", token.name,
                                                  plugin::distance(now - *claims.expires)))};
    }
    constexpr auto leeway = std::chrono::seconds(60);  // for clocks that differ a little
    if (claims.not_before && now + leeway < *claims.not_before) {
        return Unexpected{
            Fault::ours(fmt::format("{} is valid only in {}: compare this host's clock", token.name,
                                    plugin::distance(*claims.not_before - now)))};
    }
    if (!issuer.empty() && !claims.issuer.empty() && !is_same_issuer(claims.issuer, issuer)) {
        return Unexpected{
            Fault::ours(fmt::format("{} was issued by {}, not by {}: see --oidc-issuer", token.name,
                                    plugin::clean(claims.issuer, 120), issuer))};
    }
    if (!vo.empty() && claims.entitlements && !is_member(*claims.entitlements, vo)) {
        return Unexpected{
            Fault::ours(fmt::format("{} makes its bearer a member of {}, not of the VO {}",
                                    token.name, list(organisations_of(*claims.entitlements)), vo))};
    }
    return {};
}

}  // namespace fedcloud::auth
