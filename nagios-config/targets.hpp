// The schedulers that there is a target for.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "target.hpp"

namespace fedcloud::config {

struct NamedTarget {
    std::string name;  // --target
    std::unique_ptr<Target> target;
};

std::vector<NamedTarget> make_targets();

}  // namespace fedcloud::config
