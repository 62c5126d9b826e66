// A site and the metrics of its services, for tests.
#pragma once

#include <string>

#include "plan_builder.hpp"

namespace fedcloud::config::test {

inline site::Service service(const std::string& key, const std::string& type,
                             const std::string& host) {
    site::Service service;
    service.key = key;
    service.type = type;
    service.host = host;
    service.monitored = service.production = true;
    return service;
}

inline SiteRecord site_of(const std::string& name, std::vector<site::Service> services) {
    SiteRecord record;
    record.profile.site = name;
    record.profile.ngi = "NGI_SI";
    record.profile.services = std::move(services);
    record.profile.vos = {"ops"};
    return record;
}

// "VM", per VO and after "TCP" and the local "Proxy", and "TCP": both of "occi"; "TCP" also of
// "broker".
inline metrics::MetricProfile metrics_of_occi() {
    metrics::Metric vm;
    vm.name = "eu.egi.VM";
    vm.program = "check_vm";
    vm.service_types = {"occi"};
    vm.per_vo = true;
    vm.warning = "60";
    vm.options = {{"voms", ""}, {"os-tpl", "it's"}};
    vm.dependencies = {{"TCP", false}, {"Proxy", true}};
    vm.timeout = std::chrono::seconds(300);
    metrics::Metric tcp;
    tcp.name = "TCP";
    tcp.program = "check_tcp";
    tcp.service_types = {"occi", "broker"};
    tcp.documentation = "https://example.org/tcp";
    return {"FEDCLOUD", "", {vm, tcp}};
}

inline const Check* find(const Plan& plan, const std::string& host, const std::string& name) {
    for (const auto& check : plan.checks) {
        if (check.name == name && plan.hosts[check.host].name == host) {
            return &check;
        }
    }
    return nullptr;
}

}  // namespace fedcloud::config::test
