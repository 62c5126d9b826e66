#include "targets.hpp"

#include "icinga2.hpp"
#include "nagios.hpp"
#include "sensu.hpp"

namespace fedcloud::config {

std::vector<NamedTarget> make_targets() {
    std::vector<NamedTarget> targets;
    targets.push_back({"nagios", std::make_unique<NagiosTarget>()});
    targets.push_back({"icinga2", std::make_unique<Icinga2Target>()});
    targets.push_back({"sensu", std::make_unique<SensuTarget>()});
    return targets;
}

}  // namespace fedcloud::config
