#include "net/url.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>

#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::net {
namespace {

bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Everything that RFC 3986 does not allow unescaped, and what a shell or an HTTP request line
// would trip over.
bool is_forbidden(char c) {
    return static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 0x7F ||
           std::string_view("\"<>\\^`{|}").find(c) != std::string_view::npos;
}

Expected<void, std::string> parse_port(std::string_view text, Url& url) {
    const auto port = plugin::parse_integer<std::uint16_t>(text);
    if (!port || *port == 0) {
        return Unexpected{fmt::format("'{}' is not a port number", plugin::clean(text, 80))};
    }
    url.explicit_port = *port;
    return {};
}

Expected<void, std::string> parse_authority(std::string_view authority, Url& url) {
    if (authority.find('@') != std::string_view::npos) {
        return Unexpected{std::string("it carries a user name or password before the host")};
    }
    std::string_view host = authority;
    std::string_view port;
    if (!authority.empty() && authority.front() == '[') {
        const auto end = authority.find(']');
        if (end == std::string_view::npos) {
            return Unexpected{std::string("the ']' after its IPv6 address is missing")};
        }
        host = authority.substr(1, end - 1);
        if (host.find(':') == std::string_view::npos) {
            return Unexpected{std::string("what stands in its brackets is no IPv6 address")};
        }
        port = authority.substr(end + 1);
    } else if (const auto colon = authority.find(':'); colon != std::string_view::npos) {
        host = authority.substr(0, colon);
        port = authority.substr(colon);
    }
    if (host.empty()) {
        return Unexpected{std::string("it has no host")};
    }
    if (!is_host(host)) {
        return Unexpected{fmt::format("'{}' is not a host name", plugin::clean(host, 80))};
    }
    url.host = plugin::lower(host);
    if (port.empty() || port == ":") {  // "host:" means the scheme's port (RFC 3986 section 3.2.3)
        return {};
    }
    if (port.front() != ':') {
        return Unexpected{std::string("there is something between its host and its path")};
    }
    return parse_port(port.substr(1), url);
}

}  // namespace

bool is_ip_address(const std::string& host) {
    unsigned char buffer[sizeof(in6_addr)];
    return inet_pton(AF_INET, host.c_str(), buffer) == 1 ||
           inet_pton(AF_INET6, host.c_str(), buffer) == 1;
}

bool is_host(std::string_view text) {
    constexpr std::size_t longest = 253;  // RFC 1035 section 2.3.4
    if (text.empty() || text.size() > longest) {
        return false;
    }
    if (text.find(':') != std::string_view::npos) {
        return is_ip_address(std::string(text));
    }
    // '_' is no letter of a host name, but such names exist and resolve.
    return is_alphanumeric(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
               return is_alphanumeric(c) || c == '-' || c == '.' || c == '_';
           });
}

std::optional<std::uint16_t> Url::port() const {
    if (explicit_port) {
        return explicit_port;
    }
    if (scheme == "https") {
        return 443;
    }
    if (scheme == "http") {
        return 80;
    }
    if (scheme == "ldap") {
        return 389;
    }
    return scheme == "ldaps" ? std::optional<std::uint16_t>(636) : std::nullopt;
}

std::string Url::bracketed_host() const {
    return host.find(':') == std::string::npos ? host : '[' + host + ']';
}

std::string Url::origin() const {
    std::string text = scheme + "://" + bracketed_host();
    if (explicit_port && *explicit_port != Url{scheme, host, {}, {}, {}}.port()) {
        text += fmt::format(":{}", *explicit_port);
    }
    return text;
}

std::string Url::to_string() const {
    return origin() + path + (query.empty() ? "" : '?' + query);
}

Url Url::join(std::string_view below) const {
    Url url = *this;
    while (!url.path.empty() && url.path.back() == '/') {
        url.path.pop_back();
    }
    while (!below.empty() && below.front() == '/') {
        below.remove_prefix(1);
    }
    url.path += '/';
    url.path += below;
    url.query.clear();
    return url;
}

Expected<Url, std::string> parse_url(std::string_view text) {
    text = plugin::trim(text);
    if (text.empty()) {
        return Unexpected{std::string("it is empty")};
    }
    if (const auto bad = std::find_if(text.begin(), text.end(), is_forbidden); bad != text.end()) {
        return Unexpected{
            fmt::format("character {} does not belong in a URL", bad - text.begin() + 1)};
    }
    const auto scheme_end = text.find("://");
    if (scheme_end == std::string_view::npos || scheme_end == 0) {
        return Unexpected{std::string("it does not begin with a scheme such as https://")};
    }
    Url url;
    url.scheme = plugin::lower(text.substr(0, scheme_end));
    const bool has_letter = url.scheme.front() >= 'a' && url.scheme.front() <= 'z';
    if (!has_letter || !std::all_of(url.scheme.begin(), url.scheme.end(), [](char c) {
            return is_alphanumeric(c) || c == '+' || c == '-' || c == '.';
        })) {
        return Unexpected{std::string("it does not begin with a scheme such as https://")};
    }
    text.remove_prefix(scheme_end + 3);
    text = text.substr(0, text.find('#'));
    const auto authority_end = std::min(text.find_first_of("/?"), text.size());
    if (auto done = parse_authority(text.substr(0, authority_end), url); !done) {
        return Unexpected{done.error()};
    }
    text.remove_prefix(authority_end);
    const auto question = text.find('?');
    url.path = text.substr(0, question);
    if (question != std::string_view::npos) {
        url.query = text.substr(question + 1);
    }
    return url;
}

std::string without_user(std::string_view text) {
    const auto scheme = text.find("://");
    const auto begin = scheme == std::string_view::npos ? 0 : scheme + 3;
    const auto host = text.substr(0, text.find_first_of("/?#", begin)).rfind('@');
    return host == std::string_view::npos || host < begin
               ? std::string(text)
               : fmt::format("{}***{}", text.substr(0, begin), text.substr(host));
}

Expected<Url, std::string> resolve_reference(const Url& base, std::string_view reference) {
    reference = plugin::trim(reference);
    if (reference.find("://") < reference.find_first_of("/?#")) {
        return parse_url(reference);
    }
    if (reference.substr(0, 2) == "//") {
        return parse_url(base.scheme + ':' + std::string(reference));
    }
    if (!reference.empty() && reference.front() == '/') {
        return parse_url(base.origin() + std::string(reference));
    }
    if (reference.empty() || reference.front() == '?') {
        return parse_url(base.origin() + base.path + std::string(reference));
    }
    const auto folder = base.path.substr(0, base.path.rfind('/') + 1);
    return parse_url(base.origin() + (folder.empty() ? "/" : folder) + std::string(reference));
}

bool same_origin(const Url& a, const Url& b) {
    return a.scheme == b.scheme && a.host == b.host && a.port() == b.port();
}

}  // namespace fedcloud::net
