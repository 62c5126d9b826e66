#include "targets.hpp"

#include "nagios.hpp"

namespace fedcloud::config {

std::vector<NamedTarget> make_targets() {
    std::vector<NamedTarget> targets;
    targets.push_back({"nagios", std::make_unique<NagiosTarget>()});
    return targets;
}

}  // namespace fedcloud::config
