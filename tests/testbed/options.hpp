// The command line of the testbed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "dialect.hpp"
#include "settings.hpp"
#include "tls_context.hpp"

namespace fedcloud::testbed {

enum class Authentication { none, basic, keystone_challenge };

struct SiteOptions {
    std::string name;
    DialectKind dialect = DialectKind::rocci;
    std::optional<ServerCertificate> tls;
    ClientCertificate client_certificate = ClientCertificate::none;
    Authentication authentication = Authentication::none;
    std::string prefix;
    std::uint16_t port = 0;
    Settings settings;
};

struct Options {
    std::vector<SiteOptions> sites;
    std::optional<std::filesystem::path> pki;
    Seconds lifetime{3600};
    bool help = false;
};

// Throws std::invalid_argument with a message for the user.
Options parse_options(const std::vector<std::string>& arguments);
std::string usage();

}  // namespace fedcloud::testbed
