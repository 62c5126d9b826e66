// A large registry that is made up, and what spoils registries.
#include "gocdb_collections.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace fedcloud::testbed::gocdb {
namespace {

constexpr std::array types{"eu.egi.cloud.vm-management.occi",
                           "org.openstack.nova",
                           "eu.egi.cloud.storage-management.cdmi",
                           "eu.egi.cloud.information.bdii",
                           "eu.egi.cloud.accounting",
                           "CREAM-CE",
                           "Site-BDII",
                           "org.openstack.swift"};
constexpr std::array statuses{"Certified", "Certified",   "Certified", "Certified", "Certified",
                              "Certified", "Uncertified", "Candidate", "Suspended", "Closed"};
constexpr std::array malformed{"",
                               "G0",
                               "12",
                               "12G",
                               "G012",
                               "-5G0",
                               "1 000G0",
                               "../../x",
                               "1000G0;",
                               "<key>",
                               "99999999999999999999G0"};

std::string url_of(std::size_t type, const std::string& host, const std::string& site) {
    switch (type) {
        case 0:
            return "https://" + host + ":11443/?image=uuid_egi_cirros_2&resource=small";
        case 1:
            return "https://" + host + ":5000/v3";
        case 2:
            return "https://" + host + ":8443/cdmi/";
        case 3:
        case 6:
            return "ldap://" + host + ":2170/mds-vo-name=" + site + ",o=grid";
        case 7:
            return "https://" + host + ":8080/swift/v1";
        default:
            return {};
    }
}

Site large_site(std::uint64_t number) {
    Site site;
    site.name = "LARGE-" + std::to_string(number);
    const auto country = std::to_string(number % 40);
    site.country = "Country " + country;
    site.country_code = {'A', static_cast<char>('A' + number % 26)};
    site.roc = "NGI_" + country;
    site.status = statuses[number % statuses.size()];
    site.infrastructure = number % 20 == 19 ? "Test" : "Production";
    return site;
}

Service large_service(std::uint64_t number, std::uint64_t round, const Site& site) {
    const auto type = static_cast<std::size_t>((number + round) % types.size());
    Service service;
    service.type = types[type];
    service.host = "s" + std::to_string(number) + "." + site.country_code + ".example.org";
    service.site = site.name;
    service.url = url_of(type, service.host, site.name);
    service.monitored = number % 25 == 24 ? "N" : "Y";
    service.production = number % 30 == 29 ? "N" : "Y";
    service.fields["HOSTDN"] = "/DC=org/DC=example/CN=" + service.host;
    if (type == 1) {
        service.extensions.push_back({std::to_string(number), "OS_REGION", "RegionOne"});
    }
    return service;
}

}  // namespace

Registry make_large_registry(std::uint64_t sites, std::uint64_t services) {
    Registry registry;
    registry.sites.reserve(sites);
    registry.services.reserve(services);
    for (std::uint64_t i = 0; i < sites; ++i) {
        registry.sites.push_back(large_site(i));
    }
    for (std::uint64_t i = 0; sites > 0 && i < services; ++i) {
        registry.services.push_back(large_service(i, i / sites, registry.sites[i % sites]));
    }
    complete(registry);
    return registry;
}

std::shared_ptr<const Registry> spoilt(const std::shared_ptr<const Registry>& registry,
                                       const GocdbSettings& settings) {
    if (settings.missing_sites + settings.unknown_sites + settings.malformed_keys +
            settings.duplicate_keys ==
        0) {
        return registry;
    }
    auto changed = *registry;
    const auto missing = std::min<std::size_t>(settings.missing_sites, changed.sites.size());
    std::set<std::string> gone;
    for (; gone.size() < missing && !changed.sites.empty(); changed.sites.pop_back()) {
        gone.insert(changed.sites.back().name);
    }
    std::erase_if(changed.services, [&](const Service& one) { return gone.contains(one.site); });
    for (auto& downtime : changed.downtimes) {
        std::erase_if(downtime.services,
                      [&](const Affected& one) { return gone.contains(one.site); });
    }
    std::erase_if(changed.downtimes, [](const Downtime& one) { return one.services.empty(); });
    complete(changed);
    for (std::size_t i = 0; i < changed.services.size(); ++i) {
        auto& service = changed.services[i];
        if (i < settings.unknown_sites) {
            service.site = "NO-SUCH-SITE-" + std::to_string(i);
        }
        if (i < settings.malformed_keys) {
            service.key = malformed[i % malformed.size()];
        } else if (i < settings.duplicate_keys) {
            service.key = changed.services.front().key;
        }
    }
    return std::make_shared<const Registry>(std::move(changed));
}

}  // namespace fedcloud::testbed::gocdb
