// Which sites an accounting service has heard of and when, and how its pages are malformed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model.hpp"
#include "text.hpp"

namespace fedcloud::testbed {

struct PublishingSite {
    std::string name;
    double days = 0.2;  // since the last publication; negative: in the future
    std::uint64_t vms = 10;
    std::string cloud_type = "caso/4.4.1 (OpenStack)";
    std::string updated;  // told instead of the date, whatever it is; empty: nothing is
};

struct ApelSettings {
    std::vector<PublishingSite> sites;           // in the order of the pages
    std::string shape = "oneline";               // of the page at cloudtest
    std::optional<double> page_age_days = 0.01;  // empty: pages do not tell when they were made
    Seconds latency{0};
};

// The sites that publish without any setting.
std::vector<PublishingSite> default_publishing_sites();

Json to_json(const ApelSettings& settings);

// Throws std::invalid_argument for an unknown name or a value that makes no sense.
void apply_settings(ApelSettings& settings, const Json& changes);

}  // namespace fedcloud::testbed
