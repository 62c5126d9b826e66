// What a Keystone offers, and what it does differently from a well-behaved one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model.hpp"
#include "text.hpp"

namespace fedcloud::testbed {

struct KeystoneSettings {
    std::vector<std::string> projects{"ops"};
    std::vector<std::string> versions{"v3", "v2.0"};
    std::vector<std::string> logins{"voms", "password", "federation"};
    std::vector<std::string> federation_methods{"GET", "POST"};
    std::vector<std::string> protocols{"openid", "oidc", "mapped"};
    double token_seconds = 3600;
    std::uint64_t token_bytes = 0;      // shorter ones than a token has anyway change nothing
    std::string redirect_to;            // of requests for tokens; empty: none
    std::string discovery_redirect_to;  // of the version documents; empty: none
    int redirect_status = 302;
    std::string href_base;  // empty: the true address
    std::string occi_url;   // empty: the first site behind this Keystone
    bool unmapped = false;
    bool needs_voms = false;
    Seconds latency{0.0};

    bool speaks(const std::string& version) const;
};

Json to_json(const KeystoneSettings& settings);

// Throws std::invalid_argument for an unknown name or a value that makes no sense.
void apply_settings(KeystoneSettings& settings, const Json& changes);

}  // namespace fedcloud::testbed
