#include "service_types.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "plugin/text.hpp"

namespace fedcloud::profiles {
namespace {

using Address = ServiceType::Address;

// docs.egi.eu, providers/cloud-compute/registration and internal/configuration-database
// (service types, and which of them are deprecated).
constexpr std::array<ServiceType, 18> known{{
    {"eu.egi.cloud.vm-management.occi", Address::url, true, true,
     "org.openstack.nova, with the URL of the Keystone, where the site runs OpenStack"},
    {"eu.egi.cloud.storage-management.cdmi", Address::url, false, true},
    {"eu.egi.cloud.broker.compss", Address::host_port},
    {"eu.egi.cloud.broker.vmdirac", Address::host_port},
    {"eu.egi.cloud.broker.proprietary.slipstream", Address::host_port},
    {"eu.egi.cloud.information.bdii", Address::bdii, false, false,
     "nothing: clouds need no BDII any more"},
    {"Site-BDII", Address::bdii},
    {"Top-BDII", Address::bdii},
    {"eu.egi.cloud.accounting"},
    {"eu.egi.cloud.vm-metadata.marketplace"},
    {"eu.egi.cloud.vm-metadata.vmcatcher", Address::none, false, false,
     "nothing: images are brought to the sites centrally"},
    {"eu.egi.cloud.vm-metadata.appdb-vmcaster"},
    {"egi.AppDB"},
    {"egi.Perun"},
    {"eu.egi.cloud.dyndns"},
    {"org.openstack.nova", Address::url, false, true},
    {"org.openstack.swift", Address::url, false, true},
    {"org.openstack.horizon"},
}};

// The Levenshtein distance.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t above = row[j + 1];
            row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0U : 1U)});
            diagonal = above;
        }
    }
    return row.back();
}

}  // namespace

const ServiceType* find_service_type(std::string_view name) {
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](const ServiceType& type) { return type.name == name; });
    return found == known.end() ? nullptr : &*found;
}

std::string similar_service_type(std::string_view name) {
    constexpr std::size_t longest = 100;  // beyond it nothing is similar, and the work is squared
    constexpr std::size_t letters = 2;
    if (name.size() > longest) {
        return {};
    }
    const auto small = plugin::lower(plugin::trim(name));
    for (const auto& type : known) {
        const auto other = plugin::lower(type.name);
        if (type.name != name &&
            (small == other || (is_of_cloud(name) && distance(small, other) <= letters))) {
            return std::string(type.name);
        }
    }
    return {};
}

bool is_of_cloud(std::string_view name) {
    const auto small = plugin::lower(name);
    return small.rfind("eu.egi.cloud", 0) == 0 || small.rfind("org.openstack", 0) == 0;
}

}  // namespace fedcloud::profiles
