// check_cdmi_tcp: does the port of a CDMI endpoint answer?
#include "tcp_check.hpp"

int main(int argc, char** argv) {
    fedcloud::tcp::Metric metric;
    metric.program = "check_cdmi_tcp";
    metric.label = "CDMI-TCP";
    metric.service = "a CDMI endpoint";
    metric.endpoint = "https://cdmi.example.org:8443/cdmi/";
    metric.name = "org.nagios.CDMI-TCP";
    metric.service_types = {"eu.egi.cloud.storage-management.cdmi"};
    metric.default_port = 443;
    return fedcloud::tcp::run(metric, argc, argv);
}
