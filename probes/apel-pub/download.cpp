#include "download.hpp"

#include <fmt/format.h>

#include <utility>

#include "http/client.hpp"
#include "http/endpoint.hpp"
#include "http/trust.hpp"
#include "listing.hpp"
#include "plugin/text.hpp"

namespace fedcloud::apel {
namespace {

using plugin::Checked;
using plugin::Fault;

std::string header(const http::Response& response, std::string_view name) {
    const auto* value = response.header(name);
    return value == nullptr ? "" : *value;
}

// An answer that is no page. Nobody but the repository, or our --url, is to blame.
Fault explain(const http::Response& response, const Order& order) {
    const auto what = fmt::format("HTTP {} from {}", response.status, response.url.to_string());
    if (response.status >= 300 && response.status < 400) {
        return Fault::ours(fmt::format("{}: it has moved to '{}': adapt --url", what,
                                       plugin::clean(header(response, "Location"), 120)));
    }
    if (response.status == 404 && order.own_page) {
        // apel/monitoring's URL patterns let no dot through.
        return Fault::ours(what +
                           ": the site has never published, or it publishes under another name "
                           "(--publish-name), or --url is wrong (the publishing service finds no "
                           "name with a dot: use its list)");
    }
    if (response.status == 401 || response.status == 403) {
        return Fault::ours(what + ": this host is not allowed to read it");
    }
    return Fault::ours(what + (response.status == 404
                                   ? ": no such page: is --url right?"
                                   : ": ask the accounting repository's operators"));
}

page::Outcome fetch(http::Client& client, const Order& order, const plugin::Until& until) {
    http::Request request;
    request.url = order.url;
    // The publishing service has both; its JSON needs the least guessing.
    request.headers = {{"Accept", "application/json, text/html;q=0.9, */*;q=0.1"}};
    request.max_body = largest_page;
    request.redirects = http::Redirects::same_origin;
    auto response = client.send(request, until);
    if (!response) {
        const auto fault = http::to_fault(response.error());
        return fault.interrupted ? fault : Fault::ours(fault.text);
    }
    if (!response->is_success()) {
        return explain(*response, order);
    }
    return page::Page{response->status, header(*response, "Content-Type"),
                      header(*response, "Last-Modified"), std::move(response->body)};
}

}  // namespace

Checked<page::Entry> download(const Order& order, page::Cache& cache, plugin::Run& run) {
    http::Trust trust;
    if (order.url.is_tls()) {
        auto found = http::find_trust(run.options().ca_path, run.options().crl_required);
        if (!found) {
            return Unexpected{found.error()};
        }
        trust = std::move(*found);
    }
    return page::renew(
        cache, run,
        [&](const plugin::Until& until) {
            http::Client client(http::client_options(trust, run));
            return fetch(client, order, until);
        },
        [](const page::Page& page) {
            return read_listing(page.body, page::WallClock::now()).has_value();
        });
}

}  // namespace fedcloud::apel
