#include "program.hpp"

#include <chrono>

#include "generate.hpp"
#include "input.hpp"
#include "metrics/metric_profile.hpp"
#include "nagios_downtimes.hpp"
#include "option_problems.hpp"
#include "options.hpp"
#include "plugin/input_file.hpp"
#include "plugin/text.hpp"
#include "plugin/version.hpp"
#include "site/folder.hpp"
#include "tool/program.hpp"

namespace fedcloud::config {
namespace {

using tool::Ending;
using tool::Exit;
using tool::Terminal;

constexpr auto program = "fedcloud-nagios-config";

struct Reading {
    Plan plan;
    Exit exit = Exit::done;
};

// What keeps some checks from being what was meant, and is ours to mend.
std::vector<std::string> mistakes_in(const metrics::LoadedMetricProfile& metrics,
                                     const Records& records, const std::string& override_dir) {
    std::vector<std::string> all;
    for (const auto& why : records.unreadable) {
        all.push_back("a site is left out: " + why);
    }
    const auto add = [&all](const std::string& file, const std::vector<std::string>& problems) {
        for (const auto& problem : problems) {
            all.push_back(plugin::clean(file, 1024) + ": " + problem);
        }
    };
    add(metrics.path, option_problems(metrics.profile, programs()));
    for (const auto& [profile, overrides] : records.sites) {
        add(site::path_in(override_dir, profile.site), option_problems(overrides, programs()));
    }
    return all;
}

Expected<Reading, std::string> read_plan(const Options& options, Terminal& terminal) {
    const auto metrics = metrics::load_metric_profile(options.metrics);
    if (!metrics) {
        return Unexpected{metrics.error()};
    }
    const auto records = read_records(options.profile_dir, options.override_dir);
    if (!records) {
        return Unexpected{records.error()};
    }
    const auto mistakes = mistakes_in(*metrics, *records, options.override_dir);
    if (options.strict && !mistakes.empty()) {
        return Unexpected{"not with --strict: " + mistakes.front()};
    }
    tool::warn(terminal, mistakes);
    Reading reading{build_plan(records->sites, metrics->profile, options.choices),
                    mistakes.empty() ? Exit::done : Exit::something_to_tell};
    reading.plan.complete = records->unreadable.empty();
    tool::warn(terminal, reading.plan.problems);
    return reading;
}

Ending print_downtimes(const Options& options, Terminal& terminal) {
    constexpr std::size_t largest = 1U << 30U;
    const auto status = plugin::read_input_file(options.downtimes, largest);
    if (!status) {
        return Unexpected{status.error().text};
    }
    if (!nagios::is_status_file(*status)) {
        return Unexpected{plugin::clean(options.downtimes, 1024) +
                          " is no status file of Nagios (status_file in its main configuration)"};
    }
    const auto reading = read_plan(options, terminal);
    if (!reading) {
        return Unexpected{reading.error()};
    }
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    for (const auto& order : nagios::downtime_orders(reading->plan, *status, now)) {
        // Nagios reads its command file line by line, and others write to it as well: a line goes
        // there in one write(), which a pipe does not divide.
        terminal.print(order + '\n');
        if (!terminal.flush()) {
            return Unexpected{std::string("cannot write to standard output")};
        }
    }
    return reading->exit;
}

// The report of what was done.
Ending print(const Expected<std::string, std::string>& report, Terminal& terminal) {
    if (!report) {
        return Unexpected{report.error()};
    }
    terminal.print(*report);
    return Exit::done;
}

// Of a change, which stays when its report is lost.
Ending print_change(const Expected<std::string, std::string>& report, Exit exit,
                    Terminal& terminal) {
    if (auto printed = print(report, terminal); !printed || terminal.flush()) {
        return printed ? Ending(exit) : printed;
    }
    terminal.tell("warning: all is done, but the result cannot be written to standard output");
    return Exit::something_to_tell;
}

Ending generate(const Options& options, Terminal& terminal) {
    const auto reading = read_plan(options, terminal);
    if (!reading) {
        return Unexpected{reading.error()};
    }
    return print_change(write_configuration(options, reading->plan), reading->exit, terminal);
}

Ending run(int argc, const char* const* argv, Terminal& terminal) {
    const auto targets = make_targets();
    const auto options = read_options(targets, argc, argv);
    if (!options) {
        return Unexpected{options.error() + "; see " + program + " --help"};
    }
    if (options->help) {
        return print(help_text(targets), terminal);
    }
    if (options->version) {
        return print(plugin::version_text(program), terminal);
    }
    if (!options->downtimes.empty()) {
        return print_downtimes(*options, terminal);
    }
    return options->rollback ? print_change(roll_back(*options), Exit::done, terminal)
                             : generate(*options, terminal);
}

}  // namespace

int run_program(int argc, const char* const* argv, Terminal& terminal) {
    return tool::guard(terminal, program, [&] {
        return tool::conclude(terminal, program, run(argc, argv, terminal));
    });
}

}  // namespace fedcloud::config
