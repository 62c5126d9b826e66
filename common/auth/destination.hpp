// Where a credential may go. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/url.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::auth {

// Would nobody on the way read what is sent there? True for TLS, and on this host.
bool is_confidential(const net::Url& url);

// 127.0.0.0/8, ::1, and the name localhost.
bool is_loopback(const net::Url& url);

// What to say where it is not confidential: `endpoint` wants `what`, "a token", and did not get it.
// (On this host that is so where GOCDB alone names it: see auth/recipient.hpp.)
plugin::Fault in_clear_text(const net::Url& endpoint, std::string_view what);

// The same host, or one under the same registrable domain ("cloud.example.co.uk" and
// "keystone.example.co.uk", by the Public Suffix List); addresses are the same only if equal.
bool is_same_party(const net::Url& a, const net::Url& b);

// May what we log in with go to `keystone`, which the service at `endpoint` named? Only with TLS
// (or on this host), and only to the same party or to one of `allowed` (--allow-keystone). A
// Keystone that nobody could use safely is the service's fault; one that lies elsewhere is for us
// to allow.
plugin::Checked<void> may_log_in_at(const net::Url& keystone, const net::Url& endpoint,
                                    const std::vector<std::string>& allowed);

}  // namespace fedcloud::auth
