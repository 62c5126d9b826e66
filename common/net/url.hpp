// URLs of services, as GOCDB and servers write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "plugin/expected.hpp"

namespace fedcloud::net {

struct Url {
    std::string scheme;  // lower case
    std::string host;    // lower case; an IPv6 address without its brackets
    std::optional<std::uint16_t> explicit_port;
    std::string path;   // begins with '/', or is empty
    std::string query;  // without '?'

    // The explicit port, or the scheme's own: http 80, https 443, ldap 389, ldaps 636; else none.
    std::optional<std::uint16_t> port() const;
    bool is_tls() const { return scheme == "https" || scheme == "ldaps"; }
    // Host as it stands in a URL, with brackets around an IPv6 address.
    std::string bracketed_host() const;
    std::string origin() const;  // scheme://host[:port], the port only if it is not the scheme's
    std::string to_string() const;
    // `path` below this URL's own path: "/occi1.1" and "/compute/" make "/occi1.1/compute/".
    Url join(std::string_view path) const;

    bool operator==(const Url&) const = default;
};

// An absolute URL with a host (RFC 3986). Blanks around it and a fragment are dropped; a password
// in it, a host that no look-up could find and characters that do not belong in a URL are refused.
// The error names the fault, not the URL.
Expected<Url, std::string> parse_url(std::string_view text);

// `text`, meant to be a URL, fit to be quoted in a message: people put tokens and passwords before
// the host, and that is why it is refused.
std::string without_user(std::string_view text);

// The URL that `reference`, given by a server in an answer to a request to `base`, points to:
// absolute, //host/path, /path or relative (RFC 3986 section 5, without dot segments).
Expected<Url, std::string> resolve_reference(const Url& base, std::string_view reference);

// True for what may stand for a host in a URL or after -H: a name, an IPv4 or an IPv6 address.
bool is_host(std::string_view text);
bool is_ip_address(const std::string& host);
bool same_origin(const Url& a, const Url& b);

}  // namespace fedcloud::net
