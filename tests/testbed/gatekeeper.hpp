// Whom a server lets in, and how it challenges the others.
#pragma once

#include <memory>
#include <string>

#include "call.hpp"
#include "options.hpp"
#include "settings.hpp"

namespace fedcloud::testbed {

class Issuer;
class Keystone;

class Gatekeeper {
  public:
    virtual ~Gatekeeper() = default;
    virtual bool admits(const Call& call) const = 0;

    // The value of WWW-Authenticate.
    virtual std::string challenge(const Settings& settings) const = 0;
};

// Those whom gatekeepers ask; null where the options name none. They outlive the gatekeeper.
struct Authorities {
    Keystone* keystone = nullptr;
    Issuer* issuer = nullptr;
};

std::unique_ptr<Gatekeeper> make_gatekeeper(const Admission& options,
                                            const Authorities& authorities);

}  // namespace fedcloud::testbed
