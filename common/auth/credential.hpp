// What is presented to a service, found and checked before the first byte is sent.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/access_token.hpp"
#include "auth/keystone.hpp"
#include "auth/login_options.hpp"
#include "auth/oidc.hpp"
#include "auth/voms.hpp"
#include "auth/x509_credential.hpp"
#include "http/trust.hpp"
#include "net/url.hpp"
#include "plugin/fault.hpp"
#include "plugin/run.hpp"

namespace fedcloud::auth {

struct Credential {
    std::optional<X509Credential> x509;
    std::optional<VomsAttributes> voms;
    std::optional<PasswordLogin> password;
    std::optional<AccessToken> token;
    std::optional<OidcSettings> oidc;  // the token is still to be fetched
    std::string vo;                    // to act for: as asked for, else the proxy's
    std::string description;           // "proxy x509up_u0 of /DC=…, 11h left", "nothing"
    std::vector<std::string> remarks;  // for further lines of the output

    bool presents_something() const { return x509 || password || token || oidc; }
    // When the certificate or its attributes become worthless.
    std::optional<WallClock::time_point> not_after() const;
};

// What the credential is for.
struct Purpose {
    std::optional<net::Url> endpoint;  // of the service; nothing: to be taken from a catalogue
    http::Trust trust;
    std::string state_dir;  // --state-dir, for the cache of access tokens
};

// Finds what `options` ask for and checks it. Everything that is wrong is our fault.
plugin::Checked<Credential> find_credential(const LoginOptions& options, const Purpose& purpose,
                                            WallClock::time_point now);

// Within a step: tells what was found, keeps its secrets out of the output, and warns when
// certificate or attributes end sooner than --proxy-warning.
void report(const Credential& credential, const LoginOptions& options, plugin::Run& run,
            WallClock::time_point now);
// `proxy_lifetime` and `token_lifetime`, in seconds, of what there is.
void add_lifetimes(const Credential& credential, const LoginOptions& options, plugin::Run& run,
                   WallClock::time_point now);

}  // namespace fedcloud::auth
