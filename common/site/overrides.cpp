#include "site/overrides.hpp"

#include <algorithm>
#include <array>

#include "json/fields.hpp"
#include "site/forms.hpp"

namespace fedcloud::site {
namespace {

using json::Fields;
using json::Path;
using json::Value;
using plugin::ParseError;

using Problem = std::optional<ParseError>;

// They say which file this is, or end the program before it is read.
constexpr std::array<std::string_view, 6> not_to_be_set{"site",         "service", "profile-dir",
                                                        "override-dir", "help",    "version"};

bool is_name(std::string_view text, std::string_view more) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               more.find(c) != std::string_view::npos;
    });
}

void keep_first(Problem& problem, const Path& path, std::string expected, std::string_view found) {
    if (!problem) {
        problem = ParseError{path.pointer(), std::move(expected), std::string(found.substr(0, 80))};
    }
}

bool is_scalar(const Value& value) {
    return value.type == Value::Type::string || value.type == Value::Type::number;
}

OptionValue read_option(const Value& value, const Path& path, bool for_all, Problem& problem) {
    OptionValue option{value.key, {}, {}, path.pointer(), for_all};
    if (!is_name(value.key, "-") || value.key.front() == '-') {
        keep_first(problem, path, "the long name of an option, without dashes before it",
                   value.key);
    } else if (std::find(not_to_be_set.begin(), not_to_be_set.end(), value.key) !=
               not_to_be_set.end()) {
        keep_first(problem, path, "an option that may be set here", value.key);
    } else if (value.type == Value::Type::boolean) {
        option.flag = value.text == "true";
    } else if (is_scalar(value)) {
        option.values.push_back(value.text);
    } else if (value.type == Value::Type::array && !value.children.empty() &&
               std::all_of(value.children.begin(), value.children.end(), is_scalar)) {
        for (const auto& element : value.children) {
            option.values.push_back(element.text);
        }
    } else if (!problem) {
        problem =
            path.fail("a string, a number, true, false, or an array of strings", &value).error;
    }
    return option;
}

std::vector<ProgramOptions> read_programs(const Fields& in, Problem& problem) {
    std::vector<ProgramOptions> programs;
    in.with("options", [&](const Value& value, const Path& path) {
        (void)Fields(value, path, problem);
        for (const auto& each : value.children) {
            const Path of_program(path, each.key);
            if (each.key != "*" && !is_name(each.key, "_.-")) {
                keep_first(problem, of_program, "the name of a program, or *", each.key);
            }
            (void)Fields(each, of_program, problem);
            auto& program = programs.emplace_back(ProgramOptions{each.key, {}});
            for (const auto& option : each.children) {
                program.options.push_back(
                    read_option(option, Path(of_program, option.key), each.key == "*", problem));
            }
        }
    });
    return programs;
}

std::vector<ServiceOverrides> read_services(const Fields& in, Problem& problem) {
    std::vector<ServiceOverrides> services;
    in.with("services", [&](const Value& value, const Path& path) {
        (void)Fields(value, path, problem);
        for (const auto& each : value.children) {
            const Path of_service(path, each.key);
            if (!gocdb_key.fits(each.key)) {
                keep_first(problem, of_service, std::string(gocdb_key.expected), each.key);
            }
            const Fields service(each, of_service, problem);
            service.refuse_others({"disabled_metrics", "options"});
            services.push_back(
                {each.key, service.texts("disabled_metrics"), read_programs(service, problem)});
        }
    });
    return services;
}

void add(std::vector<OptionValue>& settings, const std::vector<ProgramOptions>& programs,
         std::string_view program) {
    for (const auto& each : programs) {
        if (each.program != program) {
            continue;
        }
        for (const auto& option : each.options) {
            const bool known =
                std::any_of(settings.begin(), settings.end(),
                            [&](const auto& other) { return other.name == option.name; });
            if (!known) {
                settings.push_back(option);
            }
        }
    }
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Expected<Overrides, ParseError> read_overrides(std::string_view text) {
    const auto document = json::parse(text);
    if (!document) {
        return Unexpected{document.error()};
    }
    Problem problem;
    const Path root;
    const Fields in(*document, root, problem);
    in.refuse_others({"format", "vos", "disabled_metrics", "options", "services"});
    in.require("format", "1");
    (void)in.integer("format", 1, 1);
    Overrides overrides;
    if (document->find("vos") != nullptr) {
        overrides.vos = in.texts("vos");
    }
    overrides.disabled_metrics = in.texts("disabled_metrics");
    overrides.programs = read_programs(in, problem);
    overrides.services = read_services(in, problem);
    if (problem) {
        return Unexpected{std::move(*problem)};
    }
    return overrides;
}

std::vector<OptionValue> options_for(const Overrides& overrides, std::string_view program,
                                     std::string_view key) {
    std::vector<OptionValue> settings;
    for (const auto& service : overrides.services) {
        if (service.key == key) {
            add(settings, service.programs, program);
            add(settings, service.programs, "*");
        }
    }
    add(settings, overrides.programs, program);
    add(settings, overrides.programs, "*");
    return settings;
}

bool is_disabled(const Overrides& overrides, std::string_view metric, std::string_view key) {
    return contains(overrides.disabled_metrics, metric) ||
           std::any_of(overrides.services.begin(), overrides.services.end(),
                       [&](const ServiceOverrides& service) {
                           return service.key == key && contains(service.disabled_metrics, metric);
                       });
}

const std::vector<std::string>& vos_of(const Profile& profile, const Overrides& overrides) {
    return overrides.vos ? *overrides.vos : profile.vos;
}

}  // namespace fedcloud::site
