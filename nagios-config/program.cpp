#include "program.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <exception>
#include <new>

#include "generate.hpp"
#include "input.hpp"
#include "metrics/metric_profile.hpp"
#include "nagios_downtimes.hpp"
#include "option_problems.hpp"
#include "options.hpp"
#include "plugin/input_file.hpp"
#include "plugin/output_file.hpp"
#include "plugin/text.hpp"
#include "site/folder.hpp"

namespace fedcloud::config {
namespace {

constexpr int done = 0;
constexpr int something_to_tell = 1;
constexpr int failed = 3;

// Not by fmt::print(), which throws where nobody can be told: a full disk, a closed stream.
void tell(const std::string& line) {
    plugin::write_all(STDERR_FILENO, line + '\n');
}

int fail(const std::string& why) {
    tell("fedcloud-nagios-config: " + why);
    return failed;
}

// A result that nobody could read is none.
int finish(std::string_view result) {
    return plugin::write_all(STDOUT_FILENO, result) ? done
                                                    : fail("cannot write to standard output");
}

// After the folder was looked at and found or made good, which a lost result does not undo.
int finish_change(std::string_view result, int status) {
    if (!plugin::write_all(STDOUT_FILENO, result)) {
        tell("warning: all is done, but the result cannot be written to standard output");
        return something_to_tell;
    }
    return status;
}

void warn(const std::vector<std::string>& problems) {
    constexpr std::size_t most = 100;
    for (std::size_t i = 0; i < problems.size() && i < most; ++i) {
        tell("warning: " + problems[i]);
    }
    if (problems.size() > most) {
        tell(fmt::format("warning: and {} more like these", problems.size() - most));
    }
}

struct Reading {
    Plan plan;
    int status = done;
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

Expected<Reading, std::string> read_plan(const Options& options) {
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
    warn(mistakes);
    Reading reading{build_plan(records->sites, metrics->profile, options.choices),
                    mistakes.empty() ? done : something_to_tell};
    reading.plan.complete = records->unreadable.empty();
    warn(reading.plan.problems);
    return reading;
}

// Nagios reads its command file line by line, and others write to it as well: a line goes there in
// one write(), which a pipe does not divide.
bool send(const std::string& order) {
    const auto line = order + '\n';
    return write(STDOUT_FILENO, line.data(), line.size()) == static_cast<ssize_t>(line.size());
}

int print_downtimes(const Options& options) {
    constexpr std::size_t largest = 1U << 30U;
    const auto status = plugin::read_input_file(options.downtimes, largest);
    if (!status) {
        return fail(status.error().text);
    }
    const auto reading = read_plan(options);
    if (!reading) {
        return fail(reading.error());
    }
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    for (const auto& order : nagios::downtime_orders(reading->plan, *status, now)) {
        if (!send(order)) {
            return fail("cannot write to standard output");
        }
    }
    return reading->status;
}

int generate(const Options& options) {
    const auto reading = read_plan(options);
    if (!reading) {
        return fail(reading.error());
    }
    const auto report = write_configuration(options, reading->plan);
    if (!report) {
        return fail(report.error());
    }
    return finish_change(*report, reading->status);
}

int go_back(const Options& options) {
    const auto report = roll_back(options);
    if (!report) {
        return fail(report.error());
    }
    return finish_change(*report, done);
}

int run(int argc, const char* const* argv) {
    const auto targets = make_targets();
    const auto options = read_options(targets, argc, argv);
    if (!options) {
        return fail(options.error() + "; see fedcloud-nagios-config --help");
    }
    if (options->help) {
        return finish(help_text(targets));
    }
    if (options->version) {
        return finish(
            fmt::format("fedcloud-nagios-config (fedcloud-probes) {}\n", FEDCLOUD_VERSION));
    }
    if (!options->downtimes.empty()) {
        return print_downtimes(*options);
    }
    return options->rollback ? go_back(*options) : generate(*options);
}

}  // namespace

int run_program(int argc, const char* const* argv) {
    try {
        return run(argc, argv);
    } catch (const std::bad_alloc&) {
        return fail("out of memory");
    } catch (const std::exception& error) {
        return fail("internal error: " + plugin::clean(error.what()));
    }
}

}  // namespace fedcloud::config
