// A small plan: two sites of two NGIs, three hosts, four checks, one outage.
#pragma once

#include <string>

#include "plan.hpp"

namespace fedcloud::config {

inline Check sample_check(std::string name, std::size_t host, std::size_t metric,
                          std::string program, std::string key) {
    Check check;
    check.name = std::move(name);
    check.host = host;
    check.metric = metric;
    check.program = std::move(program);
    check.service_key = std::move(key);
    check.service_type = "eu.egi.cloud.vm-management.occi";
    check.title = check.name + " of a host";
    check.url = "https://occi.example.org:11443/?image=uuid_1&resource=small";
    return check;
}

inline Plan sample_plan() {
    Plan plan;
    plan.probe_dir = "/opt/probes";
    plan.ngis = {{"NGI_HR", "NGI_HR", ""}, {"NGI_SI", "NGI_SI", ""}};
    plan.metrics = {
        {"eu.egi.cloud.OCCI-VM", "eu.egi.cloud.OCCI-VM", "https://docs.example.org/OCCI-VM"},
        {"org.nagios.OCCI-TCP", "org.nagios.OCCI-TCP", ""}};
    plan.sites = {{"Izola_20MRF",
                   "Izola MRF",
                   "Izola%20MRF",
                   1,
                   "Slovenia",
                   "Certified",
                   "Production",
                   {"EGI"}},
                  {"egee.srce.hr",
                   "egee.srce.hr",
                   "egee.srce.hr",
                   0,
                   "Croatia",
                   "Certified",
                   "Production",
                   {"EGI"}}};
    plan.hosts = {{"occi.example.org_at_Izola_20MRF", "occi.example.org", 0},
                  {"occi6_at_Izola_20MRF", "2001:db8::1", 0},
                  {"cloud.srce.hr_at_egee.srce.hr", "cloud.srce.hr", 1}};
    plan.checks = {sample_check("eu.egi.cloud.OCCI-VM-ops", 0, 0, "check_occi_vm", "1000G0"),
                   sample_check("org.nagios.OCCI-TCP", 0, 1, "check_occi_tcp", "1000G0"),
                   sample_check("org.nagios.OCCI-TCP", 1, 1, "check_occi_tcp", "1001G0"),
                   sample_check("org.nagios.OCCI-TCP", 2, 1, "check_occi_tcp", "2000G0")};
    plan.checks[0].arguments = {"-t",     "300",  "--site", "Izola%20MRF",   "--service",
                                "1000G0", "--vo", "ops",    "--checks-only", "--warning=60"};
    plan.checks[0].timeout = std::chrono::seconds(300);
    plan.checks[0].vo = "ops";
    plan.checks[0].depends_on = {1};
    plan.checks[0].downtimes = {0};
    for (std::size_t i = 1; i < plan.checks.size(); ++i) {
        plan.checks[i].arguments = {
            "-t",        "30",
            "--site",    plan.sites[plan.hosts[plan.checks[i].host].site].encoded,
            "--service", plan.checks[i].service_key};
        plan.checks[i].timeout = std::chrono::seconds(30);
    }
    plan.checks[3].production = false;
    Downtime downtime;
    downtime.name = "113653G0";
    downtime.start = plugin::UtcTime(std::chrono::seconds(1795132800));
    downtime.end = plugin::UtcTime(std::chrono::seconds(1795305600));
    downtime.description = "new disks";
    downtime.checks = {0};
    plan.downtimes = {downtime};
    return plan;
}

}  // namespace fedcloud::config
