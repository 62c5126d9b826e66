// The metric profile: which type of service gets which metric, and how it is scheduled.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/expected.hpp"
#include "plugin/parse_error.hpp"

namespace fedcloud::metrics {

struct Dependency {
    std::string metric;
    bool local = false;  // of the monitoring host (a proxy's life), not of the same service's host

    bool operator==(const Dependency&) const = default;
};

struct Metric {
    std::string name;     // "eu.egi.cloud.OCCI-VM"
    std::string program;  // "check_occi_vm"
    std::string description;
    std::string documentation;               // URL
    std::vector<std::string> service_types;  // of GOCDB
    std::chrono::minutes interval{60};
    std::chrono::minutes retry_interval{5};
    int attempts = 3;
    std::chrono::seconds timeout{60};
    bool per_vo = false;  // one check for each of the site's VOs
    std::string warning;  // ranges of -w and -c; empty: the program's own
    std::string critical;
    // Further options of the program by their long names; an empty value: a bare flag.
    std::vector<std::pair<std::string, std::string>> options;
    std::vector<Dependency> dependencies;

    bool operator==(const Metric&) const = default;
};

struct MetricProfile {
    std::string name;
    std::string description;
    std::vector<Metric> metrics;

    bool operator==(const MetricProfile&) const = default;

    const Metric* find(std::string_view name) const;
};

// The one form of the file (profiles/metric-profile.schema.json). Errors are placed by a JSON
// pointer: "/metrics/eu.egi.cloud.OCCI-VM/interval".
Expected<MetricProfile, plugin::ParseError> read_metric_profile(std::string_view text);

}  // namespace fedcloud::metrics
