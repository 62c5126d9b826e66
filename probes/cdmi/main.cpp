// check_cdmi: does a CDMI site keep what is written to it, and let go of it?
#include "cdmi_check.hpp"
#include "options.hpp"
#include "plugin/run_plugin.hpp"

int main(int argc, char** argv) {
    using namespace std::chrono_literals;
    fedcloud::plugin::Description description;
    description.program = "check_cdmi";
    description.label = "CDMI-CRUD";
    description.summary =
        "Creates a container on a CDMI site, writes, reads, changes and lists data objects in it, "
        "removes them and proves that they are gone.";
    description.examples = {
        "check_cdmi -e https://cdmi.example.org:8080/cdmi/AUTH_ops/ -x userproxy.pem",
        "check_cdmi -e https://cdmi.example.org/cdmi/ops/ --read-only -v"};
    description.timeout = 120s;
    description.creates_something = true;
    description.common = {"seconds from creating to having removed", true, true};

    fedcloud::cdmi::Options options;
    description.source = fedcloud::site::option_source(
        options.site, fedcloud::cdmi::probe_site(),
        fedcloud::site::host_of_endpoint_into(options.login.registered_host));
    return fedcloud::plugin::run_plugin(
        description, fedcloud::cdmi::option_table(options),
        [&](fedcloud::plugin::Run& run) { fedcloud::cdmi::check(options, run); }, argc, argv);
}
