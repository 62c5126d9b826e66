// Distinguished names, of grid software and of directories.
#include "bdii/map.hpp"
#include "distinguished_name.hpp"
#include "fuzz.hpp"
#include "ldap/dn.hpp"
#include "ldap/escape.hpp"

namespace fedcloud::fuzz {

void examine(std::string_view input) {
    const auto name = appdb_update::DistinguishedName::parse(input);
    require_described(name);
    if (name) {
        require(name->matches(*name), "a name matches itself");
        require(appdb_update::names(input, *name), "a name is what its text says");
    }
    const auto dn = ldap::parse_dn(input);
    require_described(dn);
    if (dn) {
        require(!ldap::is_below(*dn, *dn), "an entry is not below itself");
        require(dn->empty() || ldap::is_below(*dn, {}), "all is below the root");
    }
    const auto escaped = "GLUE2DomainID=" + ldap::escape_dn_value(input) + ",o=glue";
    const auto again = ldap::parse_dn(escaped);
    require(again && again->size() == 2 && again->front().value == input,
            "an escaped value is one value, and the same");
    const auto filter = ldap::escape_filter_value(input);
    require(filter.find_first_of(std::string_view("()*\0", 4)) == std::string::npos,
            "an escaped value does not end a filter");
    const auto search = bdii::map_search(input);
    require(search.base == bdii::root, "a search begins at its base");
    (void)bdii::knows_site(input, "NORTH");
}

}  // namespace fedcloud::fuzz
