// Definitions for Sensu Go that name no site, for checks that people write themselves.
#pragma once

#include <string>

#include "metrics/metric_profile.hpp"

namespace fedcloud::config::sensu {

// A check for each metric: it runs on the proxy entities that have its label, with the words of
// their annotation of the same name.
std::string render_library_checks(const metrics::MetricProfile& profile,
                                  const std::string& probe_dir);

// The event filter of states that have lasted for the check's number of attempts.
std::string render_library_filter();

// An entity with the first check of the library, to be copied.
std::string render_library_example(const metrics::MetricProfile& profile);

}  // namespace fedcloud::config::sensu
