// fedcloud-nagios-config: site profiles and the metric profile become the configuration of a
// scheduler.
#include "plugin/standard_streams.hpp"
#include "program.hpp"

int main(int argc, char** argv) {
    fedcloud::plugin::occupy_closed_streams();
    return fedcloud::config::run_program(argc, argv);
}
