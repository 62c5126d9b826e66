// fedcloud-nagios-config: site profiles and the metric profile become the configuration of a
// scheduler.
#include "program.hpp"

int main(int argc, char** argv) {
    return fedcloud::config::run_program(argc, argv);
}
