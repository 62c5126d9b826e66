#include "icinga2_text.hpp"

#include <fmt/format.h>

#include <iterator>

#include "plugin/text.hpp"

namespace fedcloud::config::icinga2 {
namespace {

std::string doubled_dollars(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        out.append(c == '$' ? 2 : 1, c);
    }
    return out;
}

}  // namespace

std::string literal(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 2);
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte == 0) {
            out += ' ';
        } else if (byte < 0x20 || byte == 0x7F) {
            fmt::format_to(std::back_inserter(out), "\\{:03o}", byte);
        } else {
            out += c;
        }
    }
    out += '"';
    return out;
}

std::string text_literal(std::string_view text, std::size_t limit) {
    return literal(plugin::clean(text, limit));
}

std::string variable_literal(std::string_view text) {
    return literal(doubled_dollars(text));
}

std::string variable_text_literal(std::string_view text, std::size_t limit) {
    return variable_literal(plugin::clean(text, limit));
}

std::string variables_literal(const std::vector<std::string>& texts) {
    std::string out = "[";
    for (const auto& text : texts) {
        out += (out.size() == 1 ? " " : ", ") + variable_literal(text);
    }
    return out + " ]";
}

}  // namespace fedcloud::config::icinga2
