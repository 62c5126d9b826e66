// <SERVICE_ENDPOINT> of get_service.
#include <fmt/format.h>

#include "feed.hpp"
#include "feed_document.hpp"
#include "feed_record.hpp"
#include "net/url.hpp"
#include "plugin/text.hpp"
#include "service_url.hpp"

namespace fedcloud::profiles {
namespace {

site::Endpoint read_endpoint(FeedRecord record, const std::string& type) {
    site::Endpoint endpoint;
    endpoint.id = record.text("ID");
    endpoint.name = record.text("NAME");
    endpoint.interface_name = record.text("INTERFACENAME");
    endpoint.registered_url = record.text("URL");
    endpoint.url = normal_url(endpoint.registered_url, type);
    endpoint.monitored = record.yes("ENDPOINT_MONITORED");
    return endpoint;
}

// Key, type, host and site: without one of them it is no service that could be checked.
bool read_identity(FeedRecord& record, ServiceRecord& found) {
    auto& service = found.service;
    const auto refuse = [&](const std::string& why) {
        record.complain(why + ": left out");
        return false;
    };
    found.site = record.text("SITENAME");
    record.set_site(found.site);
    service.key = record.key();
    if (service.key.empty()) {
        return refuse(fmt::format("it cannot be named ({} of '{}')",
                                  plugin::clean(record.text("HOSTNAME"), 80),
                                  plugin::clean(found.site, 80)));
    }
    service.host = plugin::lower(record.text("HOSTNAME"));
    record.set_name(fmt::format("service {} ({})", service.key,
                                service.host.empty() ? "no host" : service.host));
    if (!net::is_host(service.host)) {
        return refuse(
            fmt::format("its HOSTNAME '{}' is no host name", plugin::clean(service.host, 80)));
    }
    service.type = record.text("SERVICE_TYPE");
    if (service.type.empty() || service.type.size() > longest_name) {
        return refuse(fmt::format("its SERVICE_TYPE has {} bytes, and not 1 to {}",
                                  service.type.size(), longest_name));
    }
    if (is_garbled(service.type)) {
        return refuse("its SERVICE_TYPE holds something that is no character of UTF-8");
    }
    return !found.site.empty() || refuse("it has no SITENAME");
}

std::optional<ServiceRecord> read_service(FeedRecord& record) {
    ServiceRecord found;
    if (!read_identity(record, found)) {
        return std::nullopt;
    }
    auto& service = found.service;
    found.ngi = record.text("ROC_NAME");
    service.host_dn = record.text("HOSTDN");
    service.registered_url = record.text("URL");
    service.url = normal_url(service.registered_url, service.type);
    for (const auto node : record.node().child("ENDPOINTS").children("ENDPOINT")) {
        service.endpoints.push_back(read_endpoint(record.part(node), service.type));
    }
    service.monitored = record.yes("NODE_MONITORED");
    service.production = record.yes("IN_PRODUCTION");
    service.scopes = record.scopes();
    service.extensions = record.extensions();
    service.parameters = find_parameters(service);
    return found;
}

}  // namespace

ReadFeed<ServiceRecord> read_services(std::string body) {
    const auto document = FeedDocument::parse(std::move(body), "SERVICE_ENDPOINT");
    if (!document) {
        return Unexpected{document.error()};
    }
    if (auto counted = document->check_count(); !counted) {
        return Unexpected{counted.error()};
    }
    FeedPage<ServiceRecord> page;
    page.elements = document->elements();
    page.paging = document->paging();
    std::size_t number = 0;
    for (const auto node : document->root().children("SERVICE_ENDPOINT")) {
        FeedRecord record(node, "service", ++number, page.problems);
        if (auto service = read_service(record)) {
            page.records.push_back(std::move(*service));
        }
    }
    return page;
}

}  // namespace fedcloud::profiles
