#include "render_changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "plugin/text.hpp"

namespace fedcloud::profiles {
namespace {

using plugin::clean;

constexpr std::array kind_names{"added", "removed", "changed"};
constexpr std::array kind_marks{'+', '-', '~'};
constexpr std::array subject_names{"site", "service", "downtime"};

template <typename Names, typename Word>
auto name_of(const Names& names, Word word) {
    return names.at(static_cast<std::size_t>(word));
}

std::string line_of(const Change& change) {
    auto line = fmt::format("{} {}", name_of(kind_marks, change.kind),
                            name_of(subject_names, change.subject));
    line += change.key.empty() ? fmt::format(" {}", clean(change.site))
                               : fmt::format(" {} of {}", clean(change.key), clean(change.site));
    if (change.kind == ChangeKind::changed) {
        line += change.key.empty() ? ":" : fmt::format(" ({}):", clean(change.details));
    } else {
        line += fmt::format(": {}, {}", name_of(kind_names, change.kind), clean(change.details));
    }
    for (const auto& field : change.fields) {
        line += fmt::format("{} {} '{}' -> '{}'", &field == &change.fields.front() ? "" : ",",
                            field.field, clean(field.before, 120), clean(field.after, 120));
    }
    return line + '\n';
}

std::string count(const std::vector<Change>& changes, Subject subject) {
    std::array<std::size_t, kind_names.size()> counts{};
    for (const auto& change : changes) {
        auto& sum = counts.at(static_cast<std::size_t>(change.kind));
        sum += change.subject == subject ? 1 : 0;
        sum += subject == Subject::service ? change.services : 0;
        sum += subject == Subject::downtime ? change.downtimes : 0;
    }
    return fmt::format("{}s: {} added, {} removed, {} changed", name_of(subject_names, subject),
                       counts[0], counts[1], counts[2]);
}

std::string render_table(const ChangeReport& report) {
    std::string text;
    for (const auto& change : report.changes) {
        text += line_of(change);
    }
    if (report.changes.empty()) {
        text += "nothing changed";
    } else {
        text += fmt::format("{}; {}; {}", count(report.changes, Subject::site),
                            count(report.changes, Subject::service),
                            count(report.changes, Subject::downtime));
        text += report.made ? "" : " (nothing was written)";
    }
    return text + fmt::format("; {} site{} with {} service{}\n", report.sites,
                              report.sites == 1 ? "" : "s", report.services,
                              report.services == 1 ? "" : "s");
}

nlohmann::ordered_json to_json(const Change& change) {
    nlohmann::ordered_json json{{"change", name_of(kind_names, change.kind)},
                                {"of", name_of(subject_names, change.subject)},
                                {"site", change.site}};
    if (!change.key.empty()) {
        json["key"] = change.key;
    }
    json["details"] = change.details;
    for (const auto& field : change.fields) {
        json["fields"].push_back(nlohmann::ordered_json{
            {"field", field.field}, {"before", field.before}, {"after", field.after}});
    }
    return json;
}

std::string render_json(const ChangeReport& report) {
    auto json = nlohmann::ordered_json{{"written", report.made},
                                       {"sites", report.sites},
                                       {"services", report.services},
                                       {"changes", nlohmann::ordered_json::array()},
                                       {"problems", nlohmann::ordered_json::array()}};
    for (const auto& change : report.changes) {
        json["changes"].push_back(to_json(change));
    }
    for (const auto& problem : report.problems) {
        json["problems"].push_back(
            nlohmann::ordered_json{{"record", problem.record}, {"text", problem.text}});
    }
    return json.dump(2, ' ', true, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace

std::string render(const ChangeReport& report, Format format) {
    return format == Format::json ? render_json(report) : render_table(report);
}

}  // namespace fedcloud::profiles
