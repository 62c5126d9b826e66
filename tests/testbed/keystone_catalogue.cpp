// The catalogue in a scoped token: services in two regions, in the forms of both versions.
#include "keystone_call.hpp"

namespace fedcloud::testbed::keystone {
namespace {

constexpr auto home_region = "RegionOne";

struct Service {
    std::string type;
    std::string name;
    std::string url;   // public, in the home region
    std::string path;  // at the addresses where nobody answers
};

std::vector<Service> services(const IdentityCall& it, const Token& token) {
    const auto version = it.settings.speaks("v3") ? "/v3" : "/v2.0";
    const auto compute = "/v2.1/" + token.project->id;
    return {{"occi", "occi", it.occi_url, "/occi1.1"},
            {"compute", "nova", "http://compute.testbed.example.org:8774" + compute, compute},
            {"identity", "keystone", it.url + version, version}};
}

// Only the public address in the home region is where the service is: whoever takes another one
// finds a host that does not exist.
std::string url_of(const Service& service, const std::string& interface,
                   const std::string& region) {
    if (interface == "public" && region == home_region) {
        return service.url;
    }
    return "http://" + service.type + "-" + interface + "." + to_lower(region) +
           ".testbed.example.org" + service.path;
}

}  // namespace

Json catalogue_v3(const IdentityCall& it, const Token& token) {
    Json result = Json::array();
    for (const auto& service : services(it, token)) {
        Json endpoints = Json::array();
        for (const std::string region : {home_region, "RegionTwo"}) {
            for (const std::string interface : {"public", "internal", "admin"}) {
                endpoints.push_back({{"id", short_digest(service.type + interface + region)},
                                     {"interface", interface},
                                     {"region_id", region},
                                     {"url", url_of(service, interface, region)},
                                     {"region", region}});
            }
        }
        result.push_back({{"endpoints", endpoints},
                          {"id", short_digest(service.type)},
                          {"type", service.type},
                          {"name", service.name}});
    }
    return result;
}

Json catalogue_v2(const IdentityCall& it, const Token& token) {
    Json result = Json::array();
    for (const auto& service : services(it, token)) {
        Json endpoints = Json::array();
        for (const std::string region : {home_region, "RegionTwo"}) {
            endpoints.push_back({{"adminURL", url_of(service, "admin", region)},
                                 {"region", region},
                                 {"internalURL", url_of(service, "internal", region)},
                                 {"id", short_digest(service.type + region)},
                                 {"publicURL", url_of(service, "public", region)}});
        }
        result.push_back({{"endpoints", endpoints},
                          {"endpoints_links", Json::array()},
                          {"type", service.type},
                          {"name", service.name}});
    }
    return result;
}

}  // namespace fedcloud::testbed::keystone
