// Downtimes for Nagios, which has no objects for them: orders for its command file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan.hpp"

namespace fedcloud::config::nagios {

// Whether it is the content of a status or retention file of Nagios: both tell by a block "info"
// when they were written. With anything else every downtime would be ordered once more.
bool is_status_file(std::string_view content);

// The orders, a line each, that bring the downtimes of a running Nagios, whose status file or
// retention file has the content `status`, to those of the plan: outages that have not ended at
// `now` are scheduled if they are not there yet, and those of ours that GOCDB has changed or no
// longer has are removed. With nothing to do there are none; downtimes that others have scheduled
// stay. What is "at risk" (Severity::warning) is expected to work and silences nothing. Of a plan
// that is not complete nothing is removed: it may be a missing site's. Send each line with one
// write().
std::vector<std::string> downtime_orders(const Plan& plan, std::string_view status,
                                         plugin::UtcTime now);

}  // namespace fedcloud::config::nagios
