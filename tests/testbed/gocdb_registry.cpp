// What a GOCDB has on its books: sites, services and downtimes.
#include "gocdb_registry.hpp"

#include <algorithm>

namespace fedcloud::testbed::gocdb {
namespace {

// The types of a cloud federation, as GOCDB and the operators' manuals describe them.
std::vector<ServiceType> cloud_types() {
    return {{"eu.egi.cloud.vm-management.occi", "[Site service] OCCI endpoint of a cloud"},
            {"eu.egi.cloud.storage-management.cdmi", "[Site service] CDMI endpoint of a cloud"},
            {"eu.egi.cloud.information.bdii", "[Site service] Information provider of a cloud"},
            {"eu.egi.cloud.accounting", "[Site service] Accounting records of a cloud"},
            {"eu.egi.cloud.vm-metadata.vmcatcher", "[Site service] Subscriber of image lists"},
            {"eu.egi.cloud.vm-metadata.appdb-vmcaster", "[Central service] Image lists"},
            {"eu.egi.cloud.broker.compss", "[Central service] COMPSs broker"},
            {"eu.egi.cloud.broker.vmdirac", "[Central service] VMDIRAC broker"},
            {"eu.egi.cloud.broker.proprietary.slipstream", "[Central service] SlipStream"},
            {"org.openstack.nova", "[Site service] OpenStack compute, by its Keystone"},
            {"org.openstack.swift", "[Site service] OpenStack object storage"},
            {"org.openstack.horizon", "[Site service] OpenStack dashboard"},
            {"egi.Perun", "[Central service] Perun"},
            {"egi.AppDB", "[Central service] Applications Database"},
            {"Site-BDII", "[Site service] Site BDII"},
            {"Top-BDII", "[Central service] Top BDII"},
            {"CREAM-CE", "[Site service] A computing element, which is no cloud"}};
}

// GOCDB's keys are not its ids: a client that takes one for the other is to notice.
constexpr std::uint64_t key_offset = 90000;

template <typename Record>
void number(std::vector<Record>& records, std::uint64_t first, std::uint64_t step) {
    auto next = first;
    for (auto& record : records) {
        if (record.id == 0) {
            record.id = next;
        }
        next = std::max(next, record.id) + step;
        if (record.key.empty()) {
            record.key = std::to_string(record.id + key_offset) + "G0";
        }
    }
    std::stable_sort(records.begin(), records.end(),
                     [](const Record& left, const Record& right) { return left.id < right.id; });
}

std::vector<std::string> rocs_of(const std::vector<Site>& sites) {
    std::vector<std::string> rocs;
    for (const auto& site : sites) {
        if (std::find(rocs.begin(), rocs.end(), site.roc) == rocs.end()) {
            rocs.push_back(site.roc);
        }
    }
    return rocs;
}

}  // namespace

const Site* Registry::find_site(const std::string& name) const {
    const auto found = site_numbers.find(name);
    return found == site_numbers.end() ? nullptr : &sites[found->second];
}

const Service* Registry::find_service(const std::string& key) const {
    const auto found = service_numbers.find(key);
    return found == service_numbers.end() ? nullptr : &services[found->second];
}

void complete(Registry& registry) {
    number(registry.sites, 11, 1);
    number(registry.services, 1003, 3);
    number(registry.downtimes, 32001, 7);
    if (registry.service_types.empty()) {
        registry.service_types = cloud_types();
    }
    if (registry.rocs.empty()) {
        registry.rocs = rocs_of(registry.sites);
    }
    registry.site_numbers.clear();
    for (std::size_t i = 0; i < registry.sites.size(); ++i) {
        registry.site_numbers.try_emplace(registry.sites[i].name, i);
    }
    registry.service_numbers.clear();
    for (std::size_t i = 0; i < registry.services.size(); ++i) {
        registry.service_numbers.try_emplace(registry.services[i].key, i);
    }
}

Affected affected_by(const Service& service) {
    return {service.key, service.type, service.host, service.site};
}

}  // namespace fedcloud::testbed::gocdb
