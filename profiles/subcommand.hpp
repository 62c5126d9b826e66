// The frame of fedcloud-profiles: subcommands, each with its own table of options.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "plugin/deadline.hpp"
#include "plugin/expected.hpp"
#include "plugin/options.hpp"
#include "terminal.hpp"

namespace fedcloud::profiles {

enum class Exit {
    done = 0,
    something_to_tell = 1,  // lint found a problem, diff a difference; done, but not printed
    failed = 3,             // bad input or a failure: nothing was changed
};

// What a subcommand is given beside its options.
struct Context {
    Terminal& terminal;
    plugin::Clock::time_point start;
    int interrupt_fd = -1;  // readable as soon as a signal asks the program to end
    // What was written, once it is: "the profiles". It stays so if the results cannot be printed.
    std::string written{};
};

// One subcommand: one source file that defines a function which returns this, named in
// subcommands() of main.cpp. The options live as long as `run` (a shared_ptr that both hold).
struct Subcommand {
    std::string name;     // "show"
    std::string operand;  // "SITE", "[SITE]"; empty: none. Its option in the table is positional.
    std::string summary;  // what it does, one sentence
    std::vector<std::string> examples;
    plugin::OptionTable options;
    // The error is for the operator: what happened, where, what to do. It ends as Exit::failed.
    std::function<Expected<Exit, std::string>(Context&)> run;
    // Section of fedcloud.conf that may set its options (--config); empty: it takes none.
    std::string config_section{};
};

// Finds the subcommand that argv[1] names, parses the rest with its options and runs it. Returns
// the exit status.
int run_subcommand(std::vector<Subcommand> subcommands, int argc, const char* const* argv,
                   Terminal& terminal);

// Options that several subcommands have.

enum class Format { table, json };

plugin::Option format_option(Format& target);

}  // namespace fedcloud::profiles
