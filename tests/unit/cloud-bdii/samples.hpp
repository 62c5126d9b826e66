// A site's cloud as it should be, and ways to spoil it.
#pragma once

#include <algorithm>
#include <chrono>
#include <string>

#include "../bdii/ldif.hpp"
#include "finding.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::cloud_bdii {

inline const std::string site_name = "EXAMPLE-SITE";

// One entry of every class that is checked, in this order.
inline Entries good_entries() {
    static const Entries made = bdii::from_ldif(R"(
dn: GLUE2GroupID=cloud,GLUE2DomainID=EXAMPLE-SITE,o=glue
objectClass: GLUE2Group
GLUE2GroupID: cloud

dn: GLUE2ServiceID=compute,GLUE2GroupID=cloud,GLUE2DomainID=EXAMPLE-SITE,o=glue
objectClass: GLUE2ComputingService
GLUE2ServiceID: compute
GLUE2ServiceType: IaaS
GLUE2ServiceQualityLevel: production
GLUE2ServiceAdminDomainForeignKey: EXAMPLE-SITE

dn: GLUE2EndpointID=occi,GLUE2ServiceID=compute,GLUE2GroupID=cloud,GLUE2DomainID=EXAMPLE-SITE,o=glue
objectClass: GLUE2Endpoint
objectClass: GLUE2ComputingEndpoint
GLUE2EndpointID: occi
GLUE2EndpointURL: https://occi.example.org:8787/occi1.1
GLUE2EndpointInterfaceName: OCCI
GLUE2EndpointQualityLevel: production
GLUE2EndpointHealthState: ok
GLUE2EndpointServingState: production
GLUE2EndpointServiceForeignKey: compute

dn: GLUE2ManagerID=manager,GLUE2ServiceID=compute,GLUE2GroupID=cloud,GLUE2DomainID=EXAMPLE-SITE,o=glue
objectClass: GLUE2ComputingManager
GLUE2ManagerID: manager
GLUE2ManagerProductName: KVM
GLUE2ManagerServiceForeignKey: compute

dn: GLUE2ShareID=share,GLUE2ServiceID=compute,GLUE2GroupID=cloud,GLUE2DomainID=EXAMPLE-SITE,o=glue
objectClass: GLUE2ComputingShare
GLUE2ShareID: share
GLUE2ShareServiceForeignKey: compute
GLUE2ComputingShareServingState: production

dn: GLUE2ResourceID=small,GLUE2ServiceID=compute,GLUE2GroupID=cloud,GLUE2DomainID=EXAMPLE-SITE,o=glue
objectClass: GLUE2ExecutionEnvironment
GLUE2ResourceID: small
GLUE2ResourceManagerForeignKey: manager
GLUE2ExecutionEnvironmentPlatform: amd64
GLUE2ExecutionEnvironmentMainMemorySize: 1024
GLUE2ExecutionEnvironmentOSFamily: linux
GLUE2ExecutionEnvironmentConnectivityIn: TRUE
GLUE2ExecutionEnvironmentConnectivityOut: undefined

dn: GLUE2ApplicationEnvironmentID=image,GLUE2ServiceID=compute,GLUE2GroupID=cloud,GLUE2DomainID=EXAMPLE-SITE,o=glue
objectClass: GLUE2ApplicationEnvironment
GLUE2ApplicationEnvironmentID: image
GLUE2ApplicationEnvironmentAppName: Debian
GLUE2ApplicationEnvironmentComputingManagerForeignKey: manager

dn: GLUE2PolicyID=policy,GLUE2EndpointID=occi,GLUE2ServiceID=compute,GLUE2GroupID=cloud,GLUE2DomainID=EXAMPLE-SITE,o=glue
objectClass: GLUE2AccessPolicy
GLUE2PolicyID: policy
GLUE2PolicyScheme: org.glite.standard
GLUE2PolicyRule: VO:ops
GLUE2AccessPolicyEndpointForeignKey: occi
)");
    return made;
}

constexpr std::size_t service_at = 1;
constexpr std::size_t endpoint_at = 2;

inline void remove(ldap::Entry& entry, const std::string& name) {
    std::erase_if(entry.attributes, [&](const auto& each) { return each.name == name; });
}

inline void set(ldap::Entry& entry, const std::string& name, const std::string& value) {
    remove(entry, name);
    entry.attributes.push_back({name, {value}});
}

// The good entries, one with another value.
inline Entries with(std::size_t index, const std::string& name, const std::string& value) {
    auto entries = good_entries();
    set(entries.at(index), name, value);
    return entries;
}

inline plugin::UtcTime at(const std::string& text) {
    return plugin::parse_date_time(text)->time;
}

}  // namespace fedcloud::cloud_bdii
