// What an issuer of access tokens does differently from a well-behaved one.
#pragma once

#include <string>
#include <vector>

#include "model.hpp"
#include "text.hpp"

namespace fedcloud::testbed {

struct IssuerSettings {
    bool rotate = false;  // a refresh token is good for one use, which yields the next one
    double token_seconds = 3600;
    std::string issuer_claim;    // what discovery calls the issuer; empty: its name
    std::string token_endpoint;  // what discovery says; empty: where it is
    std::vector<std::string> entitlements{"ops"};  // VOs; none: tokens have no such claim
    bool opaque = false;                           // access tokens are no JWTs
    std::string redirect_to;                       // of requests for tokens; empty: none
    int redirect_status = 302;
    Seconds latency{0.0};
};

Json to_json(const IssuerSettings& settings);

// Throws std::invalid_argument for an unknown name or a value that makes no sense.
void apply_settings(IssuerSettings& settings, const Json& changes);

}  // namespace fedcloud::testbed
