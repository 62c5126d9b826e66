// The part of the plan that one site has.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "plan_builder.hpp"

namespace fedcloud::config {

// The metric profile by what is looked up in it, which must outlive this.
struct MetricTable {
    explicit MetricTable(const metrics::MetricProfile& profile);

    std::vector<const metrics::Metric*> sorted;                              // by name
    std::unordered_map<std::string_view, std::vector<std::size_t>> by_type;  // indices in `sorted`
};

// Appends the site, its hosts, checks and downtimes to `plan`, sorted as there; Check::metric is
// an index in MetricTable::sorted. A site without checks is not there.
void add_site(const std::string& name, const SiteRecord& record, const MetricTable& metrics,
              const Choices& choices, Plan& plan);

}  // namespace fedcloud::config
