// Which monitoring instance this is.
#pragma once

#include <string>

#include "plugin/fault.hpp"

namespace fedcloud::cleanup {

struct Instance {
    std::string id;       // 16 hexadecimal digits
    bool is_new = false;  // made in this run, so nothing on any site can bear it yet
};

// Read from `folder`/instance-id, or made and kept there. Random and not derived from the machine:
// cloned hosts share what they derive, and would delete each other's machines.
plugin::Checked<Instance> find_instance(const std::string& folder);

}  // namespace fedcloud::cleanup
