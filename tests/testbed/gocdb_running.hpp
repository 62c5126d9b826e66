// The registry of the servers that a testbed itself runs.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gocdb_registry.hpp"

namespace fedcloud::testbed::gocdb {

enum class ServerKind {
    occi,
    cdmi,
    keystone,
    site_bdii,
    resource_bdii,
    top_bdii,
    perun,
    apel,
    appdb
};

struct RunningServer {
    ServerKind kind = ServerKind::occi;
    std::string name;       // on the command line
    std::string url;        // as clients are told it
    std::string site_name;  // of a BDII: the site that it publishes
};

// `broker` is the address of the broker there is, which is no more than a port that listens.
// `placed` has the names of sites by those of servers.
Registry make_running_registry(const std::vector<RunningServer>& servers,
                               const std::map<std::string, std::string>& placed,
                               const std::string& broker);

}  // namespace fedcloud::testbed::gocdb
