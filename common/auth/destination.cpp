#include "auth/destination.hpp"

#include <fmt/format.h>
#include <libpsl.h>

#include <algorithm>

namespace fedcloud::auth {
namespace {

using plugin::Checked;
using plugin::Fault;

std::string registrable_domain(const std::string& host) {
    if (net::is_ip_address(host)) {
        return "";
    }
    // nullptr for a public suffix itself, such as "co.uk", and for one label.
    const char* domain = psl_registrable_domain(psl_builtin(), host.c_str());
    return domain == nullptr ? "" : domain;
}

}  // namespace

bool is_loopback(const net::Url& url) {
    const bool four = net::is_ip_address(url.host) && url.host.rfind("127.", 0) == 0;
    return four || url.host == "localhost" || url.host == "::1";
}

bool is_confidential(const net::Url& url) {
    return url.is_tls() || is_loopback(url);
}

bool is_same_party(const net::Url& a, const net::Url& b) {
    if (a.host == b.host) {
        return true;
    }
    const auto domain = registrable_domain(a.host);
    return !domain.empty() && domain == registrable_domain(b.host);
}

Checked<void> may_log_in_at(const net::Url& keystone, const net::Url& endpoint,
                            const std::vector<std::string>& allowed) {
    if (is_loopback(keystone) && !is_loopback(endpoint)) {
        return Unexpected{Fault::service(fmt::format(
            "{} wants a log-in at {}, which is nobody's but its own host: its configuration names "
            "the wrong Keystone",
            endpoint.origin(), keystone.to_string()))};
    }
    if (!is_confidential(keystone)) {
        return Unexpected{Fault::service(
            fmt::format("{} wants a log-in at {}, where it would cross the network in clear text: "
                        "nothing was sent there; it must be https",
                        endpoint.origin(), keystone.to_string()))};
    }
    const bool listed = std::find(allowed.begin(), allowed.end(), keystone.host) != allowed.end();
    if (!listed && !is_same_party(keystone, endpoint)) {
        return Unexpected{Fault::ours(
            fmt::format("{} wants a log-in at {}, which is another party: nothing was sent there; "
                        "if it belongs to the site, allow it by --allow-keystone {}",
                        endpoint.origin(), keystone.to_string(), keystone.host))};
    }
    return {};
}

}  // namespace fedcloud::auth
