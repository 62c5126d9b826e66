// Which zone of Icinga 2, and so which satellite, has the checks of which site.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plan.hpp"
#include "plugin/expected.hpp"
#include "plugin/parse_error.hpp"

namespace fedcloud::config::icinga2 {

// The zone whose objects every node has; none of ours may be called so.
inline constexpr std::string_view global_zone = "global-templates";

// The file of --zones, by hand:
//   {"zones": {"zone-a": {"ngi": ["NGI_SI"], "sites": ["Izola MRF"]}}, "default": "master"}
// A site that is named goes there, else with its NGI, else into the default zone ("master").
struct ZoneMap {
    std::set<std::string> zones;  // that are named, also those that have nothing
    std::map<std::string, std::string, std::less<>> zone_of_ngi;  // by GOCDB's names
    std::map<std::string, std::string, std::less<>> zone_of_site;
    std::string default_zone = "master";

    bool operator==(const ZoneMap&) const = default;
};

// Errors are placed by a JSON pointer: "/zones/zone-a/ngi/0".
Expected<ZoneMap, plugin::ParseError> read_zone_map(std::string_view text);

struct ZonePlan {
    std::vector<std::string> zone_of_site;  // of each of Plan::sites
    std::set<std::string> zones;            // theirs, and those that have none
};

ZonePlan zones_by_map(const Plan& plan, const ZoneMap& map);
// A zone for each NGI, of its name.
ZonePlan zones_by_ngi(const Plan& plan);

// Endpoint and Zone objects to begin with: addresses and parents are the administrator's to know.
std::string render_zones_example(const std::set<std::string>& zones);

}  // namespace fedcloud::config::icinga2
