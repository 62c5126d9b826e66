// What ooi says of an instance, before it is rendered.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "machine_store.hpp"
#include "model.hpp"

namespace fedcloud::testbed::ooi {

using InstanceAttributes = std::vector<std::pair<std::string, Json>>;

inline const std::string machine_address = "10.20.0.7";
inline const std::string ip_interface_id =
    infrastructure_base + "/networkinterface#ipnetworkinterface";

std::string shown_title(const Machine& machine);
InstanceAttributes compute_attributes(const Machine& machine, const Model& model);
InstanceAttributes interface_attributes();
InstanceAttributes network_attributes();
InstanceAttributes storage_attributes();

}  // namespace fedcloud::testbed::ooi
