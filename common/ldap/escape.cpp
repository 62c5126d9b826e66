#include "ldap/escape.hpp"

#include <fmt/format.h>

namespace fedcloud::ldap {
namespace {

bool is_plain(char byte) {
    return byte >= ' ' && byte <= '~';
}

// Both grammars take a backslash and two hexadecimal digits for any byte.
void append_hex(std::string& text, char byte) {
    text += fmt::format("\\{:02x}", static_cast<unsigned char>(byte));
}

}  // namespace

// Not by ldap_rdn2str(3), which refuses what is not UTF-8.
std::string escape_dn_value(std::string_view value) {
    constexpr std::string_view special = "\"+,;<=>\\";
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const bool blank_at_an_end = value[i] == ' ' && (i == 0 || i + 1 == value.size());
        const bool hash_in_front = value[i] == '#' && i == 0;
        if (!is_plain(value[i]) || special.find(value[i]) != special.npos || blank_at_an_end ||
            hash_in_front) {
            append_hex(text, value[i]);
        } else {
            text += value[i];
        }
    }
    return text;
}

std::string escape_filter_value(std::string_view value) {
    constexpr std::string_view special = "*()\\";
    std::string text;
    for (const char byte : value) {
        if (!is_plain(byte) || special.find(byte) != special.npos) {
            append_hex(text, byte);
        } else {
            text += byte;
        }
    }
    return text;
}

}  // namespace fedcloud::ldap
