#include "auth/recipient.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "auth/destination.hpp"
#include "plugin/text.hpp"

namespace fedcloud::auth {
namespace {

using plugin::Checked;
using plugin::Fault;

net::Url with_host(const std::string& host) {
    net::Url url;
    url.host = plugin::lower(host);
    return url;
}

bool is_listed(const net::Url& url, const LoginOptions& options) {
    const auto host = url.host.substr(0, url.host.find_last_not_of('.') + 1);
    const auto& hosts = options.credential_hosts;
    return std::find(hosts.begin(), hosts.end(), host) != hosts.end();
}

Fault not_listed(const net::Url& endpoint, std::string_view secret, const LoginOptions& options) {
    return Fault::ours(fmt::format(
        "{} is for {} only (--credential-host), and {} {}: nothing was sent", secret,
        plugin::clean(fmt::format("{}", fmt::join(options.credential_hosts, ", ")), 200),
        options.registered_host ? "GOCDB names" : "the endpoint is on", endpoint.host));
}

}  // namespace

bool is_confidential(const net::Url& url, const LoginOptions& options) {
    return options.registered_host ? url.is_tls() : is_confidential(url);
}

Checked<void> may_have(const net::Url& endpoint, std::string_view secret,
                       const LoginOptions& options) {
    if (is_listed(endpoint, options)) {
        return {};
    }
    if (!options.credential_hosts.empty()) {
        return Unexpected{not_listed(endpoint, secret, options)};
    }
    const auto& registered = options.registered_host;
    if (!registered || is_same_party(endpoint, with_host(*registered))) {
        return {};
    }
    return Unexpected{Fault::ours(fmt::format(
        "GOCDB names {} as the endpoint of a service on {}, which is another party: {} may not go "
        "there, and nothing was sent; if it is right, allow it by --credential-host {}",
        endpoint.origin(), plugin::clean(*registered, 255), secret, endpoint.host))};
}

Checked<void> may_have_token_of(const net::Url& keystone, const net::Url& endpoint,
                                const LoginOptions& options) {
    if (is_listed(endpoint, options)) {
        return {};
    }
    if (!options.credential_hosts.empty()) {
        return Unexpected{
            not_listed(endpoint, "our token of the Keystone " + keystone.origin(), options)};
    }
    if (!options.registered_host || is_same_party(endpoint, keystone)) {
        return {};
    }
    return Unexpected{Fault::ours(fmt::format(
        "GOCDB names {} as the endpoint, which is another party than the Keystone {}: its token "
        "may not go there, and nothing was sent; if it is right, allow it by --credential-host {}",
        endpoint.origin(), keystone.origin(), endpoint.host))};
}

Checked<void> check_recipient(const net::Url& endpoint, const Credential& credential,
                              const LoginOptions& options) {
    if (credential.password || credential.token || credential.oidc) {
        const auto* const secret = credential.password ? "our password" : "our access token";
        if (auto may = may_have(endpoint, secret, options); !may) {
            return may;
        }
    }
    // A URL that cannot be read is for the log-in to refuse.
    const auto keystone = net::parse_url(options.keystone_url);
    return keystone ? may_have_token_of(*keystone, endpoint, options) : Checked<void>();
}

}  // namespace fedcloud::auth
