// Which metrics the services of a site get, and with which settings from where. Pure.
#pragma once

#include <string>
#include <vector>

#include "metrics/metric_profile.hpp"
#include "plugin/timestamp.hpp"
#include "store.hpp"

namespace fedcloud::profiles {

struct Setting {
    std::string option;  // long name: "os-tpl"
    std::string value;   // several: joined by ", "; of a bare flag "true" or "false"
    std::string origin;  // "GOCDB", "metrics.json", or an override's file and JSON pointer

    bool operator==(const Setting&) const = default;
};

struct Assignment {
    const metrics::Metric* metric = nullptr;
    bool disabled = false;          // by an override
    std::vector<Setting> settings;  // each option once, as the probe takes it in the end
};

// The metrics that are meant for the service's type, in the order of the metric profile.
std::vector<Assignment> metrics_of(const StoredSite& site, const site::Service& service,
                                   const metrics::MetricProfile& profile);

// What GOCDB tells the probes: those of the parameters that are not empty.
std::vector<Setting> parameters_of(const site::Service& service);

// The downtimes that concern the service and are not over at `now`, in the profile's order.
std::vector<const site::Downtime*> downtimes_of(const site::Profile& profile,
                                                const site::Service& service, plugin::UtcTime now);

}  // namespace fedcloud::profiles
