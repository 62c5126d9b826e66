#include "html_text.hpp"

#include <charconv>
#include <utility>

#include "plugin/text.hpp"

namespace fedcloud::apel {
namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

void append_utf8(std::string& text, unsigned long code) {
    const auto byte = [&text](unsigned long value) { text += static_cast<char>(value); };
    if (code < 0x80) {
        byte(code);
    } else if (code < 0x800) {
        byte(0xC0U | code >> 6U);
        byte(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        byte(0xE0U | code >> 12U);
        byte(0x80U | (code >> 6U & 0x3FU));
        byte(0x80U | (code & 0x3FU));
    } else {
        byte(0xF0U | code >> 18U);
        byte(0x80U | (code >> 12U & 0x3FU));
        byte(0x80U | (code >> 6U & 0x3FU));
        byte(0x80U | (code & 0x3FU));
    }
}

void append_blank(std::string& text) {
    if (!text.empty() && text.back() != ' ') {
        text += ' ';
    }
}

// White space that an entity stands for is white space as well.
void append_character(std::string& text, unsigned long code) {
    constexpr unsigned long no_break_space = 0xA0;
    if (code == no_break_space || (code < 0x80 && is_space(static_cast<char>(code)))) {
        append_blank(text);
    } else {
        append_utf8(text, code);
    }
}

// "amp" to '&', "#65" to 'A'. False: no entity that occurs in such pages.
bool append_entity(std::string& text, std::string_view name) {
    constexpr std::pair<std::string_view, char> known[] = {
        {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", ' '}};
    for (const auto& [entity, character] : known) {
        if (plugin::equal_ignoring_case(name, entity)) {
            append_character(text, static_cast<unsigned long>(character));
            return true;
        }
    }
    if (name.size() < 2 || name.front() != '#') {
        return false;
    }
    const bool hex = name[1] == 'x' || name[1] == 'X';
    const auto digits = name.substr(hex ? 2 : 1);
    unsigned long code = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
    const bool surrogate = code >= 0xD800 && code < 0xE000;
    if (error != std::errc() || end != digits.data() + digits.size() || code == 0 || surrogate ||
        code > 0x10FFFF) {
        return false;
    }
    append_character(text, code);
    return true;
}

}  // namespace

void append_text(std::string& out, std::string_view raw) {
    for (std::size_t i = 0; i < raw.size();) {
        const auto plain = i;
        while (i < raw.size() && !is_space(raw[i]) && raw[i] != '&') {
            ++i;
        }
        out.append(raw.substr(plain, i - plain));
        if (i == raw.size()) {
            return;
        }
        if (is_space(raw[i])) {
            append_blank(out);
            ++i;
            continue;
        }
        constexpr std::size_t longest = 10;
        const auto end = raw.substr(0, i + longest).find(';', i);
        if (end != std::string_view::npos && append_entity(out, raw.substr(i + 1, end - i - 1))) {
            i = end + 1;
        } else {
            out += '&';
            ++i;
        }
    }
}

}  // namespace fedcloud::apel
