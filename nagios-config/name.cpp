#include "name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace fedcloud::config {
namespace {

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_escape_digit(char c) {
    return (c >= 'A' && c <= 'F') || (c >= '0' && c <= '9');
}

// Whether a '_' at `at` would be read as "_xXX".
bool begins_escape(std::string_view text, std::size_t at) {
    return at + 3 < text.size() && text[at + 1] == 'x' && is_escape_digit(text[at + 2]) &&
           is_escape_digit(text[at + 3]);
}

// FNV-1a. That two names of one cut and one digest could be made is of no use to anybody: the plan
// leaves the second one out.
std::uint64_t digest(std::string_view text) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    }
    return hash;
}

}  // namespace

std::string object_name(std::string_view text) {
    constexpr std::size_t longest = 120;
    std::string name;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (is_letter_or_digit(c) || (!name.empty() && (c == '.' || c == '-')) ||
            (c == '_' && !begins_escape(text, i))) {
            name += c;
        } else {
            fmt::format_to(std::back_inserter(name), "_x{:02X}", static_cast<unsigned char>(c));
        }
    }
    if (name.size() > longest) {
        name.resize(longest);
        fmt::format_to(std::back_inserter(name), "_-{:016x}", digest(text));
    }
    return name;
}

// A '_' is no letter of host names, and here always an escape: where the site begins is never in
// doubt.
std::string host_name(std::string_view host, std::string_view site) {
    std::string name;
    for (const char c : host) {
        if (is_letter_or_digit(c) || c == '.' || c == '-') {
            name += c;
        } else {
            fmt::format_to(std::back_inserter(name), "_x{:02X}", static_cast<unsigned char>(c));
        }
    }
    return name + "_at_" + object_name(site);
}

bool is_host(std::string_view text) {
    constexpr std::size_t longest = 253;  // RFC 1035 section 2.3.4, as text
    return !text.empty() && text.size() <= longest && text.front() != '-' && text.front() != '.' &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return is_letter_or_digit(c) || c == '.' || c == '_' || c == ':' || c == '-';
           });
}

}  // namespace fedcloud::config
