// LDIF (RFC 2849), of which only entries are read, no changes and no addresses of values.
#pragma once

#include <string_view>
#include <vector>

#include "ldap_directory.hpp"

namespace fedcloud::testbed::ldap {

// Throws std::invalid_argument with the number of the line.
std::vector<Entry> read_ldif(std::string_view text);

}  // namespace fedcloud::testbed::ldap
