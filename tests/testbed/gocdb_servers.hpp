// The GOCDBs of a federation, which tell of its other servers.
#pragma once

#include <vector>

#include "federation.hpp"
#include "gocdb_running.hpp"

namespace fedcloud::testbed {

// What a GOCDB can tell of: all but issuers and other GOCDBs.
std::vector<gocdb::RunningServer> running_servers(const Federation& federation,
                                                  const Options& options);

}  // namespace fedcloud::testbed
