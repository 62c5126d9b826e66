// The frame of fedcloud-profiles: subcommands, each with its own table of options.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "plugin/deadline.hpp"
#include "plugin/expected.hpp"
#include "plugin/options.hpp"
#include "tool/program.hpp"
#include "tool/terminal.hpp"

namespace fedcloud::profiles {

using tool::Exit;
using tool::Terminal;

// What a subcommand is given beside its options.
struct Context {
    Terminal& terminal;
    plugin::Clock::time_point start;
};

// One subcommand: one source file that defines a function which returns this, named in
// subcommands() of main.cpp. The options live as long as `run` (a shared_ptr that both hold).
struct Subcommand {
    std::string name;     // "show"
    std::string operand;  // "SITE", "[SITE]"; empty: none. Its option in the table is positional.
    std::string summary;  // what it does, one sentence
    std::vector<std::string> examples;
    plugin::OptionTable options;
    // Signals end the process, unless it makes a plugin::Interrupt and watches that.
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
