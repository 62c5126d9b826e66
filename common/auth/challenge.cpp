#include "auth/challenge.hpp"

#include <algorithm>
#include <string_view>

#include "plugin/text.hpp"

namespace fedcloud::auth {
namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    while (at < text.size() && is_blank(text[at])) {
        ++at;
    }
    return at;
}

// Where `scheme` begins as a word of its own, behind the beginning or a comma.
std::size_t find_scheme(std::string_view lowered, std::string_view scheme) {
    for (auto at = lowered.find(scheme); at != std::string_view::npos;
         at = lowered.find(scheme, at + 1)) {
        auto before = at;
        while (before > 0 && is_blank(lowered[before - 1])) {
            --before;
        }
        const auto after = at + scheme.size();
        const bool begins = before == 0 || lowered[before - 1] == ',';
        const bool ends =
            after == lowered.size() || is_blank(lowered[after]) || lowered[after] == ',';
        if (begins && ends) {
            return at;
        }
    }
    return std::string_view::npos;
}

// The value of `uri` among the parameters that begin at `at`.
std::string read_uri(std::string_view text, std::size_t at) {
    const auto name = plugin::lower(text).find("uri", at);
    if (name == std::string::npos) {
        return "";
    }
    at = skip_blanks(text, name + 3);
    if (at == text.size() || text[at] != '=') {
        return "";
    }
    at = skip_blanks(text, at + 1);
    const bool quoted = at < text.size() && (text[at] == '\'' || text[at] == '"');
    const auto end = quoted ? text.find(text[at], at + 1)
                            : std::min(text.find_first_of(", \t", at), text.size());
    if (end == std::string_view::npos) {
        return "";
    }
    const auto begin = quoted ? at + 1 : at;
    return std::string(text.substr(begin, end - begin));
}

Challenge read_value(const std::string& value) {
    const auto lowered = plugin::lower(value);
    for (const std::string_view scheme : {"keystone", "snf-auth"}) {
        const auto at = find_scheme(lowered, scheme);
        if (at != std::string_view::npos) {
            return {Challenge::Kind::keystone, read_uri(value, at + scheme.size()), value};
        }
    }
    if (find_scheme(lowered, "bearer") != std::string_view::npos) {
        return {Challenge::Kind::bearer, "", value};
    }
    if (find_scheme(lowered, "basic") != std::string_view::npos) {
        return {Challenge::Kind::basic, "", value};
    }
    return {Challenge::Kind::other, "", value};
}

}  // namespace

Challenge read_challenge(const http::Headers& headers) {
    Challenge best;
    for (const auto& [name, value] : headers) {
        if (!plugin::equal_ignoring_case(name, "WWW-Authenticate")) {
            continue;
        }
        auto challenge = read_value(value);
        if (best.kind == Challenge::Kind::none || challenge.kind < best.kind) {
            best = std::move(challenge);
        }
    }
    return best;
}

}  // namespace fedcloud::auth
