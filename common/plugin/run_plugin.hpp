// From main() to the exit status: what all probes do alike.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "plugin/common_options.hpp"
#include "plugin/option_filler.hpp"
#include "plugin/run.hpp"

namespace fedcloud::plugin {

struct Description {
    std::string program;                // "check_occi_tcp"
    std::string label;                  // "OCCI-TCP"
    std::string summary;                // what is checked, one or two sentences
    std::vector<std::string> examples;  // two command lines that work
    std::chrono::seconds timeout;       // default of -t
    bool creates_something = false;     // a part of the time is held back for cleaning up
    CommonOptionsSpec common;
    OptionSource
        source{};  // of options that are not given by hand; none: the command line says all
};

// Parses `argv` into the common options and those of `own`, does `check` and prints its result.
// Returns the exit status, 0 to 3 whatever happens: an exception, a failed allocation, an output
// that cannot be written are 3.
int run_plugin(const Description& description, const OptionTable& own,
               const std::function<void(Run&)>& check, int argc, const char* const* argv);

// The text of --help.
std::string help_text(const Description& description, const OptionTable& options);

}  // namespace fedcloud::plugin
