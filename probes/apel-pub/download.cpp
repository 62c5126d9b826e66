#include "download.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "http/client.hpp"
#include "http/endpoint.hpp"
#include "http/trust.hpp"
#include "listing.hpp"
#include "listing_text.hpp"
#include "plugin/text.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::apel {
namespace {

using plugin::Checked;
using plugin::Fault;

const std::string cannot_be_had = "the accounting page cannot be had: ";

std::string header(const http::Response& response, std::string_view name) {
    const auto* value = response.header(name);
    return value == nullptr ? "" : *value;
}

// An answer that is no page. Nobody but the repository, or our --url, is to blame.
Fault explain(const http::Response& response, const Order& order) {
    const auto what =
        cannot_be_had + fmt::format("HTTP {} from {}", response.status, response.url.to_string());
    if (response.status >= 300 && response.status < 400) {
        return Fault::ours(fmt::format("{}: it has moved to '{}': adapt --url", what,
                                       plugin::clean(header(response, "Location"), 120)));
    }
    if (response.status == 404 && order.own_page) {
        // apel/monitoring's URL patterns let no dot through.
        return Fault::ours(what +
                           ": the site has never published, or under another name "
                           "(--publish-name), or --url is wrong, or its name has a dot, which the "
                           "publishing service cannot find");
    }
    if (response.status == 401 || response.status == 403) {
        return Fault::ours(what + ": this host is not allowed to read it");
    }
    return Fault::ours(what + (response.status == 404
                                   ? ": no such page: is --url right?"
                                   : ": ask the accounting repository's operators"));
}

// Where an http page has moved to, if that is https on the same host: no surprise, and no harm.
std::optional<net::Url> upgraded(const http::Response& response) {
    const bool moved = response.status >= 300 && response.status < 400 && !response.url.is_tls();
    const auto url = net::resolve_reference(response.url, header(response, "Location"));
    const bool same_host = moved && url && url->is_tls() && url->host == response.url.host;
    return same_host ? std::optional(*url) : std::nullopt;
}

Checked<http::Response> get(const net::Url& url, plugin::Run& run, const plugin::Until& until) {
    http::Trust trust;
    if (url.is_tls()) {
        auto found = http::find_trust(run.options().ca_path, run.options().crl_required);
        if (!found) {
            return Unexpected{found.error()};
        }
        trust = std::move(*found);
    }
    http::Client client(http::client_options(trust, run));
    http::Request request;
    request.url = url;
    // The publishing service has both; its JSON needs the least guessing.
    request.headers = {{"Accept", "application/json, text/html;q=0.9, */*;q=0.1"}};
    request.max_body = largest_page;
    request.redirects = http::Redirects::same_origin;
    auto response = client.send(request, until);
    if (!response) {
        const auto fault = http::to_fault(response.error());
        return Unexpected{fault.interrupted ? fault : Fault::ours(cannot_be_had + fault.text)};
    }
    return std::move(*response);
}

page::Outcome fetch(const Order& order, plugin::Run& run, const plugin::Until& until) {
    auto response = get(order.url, run, until);
    if (const auto url = response ? upgraded(*response) : std::nullopt) {
        response = get(*url, run, until);
    }
    if (!response) {
        return response.error();
    }
    if (!response->is_success()) {
        return explain(*response, order);
    }
    const auto now = WallClock::now();
    auto listing = read_listing(response->body, now);
    if (!listing) {
        return Fault::ours(fmt::format("the accounting page {} is not understood: {}",
                                       response->url.to_string(),
                                       plugin::clean(listing.error().message(), 200)));
    }
    response->body = {};  // the largest thing here, and read
    if (const auto modified = plugin::parse_http_date(header(*response, "Last-Modified"));
        modified && !listing->built) {
        listing->built = plugin::Timestamp{*modified};
    }
    return page::Page{response->status, to_text(*listing)};
}

}  // namespace

Checked<page::Entry> download(const Order& order, page::Cache& cache, plugin::Run& run) {
    return page::renew(
        cache, run, [&](const plugin::Until& until) { return fetch(order, run, until); },
        [](const page::Page&) { return true; });
}

}  // namespace fedcloud::apel
