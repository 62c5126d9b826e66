// A registry in JSON, as a GOCDB tells of it over the control API.
#include "gocdb_json.hpp"

namespace fedcloud::testbed::gocdb {
namespace {

Json extensions_json(const std::vector<Extension>& extensions) {
    Json list = Json::array();
    for (const auto& one : extensions) {
        list.push_back({{"local_id", one.local_id}, {"key", one.key}, {"value", one.value}});
    }
    return list;
}

Json endpoints_json(const std::vector<Endpoint>& endpoints) {
    Json list = Json::array();
    for (const auto& one : endpoints) {
        list.push_back({{"id", one.id},
                        {"name", one.name},
                        {"url", one.url},
                        {"interface_name", one.interface_name},
                        {"monitored", one.monitored},
                        {"extensions", extensions_json(one.extensions)}});
    }
    return list;
}

Json fields_json(const Fields& fields) {
    Json object = Json::object();
    for (const auto& [element, text] : fields) {
        object[element] = text ? Json(*text) : Json();
    }
    return object;
}

Json service_json(const Service& service) {
    return {{"id", service.id},
            {"key", service.key},
            {"type", service.type},
            {"host", service.host},
            {"site", service.site},
            {"url", service.url},
            {"monitored", service.monitored},
            {"production", service.production},
            {"endpoints", endpoints_json(service.endpoints)},
            {"scopes", service.scopes},
            {"extensions", extensions_json(service.extensions)},
            {"fields", fields_json(service.fields)}};
}

Json site_json(const Site& site) {
    return {{"id", site.id},
            {"key", site.key},
            {"name", site.name},
            {"country", site.country},
            {"country_code", site.country_code},
            {"roc", site.roc},
            {"giis_url", site.giis_url},
            {"status", site.status},
            {"infrastructure", site.infrastructure},
            {"scopes", site.scopes},
            {"extensions", extensions_json(site.extensions)},
            {"fields", fields_json(site.fields)}};
}

Json downtime_json(const Downtime& downtime) {
    Json services = Json::array();
    for (const auto& one : downtime.services) {
        services.push_back({{"key", one.key},
                            {"type", one.type},
                            {"host", one.host},
                            {"site", one.site},
                            {"endpoints", endpoints_json(one.endpoints)}});
    }
    return {{"id", downtime.id},
            {"key", downtime.key},
            {"classification", downtime.classification},
            {"severity", downtime.severity},
            {"description", downtime.description},
            {"inserted", downtime.inserted},
            {"start", downtime.start},
            {"end", downtime.end},
            {"services", services}};
}

template <typename Record>
Json list_json(const std::vector<Record>& records, Json (*to_json)(const Record&)) {
    Json list = Json::array();
    for (const auto& record : records) {
        list.push_back(to_json(record));
    }
    return list;
}

Json type_json(const ServiceType& type) {
    return {{"name", type.name}, {"description", type.description}};
}

}  // namespace

Json to_json(const Registry& registry) {
    return {{"sites", list_json(registry.sites, site_json)},
            {"services", list_json(registry.services, service_json)},
            {"downtimes", list_json(registry.downtimes, downtime_json)},
            {"service_types", list_json(registry.service_types, type_json)},
            {"rocs", registry.rocs}};
}

}  // namespace fedcloud::testbed::gocdb
