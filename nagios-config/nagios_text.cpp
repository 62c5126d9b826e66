#include "nagios_text.hpp"

#include <fmt/format.h>

#include "plugin/text.hpp"

namespace fedcloud::config::nagios {
namespace {

constexpr std::size_t longest_url = 1000;

bool is_plain_in_shell(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("%+,./:=@_-").find(c) != std::string_view::npos;
}

// U+FF01 to U+FF5E stand in the order of ASCII.
void append_full_width(std::string& out, char c) {
    const auto place = static_cast<unsigned>(c) - 0x20U;
    out += "\xEF";
    out += static_cast<char>(0xBCU + place / 0x40U);
    out += static_cast<char>(0x80U + place % 0x40U);
}

// In single quotes, unless it is plain.
std::string quoted(std::string_view word) {
    bool plain = !word.empty();
    for (const char c : word) {
        plain = plain && is_plain_in_shell(c);
    }
    if (plain) {
        return std::string(word);
    }
    std::string out = "'";
    for (const char c : word) {
        out += c == '\'' ? std::string_view("'\\''") : std::string_view(&c, 1);
    }
    return out + '\'';
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

std::string url(std::string_view raw) {
    raw = plugin::trim(raw);
    const auto scheme = plugin::lower(raw.substr(0, raw.find(':')));
    if ((scheme != "http" && scheme != "https") || raw.size() > longest_url ||
        raw.substr(scheme.size(), 3) != "://") {
        return "";
    }
    std::string out;
    for (const char c : raw) {
        const bool plain = is_plain_in_shell(c) ||
                           std::string_view("?#[]~!()*&").find(c) != std::string_view::npos;
        out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

std::string argument(const std::vector<std::string>& words) {
    std::string line;
    for (const auto& word : words) {
        line += (line.empty() ? "" : " ") + quoted(word);
    }
    return escaped(line, ";!");
}

std::string command_word(std::string_view word) {
    return escaped(quoted(word), ";");
}

}  // namespace fedcloud::config::nagios
