// Hosts, services, dependencies and downtimes of a plan as objects of Icinga 2.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "plan.hpp"

namespace fedcloud::config::icinga2 {

// The names of groups do not meet each other's, nor the administrator's own.
std::string site_group(const Site& site);
std::string ngi_group(const Group& ngi);
std::string metric_group(const Group& metric);

// The templates that all objects import, and the groups.
std::string render_templates();
std::string render_groups(const Plan& plan);

// What stands in the file of a site.
struct SiteObjects {
    std::vector<std::size_t> hosts;      // indices in Plan::hosts
    std::vector<std::size_t> checks;     // in Plan::checks
    std::vector<std::size_t> downtimes;  // in Plan::downtimes
};

// One for each of Plan::sites.
std::vector<SiteObjects> objects_by_site(const Plan& plan);

std::string render_site(const Plan& plan, std::size_t site, const SiteObjects& objects);

// What the administrator's file of templates says until he changes it.
std::string render_local_templates();

}  // namespace fedcloud::config::icinga2
