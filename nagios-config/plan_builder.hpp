// Site profiles, local overrides and the metric profile become a plan: a pure function.
#pragma once

#include <string>
#include <vector>

#include "metrics/metric_profile.hpp"
#include "plan.hpp"
#include "site/overrides.hpp"
#include "site/profile.hpp"

namespace fedcloud::config {

struct SiteRecord {
    site::Profile profile;
    site::Overrides overrides;
};

struct Choices {
    bool all = false;              // also services that GOCDB marks as not monitored
    std::vector<std::string> vos;  // only these; empty: those of each site
    std::string local_host;        // Plan::local_host
    std::string probe_dir = metrics::default_probe_dir;
    std::string profile_dir;   // for the probes' command lines; empty: their default
    std::string override_dir;  // the same
};

// Any order of `records` gives the same plan. What does not fit is left out and told in
// Plan::problems; the rest of its site stays.
Plan build_plan(const std::vector<SiteRecord>& records, const metrics::MetricProfile& metrics,
                const Choices& choices);

}  // namespace fedcloud::config
