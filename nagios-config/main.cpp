// fedcloud-nagios-config: site profiles and the metric profile become the configuration of a
// scheduler.
#include <unistd.h>

#include "plugin/standard_streams.hpp"
#include "program.hpp"

int main(int argc, char** argv) {
    fedcloud::plugin::open_standard_streams();
    fedcloud::tool::Terminal terminal(STDOUT_FILENO, STDERR_FILENO);
    return fedcloud::config::run_program(argc, argv, terminal);
}
