// Values made fit to stand in a DN or in a filter.
#pragma once

#include <string>
#include <string_view>

namespace fedcloud::ldap {

// A value of an RDN as text (RFC 4514 section 2.4); takes any bytes.
std::string escape_dn_value(std::string_view value);
// An assertion value of a filter (RFC 4515 section 3); takes any bytes.
std::string escape_filter_value(std::string_view value);

}  // namespace fedcloud::ldap
