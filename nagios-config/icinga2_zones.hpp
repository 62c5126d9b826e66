// Which zone of Icinga 2, and so which satellite, has the checks of which site.
#pragma once

#include <map>
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
    std::map<std::string, std::string, std::less<>> zone_of_ngi;  // by GOCDB's names
    std::map<std::string, std::string, std::less<>> zone_of_site;
    std::string default_zone = "master";

    bool operator==(const ZoneMap&) const = default;
};

// Errors are placed by a JSON pointer: "/zones/zone-a/ngi/0".
Expected<ZoneMap, plugin::ParseError> read_zone_map(std::string_view text);

// The zone of each of Plan::sites.
std::vector<std::string> zones_by_map(const Plan& plan, const ZoneMap& map);
// A zone for each NGI, of its name.
std::vector<std::string> zones_by_ngi(const Plan& plan);

// Endpoint and Zone objects to begin with: addresses and parents are the administrator's to know.
std::string render_zones_example(const std::vector<std::string>& zone_of_site);

}  // namespace fedcloud::config::icinga2
