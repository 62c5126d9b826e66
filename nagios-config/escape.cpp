#include "escape.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plugin/text.hpp"

namespace fedcloud::config {
namespace {

bool is_one_of(char c, std::string_view marks) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           marks.find(c) != std::string_view::npos;
}

}  // namespace

std::string shell_word(std::string_view word) {
    if (!word.empty() &&
        std::all_of(word.begin(), word.end(), [](char c) { return is_one_of(c, "%+,./:=@_-"); })) {
        return std::string(word);
    }
    std::string out = "'";
    for (const char c : word) {
        out += c == '\'' ? std::string_view("'\\''") : std::string_view(&c, 1);
    }
    return out + '\'';
}

std::string web_link(std::string_view url) {
    constexpr std::size_t longest = 1000;
    url = plugin::trim(url);
    const auto scheme = plugin::lower(url.substr(0, url.find(':')));
    if ((scheme != "http" && scheme != "https") || url.size() > longest ||
        url.substr(scheme.size(), 3) != "://") {
        return "";
    }
    std::string out;
    for (const char c : url) {
        // RFC 3986 section 2, but '$', ';' and '\''
        out += is_one_of(c, "%+,./:=@_-?#[]~!()*&")
                   ? std::string(1, c)
                   : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out.size() > longest ? "" : out;  // %XX is three times as long
}

}  // namespace fedcloud::config
