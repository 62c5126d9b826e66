// metrics.json as a MetricProfile, strictly: it is written by hand.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "json/members.hpp"
#include "json/value.hpp"
#include "metrics/metric_profile.hpp"
#include "plugin/threshold.hpp"

namespace fedcloud::metrics {
namespace {

using json::Members;
using json::ParseError;
using json::Path;
using json::TextRule;
using json::Value;
using Fault = Members::Fault;

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

constexpr TextRule a_name{"a name of letters, digits, '_', '.' and '-'", is_name};
constexpr TextRule a_program{"a program's name of small letters, digits, '_', '.' and '-'",
                             is_program_name};
constexpr TextRule a_line{"a text in one line", is_line};
constexpr TextRule a_web_address{"an http:// or https:// URL", is_web_address};
constexpr TextRule a_range{
    "a range such as 10, 10:, ~:10, 10:20 or @10:20, whose start is not greater than its end",
    [](std::string_view text) { return bool(plugin::Range::parse(text)); }};

std::vector<std::string> read_service_types(Members& members, Fault& fault) {
    std::vector<std::string> types;
    members.each_element("service_types", [&](const Value& value, const Path& path) {
        auto type = Members::text(value, path, a_name, fault);
        if (!fault && std::find(types.begin(), types.end(), type) != types.end()) {
            fault = path.fail("each service type once", &value).error;
        }
        types.push_back(std::move(type));
    });
    return types;
}

// The text of an option's value, or of one of several.
std::string read_option_value(const Value& value, const Path& path, Fault& fault) {
    const bool is_flag = value.type == Value::Type::boolean && value.text == "true";
    if (value.type == Value::Type::number || is_flag) {
        return is_flag ? std::string() : value.text;
    }
    return Members::text(
        value, path, {"a text in one line, a number, or true for a flag", is_option_value}, fault);
}

void read_option(const Value& value, const Path& path, Metric& metric, Fault& fault) {
    const auto has_name = [&](const auto& option) { return option.first == value.key; };
    if (!is_option_name(value.key)) {
        fault = ParseError{path.pointer(), "a long option's name without its dashes", value.key};
    } else if (is_reserved_option(value.key)) {
        fault = ParseError{path.pointer(),
                           "an option that is not set by the metric's other members or by the "
                           "configuration",
                           value.key};
    } else if (std::any_of(metric.options.begin(), metric.options.end(), has_name)) {
        fault = ParseError{path.pointer(), "the member once", "it a second time"};
    } else if (value.type != Value::Type::array) {
        metric.options.emplace_back(value.key, read_option_value(value, path, fault));
    } else if (value.children.empty()) {
        fault = path.fail("a value", nullptr).error;
    } else {
        for (std::size_t i = 0; i < value.children.size() && !fault; ++i) {
            const Path element(path, i);
            const Value& one = value.children[i];
            if (one.type == Value::Type::boolean) {
                fault = element.fail("a text in one line or a number", &one).error;
                return;
            }
            metric.options.emplace_back(value.key, read_option_value(one, element, fault));
        }
    }
}

std::vector<Dependency> read_dependencies(Members& members, Fault& fault) {
    std::vector<Dependency> dependencies;
    members.each_element("dependencies", [&](const Value& value, const Path& path) {
        Members one(value, path, fault);
        one.allow({"metric", "local"}, {"metric"});
        dependencies.push_back({one.text("metric", a_name), one.boolean("local")});
    });
    return dependencies;
}

Metric read_metric(const Value& value, const Path& path, Fault& fault) {
    Metric metric;
    metric.name = value.key;
    if (!is_metric_name(metric.name)) {
        fault = ParseError{path.pointer(), std::string(a_name.in_words), metric.name};
    }
    Members members(value, path, fault);
    members.allow(
        {"program", "description", "documentation", "service_types", "interval", "retry_interval",
         "attempts", "timeout", "per_vo", "warning", "critical", "options", "dependencies"},
        {"program", "service_types"});
    metric.program = members.text("program", a_program);
    metric.description = members.text("description", a_line);
    metric.documentation = members.text("documentation", a_web_address);
    metric.service_types = read_service_types(members, fault);
    const auto minutes = [&](std::string_view name, std::chrono::minutes preset) {
        return std::chrono::minutes(
            members.whole_number(name, 1, month_of_minutes, static_cast<int>(preset.count())));
    };
    metric.interval = minutes("interval", metric.interval);
    metric.retry_interval = minutes("retry_interval", metric.retry_interval);
    metric.attempts = members.whole_number("attempts", 1, most_attempts, metric.attempts);
    metric.timeout = std::chrono::seconds(members.whole_number(
        "timeout", 1, day_of_seconds, static_cast<int>(metric.timeout.count())));
    metric.per_vo = members.boolean("per_vo");
    metric.warning = members.text("warning", a_range);
    metric.critical = members.text("critical", a_range);
    members.each_member("options", [&](const Value& option, const Path& place) {
        read_option(option, place, metric, fault);
    });
    metric.dependencies = read_dependencies(members, fault);
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

void check_dependencies(const MetricProfile& profile, Fault& fault) {
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
                fault = ParseError{place.pointer(),
                                   "a metric of this profile, or \"local\": true for one of the "
                                   "monitoring host",
                                   dependency.metric};
                return;
            }
            if (!dependency.local && leads_to(profile, dependency.metric, metric.name)) {
                fault = ParseError{place.pointer(), "a metric that does not depend on this one",
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
    return is_name(text) && text.size() <= limit && (is_letter(text[0]) || is_digit(text[0])) &&
           text.find('.') == std::string_view::npos;
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
    Fault fault;
    const Path root;
    Members members(*value, root, fault);
    members.allow({"format", "name", "description", "metrics"}, {"format", "name", "metrics"});
    members.whole_number("format", 1, 1, 1);
    profile.name = members.text("name", a_line);
    profile.description = members.text("description", a_line);
    members.each_member("metrics", [&](const Value& metric, const Path& path) {
        if (profile.find(metric.key) != nullptr) {
            fault = ParseError{path.pointer(), "the member once", "it a second time"};
            return;
        }
        profile.metrics.push_back(read_metric(metric, path, fault));
    });
    if (!fault) {
        check_dependencies(profile, fault);
    }
    if (fault) {
        return Unexpected{std::move(*fault)};
    }
    return profile;
}

}  // namespace fedcloud::metrics
