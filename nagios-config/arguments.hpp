// What the site's local overrides and the metric profile make of a check.
#pragma once

#include <string>
#include <vector>

#include "plan_builder.hpp"

namespace fedcloud::config {

// Check::arguments and Check::timeout. But for the time, an option that the site's overrides set is
// left to the probe, which reads them itself: the command line would win over them.
void set_arguments(const SiteRecord& record, const site::Service& service,
                   const metrics::Metric& metric, const Choices& choices, Check& check);

}  // namespace fedcloud::config
