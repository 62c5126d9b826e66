// From the command line of fedcloud-nagios-config to its exit status.
#pragma once

#include "tool/terminal.hpp"

namespace fedcloud::config {

// 0: done; 1: done, but for what is told; 3: bad input or a failure, and nothing has changed.
int run_program(int argc, const char* const* argv, tool::Terminal& terminal);

}  // namespace fedcloud::config
