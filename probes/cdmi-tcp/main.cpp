// check_cdmi_tcp: does the port of a CDMI endpoint answer?
#include "tcp_check.hpp"

int main(int argc, char** argv) {
    return fedcloud::tcp::run({"check_cdmi_tcp", "CDMI-TCP", "a CDMI endpoint",
                               "https://cdmi.example.org:8443/cdmi/", 443},
                              argc, argv);
}
