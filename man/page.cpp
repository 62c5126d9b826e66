#include "page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <nlohmann/json.hpp>

#include "build_input.hpp"
#include "help_text.hpp"
#include "roff.hpp"
#include "schema.hpp"
#include "text_file.hpp"

namespace fedcloud::manual {
namespace {

// The sections that a page may have, in their order (man-pages(7), with ours between).
constexpr std::array headings{
    "NAME",     "SYNOPSIS",    "DESCRIPTION",      "STEPS",       "SUBCOMMANDS", "OPTIONS",
    "PROGRAMS", "EXIT STATUS", "PERFORMANCE DATA", "CREDENTIALS", "FILES",       "ENVIRONMENT",
    "EXAMPLES", "NOTES",       "SEE ALSO"};

const Source& find_source(const PageSources& sources, std::string_view name) {
    for (const auto& source : sources.files) {
        if (source.path.ends_with("/" + std::string(name))) {
            return source;
        }
    }
    fail(sources.name, "no source " + std::string(name));
}

// "--target NAME [OPTION]... SITE" after the program's name.
std::string synopsis(const std::string& usage) {
    std::string out;
    std::size_t begin = 0;
    while (begin < usage.size()) {
        const auto end = std::min(usage.find_first_of(" []|.", begin), usage.size());
        const auto word = std::string_view(usage).substr(begin, end - begin);
        const bool value = std::all_of(word.begin(), word.end(), [](char c) {
            return std::isupper(static_cast<unsigned char>(c)) != 0;
        });
        if (!word.empty()) {
            out += fmt::format("\\f{}{}\\fR", value ? 'I' : 'B', roff::literal(word));
        }
        out += usage.substr(end, end < usage.size() ? 1 : 0);
        begin = end + 1;
    }
    return out + '\n';
}

// Of 80 columns a page leaves 71: a longer line of --help goes on in the next one.
std::string folded(std::string_view line) {
    constexpr std::size_t width = 71;
    const auto end = line.size() > width ? line.rfind(" -", width - 2) : std::string_view::npos;
    if (end == std::string_view::npos || line.find_first_not_of(' ') > end) {
        return roff::literal(line) + '\n';
    }
    return roff::literal(std::string(line.substr(0, end)) + " \\") + '\n' +
           folded(std::string(line.front() == ' ' ? line.find_first_not_of(' ') : 4, ' ') +
                  std::string(line.substr(end + 1)));
}

std::string examples(const std::vector<std::string>& lines) {
    std::string out = ".EX\n";
    for (const auto& line : lines) {
        out += folded(line);
    }
    return out + ".EE\n";
}

// What --help has, and then the hand-written text.
Sections sections_of_help(const HelpText& help) {
    Sections all;
    all["SYNOPSIS"] = synopsis(help.usage);
    all["DESCRIPTION"] = roff::prose(help.summary) + '\n';
    for (const auto& each : help.subcommands) {
        all["SUBCOMMANDS"] +=
            roff::item(fmt::format("\\fBfedcloud\\-profiles\\-{}\\fR(1)", roff::literal(each.name)),
                       roff::prose(each.summary));
    }
    for (const auto& option : help.options) {
        all["OPTIONS"] += roff::option(option);
    }
    for (const auto& note : help.notes) {
        all["OPTIONS"] += ".PP\n" + roff::prose(note) + '\n';
    }
    for (const auto& each : help.exit_statuses) {
        all["EXIT STATUS"] +=
            roff::item(fmt::format("\\fB{}\\fR", each.status), roff::prose(each.meaning));
    }
    all["EXAMPLES"] = examples(help.examples);
    return all;
}

// Of a file that sets options: all but those that make no sense there.
std::string options_of_file(const HelpText& help) {
    std::string out;
    for (auto option : help.options) {
        if (option.name != "help" && option.name != "version" && option.name != "config") {
            const auto value = option.argument.empty() ? std::string("\\fBtrue\\fR|\\fBfalse\\fR")
                                                       : roff::argument(option.argument);
            out += roff::item(fmt::format("\\fB{}\\fR = {}", roff::literal(option.name), value),
                              roff::prose(option.description));
        }
    }
    return out;
}

nlohmann::ordered_json metrics_of(const Source& source) {
    const auto profile = nlohmann::ordered_json::parse(source.text, nullptr, false);
    if (profile.is_discarded() || !profile.contains("metrics")) {
        fail(source.path, "no metric profile");
    }
    return profile["metrics"];
}

std::string service_types(const nlohmann::ordered_json& metric) {
    std::string types;
    for (const auto& type : metric["service_types"]) {
        types += (types.empty() ? "" : ", ") + type.get<std::string>();
    }
    return types;
}

// A paragraph for the metric of a program.
std::string metric_of(const std::string& program, const Source& source) {
    const auto metrics = metrics_of(source);
    for (const auto& [name, metric] : metrics.items()) {
        if (metric["program"] == program) {
            return ".PP\n" +
                   roff::prose(fmt::format(
                       "Its metric is {}, of services of type {}. With the metric profile "
                       "that is installed it is run every {} minutes.",
                       name, service_types(metric), metric["interval"].dump())) +
                   '\n';
        }
    }
    fail(source.path, "no metric of " + program);
}

// A tagged paragraph for each metric of the metric profile.
std::string metrics_list(const Source& source) {
    std::string out;
    const auto metrics = metrics_of(source);
    for (const auto& [name, metric] : metrics.items()) {
        out +=
            roff::item(roff::prose(metric["program"].get<std::string>() + "(1)"),
                       roff::prose(fmt::format("{}. {}, every {} min. Services of type {}.",
                                               metric["description"].get<std::string>(), name,
                                               metric["interval"].dump(), service_types(metric))));
    }
    return out;
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

std::string head(const PageSources& sources) {
    return fmt::format(
        ".\\\" Made from --help and the texts in man/ while the suite was built: change those.\n"
        ".TH {} {} \"{}\" \"fedcloud\\-probes {}\" \"EGI Federated Cloud\"\n"
        ".ad l\n",
        roff::literal(upper(sources.name)), sources.section, sources.date, sources.version);
}

Sections read_all(const PageSources& sources) {
    HelpText help;
    Sections sections;
    for (const auto& file : sources.files) {
        if (sources.section == "1" && help.usage.empty() && file.path.ends_with(".help")) {
            help = read_help_text(file.text);
            sections = sections_of_help(help);
        }
    }
    const auto directive = [&](std::string_view word, std::string_view argument) -> std::string {
        const auto& source = find_source(sources, argument);
        if (word == "members") {
            return describe_members(source.text, source.path);
        }
        if (word == "options") {
            return options_of_file(read_help_text(source.text));
        }
        if (word == "metric") {
            return metric_of(sources.name, source);
        }
        return word == "metrics" ? metrics_list(source) : "";
    };
    for (const auto& file : sources.files) {
        if (file.path.ends_with(".h2m")) {
            read_sections(file.text, file.path, help.options, directive, sections);
        }
    }
    return sections;
}

}  // namespace

std::string render_page(const PageSources& sources) {
    auto sections = read_all(sources);
    sections["NAME"] = fmt::format("{} \\- {}", roff::literal(sources.name), sections["NAME"]);
    std::string out = head(sources);
    for (const auto* heading : headings) {
        if (const auto found = sections.find(heading); found != sections.end()) {
            out += fmt::format(".SH {}\n{}", heading, found->second);
            sections.erase(found);
        }
    }
    if (!sections.empty()) {
        fail(sources.name, "no page has a section " + sections.begin()->first);
    }
    return out;
}

}  // namespace fedcloud::manual
