// How old the information is. Pure: entries and the present time in, findings out.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

#include "finding.hpp"
#include "plugin/threshold.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::cloud_bdii {

using Time = plugin::UtcTime;

struct Freshness {
    // Of the oldest information that is dated, and no older than it must be; none: nothing is.
    std::optional<std::chrono::seconds> age;
    std::size_t dated = 0;  // entries
    Findings findings;
};

// By GLUE2EntityCreationTime and GLUE2EntityValidity of the entries themselves. All that are dated
// have expired: CRITICAL, some: WARNING, as what lies more than two minutes in the future.
Freshness check_validity(const Entries& entries, Time now);

// By the time of the BDII's last update: modifyTimestamp of the UpdateStats entries below
// o=infosys, which bdii-update writes at the end of every cycle.
Freshness check_update(const Entries& stats, Time now);

// What an age is judged by if -w and -c say nothing. A cycle of bdii-update is 120 s of rest and up
// to 300 s of reading (/etc/bdii/bdii.conf): a quarter of an hour without an update is several that
// failed, an hour means that nothing is updated any more.
plugin::Thresholds update_thresholds(const plugin::Thresholds& given);

}  // namespace fedcloud::cloud_bdii
