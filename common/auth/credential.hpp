// What is presented to a service, found and checked before the first byte is sent.
#pragma once

#include <optional>
#include <string>

#include "auth/login_options.hpp"
#include "auth/x509_credential.hpp"
#include "http/types.hpp"
#include "net/url.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::auth {

struct Credential {
    std::optional<X509Credential> x509;
    std::optional<std::string> authorization;  // value of the Authorization header
    std::string secret;                        // never to be printed; empty if there is none
    std::string description;                   // "proxy CN=…, 11h left", "nothing"

    bool presents_something() const { return x509 || authorization; }
};

// Finds what `options` ask for and checks it. Everything that is wrong is our fault. `endpoint` is
// where it will go: a password leaves this host only through TLS.
plugin::Checked<Credential> find_credential(const LoginOptions& options, const net::Url& endpoint,
                                            WallClock::time_point now);

// What an answer with status 401 or 403 means: evidence against the service if it was shown
// something, and our fault if it was shown nothing. `what` is the answer in words.
plugin::Fault login_refused(const Credential& credential, const http::Response& response,
                            const std::string& what);

}  // namespace fedcloud::auth
