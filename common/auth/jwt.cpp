#include "auth/jwt.hpp"

#include <algorithm>
#include <charconv>

#include "auth/base64.hpp"
#include "json/value.hpp"

namespace fedcloud::auth {
namespace {

// Seconds since 1970, possibly with a fraction or an exponent (RFC 7519 section 2, NumericDate).
std::optional<WallClock::time_point> read_date(const json::Value& claims, std::string_view name) {
    constexpr double year_9999 = 253402300799.0;
    const auto* member = claims.find(name);
    if (member == nullptr || member->type != json::Value::Type::number) {
        return std::nullopt;
    }
    const auto& text = member->text;
    double seconds = -1;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (read.ec != std::errc() || seconds < 0 || seconds > year_9999) {
        return std::nullopt;
    }
    return from_seconds(seconds);
}

void split(std::string_view text, std::vector<std::string>& parts) {
    constexpr std::string_view separators = "; ,\t";
    while (!text.empty()) {
        const auto end = text.find_first_of(separators);
        if (end != 0) {
            parts.emplace_back(text.substr(0, end));
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
}

std::optional<std::vector<std::string>> read_entitlements(const json::Value& claims) {
    std::optional<std::vector<std::string>> found;
    for (const auto* name : {"eduperson_entitlement", "entitlements"}) {
        const auto* member = claims.find(name);
        if (member == nullptr) {
            continue;
        }
        if (!found) {
            found.emplace();
        }
        if (member->type == json::Value::Type::string) {
            split(member->text, *found);
        }
        for (const auto& each : member->children) {
            found->push_back(each.text);
        }
    }
    return found;
}

// "ops" of "urn:mace:egi.eu:group:ops:role=member#aai.egi.eu"; empty for other entitlements.
std::string_view organisation_of(std::string_view entitlement) {
    constexpr std::string_view mark = ":group:";
    entitlement =
        entitlement.substr(0, entitlement.find('#'));  // what is behind it says who says so
    const auto begin = entitlement.find(mark);
    if (entitlement.substr(0, 4) != "urn:" || begin == std::string_view::npos) {
        return {};
    }
    const auto rest = entitlement.substr(begin + mark.size());
    return rest.substr(0, rest.find(':'));
}

}  // namespace

std::optional<Claims> read_claims(std::string_view token) {
    constexpr std::size_t largest = 64U << 10U;
    const auto first = token.find('.');
    const auto second = first == std::string_view::npos ? first : token.find('.', first + 1);
    if (second == std::string_view::npos || token.size() > largest) {
        return std::nullopt;
    }
    const auto payload = from_base64url(token.substr(first + 1, second - first - 1));
    const auto claims = payload ? json::parse(*payload) : json::parse("");
    if (!claims || claims->type != json::Value::Type::object) {
        return std::nullopt;
    }
    return Claims{read_date(*claims, "exp"), read_date(*claims, "nbf"), claims->string("iss"),
                  read_entitlements(*claims)};
}

std::vector<std::string> organisations_of(const std::vector<std::string>& entitlements) {
    std::vector<std::string> names;
    for (const auto& each : entitlements) {
        const std::string name(organisation_of(each));
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(name);
        }
    }
    return names;
}

bool is_member(const std::vector<std::string>& entitlements, std::string_view vo) {
    return std::any_of(entitlements.begin(), entitlements.end(),
                       [&](const std::string& each) { return organisation_of(each) == vo; });
}

bool is_same_issuer(std::string_view a, std::string_view b) {
    const auto without_slash = [](std::string_view url) {
        return url.substr(0, url.find_last_not_of('/') + 1);
    };
    return without_slash(a) == without_slash(b);
}

}  // namespace fedcloud::auth
