// The options by which a probe is told who it is.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "plugin/options.hpp"

namespace fedcloud::auth {

enum class Method {
    automatic,  // what was given; else a proxy if there is one, else nothing
    none,
    basic,     // user name and password (RFC 7617)
    x509,      // grid proxy, or certificate and key, as TLS client certificate
    keystone,  // a token of Keystone, for whichever of the others was given
    oidc,      // access token
};

struct LoginOptions {
    Method method = Method::automatic;
    std::string proxy;    // file; empty: $X509_USER_PROXY, then /tmp/x509up_u<uid>
    std::string key;      // file with its key; empty: in the same file
    std::string vo;       // empty: none in particular
    bool voms = false;    // the proxy must carry VOMS attributes
    std::string vomsdir;  // empty: $X509_VOMS_DIR, then /etc/grid-security/vomsdir
    std::chrono::seconds proxy_warning = std::chrono::hours(6);
    std::string username;
    std::string password_file;  // never on the command line, where ps shows it
    std::string user_domain = "Default";

    std::string keystone_url;                  // empty: whatever the service asks for
    std::vector<std::string> allow_keystone;   // further hosts, lower case
    std::string identity_provider = "egi.eu";  // as Keystones call the federation
    std::string project;
    std::string region;

    std::string access_token_file;
    std::string refresh_token_file;
    std::string client_id;
    std::string client_secret_file;
    std::string issuer = "https://aai.egi.eu/auth/realms/egi";  // EGI Check-in
    std::string oidc_ca_path;  // empty: the trust anchors of everything else

    std::vector<std::string> credential_hosts;  // lower case; empty: see auth/recipient.hpp
    // No option: HOSTNAME of the service in GOCDB, where the endpoint was taken from there and its
    // host given neither by hand nor in an override.
    std::optional<std::string> registered_host;
};

plugin::OptionTable login_option_table(LoginOptions& options);

}  // namespace fedcloud::auth
