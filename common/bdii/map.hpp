// Where a BDII keeps a site's cloud information.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ldap/entry.hpp"

namespace fedcloud::bdii {

inline constexpr std::string_view root = "o=glue";  // of GLUE 2; GLUE 1 is below o=grid

// The three levels of the information system, told apart by their DNs:
//   resource  GLUE2GroupID=cloud,o=glue
//   site      GLUE2GroupID=cloud,GLUE2DomainID=SITE,o=glue
//   top       GLUE2GroupID=cloud,GLUE2DomainID=SITE,GLUE2GroupID=grid,o=glue
enum class Level { unknown, resource, site, top };

std::string_view to_string(Level level);  // "resource BDII", "site BDII", "top BDII", "BDII"

inline constexpr std::size_t most_holders = 100;

struct Map {
    Level level = Level::unknown;
    std::string site_dn;  // empty: the site is not known, or this is a resource BDII
    // What holds the site's cloud information, none of them below another: groups called cloud,
    // and services of the cloud classes of GLUE 2.1 where they are outside of one. At most
    // `most_holders`: each of them is a search of its own.
    std::vector<std::string> cloud_dns;
    std::vector<std::string> siteless_cloud_dns;  // the same that belong to no site
    // How a limit of the server cut the answer short, so that what is missing above may be there
    // all the same; empty: none did.
    std::string limit;

    bool has_site() const { return !site_dn.empty(); }
};

// One search that finds all of it wherever it is: the entry of `site`, and every cloud group.
ldap::Search map_search(std::string_view site, std::string_view base = root);
// What its entries tell; those with a DN that is none are passed over.
Map read_map(const std::vector<ldap::Entry>& entries, std::string_view site);

// Which of two levels of `base` exist, from what noSuchObject says of it: true if `matched_dn`
// still names the site.
bool knows_site(std::string_view matched_dn, std::string_view site);

// Where the cloud group of `site` is by convention, for a server that does not list them all.
std::vector<std::string> usual_cloud_dns(std::string_view site);

}  // namespace fedcloud::bdii
