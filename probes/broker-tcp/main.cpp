// check_broker_tcp: does the port of a cloud broker answer?
#include "tcp_check.hpp"

int main(int argc, char** argv) {
    return fedcloud::tcp::run(
        {"check_broker_tcp", "Broker-TCP", "a cloud broker (COMPSs, VMDIRAC, SlipStream)",
         "https://slipstream.example.org/", 443},
        argc, argv);
}
