#include "option_problems.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plugin/number.hpp"
#include "plugin/text.hpp"
#include "plugin/threshold.hpp"

namespace fedcloud::config {
namespace {

using plugin::clean;
using Problems = std::vector<std::string>;

void add(Problems& problems, const std::string& where, std::string_view what) {
    problems.push_back(fmt::format("{}: {}", clean(where, 1024), what));
}

// Empty: it may be one.
std::string problem_of_value(const ProgramOption& option, const std::string& value) {
    constexpr int longest = 86400;
    if (option.name == "timeout") {
        const auto seconds = plugin::parse_integer<int>(value);
        return seconds && *seconds > 0 && *seconds <= longest
                   ? ""
                   : fmt::format("'{}' is no whole number of seconds from 1 to {}",
                                 clean(value, 80), longest);
    }
    if (option.argument == "N" && !plugin::parse_integer<unsigned>(value)) {
        return fmt::format("'{}' is no whole number", clean(value, 80));
    }
    if (option.argument == "RANGE" && !plugin::Range::parse(value)) {
        return fmt::format("'{}' is no range such as 10, 10:, ~:10, 10:20 or @10:20",
                           clean(value, 80));
    }
    return {};
}

// `values` of an option that is not a set or unset flag.
void check_values(const ProgramOption& option, const std::vector<std::string>& values,
                  const std::string& where, Problems& problems) {
    if (option.argument.empty()) {
        add(problems, where, fmt::format("--{} is a bare flag: true or false", option.name));
        return;
    }
    // The words of --help: the probes' table has no other sign of it.
    if (values.size() > 1 && option.description.find("may be repeated") == std::string::npos) {
        add(problems, where,
            fmt::format("--{} cannot be repeated, and only the last value would count",
                        option.name));
    }
    for (const auto& value : values) {
        if (const auto problem = problem_of_value(option, value); !problem.empty()) {
            add(problems, where, problem);
        }
    }
}

void needs_value(const ProgramOption& option, const std::string& where, Problems& problems) {
    add(problems, where, fmt::format("--{} needs a value ({})", option.name, option.argument));
}

void check(const ProgramOption& option, const site::OptionValue& given, Problems& problems) {
    if (!given.flag) {
        check_values(option, given.values, given.where, problems);
    } else if (*given.flag && !option.argument.empty()) {
        needs_value(option, given.where, problems);
    }
}

void check(const site::ProgramOptions& set, const std::vector<Program>& programs,
           Problems& problems) {
    const auto is_for = [&](const Program& program) {
        return set.program == "*" || program.name == set.program;
    };
    if (std::none_of(programs.begin(), programs.end(), is_for)) {
        if (!set.options.empty()) {
            add(problems, set.options.front().where,
                clean(set.program, 80) + " is no program of this suite");
        }
        return;
    }
    for (const auto& given : set.options) {
        const ProgramOption* option = nullptr;
        for (const auto& program : programs) {
            option = option == nullptr && is_for(program) ? program.find(given.name) : option;
        }
        if (option == nullptr) {
            add(problems, given.where,
                set.program == "*"
                    ? fmt::format("no program has an option --{}", clean(given.name, 80))
                    : fmt::format("{} has no option --{}", set.program, clean(given.name, 80)));
        } else {
            check(*option, given, problems);
        }
    }
}

void check_option(const Program& program, const metrics::Metric& metric, std::size_t index,
                  const std::string& where, Problems& problems) {
    const auto& [name, value] = metric.options[index];
    const auto* option = program.find(name);
    if (option == nullptr) {
        add(problems, where, fmt::format("{} has no option --{}", program.name, clean(name, 80)));
        return;
    }
    std::vector<std::string> values;
    for (std::size_t i = 0; i < metric.options.size(); ++i) {
        if (metric.options[i].first != name) {
            continue;
        }
        if (i < index) {
            return;  // told already
        }
        values.push_back(metric.options[i].second);
    }
    if (!value.empty()) {
        check_values(*option, values, where, problems);
    } else if (!option->argument.empty()) {
        needs_value(*option, where, problems);
    }
}

void check(const metrics::Metric& metric, const std::vector<Program>& programs,
           Problems& problems) {
    const auto where = "/metrics/" + metric.name;
    if (metric.service_types.empty()) {
        add(problems, where + "/service_types", "it is empty: nothing is checked with this metric");
    }
    const auto* program = find_program(programs, metric.program);
    if (program == nullptr) {
        add(problems, where + "/program",
            clean(metric.program, 80) + " is no program of this suite");
        return;
    }
    const auto needs = [&](bool used, const char* member, const char* option) {
        if (used && program->find(option) == nullptr) {
            add(problems, where + member,
                fmt::format("{} has no option --{}", program->name, option));
        }
    };
    needs(metric.per_vo, "/per_vo", "vo");
    needs(!metric.warning.empty(), "/warning", "warning");
    needs(!metric.critical.empty(), "/critical", "critical");
    for (std::size_t i = 0; i < metric.options.size(); ++i) {
        check_option(*program, metric, i, where + "/options/" + metric.options[i].first, problems);
    }
}

}  // namespace

Problems option_problems(const metrics::MetricProfile& profile,
                         const std::vector<Program>& programs) {
    Problems problems;
    for (const auto& metric : profile.metrics) {
        check(metric, programs, problems);
    }
    return problems;
}

Problems option_problems(const site::Overrides& overrides, const std::vector<Program>& programs) {
    Problems problems;
    for (const auto& set : overrides.programs) {
        check(set, programs, problems);
    }
    for (const auto& service : overrides.services) {
        for (const auto& set : service.programs) {
            check(set, programs, problems);
        }
    }
    return problems;
}

}  // namespace fedcloud::config
