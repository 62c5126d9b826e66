#include "roff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

namespace fedcloud::manual::roff {
namespace {

bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

bool is_lower(char c) {
    return std::islower(static_cast<unsigned char>(c)) != 0;
}

bool is_option(std::string_view word) {
    return (word.size() == 2 && word[0] == '-' && word[1] != '-') ||
           (word.size() > 2 && word[0] == '-' && (word[1] == '-' || is_letter(word[1])) &&
            is_letter(word[2]));
}

// "check_occi_vm(1)"
bool is_page(std::string_view word) {
    return word.size() > 3 && word.back() == ')' && word[word.size() - 3] == '(' &&
           std::isdigit(static_cast<unsigned char>(word[word.size() - 2])) != 0;
}

// What people type, or find in a file: its hyphens are minus signs, and it is not divided.
bool is_typed(std::string_view word) {
    constexpr std::string_view program = "fedcloud-";
    return word.find_first_of("/_.$@=<>:%") != std::string_view::npos ||
           word.substr(0, program.size()) == program;
}

std::string core_of(std::string_view word) {
    if (is_option(word)) {
        return fmt::format("\\%\\fB{}\\fR", literal(word));
    }
    if (is_page(word)) {
        return fmt::format("\\%\\fB{}\\fR{}", literal(word.substr(0, word.size() - 3)),
                           word.substr(word.size() - 3));
    }
    if (!word.empty() && (word.front() == '-' || is_typed(word))) {
        return "\\%" + literal(word);
    }
    std::string out;
    for (const char c : word) {
        out += c == '\\' ? "\\e" : std::string(1, c);
    }
    return out;
}

std::string word_of(std::string_view word) {
    const auto first = std::min(word.find_first_not_of("([{'\""), word.size());
    auto last = word.find_last_not_of(".,;:)]}'\"") + 1;
    if (const auto page = word.substr(first, last + 1 - first); is_page(page)) {
        ++last;
    }
    if (last <= first) {
        return std::string(word);
    }
    return std::string(word.substr(0, first)) + core_of(word.substr(first, last - first)) +
           std::string(word.substr(last));
}

bool ends_sentence(std::string_view word) {
    const auto last = word.find_last_not_of(")'\"");
    return last != std::string_view::npos && std::string_view(".?!").find(word[last]) < 3;
}

// A line that begins with a dot or a quotation mark would be a request.
std::string guarded(std::string text) {
    if (!text.empty() && (text.front() == '.' || text.front() == '\'')) {
        text.insert(0, "\\&");
    }
    return text;
}

}  // namespace

std::string literal(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\') {
            out += "\\e";
        } else if (c == '-') {
            out += "\\-";
        } else {
            out += c;
        }
    }
    return guarded(std::move(out));
}

std::string prose(std::string_view text, bool raw) {
    std::string out;
    std::string line;
    while (!text.empty()) {
        const auto end = text.find(' ');
        const auto word = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        line +=
            raw && word.find('\\') != std::string_view::npos ? std::string(word) : word_of(word);
        if (!text.empty() && ends_sentence(word) && !is_lower(text.front())) {
            out += guarded(std::exchange(line, "")) + '\n';
        } else if (end != std::string_view::npos) {
            line += ' ';
        }
    }
    return out + guarded(std::move(line));
}

std::string argument(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto end = text.find('|');
        const auto word = text.substr(0, end);
        const bool is_word = std::any_of(word.begin(), word.end(), is_lower) ||
                             text.size() != word.size() || !out.empty();
        const bool is_value = std::none_of(word.begin(), word.end(), is_lower) &&
                              (!is_word || word == "FILE" || word == "DIR");
        out += fmt::format("\\f{}{}\\fR", is_value ? 'I' : 'B', literal(word));
        out += end == std::string_view::npos ? "" : "|";
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return out;
}

std::string option(const config::ProgramOption& option) {
    std::string tag;
    if (option.short_name != 0) {
        tag = fmt::format("\\fB\\-{}\\fR, ", option.short_name);
    }
    tag += fmt::format("\\fB{}\\fR", literal("--" + option.name));
    if (!option.argument.empty()) {
        tag += ' ' + argument(option.argument);
    }
    auto text = prose(option.description);
    if (!option.old_names.empty()) {
        text += "\n(also " + prose(option.old_names) + ')';
    }
    return item(tag, text);
}

std::string item(std::string_view tag, std::string_view text) {
    return fmt::format(".TP\n{}\n{}\n", tag, text);
}

}  // namespace fedcloud::manual::roff
