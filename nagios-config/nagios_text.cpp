#include "nagios_text.hpp"

#include "escape.hpp"
#include "plugin/text.hpp"

namespace fedcloud::config::nagios {
namespace {

// U+FF01 to U+FF5E stand in the order of ASCII.
void append_full_width(std::string& out, char c) {
    const auto place = static_cast<unsigned>(c) - 0x20U;
    out += "\xEF";
    out += static_cast<char>(0xBCU + place / 0x40U);
    out += static_cast<char>(0x80U + place % 0x40U);
}

// A '\' is itself, whatever follows it, but for one in front of these.
std::string escaped(std::string_view line, std::string_view with_backslash) {
    std::string out;
    for (const char c : line) {
        if (c == '$') {
            out += '$';
        } else if (with_backslash.find(c) != std::string_view::npos) {
            out += '\\';
        }
        out += c;
    }
    return out;
}

}  // namespace

std::string text(std::string_view raw, std::size_t limit) {
    std::string out;
    for (const char c : plugin::clean(raw, limit)) {
        if (std::string_view("$`\"'\\<>&;|").find(c) != std::string_view::npos) {
            append_full_width(out, c);
        } else {
            out += c;
        }
    }
    return out == "null" ? "NULL" : out;
}

std::string argument(const std::vector<std::string>& words) {
    std::string line;
    for (const auto& word : words) {
        line += (line.empty() ? "" : " ") + shell_word(word);
    }
    return escaped(line, ";!");
}

std::string command_word(std::string_view word) {
    return escaped(shell_word(word), ";");
}

}  // namespace fedcloud::config::nagios
