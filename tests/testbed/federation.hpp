// All participants of one simulated federation.
#pragma once

#include <memory>
#include <vector>

#include "bdii.hpp"
#include "issuer.hpp"
#include "keystone.hpp"
#include "site.hpp"

namespace fedcloud::testbed {

// The sites ask Keystones and issuers, the Keystones ask issuers: who asks is the first to go.
struct Federation {
    std::vector<std::unique_ptr<Issuer>> issuers;
    std::vector<std::unique_ptr<Keystone>> keystones;
    std::vector<std::unique_ptr<Site>> sites;
    std::vector<std::unique_ptr<Bdii>> bdiis;
};

// Everything listens when it is returned. Throws std::runtime_error.
Federation make_federation(const Options& options, const Pki& pki);

}  // namespace fedcloud::testbed
