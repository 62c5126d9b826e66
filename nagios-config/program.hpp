// From the command line of fedcloud-nagios-config to its exit status.
#pragma once

namespace fedcloud::config {

// 0: done; 1: done, but for what standard error tells; 3: bad input or a failure, and nothing has
// changed.
int run_program(int argc, const char* const* argv);

}  // namespace fedcloud::config
