// What the simulated CDMI servers say that they can do.
#pragma once

#include <string>

#include "cdmi_settings.hpp"
#include "model.hpp"

namespace fedcloud::testbed::cdmi {

// By the path below cdmi_capabilities/, "" for the system's; told in this order.
using CapabilityClasses = nlohmann::ordered_map<std::string, Json>;

CapabilityClasses standard_capabilities();
CapabilityClasses osaddon_capabilities();
CapabilityClasses snia_capabilities();
CapabilityClasses stoxy_capabilities();
CapabilityClasses indigo_capabilities();
CapabilityClasses onedata_capabilities();
CapabilityClasses cdmi_serve_capabilities();

// With what the settings change.
CapabilityClasses told_capabilities(CapabilityClasses classes, const CdmiSettings& settings);

// Whether the settings take this one away.
bool is_taken_away(const CdmiSettings& settings, const std::string& class_name,
                   const std::string& name);

}  // namespace fedcloud::testbed::cdmi
