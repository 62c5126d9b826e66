// All participants of one simulated federation.
#pragma once

#include <memory>
#include <vector>

#include "bdii.hpp"
#include "cdmi.hpp"
#include "gocdb.hpp"
#include "issuer.hpp"
#include "keystone.hpp"
#include "site.hpp"
#include "web_server.hpp"

namespace fedcloud::testbed {

// The sites and CDMI servers ask Keystones and issuers, the Keystones ask issuers: who asks is the
// first to go.
struct Federation {
    std::vector<std::unique_ptr<Issuer>> issuers;
    std::vector<std::unique_ptr<Keystone>> keystones;
    std::vector<std::unique_ptr<Site>> sites;
    std::vector<std::unique_ptr<WebServer>> peruns;
    std::vector<std::unique_ptr<WebServer>> apels;
    std::vector<std::unique_ptr<WebServer>> appdbs;
    std::vector<std::unique_ptr<WebServer>> gocdbs;
    std::vector<Gocdb*> registries;  // what the GOCDBs serve, in the same order
    std::vector<std::unique_ptr<Bdii>> bdiis;
    std::vector<std::unique_ptr<Cdmi>> cdmis;
};

// Everything listens when it is returned. Throws std::runtime_error.
Federation make_federation(const Options& options, const Pki& pki);

}  // namespace fedcloud::testbed
