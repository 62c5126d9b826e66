// What a pull would do to the folder of profiles, and whether it may. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "build_profiles.hpp"
#include "locked_folder.hpp"
#include "profile_folder.hpp"

namespace fedcloud::profiles {

struct PlanRules {
    int max_removals = 10;           // per cent of the sites, and of the services
    std::vector<std::string> sites;  // that were asked for; if any, the others stay as they are
};

struct Plan {
    std::map<std::string, site::Profile> before;
    std::map<std::string, site::Profile> after;
    FolderUpdate update;
    std::vector<Problem> problems;  // sites that cannot have a file
    // Why it must not be carried out: too many sites would be removed or lose all their services,
    // or too many services would be, which is what an answer that was cut off looks like. Empty: it
    // may.
    std::string refusal;
};

// The error: there is no site at all.
Expected<Plan, std::string> make_plan(FolderContent folder, std::vector<site::Profile> pulled,
                                      const PlanRules& rules);

}  // namespace fedcloud::profiles
