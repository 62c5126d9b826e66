// A result of arbitrary texts and figures, rendered: lines "label<TAB>value<TAB>unit<TAB>range",
// and whatever else there is as the texts of steps and notes.
#include "plugin/perfdata.hpp"

#include <algorithm>
#include <cstring>

#include "fuzz.hpp"
#include "plugin/number.hpp"
#include "plugin/result.hpp"
#include "plugin/text.hpp"

namespace fedcloud::fuzz {
namespace {

constexpr std::size_t most_bytes = std::size_t{16} * 1024;

// Eight bytes are any double: infinities, not-a-number, denormals.
double double_of(std::string_view text) {
    double value = 0;
    std::memcpy(&value, text.data(), std::min(text.size(), sizeof value));
    return plugin::parse_number(text).value_or(value);
}

std::string_view take_field(std::string_view& line) {
    const auto end = std::min(line.find('\t'), line.size());
    const auto field = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return field;
}

plugin::Perfdata perfdata_in(std::string_view line) {
    plugin::Perfdata made;
    made.label = take_field(line);
    made.value = double_of(take_field(line));
    const auto unit = take_field(line);
    for (const std::string_view known : {"s", "B", "%", "c"}) {
        made.unit = unit == known ? known : std::string_view(made.unit);
    }
    if (auto range = plugin::Range::parse(take_field(line))) {
        made.thresholds.warning = *range;
    }
    if (!line.empty()) {
        made.max = double_of(line);
    }
    return made;
}

bool is_number(std::string_view text) {
    return text == "U" || plugin::parse_number(text).has_value();
}

// `'label'=value[unit];warn;crit;min;max` of the guidelines, one item; `text` is moved behind it.
void require_item(std::string_view& text) {
    require(!text.empty(), "perfdata: there is an item");
    std::size_t at = 0;
    if (text.front() == '\'') {
        at = 1;
        while (at < text.size() && (text[at] != '\'' || text.substr(at, 2) == "''")) {
            at += text[at] == '\'' ? 2U : 1U;
        }
        require(at < text.size(), "perfdata: a quoted label is closed");
        ++at;
    } else {
        at = std::min(text.find('='), text.size());
        require(text.substr(0, at).find_first_of(" '") == std::string_view::npos && at > 0,
                "perfdata: a bare label has no blanks and quotation marks");
    }
    require(at < text.size() && text[at] == '=', "perfdata: '=' follows the label");
    text.remove_prefix(at + 1);
    auto fields = text.substr(0, std::min(text.find(' '), text.size()));
    text.remove_prefix(std::min(fields.size() + 1, text.size()));
    auto value = fields.substr(0, std::min(fields.find(';'), fields.size()));
    const auto digits = value.find_last_of("0123456789U");
    require(digits != std::string_view::npos, "perfdata: there is a value");
    require(is_number(value.substr(0, digits + 1)), "perfdata: the value is a number");
    require(std::count(fields.begin(), fields.end(), ';') <= 4, "perfdata: at most five fields");
    require(fields.find_first_not_of("0123456789.-:@~;UsBc%") == std::string_view::npos,
            "perfdata: fields are numbers and ranges");
}

void require_output(std::string_view output) {
    require(output.size() <= most_bytes, "the output is 16 KB at most");
    require(!output.empty() && output.back() == '\n', "the output ends in a line break");
    output.remove_suffix(1);
    const auto bar = output.find('|');
    if (bar == std::string_view::npos) {
        return;
    }
    auto perfdata = output.substr(bar + 1);
    require(perfdata.find_first_of("|\n\r\t") == std::string_view::npos,
            "perfdata is on the last line, behind the only '|'");
    require(!perfdata.empty() && perfdata.front() == ' ', "a blank follows the '|'");
    perfdata.remove_prefix(1);
    while (!perfdata.empty()) {
        require_item(perfdata);
    }
}

}  // namespace

void examine(std::string_view input) {
    plugin::Result result;
    result.label = "PROBE";
    while (!input.empty() && result.perfdata.size() < 500) {
        const auto line = take_line(input);
        if (line.find('\t') != std::string_view::npos) {
            result.perfdata.push_back(perfdata_in(line));
        } else if (result.steps.size() <= result.notes.size()) {
            result.steps.push_back({std::string(line.substr(0, 8)),
                                    static_cast<plugin::State>(line.size() % 4),
                                    std::string(line)});
        } else {
            result.notes.emplace_back(line);
        }
    }
    result.text = input;
    for (int verbosity = 0; verbosity < 3; ++verbosity) {
        require_output(plugin::render_nagios(result, verbosity));
    }
    const auto json = plugin::render_json(result);
    require(json.size() <= most_bytes, "the JSON is 16 KB at most");
    require(std::count(json.begin(), json.end(), '\n') <= 1, "the JSON is one line");
}

}  // namespace fedcloud::fuzz
