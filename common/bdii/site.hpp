// A site's cloud information in a BDII: where it is, and its entries.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bdii/map.hpp"
#include "ldap/connection.hpp"
#include "ldap/entry.hpp"
#include "plugin/deadline.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::bdii {

inline constexpr std::uint16_t default_port = 2170;

// Reads the map of `site`, its GOCDB name, in one search; where the server's limits cut that
// short, in up to three. Finding nothing is no fault, see check_site() and check_cloud(); no such
// `base` is one.
plugin::Checked<Map> find_site(ldap::Connection& connection, const std::string& site,
                               const std::string& base, const plugin::Until& until);

// That the site is there, or that this is a resource BDII, which knows no sites. The fault says
// what is here instead, for which one more search may be done, and who has to mend it.
plugin::Checked<void> check_site(ldap::Connection& connection, const Map& map,
                                 const std::string& site, const plugin::Until& until);
// That it has cloud information.
plugin::Checked<void> check_cloud(const Map& map, const std::string& site);

struct Content {
    std::vector<ldap::Entry> entries;
    bool cut_short = false;  // a limit of the server: there may be more
};

// The entries of the site's cloud information that match `filter`, with these attributes (none:
// all): one search for each of map.cloud_dns, of which there is one as a rule.
plugin::Checked<Content> read_cloud(ldap::Connection& connection, const Map& map,
                                    const std::vector<std::string>& attributes,
                                    const plugin::Until& until,
                                    const std::string& filter = "(objectClass=*)");

// All of it: what `site` publishes of its cloud, for callers that need nothing else to know.
plugin::Checked<Content> published_by(ldap::Connection& connection, const std::string& site,
                                      const std::vector<std::string>& attributes,
                                      const plugin::Until& until,
                                      const std::string& filter = "(objectClass=*)");

}  // namespace fedcloud::bdii
