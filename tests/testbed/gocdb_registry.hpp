// What a GOCDB has on its books: sites, services and downtimes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace fedcloud::testbed::gocdb {

// By the name of an element: the text in it instead of what would stand there, or nothing if the
// element is to be missing.
using Fields = std::map<std::string, std::optional<std::string>>;

struct Extension {
    std::string local_id;
    std::string key;
    std::string value;
};

struct Endpoint {
    std::string id;
    std::string name;
    std::string url;
    std::string interface_name;
    std::string monitored = "Y";
    std::vector<Extension> extensions{};
};

// The id is the database's: pages are cut by it. The key is what is published, such as 1000G0.
struct Service {
    std::uint64_t id = 0;
    std::string key;
    std::string type;
    std::string host;
    std::string site;
    std::string url;
    std::string monitored = "Y";
    std::string production = "Y";
    std::vector<Endpoint> endpoints{};
    std::vector<std::string> scopes{"EGI", "FedCloud"};
    std::vector<Extension> extensions{};
    Fields fields{};
};

struct Site {
    std::uint64_t id = 0;
    std::string key;
    std::string name;
    std::string country;
    std::string country_code;
    std::string roc;
    std::string giis_url;
    std::string status = "Certified";
    std::string infrastructure = "Production";
    std::vector<std::string> scopes{"EGI", "FedCloud"};
    std::vector<Extension> extensions{};
    Fields fields{};
};

// A service as a downtime names it.
struct Affected {
    std::string key;
    std::string type;
    std::string host;
    std::string site;
    std::vector<Endpoint> endpoints{};
};

// Times are seconds since 1970.
struct Downtime {
    std::uint64_t id = 0;
    std::string key;
    std::string classification = "SCHEDULED";
    std::string severity = "OUTAGE";
    std::string description = "Maintenance";
    std::int64_t inserted = 0;
    std::int64_t start = 0;
    std::int64_t end = 0;
    std::vector<Affected> services{};
};

struct ServiceType {
    std::string name;
    std::string description;
};

struct Registry {
    std::vector<Site> sites;
    std::vector<Service> services;
    std::vector<Downtime> downtimes;
    std::vector<ServiceType> service_types;
    std::vector<std::string> rocs;
    std::unordered_map<std::string, std::size_t> site_numbers{};     // by name, into sites
    std::unordered_map<std::string, std::size_t> service_numbers{};  // by key, into services

    const Site* find_site(const std::string& name) const;
    const Service* find_service(const std::string& key) const;
};

// Gives an id and a key to what has none, the service types and NGIs if there are none, sorts
// everything by its id, and numbers sites and services.
void complete(Registry& registry);

// What a downtime says of a service.
Affected affected_by(const Service& service);

}  // namespace fedcloud::testbed::gocdb
