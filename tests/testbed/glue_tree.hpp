// The entries of a BDII: GLUE 2.0 as cloud sites publish it, and the BDII's own statistics.
#pragma once

#include <ctime>
#include <string>
#include <vector>

#include "bdii_settings.hpp"
#include "ldap_directory.hpp"

namespace fedcloud::testbed {

// Ages count from `now`.
std::vector<ldap::Entry> make_glue_tree(const BdiiSettings& settings, std::time_t now);

// The time that was `age` seconds before: "20200102030405Z", as operational attributes have it
// (RFC 4517, 3.3.13).
std::string generalized_time(std::time_t now, double age);

}  // namespace fedcloud::testbed
