// Changes of profiles, for people and for programs.
#pragma once

#include <string>
#include <vector>

#include "changes.hpp"
#include "feed.hpp"
#include "subcommand.hpp"

namespace fedcloud::profiles {

struct ChangeReport {
    std::vector<Change> changes;
    std::size_t sites = 0;  // afterwards
    std::size_t services = 0;
    bool made = false;              // false: they would be made
    std::vector<Problem> problems;  // records that did not fit; in JSON only
};

// One line for each change and one with the sum of them, or one JSON object.
std::string render(const ChangeReport& report, Format format);

}  // namespace fedcloud::profiles
