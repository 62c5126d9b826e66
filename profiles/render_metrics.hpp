// A metric profile as the text of its file, metrics.json. Pure and deterministic.
#pragma once

#include <string>

#include "metrics/metric_profile.hpp"

namespace fedcloud::profiles {

// What read_metric_profile() reads as the same profile again.
std::string render_metric_profile(const metrics::MetricProfile& profile);

}  // namespace fedcloud::profiles
