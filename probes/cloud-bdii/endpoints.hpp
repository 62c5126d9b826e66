// The endpoints that a site publishes: their URLs, and in what state they say they are.
#pragma once

#include <string>
#include <vector>

#include "finding.hpp"
#include "net/url.hpp"

namespace fedcloud::cloud_bdii {

// The form in which URLs of endpoints are compared: GOCDB, catalogues and providers differ in a
// query, the scheme's own port, a slash at the end and the version of Keystone's interface.
std::string comparable(const net::Url& url);

// URLs that are none (CRITICAL if no endpoint has one, else WARNING), and `expected` ones that are
// not there (CRITICAL).
Findings check_endpoints(const Entries& entries, const std::vector<std::string>& expected);

// ServingState: closed is CRITICAL, draining and queueing are WARNING. HealthState: critical is
// CRITICAL, warning is WARNING; unknown and other are told with -v.
Findings check_states(const Entries& entries);

}  // namespace fedcloud::cloud_bdii
