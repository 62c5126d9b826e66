// check_broker_tcp: does the port of a cloud broker answer?
#include "tcp_check.hpp"

int main(int argc, char** argv) {
    fedcloud::tcp::Metric metric;
    metric.program = "check_broker_tcp";
    metric.label = "Broker-TCP";
    metric.service = "a cloud broker (COMPSs, VMDIRAC, SlipStream)";
    metric.endpoint = "https://slipstream.example.org/";
    metric.name = "org.nagios.Broker-TCP";
    metric.service_types = {"eu.egi.cloud.broker.compss", "eu.egi.cloud.broker.vmdirac",
                            "eu.egi.cloud.broker.proprietary.slipstream"};
    metric.default_port = 443;
    return fedcloud::tcp::run(metric, argc, argv);
}
