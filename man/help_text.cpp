#include "help_text.hpp"

#include <cctype>

#include "plugin/text.hpp"

namespace fedcloud::manual {
namespace {

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

void append(std::string& text, std::string_view words) {
    text += (text.empty() ? "" : " ") + std::string(words);
}

// "  pull        Fetches sites", whose next lines are indented further.
void read_subcommand(std::string_view line, HelpText& help) {
    const auto words = plugin::trim(line);
    if (line.find_first_not_of(' ') == 2) {
        const auto blank = words.find(' ');
        help.subcommands.push_back({std::string(words.substr(0, blank)), ""});
        append(help.subcommands.back().summary, plugin::trim(words.substr(blank)));
    } else if (!help.subcommands.empty()) {
        append(help.subcommands.back().summary, words);
    }
}

// "0 OK, 1 WARNING" or "0 done; 1 done, but": a digit between blanks begins a status.
void read_exit_statuses(std::string_view text, HelpText& help) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool begins = std::isdigit(static_cast<unsigned char>(text[i])) != 0 &&
                            (i == 0 || text[i - 1] == ' ') && text.substr(i + 1, 1) == " ";
        if (begins) {
            help.exit_statuses.push_back({std::string(1, text[i]), ""});
        } else if (!help.exit_statuses.empty()) {
            help.exit_statuses.back().meaning += text[i];
        }
    }
    for (auto& each : help.exit_statuses) {
        each.meaning = plugin::trim(each.meaning, " ,;.");
    }
}

// Sentences, and from "Exit status:" on the statuses.
void read_notes(const Lines& lines, HelpText& help) {
    constexpr std::string_view mark = "Exit status: ";
    std::string notes;
    std::string statuses;
    for (auto line : lines) {
        if (line.starts_with(mark)) {
            line.remove_prefix(mark.size());
            append(statuses, line);
        } else {
            append(statuses.empty() ? notes : statuses, line);
        }
    }
    read_exit_statuses(statuses, help);
    if (!notes.empty()) {
        help.notes.push_back(notes);
    }
}

void read_paragraph(const Lines& lines, HelpText& help) {
    constexpr std::string_view usage = "Usage: ";
    const auto head = lines.front();
    if (head.starts_with(usage)) {
        help.usage = head.substr(usage.size());
        for (std::size_t i = 1; i < lines.size(); ++i) {
            append(help.summary, lines[i]);
        }
    } else if (head == "Subcommands:") {
        for (std::size_t i = 1; i < lines.size(); ++i) {
            read_subcommand(lines[i], help);
        }
    } else if (head == "Examples:") {
        for (std::size_t i = 1; i < lines.size(); ++i) {
            help.examples.emplace_back(lines[i].substr(lines[i].starts_with("  ") ? 2 : 0));
        }
    } else if (head != "Options:") {
        read_notes(lines, help);
    }
}

}  // namespace

HelpText read_help_text(std::string_view text) {
    HelpText help;
    help.options = config::read_help(text).options;
    Lines paragraph;
    auto lines = lines_of(text);
    lines.emplace_back();
    for (const auto line : lines) {
        if (!line.empty()) {
            paragraph.push_back(line);
        } else if (!paragraph.empty()) {
            read_paragraph(paragraph, help);
            paragraph.clear();
        }
    }
    return help;
}

}  // namespace fedcloud::manual
