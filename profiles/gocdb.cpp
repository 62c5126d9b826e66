#include "gocdb.hpp"

#include <fmt/format.h>

#include <chrono>

#include "auth/proxy_kind.hpp"
#include "net/percent.hpp"
#include "plugin/text.hpp"

namespace fedcloud::profiles {
namespace {

using plugin::clean;

// A page of 100 services has some 200 kB; all sites of EGI in a list have 400 kB.
constexpr std::size_t largest_answer = 32U << 20U;
// GOCDB's PHP gives up after 60 s.
constexpr auto longest_request = std::chrono::seconds(90);

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool take_end(std::string& text, std::string_view end) {
    const bool there = ends_with(plugin::lower(text), end);
    text.resize(text.size() - (there ? end.size() : 0));
    return there;
}

void drop_slashes(std::string& path) {
    while (!path.empty() && path.back() == '/') {
        path.pop_back();
    }
}

// What a status other than 200 means here.
std::string explain(const http::Response& response, const std::string& identity) {
    if (response.is_success()) {
        return fmt::format("HTTP {}: the whole answer has status 200", response.status);
    }
    if (const auto* location = response.header("Location");
        location != nullptr && response.status >= 300 && response.status < 400) {
        return fmt::format(
            "HTTP {} to {}, which is not followed (three within one server are): if GOCDB has "
            "moved, give its new base to --gocdb",
            response.status, clean(net::without_user(*location), 160));
    }
    const auto excerpt = clean(response.body, 160);
    auto text = fmt::format("HTTP {}{}", response.status, excerpt.empty() ? "" : ": " + excerpt);
    if (response.status == 401 || response.status == 403) {
        text += identity.empty()
                    ? "; the private interface needs --cert and --key"
                    : fmt::format("; is {} registered in GOCDB as an API credential of a site?",
                                  identity);
    } else if (response.status == 404) {
        text += "; --gocdb wants a base such as https://goc.egi.eu/gocdbpi/";
    }
    return text;
}

}  // namespace

net::Url Gocdb::url_of(const Query& query) const {
    auto url = base.join(interface == Interface::private_one ? "private/" : "public/");
    url.query = "method=" + net::percent_encode(query.method);
    for (const auto& [name, value] : query.parameters) {
        url.query += fmt::format("&{}={}", name, net::percent_encode(value));
    }
    return url;
}

std::string Gocdb::name() const {
    return base.to_string() + '/';
}

Expected<Gocdb, std::string> read_gocdb(std::string_view text, bool has_certificate) {
    auto url = net::parse_url(text);
    if (!url || (url->scheme != "https" && url->scheme != "http")) {
        return Unexpected{fmt::format("--gocdb: '{}' is no usable URL: {}",
                                      clean(net::without_user(text), 120),
                                      url ? "its scheme is neither https nor http" : url.error())};
    }
    if (!url->query.empty()) {
        return Unexpected{std::string("--gocdb: the base of a GOCDB has no query ('?…')")};
    }
    Gocdb gocdb;
    drop_slashes(url->path);
    const bool says_private = take_end(url->path, "/private");
    const bool says_public = !says_private && take_end(url->path, "/public");
    drop_slashes(url->path);
    gocdb.base = *url;
    if (says_private || (has_certificate && !says_public)) {
        gocdb.interface = Interface::private_one;
    }
    if (says_private && !has_certificate) {
        return Unexpected{std::string("--gocdb: the private interface needs --cert and --key")};
    }
    if (gocdb.interface == Interface::private_one && url->scheme != "https") {
        return Unexpected{
            std::string("--gocdb: a certificate can only be shown over https, not http")};
    }
    return gocdb;
}

Expected<auth::X509Credential, std::string> load_certificate(const std::string& certificate,
                                                             const std::string& key,
                                                             const http::Trust& trust) {
    auto credential = auth::load_x509({certificate, key}, auth::WallClock::now());
    if (!credential) {
        return Unexpected{"--cert: " + credential.error().text};
    }
    if (auth::is_proxy(credential->kind)) {
        return Unexpected{
            fmt::format("--cert: {} is a proxy ({}): GOCDB knows its users by their own "
                        "certificate's subject; give it the robot's certificate and --key",
                        credential->name, auth::to_string(credential->kind))};
    }
    if (const auto known = auth::check_revocation(*credential, trust); !known) {
        return Unexpected{"--cert: " + known.error().text};
    }
    return std::move(*credential);
}

Fetch fetch_from(const Gocdb& gocdb, http::Client& client, const plugin::Until& until,
                 const std::string& identity) {
    return [&gocdb, &client, until,
            identity](const Query& query) -> Expected<std::string, std::string> {
        http::Request request;
        request.url = gocdb.url_of(query);
        request.headers = {{"Accept", "application/xml"}};
        request.max_body = largest_answer;
        request.redirects = http::Redirects::same_origin;
        auto response = client.send(request, until.at_most(longest_request));
        if (!response) {
            return Unexpected{response.error().text};
        }
        constexpr int ok = 200;  // 206, say, is a part of an answer
        if (response->status != ok) {
            return Unexpected{explain(*response, identity)};
        }
        return std::move(response->body);
    };
}

}  // namespace fedcloud::profiles
