#include <algorithm>
#include <string_view>

#include "plugin/number.hpp"
#include "plugin/result.hpp"
#include "plugin/text.hpp"

namespace fedcloud::plugin {
namespace {

// ARGO's limit for one result (its monitoring guidelines).
constexpr std::size_t most_bytes = std::size_t{16} * 1024;
constexpr std::size_t most_first_line = 1024;
constexpr std::size_t most_long_line = 1024;

std::string step_line(const Step& step, int depth) {
    std::string line(static_cast<std::size_t>(depth) * 2, ' ');
    line += clean(step.name, 64) + ' ' + std::string(to_string(step.state)) + ' ' +
            format_number(step.duration.count()) + 's';
    return step.text.empty() ? line : line + ": " + clean(step.text, most_long_line);
}

void add_steps(const std::vector<Step>& steps, int depth, std::vector<std::string>& lines) {
    for (const auto& step : steps) {
        lines.push_back(step_line(step, depth));
        add_steps(step.children, depth + 1, lines);
    }
}

std::vector<std::string> long_text(const Result& result, int verbosity) {
    std::vector<std::string> lines;
    for (const auto& note : result.notes) {
        lines.push_back(clean(note, most_long_line));
    }
    if (verbosity >= 1) {
        add_steps(result.steps, 0, lines);
    }
    for (const auto& line : result.trace) {
        lines.push_back(clean(line, most_long_line));
    }
    return lines;
}

}  // namespace

std::string render_nagios(const Result& result, int verbosity) {
    std::string perfdata;
    for (const auto& one : result.perfdata) {
        const auto text = render(one);
        if (perfdata.size() + text.size() < most_bytes - 2 * most_first_line) {
            perfdata += (perfdata.empty() ? "" : " ") + text;
        }
    }
    const std::string tail = perfdata.empty() ? "\n" : " | " + perfdata + "\n";
    constexpr std::string_view cut_mark = "\n(more was cut off)";
    const std::size_t room = most_bytes - tail.size() - cut_mark.size();

    std::string output = result.label + ' ' + std::string(to_string(result.state())) + " - " +
                         clean(result.summary(), most_first_line);
    for (const auto& line : long_text(result, verbosity)) {
        if (output.size() + 1 + line.size() > room) {
            output += cut_mark;
            break;
        }
        output += '\n' + line;
    }
    return output + tail;
}

}  // namespace fedcloud::plugin
