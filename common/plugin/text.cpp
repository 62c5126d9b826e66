#include "plugin/text.hpp"

#include <algorithm>

namespace fedcloud::plugin {
namespace {

constexpr std::string_view cut_mark = "…";

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

char32_t continuation_bits(char c) {
    return static_cast<unsigned char>(c) & 0x3FU;
}

// Length of the valid, printable UTF-8 character that begins at `i`, 0 if there is none (RFC 3629;
// C1 controls, what has no width, line and paragraph separators and bidirectional overrides are not
// printable here).
std::size_t character_length(std::string_view text, std::size_t i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    if (length == 0 || i + length > text.size()) {
        return 0;
    }
    if (length == 1) {
        return lead >= 0x20 && lead != 0x7F ? 1 : 0;
    }
    char32_t code = lead & (0x7FU >> length);
    for (std::size_t k = 1; k < length; ++k) {
        if (!is_continuation(text[i + k])) {
            return 0;
        }
        code = (code << 6U) | continuation_bits(text[i + k]);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    const bool control = code < 0xA0 || code == 0xAD || (code >= 0x200B && code <= 0x200F) ||
                         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) ||
                         code == 0xFEFF;
    return overlong || surrogate || control || code > 0x10FFFF ? 0 : length;
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

char lower_letter(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Nagios' command file takes any line that holds it for an order.
void remove_command_word(std::string& text) {
    constexpr std::string_view word = "PROCESS_SERVICE_CHECK_RESULT";
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
        text.replace(at, word.size(), "(removed)");
    }
}

}  // namespace

std::string clean(std::string_view text, std::size_t limit) {
    std::string line;
    // Enough to fill the limit even if a forbidden word shrinks; a 1 GB text is not walked through.
    const std::size_t enough = limit + 64;
    for (std::size_t i = 0; i < text.size() && line.size() < enough;) {
        if (is_space(text[i])) {
            if (!line.empty() && line.back() != ' ') {
                line += ' ';
            }
            ++i;
        } else if (const auto length = character_length(text, i); length != 0) {
            line += text[i] == '|' ? std::string_view("/") : text.substr(i, length);
            i += length;
        } else {
            line += '?';
            ++i;
        }
    }
    while (!line.empty() && line.back() == ' ') {
        line.pop_back();
    }
    remove_command_word(line);
    if (line.size() > limit) {
        std::size_t cut = limit > cut_mark.size() ? limit - cut_mark.size() : 0;
        while (cut > 0 && is_continuation(line[cut])) {
            --cut;
        }
        line.resize(cut);
        line += cut_mark;
    }
    return line;
}

namespace {

constexpr std::string_view mask = "***";
constexpr std::size_t shortest = 4;

// Text that was cut to length may end, before its mark, with the beginning of a secret.
void redact_cut(std::string_view secret, std::string& text) {
    for (auto cut = text.find(cut_mark); cut != std::string::npos;) {
        const std::string_view before = std::string_view(text).substr(0, cut);
        auto length = std::min(secret.size(), before.size());
        while (length >= shortest &&
               before.substr(before.size() - length) != secret.substr(0, length)) {
            --length;
        }
        if (length >= shortest) {
            text.replace(cut - length, length, mask);
            cut = cut - length + mask.size();
        }
        cut = text.find(cut_mark, cut + cut_mark.size());
    }
}

}  // namespace

void Redactor::add(std::string_view secret) {
    if (secret.size() >= shortest) {
        secrets_.emplace_back(secret);
        // A password of odd characters looks like this where a server's answer quotes it.
        if (auto cleaned = clean(secret, secret.size());
            cleaned != secret && cleaned.size() >= shortest) {
            secrets_.push_back(std::move(cleaned));
        }
        // The longest first, so that a secret that contains another one goes as a whole.
        std::sort(secrets_.begin(), secrets_.end(),
                  [](const auto& a, const auto& b) { return a.size() > b.size(); });
    }
}

std::string Redactor::operator()(std::string text) const {
    for (const auto& secret : secrets_) {
        for (auto at = text.find(secret); at != std::string::npos;
             at = text.find(secret, at + mask.size())) {
            text.replace(at, secret.size(), mask);
        }
        redact_cut(secret, text);
    }
    return text;
}

std::string_view trim(std::string_view text, std::string_view blanks) {
    const auto first = text.find_first_not_of(blanks);
    return first == std::string_view::npos
               ? std::string_view{}
               : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower_letter);
    return result;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower_letter(x) == lower_letter(y); });
}

}  // namespace fedcloud::plugin
