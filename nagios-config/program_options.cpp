#include "program_options.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "plugin/text.hpp"

namespace fedcloud::config {
namespace {

constexpr std::size_t help_column = 30;

std::string_view take_line(std::string_view& text) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

void append_words(std::string& text, std::string_view words) {
    if (!text.empty() && !words.empty()) {
        text += ' ';
    }
    text += words;
}

// "  -e, --endpoint URL          OCCI endpoint of the site": the name begins at the same column in
// every row.
bool begins_option(std::string_view line) {
    return line.size() > 8 && line.substr(0, 2) == "  " && line.substr(6, 2) == "--";
}

ProgramOption read_row(std::string_view line) {
    ProgramOption option;
    option.short_name = line[2] == '-' ? line[3] : '\0';
    const auto gap = line.find("  ", 8);
    const auto left = line.substr(8, gap == std::string_view::npos ? gap : gap - 8);
    const auto blank = left.find(' ');
    option.name = left.substr(0, blank);
    if (blank != std::string_view::npos) {
        option.argument = left.substr(blank + 1);
    }
    if (line.size() > help_column && gap != std::string_view::npos) {
        option.description = plugin::trim(line.substr(help_column));
    }
    return option;
}

// "(default 300)" of --timeout.
void read_default(const ProgramOption& timeout, std::chrono::seconds& seconds) {
    constexpr std::string_view mark = "(default ";
    const auto at = timeout.description.find(mark);
    int number = 0;
    if (at != std::string::npos &&
        std::from_chars(timeout.description.data() + at + mark.size(),
                        timeout.description.data() + timeout.description.size(), number)
                .ec == std::errc()) {
        seconds = std::chrono::seconds{number};
    }
}

void read_options(std::string_view text, Program& program) {
    constexpr std::string_view also = "(also ";  // "(also --os_tpl)" is no description
    bool spellings = false;
    while (!text.empty()) {
        const auto line = take_line(text);
        if (begins_option(line)) {
            program.options.push_back(read_row(line));
            spellings = false;
        } else if (line.size() <= help_column || line.find_first_not_of(' ') != help_column ||
                   program.options.empty()) {
            return;
        } else {
            auto& option = program.options.back();
            auto words = plugin::trim(line);
            if (words.rfind(also, 0) == 0) {
                spellings = true;
                words.remove_prefix(also.size());
            }
            if (spellings && words.back() == ')') {
                words.remove_suffix(1);
            }
            append_words(spellings ? option.old_names : option.description, words);
        }
    }
}

}  // namespace

const ProgramOption* Program::find(std::string_view option) const {
    const auto found = std::find_if(options.begin(), options.end(),
                                    [&](const auto& row) { return row.name == option; });
    return found == options.end() ? nullptr : &*found;
}

const ProgramOption* Program::find(char short_name) const {
    const auto found = std::find_if(options.begin(), options.end(),
                                    [&](const auto& row) { return row.short_name == short_name; });
    return found == options.end() ? nullptr : &*found;
}

Program read_help(std::string_view text) {
    Program program;
    constexpr std::string_view usage = "Usage: ";
    auto line = take_line(text);
    if (line.rfind(usage, 0) == 0) {
        line.remove_prefix(usage.size());
        program.name = line.substr(0, line.find(' '));
    }
    while (!text.empty() && (line = take_line(text)) != "Options:") {
        append_words(program.summary, plugin::trim(line));
    }
    read_options(text, program);
    if (const auto* timeout = program.find("timeout")) {
        read_default(*timeout, program.timeout);
    }
    return program;
}

const Program* find_program(const std::vector<Program>& programs, std::string_view name) {
    const auto found = std::lower_bound(
        programs.begin(), programs.end(), name,
        [](const Program& program, std::string_view wanted) { return program.name < wanted; });
    return found == programs.end() || found->name != name ? nullptr : &*found;
}

}  // namespace fedcloud::config
