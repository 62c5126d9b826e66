// The last resort: ends the process with a result when something that has no time limit of its own
// (a disk that hangs, a computation without end) has eaten the whole of -t.
#pragma once

#include <string_view>

#include "plugin/deadline.hpp"

namespace fedcloud::plugin {

// At `deadline` writes `line` to standard output and ends the process with status 3, whatever it
// is doing. One at a time: the signal handler needs memory of its own for the line.
void start_watchdog(const Deadline& deadline, std::string_view line);
// For when the result is out: however slowly the process ends from then on, its result stays the
// only one. Does nothing if there is no watchdog.
void stop_watchdog();

}  // namespace fedcloud::plugin
