#include "program.hpp"

#include <chrono>

#include "generate.hpp"
#include "input.hpp"
#include "metrics/metric_profile.hpp"
#include "nagios_downtimes.hpp"
#include "options.hpp"
#include "plugin/input_file.hpp"
#include "plugin/version.hpp"
#include "tool/program.hpp"

namespace fedcloud::config {
namespace {

using tool::Ending;
using tool::Exit;
using tool::Terminal;

constexpr auto program = "fedcloud-nagios-config";

Expected<Plan, std::string> read_plan(const Options& options, Terminal& terminal) {
    const auto metrics = metrics::load_metric_profile(options.metrics);
    if (!metrics) {
        return Unexpected{metrics.error()};
    }
    const auto records = read_records(options.profile_dir, options.override_dir);
    if (!records) {
        return Unexpected{records.error()};
    }
    auto plan = build_plan(*records, metrics->profile, options.choices);
    tool::warn(terminal, plan.problems);
    return plan;
}

Ending print_downtimes(const Options& options, Terminal& terminal) {
    constexpr std::size_t largest = 1U << 30U;
    const auto status = plugin::read_input_file(options.downtimes, largest);
    if (!status) {
        return Unexpected{status.error().text};
    }
    const auto plan = read_plan(options, terminal);
    if (!plan) {
        return Unexpected{plan.error()};
    }
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    for (const auto& order : nagios::downtime_orders(*plan, *status, now)) {
        // Nagios reads its command file line by line, and others write to it as well: a line goes
        // there in one write(), which a pipe does not divide.
        terminal.print(order + '\n');
        if (!terminal.flush()) {
            return Unexpected{std::string("cannot write to standard output")};
        }
    }
    return Exit::done;
}

// The report of what was done.
Ending print(const Expected<std::string, std::string>& report, Terminal& terminal) {
    if (!report) {
        return Unexpected{report.error()};
    }
    terminal.print(*report);
    return Exit::done;
}

Ending generate(const Options& options, Terminal& terminal) {
    const auto plan = read_plan(options, terminal);
    if (!plan) {
        return Unexpected{plan.error()};
    }
    return print(write_configuration(options, *plan), terminal);
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
    return options->rollback ? print(roll_back(*options), terminal) : generate(*options, terminal);
}

}  // namespace

int run_program(int argc, const char* const* argv, Terminal& terminal) {
    return tool::guard(terminal, program, [&] {
        return tool::conclude(terminal, program, run(argc, argv, terminal));
    });
}

}  // namespace fedcloud::config
