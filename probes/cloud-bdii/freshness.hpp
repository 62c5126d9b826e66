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
    // The same of what has no Validity of its own to be judged by.
    std::optional<std::chrono::seconds> age_without_validity;
    std::size_t dated = 0;  // entries
    Findings findings;
};

// By GLUE2EntityCreationTime and GLUE2EntityValidity of the entries themselves. All that are dated
// have expired: CRITICAL, some: WARNING, as what lies more than two minutes in the future.
Freshness check_validity(const Entries& entries, Time now);

// By the time of the BDII's last update: modifyTimestamp of the UpdateStats entries below
// o=infosys, which bdii-update writes at the end of every cycle.
Freshness check_update(const Entries& stats, Time now);

// What the age of the oldest is judged by: -w and -c, as they were given. Where it has no Validity,
// a day and a week stand in for what was not; providers are run several times an hour.
plugin::Thresholds age_thresholds(const Freshness& validity, const plugin::Thresholds& given);
// By these, and what has no Validity by its own where something else is older. Precondition: there
// is an age.
Findings judge_validity(const Freshness& validity, const plugin::Thresholds& given);
Findings judge_age(std::chrono::seconds age, const plugin::Thresholds& thresholds);

// The same for the BDII's last update. A cycle of bdii-update is 120 s of rest and up
// to 300 s of reading (/etc/bdii/bdii.conf): a quarter of an hour without an update is several that
// failed, an hour means that nothing is updated any more.
plugin::Thresholds update_thresholds(const plugin::Thresholds& given);

}  // namespace fedcloud::cloud_bdii
