// Our X.509 credential: a grid proxy, or a certificate with its key, checked before it is used.
#pragma once

#include <chrono>
#include <string>

#include "plugin/fault.hpp"

namespace fedcloud::auth {

using WallClock = std::chrono::system_clock;

struct X509Credential {
    std::string pem;                  // the whole file: certificate, key, chain
    std::string subject;              // of the first certificate, RFC 2253
    WallClock::time_point not_after;  // the earliest of the chain: from then on it is worthless
    bool has_voms = false;            // some certificate of it carries VOMS attributes
};

// Reads one PEM file (certificate, key, chain, in the order of a grid proxy) and checks that the
// key belongs to the first certificate and that every certificate is valid at `now`. Whatever is
// wrong with it is our fault, and is said before a single byte goes to the service.
plugin::Checked<X509Credential> load_x509(const std::string& path, WallClock::time_point now);

}  // namespace fedcloud::auth
