// Who may have our secrets: a password, an access token, a token of Keystone. Pure.
//
// A certificate is none: its key stays here. What an endpoint is told by hand or in an override is
// taken at its word; one that GOCDB alone names (LoginOptions::registered_host) is hearsay, for
// whoever may edit the service's record there would choose where our secrets go.
#pragma once

#include <string_view>

#include "auth/credential.hpp"
#include "auth/login_options.hpp"
#include "net/url.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::auth {

// As is_confidential() of destination.hpp, for what the endpoint decides: where GOCDB alone names
// it, loopback is no exception, because any user of this host may listen there.
bool is_confidential(const net::Url& url, const LoginOptions& options);

// May `secret`, "our password", go to `endpoint`? With --credential-host to those hosts only; else,
// if GOCDB alone names the endpoint, to the party of the service's HOSTNAME only. Every fault is
// ours.
plugin::Checked<void> may_have(const net::Url& endpoint, std::string_view secret,
                               const LoginOptions& options);

// The same for a token of `keystone`, which no other party may have if GOCDB alone names it.
plugin::Checked<void> may_have_token_of(const net::Url& keystone, const net::Url& endpoint,
                                        const LoginOptions& options);

// Before the first byte: both, for all that `credential` and --keystone-url may lead to.
plugin::Checked<void> check_recipient(const net::Url& endpoint, const Credential& credential,
                                      const LoginOptions& options);

}  // namespace fedcloud::auth
