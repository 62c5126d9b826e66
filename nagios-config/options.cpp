#include "options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "metrics/metric_profile.hpp"
#include "name.hpp"
#include "plugin/text.hpp"
#include "site/forms.hpp"

namespace fedcloud::config {
namespace {

using plugin::clean;
using plugin::flag;
using plugin::into;
using plugin::OptionSetter;

// A path ends up in configuration and on command lines that are run from another folder.
OptionSetter into_path(std::string& target) {
    return [&target](std::string_view value) -> Expected<void, std::string> {
        const bool control = std::any_of(value.begin(), value.end(), [](char c) {
            return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
        });
        if (value.empty() || control) {
            return Unexpected{std::string(value.empty() ? "the value is empty"
                                                        : "there is a control character in it")};
        }
        std::error_code error;
        const auto absolute = std::filesystem::absolute(value, error).lexically_normal();
        if (error) {
            return Unexpected{
                fmt::format("'{}' is relative, and the current folder cannot be found: {}",
                            clean(value, 1024), error.message())};
        }
        target = absolute.string();
        while (target.size() > 1 && target.back() == '/') {
            target.pop_back();
        }
        return {};
    };
}

OptionSetter into_vos(std::vector<std::string>& vos) {
    return [&vos](std::string_view value) -> Expected<void, std::string> {
        if (!site::vo_name.fits(value)) {
            return Unexpected{
                fmt::format("'{}' is not {}", clean(value, 80), site::vo_name.expected)};
        }
        vos.emplace_back(value);
        return {};
    };
}

OptionSetter into_host(std::string& host) {
    return [&host](std::string_view value) -> Expected<void, std::string> {
        if (!is_host(value)) {
            return Unexpected{
                fmt::format("'{}' is no name of a host object: letters, digits, '.', '_', ':', '-'",
                            clean(value, 80))};
        }
        host = value;
        return {};
    };
}

plugin::OptionTable own_options(Options& options, const std::vector<NamedTarget>& targets) {
    std::vector<std::string> names;
    for (const auto& each : targets) {
        names.push_back(each.name);
    }
    return {
        {"target", 0, fmt::format("{}", fmt::join(names, "|")), "the scheduler",
         plugin::choice(names,
                        [&options, names](std::size_t i) { options.target_name = names[i]; })},
        {"output", 0, "DIR", "folder to write, replaced as a whole", into_path(options.output)},
        site::profile_dir_option(into_path(options.profile_dir)),
        site::override_dir_option(into_path(options.override_dir)),
        metrics::metric_profile_option(into_path(options.metrics)),
        {"probe-dir", 0, "DIR",
         fmt::format("folder of the probes on the host that runs them (default {})",
                     options.choices.probe_dir),
         into_path(options.choices.probe_dir)},
        {"vo", 0, "NAME", "check for this VO only; may be repeated (default: each site's own)",
         into_vos(options.choices.vos)},
        {"all", 0, "", "check services, too, that GOCDB marks as not monitored",
         flag(options.choices.all)},
        {"local-host", 0, "NAME",
         "the scheduler's object of the monitoring host, whose services (such as a proxy's life) "
         "checks depend on (default: no such dependencies)",
         into_host(options.choices.local_host)},
    };
}

plugin::OptionTable handling_options(Options& options) {
    return {
        {"main-config", 0, "FILE",
         "verify with the scheduler's main configuration; for icinga2 with a file of what your "
         "templates use (default: with a minimal one)",
         into_path(options.main_config)},
        {"checker", 0, "PROGRAM", "verify with this program (default: the one that is installed)",
         into_path(options.checker)},
        {"verify-timeout", 0, "SECONDS", "time that verifying may take (default 300)",
         into(options.verify_timeout)},
        {"no-verify", 0, "", "do not verify", flag(options.no_verify)},
        {"strict", 0, "",
         "write nothing when a site's file cannot be read (default: that site is left out, as long "
         "as it is no more than one in ten) or an option in a file is none that its program has",
         flag(options.strict)},
        {"rollback", 0, "", "go back to what DIR held before; again: forward",
         flag(options.rollback)},
        {"downtimes", 0, "FILE",
         "write nothing; print the orders for the command file of a running Nagios that bring its "
         "downtimes, as its status file FILE has them, to those of GOCDB",
         into_path(options.downtimes)},
        {"help", 'h', "", "print this help", flag(options.help)},
        {"version", 'V', "", "print the version", flag(options.version)},
    };
}

Expected<void, std::string> judge(const Options& options, const std::vector<TargetOption>& given) {
    if (options.target == nullptr) {
        return Unexpected{std::string("--target is missing")};
    }
    for (const auto& each : given) {
        if (each.target != options.target_name) {
            return Unexpected{fmt::format("--{} is an option of --target {}, not of {}",
                                          each.option, each.target, options.target_name)};
        }
    }
    const bool downtimes = !options.downtimes.empty();
    if (downtimes && options.target_name != "nagios") {
        return Unexpected{
            std::string("--downtimes is for --target nagios: other schedulers have "
                        "objects for downtimes")};
    }
    if (downtimes && (options.rollback || !options.output.empty())) {
        return Unexpected{std::string("--downtimes writes nothing: not with --output, --rollback")};
    }
    if (!downtimes && options.output.empty()) {
        return Unexpected{std::string("--output is missing")};
    }
    return {};
}

}  // namespace

plugin::OptionTable option_table(Options& options, const std::vector<NamedTarget>& targets,
                                 std::vector<TargetOption>& given) {
    auto table = own_options(options, targets);
    for (const auto& each : targets) {
        for (auto& option : each.target->options()) {
            const auto set = option.set;
            option.set = [&given, set, target = each.name, name = option.name](auto value) {
                given.push_back({target, name});
                return set(value);
            };
            table.push_back(std::move(option));
        }
    }
    const auto handling = handling_options(options);
    table.insert(table.end(), handling.begin(), handling.end());
    return table;
}

Expected<Options, std::string> read_options(const std::vector<NamedTarget>& targets, int argc,
                                            const char* const* argv) {
    Options options;
    std::vector<TargetOption> given;
    const auto parsed = plugin::parse_options(option_table(options, targets, given), argc, argv);
    if (options.help || options.version) {
        return options;
    }
    if (!parsed) {
        return Unexpected{parsed.error()};
    }
    for (const auto& each : targets) {
        if (each.name == options.target_name) {
            options.target = each.target.get();
        }
    }
    if (auto judged = judge(options, given); !judged) {
        return Unexpected{judged.error()};
    }
    auto& choices = options.choices;
    choices.profile_dir =
        options.profile_dir == site::default_profile_dir ? "" : options.profile_dir;
    choices.override_dir =
        options.override_dir == site::default_override_dir ? "" : options.override_dir;
    return options;
}

std::string help_text(const std::vector<NamedTarget>& targets) {
    Options options;
    std::vector<TargetOption> given;
    return "Usage: fedcloud-nagios-config --target TARGET --output DIR [OPTION]...\n" +
           plugin::wrap(
               "Makes the configuration of a scheduler from the site profiles and the "
               "metric profile, verifies it with the scheduler's own checker and "
               "exchanges it for what DIR held.",
               0, 0) +
           "\n\nOptions:\n" + plugin::describe_options(option_table(options, targets, given)) +
           "\nExit status: 0 done; 1 done, but a site is missing in it, an option in a file is\n"
           "wrong or the result could not be printed: see standard error, and reload as\n"
           "after 0; 3 bad input or a failure, and nothing has changed.\n"
           "\nExamples:\n"
           "  fedcloud-nagios-config --target nagios --output /etc/nagios4/fedcloud\n"
           "  fedcloud-nagios-config --target nagios --output /etc/nagios4/fedcloud \\\n"
           "      --rollback\n";
}

}  // namespace fedcloud::config
