// fedcloud-nagios-config: site profiles and the metric profile become the configuration of a
// scheduler.
#include <unistd.h>

#include "program.hpp"

int main(int argc, char** argv) {
    fedcloud::tool::Terminal terminal(STDOUT_FILENO, STDERR_FILENO);
    return fedcloud::config::run_program(argc, argv, terminal);
}
