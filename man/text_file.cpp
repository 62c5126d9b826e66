#include "text_file.hpp"

#include <algorithm>
#include <sstream>

#include "build_input.hpp"
#include "roff.hpp"

namespace fedcloud::manual {
namespace {

bool has_option(const std::vector<config::ProgramOption>& options, std::string_view name) {
    return std::any_of(options.begin(), options.end(),
                       [&](const auto& option) { return "--" + option.name == name; });
}

// "FILES --state-dir": the heading, or nothing if the program has no such option.
std::string heading_of(const std::string& words,
                       const std::vector<config::ProgramOption>& options) {
    const auto mark = words.find(" --");
    if (mark == std::string::npos) {
        return words;
    }
    return has_option(options, std::string_view(words).substr(mark + 1)) ? words.substr(0, mark)
                                                                         : "";
}

std::string render_line(const std::string& line, bool verbatim) {
    if (!line.empty() && line.front() == '.') {
        return line;
    }
    return verbatim ? roff::literal(line) : roff::prose(line, true);
}

}  // namespace

void read_sections(const std::string& text, const std::string& path,
                   const std::vector<config::ProgramOption>& options, const Directive& directive,
                   Sections& sections) {
    std::istringstream stream(text);
    std::string* section = nullptr;
    std::string ignored;
    bool verbatim = false;
    for (std::string line; std::getline(stream, line);) {
        if (!verbatim && !line.empty() && line.front() == '[' && line.back() == ']') {
            const auto heading = heading_of(line.substr(1, line.size() - 2), options);
            section = heading.empty() ? &ignored : &sections[heading];
        } else if (line.empty()) {
            continue;
        } else if (section == nullptr) {
            fail(path, "text before the first section: " + line);
        } else if (line.front() == '@') {
            const auto blank = line.find(' ');
            const auto made = directive(line.substr(1, blank - 1),
                                        blank == std::string::npos ? "" : line.substr(blank + 1));
            if (made.empty()) {
                fail(path, "unknown directive, or nothing for it: " + line);
            }
            *section += made;
        } else {
            verbatim = (verbatim && line != ".EE") || line == ".EX";
            *section += render_line(line, verbatim) + '\n';
        }
    }
}

}  // namespace fedcloud::manual
