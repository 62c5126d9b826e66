// check_occi_tcp: does the port of an OCCI endpoint answer?
#include "plugin/run_plugin.hpp"
#include "tcp_check.hpp"

int main(int argc, char** argv) {
    using namespace std::chrono_literals;
    fedcloud::plugin::Description description;
    description.program = "check_occi_tcp";
    description.label = "OCCI-TCP";
    description.summary = "Checks that the TCP port of an OCCI endpoint accepts connections.";
    description.examples = {"check_occi_tcp --endpoint https://occi.example.org:11443/",
                            "check_occi_tcp -H occi.example.org -p 8787 -t 30 -w 1 -c 5"};
    description.timeout = 30s;
    description.common = {"seconds until the connection stands", false, false};

    fedcloud::tcp::Options options;
    return fedcloud::plugin::run_plugin(
        description, fedcloud::tcp::option_table(options),
        [&](fedcloud::plugin::Run& run) { fedcloud::tcp::check(options, run); }, argc, argv);
}
