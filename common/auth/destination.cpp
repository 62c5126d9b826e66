#include "auth/destination.hpp"

#include <fmt/format.h>
#include <libpsl.h>

#include <algorithm>

namespace fedcloud::auth {
namespace {

using plugin::Checked;
using plugin::Fault;

// "cloud.example.org." is the same name as without the dot, but none that the Public Suffix List
// knows.
std::string host_of(const net::Url& url) {
    return url.host.substr(0, url.host.find_last_not_of('.') + 1);
}

// An address is no domain, nor is what resolvers take for one ("10.1.2.03", "0x7f.1"): no top-level
// domain begins with a digit.
bool is_address(const std::string& host) {
    const auto last = host.substr(host.rfind('.') + 1);  // npos + 1 is the beginning
    return net::is_ip_address(host) || (!last.empty() && last[0] >= '0' && last[0] <= '9');
}

std::string registrable_domain(const std::string& host) {
    if (is_address(host)) {
        return "";
    }
    // nullptr for a public suffix itself, such as "co.uk", and for one label.
    const char* domain = psl_registrable_domain(psl_builtin(), host.c_str());
    return domain == nullptr ? "" : domain;
}

}  // namespace

bool is_loopback(const net::Url& url) {
    const auto host = host_of(url);
    const bool four = net::is_ip_address(host) && host.rfind("127.", 0) == 0;
    return four || host == "localhost" || host == "::1";
}

bool is_confidential(const net::Url& url) {
    return url.is_tls() || is_loopback(url);
}

bool is_same_party(const net::Url& a, const net::Url& b) {
    const auto host = host_of(a);
    const auto other = host_of(b);
    if (host == other) {
        return true;
    }
    const auto domain = registrable_domain(host);
    return !domain.empty() && domain == registrable_domain(other);
}

Fault in_clear_text(const net::Url& endpoint, std::string_view what) {
    if (is_loopback(endpoint)) {
        return Fault::ours(fmt::format(
            "{} wants {} in clear text, and only GOCDB says that it may: anybody on this host "
            "could "
            "listen there; nothing was sent; the endpoint must be https, or given by --endpoint",
            endpoint.origin(), what));
    }
    return Fault::ours(
        fmt::format("{} wants {}, which would cross the network in clear text: nothing was sent; "
                    "the endpoint must be https",
                    endpoint.origin(), what));
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
    const bool listed =
        std::find(allowed.begin(), allowed.end(), host_of(keystone)) != allowed.end();
    if (!listed && !is_same_party(keystone, endpoint)) {
        return Unexpected{Fault::ours(
            fmt::format("{} wants a log-in at {}, which is another party: nothing was sent there; "
                        "if it belongs to the site, allow it by --allow-keystone {}",
                        endpoint.origin(), keystone.to_string(), host_of(keystone)))};
    }
    return {};
}

}  // namespace fedcloud::auth
