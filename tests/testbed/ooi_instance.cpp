// What ooi says of an instance, before it is rendered.
#include "ooi_instance.hpp"

namespace fedcloud::testbed::ooi {
namespace {

// ooi knows nova's ACTIVE and SUSPENDED and calls everything else inactive, so that a machine in
// ERROR and one that is still in BUILD look alike (occi.md 3.3).
std::string state_name(const Machine& machine) {
    const auto state = machine.state(Clock::now());
    const bool told = state == MachineState::active || state == MachineState::suspended;
    return told && !machine.deleting ? to_string(state) : "inactive";
}

}  // namespace

std::string shown_title(const Machine& machine) {
    return machine.title.empty() || machine.title_dropped ? "OCCI_VM" : machine.title;
}

InstanceAttributes compute_attributes(const Machine& machine, const Model& model) {
    InstanceAttributes attributes;
    const auto* flavour = model.find(machine.resource_tpl);
    const auto add = [&](const std::string& name, int otherwise) {
        attributes.emplace_back(name,
                                flavour != nullptr ? default_of(*flavour, name) : Json(otherwise));
    };
    add("occi.compute.cores", 1);
    // The name of the nova server, which is the title; a hostname in the request is not read.
    attributes.emplace_back("occi.compute.hostname", shown_title(machine));
    // In MB, as nova has it, although OCCI says GB (occi.md 3.3).
    add("occi.compute.memory", 512);
    attributes.emplace_back("occi.compute.state", state_name(machine));
    return attributes;
}

InstanceAttributes interface_attributes() {
    return {{"occi.networkinterface.address", machine_address},
            {"occi.networkinterface.allocation", "dynamic"},
            {"occi.networkinterface.interface", "eth0"},
            {"occi.networkinterface.mac", "fa:16:3e:5a:20:07"},
            {"occi.networkinterface.state", "active"}};
}

InstanceAttributes network_attributes() {
    return {{"occi.network.state", "active"},
            {"occi.network.address", "10.20.0.0/24"},
            {"occi.network.gateway", "10.20.0.1"},
            {"occi.network.allocation", "dynamic"}};
}

InstanceAttributes storage_attributes() {
    return {{"occi.storage.size", 1}, {"occi.storage.state", "online"}};
}

}  // namespace fedcloud::testbed::ooi
