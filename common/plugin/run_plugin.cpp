#include "plugin/run_plugin.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <exception>
#include <iterator>
#include <new>
#include <string_view>
#include <utility>

#include "plugin/interrupt.hpp"
#include "plugin/output_file.hpp"
#include "plugin/standard_streams.hpp"
#include "plugin/version.hpp"
#include "plugin/watchdog.hpp"

namespace fedcloud::plugin {
namespace {

// The only place that writes to standard output.
bool print(std::string_view text) {
    return write_all(STDOUT_FILENO, text);
}

int finish(std::string_view text, State state) {
    const bool written = print(text);
    stop_watchdog();
    return exit_status(written ? state : State::unknown);
}

int refuse(const Description& description, const std::string& why) {
    return finish(fmt::format("{} UNKNOWN - {}; see {} --help\n", description.label, why,
                              description.program),
                  State::unknown);
}

// What std::terminate is called for (an exception in a destructor, say) has no result of its own.
[[noreturn]] void on_terminate() {
    print("UNKNOWN - internal error: the probe ended itself\n");
    _exit(exit_status(State::unknown));
}

// What `timeout` allows for, with the watchdog set to it.
Budget begin(const Description& description, std::chrono::seconds timeout,
             Clock::time_point start) {
    const auto budget = Budget::of(start, timeout, description.creates_something);
    // Half of the margin to print in is for the watchdog.
    const Deadline last(budget.hard.end() - (budget.hard.end() - budget.cleanup.end()) / 2);
    stop_watchdog();
    start_watchdog(last, fmt::format("{} UNKNOWN - still busy after {} s: something on this host "
                                     "does not return (a disk, a full memory)\n",
                                     description.label, timeout.count()));
    return budget;
}

int check_and_report(const Description& description, const CommonOptions& options,
                     OptionFiller filler, const std::function<void(Run&)>& check,
                     Clock::time_point start, Interrupt& interrupt) {
    const auto timeout = options.timeout;
    Run run(description.label, begin(description, timeout, start), options, interrupt);
    const bool complete = !description.source || description.source(filler, run);
    if (options.timeout != timeout) {
        run.set_budget(begin(description, options.timeout, start));
    }
    if (complete) {
        check(run);
    }
    const std::string output = run.render();
    return finish(output, run.state());
}

}  // namespace

std::string help_text(const Description& description, const OptionTable& options) {
    std::string text = fmt::format("Usage: {} [OPTION]...\n{}\n\n", description.program,
                                   wrap(description.summary, 0, 0));
    text += "Options:\n" + describe_options(options);
    text +=
        "\nRanges are those of the Monitoring Plugins: 10, 10:, ~:10, 10:20, @10:20.\n"
        "Exit status: 0 OK, 1 WARNING, 2 CRITICAL (the service), 3 UNKNOWN (this side).\n"
        "\nExamples:\n";
    for (const auto& example : description.examples) {
        text += "  " + example + '\n';
    }
    return text;
}

int run_plugin(const Description& description, const OptionTable& own,
               const std::function<void(Run&)>& check, int argc, const char* const* argv) {
    const auto start = Clock::now();
    open_standard_streams();
    std::set_terminate(on_terminate);
    try {
        Interrupt interrupt;
        CommonOptions options;
        options.timeout = description.timeout;
        OptionTable table = own;
        auto common = common_option_table(options, description.common);
        table.insert(table.end(), std::make_move_iterator(common.begin()),
                     std::make_move_iterator(common.end()));

        auto parsed = parse_options(table, argc, argv);
        if (options.help) {
            return finish(help_text(description, table), State::ok);
        }
        if (options.version) {
            return finish(version_text(description.program), State::ok);
        }
        if (!parsed) {
            return refuse(description, parsed.error());
        }
        return check_and_report(description, options, {table, std::move(*parsed)}, check, start,
                                interrupt);
    } catch (const std::bad_alloc&) {
        print(description.label);
        return finish(" UNKNOWN - out of memory on the monitoring host\n", State::unknown);
    } catch (const std::exception& error) {
        print(description.label);
        print(" UNKNOWN - internal error: ");
        print(clean(error.what()));
        return finish("\n", State::unknown);
    } catch (...) {
        print(description.label);
        return finish(" UNKNOWN - internal error of an unknown kind\n", State::unknown);
    }
}

}  // namespace fedcloud::plugin
