// metrics.json as a MetricProfile, strictly: it is written by hand.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>
#include <utility>

#include "json/fields.hpp"
#include "json/value.hpp"
#include "metrics/metric_profile.hpp"
#include "plugin/threshold.hpp"

namespace fedcloud::metrics {
namespace {

using json::Fields;
using json::Form;
using json::Path;
using json::Value;
using plugin::ParseError;
using Problem = std::optional<ParseError>;

constexpr std::size_t name_limit = 255;
constexpr int month_of_minutes = 44640;
constexpr int most_attempts = 100;
constexpr int day_of_seconds = 86400;  // the most that -t takes

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_letter(char c) {
    return is_lower(c) || (c >= 'A' && c <= 'Z');
}
bool is_name_character(char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-';
}
bool is_printable(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte != 0x7f;
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= name_limit &&
           std::all_of(text.begin(), text.end(), is_name_character);
}
bool is_line(std::string_view text) {
    constexpr std::size_t limit = 4096;
    return !text.empty() && text.size() <= limit &&
           std::all_of(text.begin(), text.end(), is_printable);
}
bool is_web_address(std::string_view text) {
    return is_line(text) && text.find(' ') == std::string_view::npos &&
           (text.rfind("https://", 0) == 0 || text.rfind("http://", 0) == 0);
}

const Form a_name{"a name of letters, digits, '_', '.' and '-'", is_name};
const Form a_program{"a program's name of small letters, digits, '_', '.' and '-'",
                     is_program_name};
const Form a_line{"a text in one line", is_line};
const Form a_web_address{"an http:// or https:// URL", is_web_address};
const Form a_range{
    "a range such as 10, 10:, ~:10, 10:20 or @10:20, whose start is not greater than its end",
    [](std::string_view text) { return bool(plugin::Range::parse(text)); }};

void keep_first(Problem& problem, ParseError found) {
    if (!problem) {
        problem = std::move(found);
        problem->found.resize(std::min<std::size_t>(problem->found.size(), 80));
    }
}

std::vector<std::string> read_service_types(const Fields& in, const Path& path, Problem& problem) {
    auto types = in.texts("service_types", a_name);
    for (auto type = types.begin(); type != types.end(); ++type) {
        if (std::find(types.begin(), type, *type) != type) {
            keep_first(problem, {Path(path, "service_types").pointer(), "each type once", *type});
        }
    }
    return types;
}

// The text of an option's value, or of one of several.
std::string read_option_value(const Value& value, const Path& path, bool may_be_flag,
                              Problem& problem) {
    using Type = Value::Type;
    if (may_be_flag && value.type == Type::boolean && value.text == "true") {
        return {};
    }
    if ((value.type == Type::string && is_option_value(value.text)) || value.type == Type::number) {
        return value.text;
    }
    keep_first(problem, path.fail(may_be_flag ? "a text in one line, a number, or true for a flag"
                                              : "a text in one line or a number",
                                  &value)
                            .error);
    return {};
}

void read_option(const Value& value, const Path& path, Metric& metric, Problem& problem) {
    const auto has_name = [&](const auto& option) { return option.first == value.key; };
    if (!is_option_name(value.key)) {
        keep_first(problem, {path.pointer(), "a long option's name without its dashes", value.key});
    } else if (is_reserved_option(value.key)) {
        keep_first(problem, {path.pointer(),
                             "an option that neither the metric's other members nor the "
                             "configuration set",
                             value.key});
    } else if (std::any_of(metric.options.begin(), metric.options.end(), has_name)) {
        keep_first(problem, path.fail("this member only once", &value).error);
    } else if (value.type != Value::Type::array) {
        metric.options.emplace_back(value.key, read_option_value(value, path, true, problem));
    } else if (value.children.empty()) {
        keep_first(problem, {path.pointer(), "at least one value", "an empty array"});
    } else {
        for (std::size_t i = 0; i < value.children.size(); ++i) {
            metric.options.emplace_back(
                value.key, read_option_value(value.children[i], Path(path, i), false, problem));
        }
    }
}

std::vector<Dependency> read_dependencies(const Fields& in, Problem& problem) {
    std::vector<Dependency> dependencies;
    in.each("dependencies", [&](const Value& value, const Path& path) {
        const Fields one(value, path, problem);
        one.refuse_others({"metric", "local"});
        dependencies.push_back(
            {one.required_text("metric", a_name), one.flag("local").value_or(false)});
    });
    return dependencies;
}

void read_schedule(const Fields& in, Metric& metric) {
    const auto minutes = [&](std::string_view name, std::chrono::minutes preset) {
        const auto number = in.integer(name, 1, month_of_minutes);
        return number ? std::chrono::minutes(*number) : preset;
    };
    metric.interval = minutes("interval", metric.interval);
    metric.retry_interval = minutes("retry_interval", metric.retry_interval);
    metric.attempts =
        static_cast<int>(in.integer("attempts", 1, most_attempts).value_or(metric.attempts));
    metric.timeout = std::chrono::seconds(
        in.integer("timeout", 1, day_of_seconds).value_or(metric.timeout.count()));
    metric.per_vo = in.flag("per_vo").value_or(false);
}

Metric read_metric(const Value& value, const Path& path, Problem& problem) {
    Metric metric;
    metric.name = value.key;
    if (!is_metric_name(metric.name)) {
        keep_first(problem, {path.pointer(), std::string(a_name.expected), metric.name});
    }
    const Fields in(value, path, problem);
    in.refuse_others({"program", "description", "documentation", "service_types", "interval",
                      "retry_interval", "attempts", "timeout", "per_vo", "warning", "critical",
                      "options", "dependencies"});
    metric.program = in.required_text("program", a_program);
    metric.description = in.text("description", a_line);
    metric.documentation = in.text("documentation", a_web_address);
    in.require("service_types", "an array");
    metric.service_types = read_service_types(in, path, problem);
    read_schedule(in, metric);
    metric.warning = in.text("warning", a_range);
    metric.critical = in.text("critical", a_range);
    in.each_member("options", [&](const Value& option, const Path& place) {
        read_option(option, place, metric, problem);
    });
    metric.dependencies = read_dependencies(in, problem);
    return metric;
}

// True if a way over dependencies leads from `from` to `to`.
bool leads_to(const MetricProfile& profile, std::string_view from, std::string_view to) {
    std::vector<std::string_view> ahead{from};
    for (std::size_t i = 0; i < ahead.size(); ++i) {
        const Metric* metric = profile.find(ahead[i]);
        for (const auto& next :
             metric == nullptr ? std::vector<Dependency>() : metric->dependencies) {
            if (next.local) {
                continue;
            }
            if (next.metric == to) {
                return true;
            }
            const Metric* known = profile.find(next.metric);
            if (known != nullptr &&
                std::find(ahead.begin(), ahead.end(), known->name) == ahead.end()) {
                ahead.push_back(known->name);
            }
        }
    }
    return false;
}

void check_dependencies(const MetricProfile& profile, Problem& problem) {
    const Path root;
    const Path metrics(root, "metrics");
    for (const auto& metric : profile.metrics) {
        const Path path(metrics, metric.name);
        const Path dependencies(path, "dependencies");
        for (std::size_t i = 0; i < metric.dependencies.size(); ++i) {
            const auto& dependency = metric.dependencies[i];
            const Path element(dependencies, i);
            const Path place(element, "metric");
            if (!dependency.local && profile.find(dependency.metric) == nullptr) {
                problem = ParseError{place.pointer(),
                                     "a metric of this profile, or \"local\": true for one of the "
                                     "monitoring host",
                                     dependency.metric};
                return;
            }
            if (!dependency.local && leads_to(profile, dependency.metric, metric.name)) {
                problem = ParseError{place.pointer(), "a metric that does not depend on this one",
                                     dependency.metric};
                return;
            }
        }
    }
}

}  // namespace

bool is_metric_name(std::string_view text) {
    return is_name(text);
}
bool is_service_type(std::string_view text) {
    return is_name(text);
}
bool is_option_value(std::string_view text) {
    return is_line(text);
}

bool is_program_name(std::string_view text) {
    return is_name(text) && (is_lower(text.front()) || is_digit(text.front())) &&
           std::none_of(text.begin(), text.end(),
                        [](char c) { return is_letter(c) && !is_lower(c); });
}

bool is_option_name(std::string_view text) {
    constexpr std::size_t limit = 64;
    return is_program_name(text) && text.size() <= limit &&
           text.find_first_of("._") == std::string_view::npos;
}

bool is_reserved_option(std::string_view name) {
    static constexpr std::array<std::string_view, 9> names{"critical",    "help",    "override-dir",
                                                           "profile-dir", "service", "site",
                                                           "timeout",     "version", "warning"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

const Metric* MetricProfile::find(std::string_view wanted) const {
    const auto found = std::find_if(metrics.begin(), metrics.end(),
                                    [&](const Metric& metric) { return metric.name == wanted; });
    return found == metrics.end() ? nullptr : &*found;
}

Expected<MetricProfile, plugin::ParseError> read_metric_profile(std::string_view text) {
    const auto value = json::parse(text);
    if (!value) {
        return Unexpected{value.error()};
    }
    MetricProfile profile;
    Problem problem;
    const Path root;
    const Fields in(*value, root, problem);
    in.refuse_others({"format", "name", "description", "metrics"});
    in.require("format", "1");
    (void)in.integer("format", 1, 1);
    profile.name = in.required_text("name", a_line);
    profile.description = in.text("description", a_line);
    in.require("metrics", "an object");
    std::unordered_set<std::string_view> names;
    in.each_member("metrics", [&](const Value& metric, const Path& path) {
        if (!names.insert(metric.key).second) {
            keep_first(problem, path.fail("this member only once", &metric).error);
        }
        profile.metrics.push_back(read_metric(metric, path, problem));
    });
    if (!problem) {
        check_dependencies(profile, problem);
    }
    if (problem) {
        return Unexpected{std::move(*problem)};
    }
    return profile;
}

}  // namespace fedcloud::metrics
