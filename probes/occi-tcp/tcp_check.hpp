// Does a TCP port answer? The check behind every ...-TCP metric.
#pragma once

#include <string>

#include "plugin/options.hpp"
#include "plugin/run.hpp"

namespace fedcloud::tcp {

struct Options {
    std::string endpoint;  // URL; empty: --hostname and --port say all
};

plugin::OptionTable option_table(Options& options);

// Connects once to whichever address answers first, sends nothing, and judges the time from the
// beginning of the look-up until then. Perfdata: time.
void check(const Options& options, plugin::Run& run);

}  // namespace fedcloud::tcp
