// check_occi_tcp: does the port of an OCCI endpoint answer?
#include "tcp_check.hpp"

int main(int argc, char** argv) {
    fedcloud::tcp::Metric metric;
    metric.program = "check_occi_tcp";
    metric.label = "OCCI-TCP";
    metric.service = "an OCCI endpoint";
    metric.endpoint = "https://occi.example.org:11443/";
    metric.name = "org.nagios.OCCI-TCP";
    metric.service_types = {"eu.egi.cloud.vm-management.occi"};
    return fedcloud::tcp::run(metric, argc, argv);
}
