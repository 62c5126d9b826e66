// The command line of the testbed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "bdii_settings.hpp"
#include "cdmi_settings.hpp"
#include "dialect.hpp"
#include "gocdb_settings.hpp"
#include "issuer_settings.hpp"
#include "keystone_settings.hpp"
#include "server.hpp"
#include "settings.hpp"

namespace fedcloud::testbed {

enum class Authentication {
    none,
    basic,
    keystone_challenge,
    keystone,
    bearer,
    client_certificate,
};

// Whom a server lets in.
struct Admission {
    Authentication authentication = Authentication::none;
    std::string keystone;  // the name of the testbed's Keystone that knows the tokens, or
    std::string validate;  // the address of a real one, without a slash at the end
    std::string issuer;    // the name of the one whose access tokens are good as Bearer
};

struct SiteOptions {
    ServerOptions server;
    DialectKind dialect = DialectKind::rocci;
    Admission admission;
    Settings settings;
};

struct CdmiOptions {
    ServerOptions server;
    std::string dialect = "spec";
    Admission admission;
    CdmiSettings settings;
};

struct KeystoneOptions {
    ServerOptions server;
    KeystoneSettings settings;
};

struct IssuerOptions {
    ServerOptions server;
    IssuerSettings settings;
};

// Of a Perun or an accounting service.
struct WebOptions {
    ServerOptions server;
    Seconds latency{0};
};

struct AppdbOptions : WebOptions {
    std::string token;  // the user of HTTP Basic whom lists are for; empty: everybody
};

struct GocdbOptions : WebOptions {
    GocdbOptions() { server.prefix = "/gocdbpi"; }

    GocdbSettings settings;
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
    std::vector<WebOptions> peruns;
    std::vector<WebOptions> apels;
    std::vector<AppdbOptions> appdbs;
    std::vector<GocdbOptions> gocdbs;
    std::vector<BdiiOptions> bdiis;
    std::vector<CdmiOptions> cdmis;
    std::optional<std::filesystem::path> pki;
    ForeignPki foreign_pki;
    Seconds lifetime{3600};
    bool help = false;
};

// Throws std::invalid_argument with a message for the user.
Options parse_options(const std::vector<std::string>& arguments);
std::string usage();

}  // namespace fedcloud::testbed
