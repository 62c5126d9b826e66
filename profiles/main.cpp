// fedcloud-profiles: sites and their services from GOCDB, as the profiles that probes and
// schedulers' configurations are made of.
#include <unistd.h>

#include "commands.hpp"
#include "plugin/standard_streams.hpp"

int main(int argc, char** argv) {
    using namespace fedcloud::profiles;
    fedcloud::plugin::open_standard_streams();
    Terminal terminal(STDOUT_FILENO, STDERR_FILENO);
    return run_subcommand({pull_command(), diff_command(), list_command(), show_command(),
                           lint_command(), metrics_command()},
                          argc, argv, terminal);
}
