// ARGO's own files about metrics, as they are: profiles (which service type gets which metric) and
// configurations (how a metric is run). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "metrics/metric_profile.hpp"
#include "plugin/expected.hpp"
#include "plugin/parse_error.hpp"

namespace fedcloud::profiles {

// An option or attribute and its value, such as {"-w", "7"} and {"OCCI_URL", "--endpoint"}.
using ArgoPairs = std::vector<std::pair<std::string, std::string>>;

struct ArgoMetric {
    std::string name;
    std::string program;                // of the probe, without a path; empty: passive
    std::optional<int> interval;        // minutes
    std::optional<int> retry_interval;  // minutes
    std::optional<int> attempts;
    std::optional<int> timeout;  // seconds
    std::vector<std::string> flags;
    ArgoPairs dependencies;  // "1": of the same service's host, "0": of the monitoring host
    ArgoPairs attributes;    // what ARGO knows of a host, and the option that takes it
    ArgoPairs parameters;    // options and their values; empty or "0": a bare flag
    ArgoPairs files;         // file_attribute and file_parameter
    std::string documentation;

    bool operator==(const ArgoMetric&) const = default;
};

struct ArgoFiles {
    std::string name;  // of the first profile
    std::string description;
    // Service types and their metrics, in the order of the files.
    std::vector<std::pair<std::string, std::vector<std::string>>> services;
    std::vector<ArgoMetric> metrics;
    int profiles = 0;  // how many there were
};

// Recognises what `text` is and adds it: a profile of the web API ({"services": [...]}, also in
// {"status", "data": [...]}), an old one of POEM ({"metric_instances": [...]}), metric
// configurations of POEM (a list of one-key objects), of an NCG file (one object), of POEM's
// database (objects with "name", and lists of "key value" in them), or a list of such. Numbers may
// be strings. Errors are placed by a JSON pointer.
Expected<void, plugin::ParseError> read_argo(std::string_view text, ArgoFiles& files);

struct Imported {
    metrics::MetricProfile profile;
    std::vector<std::string> losses;  // what was left out or filled in, and why; cleaned
};

// `base` fills in what the files do not tell: service types where there is no profile among them,
// whole metrics where there is no configuration.
Imported import_argo(const ArgoFiles& files, const metrics::MetricProfile& base);

enum class ArgoForm { poem, ncg, profile };

struct Exported {
    std::string text;
    std::vector<std::string> losses;
};

Exported export_argo(const metrics::MetricProfile& profile, ArgoForm form);

}  // namespace fedcloud::profiles
