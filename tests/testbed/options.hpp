// The command line of the testbed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "bdii_settings.hpp"
#include "dialect.hpp"
#include "issuer_settings.hpp"
#include "keystone_settings.hpp"
#include "server.hpp"
#include "settings.hpp"

namespace fedcloud::testbed {

enum class Authentication { none, basic, keystone_challenge, keystone, bearer };

struct SiteOptions {
    ServerOptions server;
    DialectKind dialect = DialectKind::rocci;
    Authentication authentication = Authentication::none;
    std::string keystone;  // the name of the testbed's Keystone that knows the tokens, or
    std::string validate;  // the address of a real one, without a slash at the end
    std::string issuer;    // the name of the one whose access tokens are good as Bearer
    Settings settings;
};

struct KeystoneOptions {
    ServerOptions server;
    KeystoneSettings settings;
};

struct IssuerOptions {
    ServerOptions server;
    IssuerSettings settings;
};

struct BdiiOptions {
    ServerOptions server;
    BdiiSettings settings;
    bool named_sites = false;
};

struct Options {
    std::vector<SiteOptions> sites;
    std::vector<KeystoneOptions> keystones;
    std::vector<IssuerOptions> issuers;
    std::vector<BdiiOptions> bdiis;
    std::optional<std::filesystem::path> pki;
    ForeignPki foreign_pki;
    Seconds lifetime{3600};
    bool help = false;
};

// Throws std::invalid_argument with a message for the user.
Options parse_options(const std::vector<std::string>& arguments);
std::string usage();

}  // namespace fedcloud::testbed
