// check_occi_vm: does an OCCI site start a machine, and let go of it?
#include "options.hpp"
#include "plugin/run_plugin.hpp"
#include "vm_check.hpp"

int main(int argc, char** argv) {
    using namespace std::chrono_literals;
    fedcloud::plugin::Description description;
    description.program = "check_occi_vm";
    description.label = "OCCI-VM";
    description.summary =
        "Creates a machine on an OCCI site, waits until it is active, removes it and proves that "
        "it is gone.";
    description.examples = {
        "check_occi_vm -e https://occi.example.org:11443/ --os-tpl uuid_ops_1 -t 300",
        "check_occi_vm -e https://occi.example.org:8787/occi1.1 --checks-only -GI"};
    description.timeout = 300s;
    description.creates_something = true;
    description.common = {"seconds until the machine is active", true, true};

    fedcloud::occi_vm::Options options;
    description.source = fedcloud::site::option_source(
        options.site, fedcloud::occi_vm::probe_site(),
        fedcloud::site::host_of_endpoint_into(options.login.registered_host));
    return fedcloud::plugin::run_plugin(
        description, fedcloud::occi_vm::option_table(options),
        [&](fedcloud::plugin::Run& run) { fedcloud::occi_vm::check(options, run); }, argc, argv);
}
