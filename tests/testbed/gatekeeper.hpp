// Whom a site lets in, and how it challenges the others.
#pragma once

#include <memory>
#include <string>

#include "call.hpp"
#include "options.hpp"
#include "settings.hpp"

namespace fedcloud::testbed {

class Keystone;

class Gatekeeper {
  public:
    virtual ~Gatekeeper() = default;
    virtual bool admits(const Call& call) const = 0;

    // The value of WWW-Authenticate.
    virtual std::string challenge(const Settings& settings) const = 0;
};

// The Keystone is null where the options name none; it must outlive the gatekeeper.
std::unique_ptr<Gatekeeper> make_gatekeeper(const SiteOptions& options, Keystone* keystone);

}  // namespace fedcloud::testbed
