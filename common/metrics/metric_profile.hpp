// The metric profile: which type of service gets which metric, and how it is scheduled.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/expected.hpp"
#include "plugin/options.hpp"
#include "plugin/parse_error.hpp"

namespace fedcloud::metrics {

// Where Metric::program is, unless the administrator has it elsewhere.
inline constexpr const char* default_probe_dir = "/usr/libexec/argo/probes/fedcloud";

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
// pointer: "/metrics/eu.egi.cloud.OCCI-VM/interval". Beyond what a schema can say, ranges must have
// their start before their end, dependencies must name a metric of the profile or be local, and
// must not lead back to where they began.
Expected<MetricProfile, plugin::ParseError> read_metric_profile(std::string_view text);

// The shapes of names, which reach command lines and object names of schedulers unescaped.
bool is_metric_name(std::string_view text);   // [A-Za-z0-9_.-]+, at most 255 bytes
bool is_program_name(std::string_view text);  // [a-z0-9_.-]+, but a letter or digit first
bool is_service_type(std::string_view text);  // [A-Za-z0-9_.-]+, at most 255 bytes
bool is_option_name(std::string_view text);   // [a-z0-9][a-z0-9-]*, at most 64 bytes
// One to 4096 bytes without control characters.
bool is_option_value(std::string_view text);
// Options that a metric must not set: those that it has members for (timeout, warning, critical),
// those that the configuration sets itself (site, service and the folders of both), and those with
// which nothing is checked (help, version).
bool is_reserved_option(std::string_view name);

// Where the file is looked for: the administrator's own, then the one that was installed with the
// program that runs (<prefix>/share/fedcloud-probes/metrics.json beside <prefix>/bin).
inline constexpr const char* local_metric_profile = "/etc/argo/probes/fedcloud/metrics.json";
std::vector<std::string> metric_profile_places();

struct LoadedMetricProfile {
    MetricProfile profile;
    std::string path;  // of the file that it was read from
};

// `path`, or if it is empty the first of the places that there is. The error is one sentence that
// names the file and the field.
Expected<LoadedMetricProfile, std::string> load_metric_profile(const std::string& path = {});

// --metrics, which names that path.
plugin::Option metric_profile_option(plugin::OptionSetter set);

}  // namespace fedcloud::metrics
