// check_occi_tcp: does the port of an OCCI endpoint answer?
#include "tcp_check.hpp"

int main(int argc, char** argv) {
    return fedcloud::tcp::run(
        {"check_occi_tcp", "OCCI-TCP", "an OCCI endpoint", "https://occi.example.org:11443/"}, argc,
        argv);
}
