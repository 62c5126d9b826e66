// Points in time as GLUE and LDAP write them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "plugin/expected.hpp"
#include "plugin/parse_error.hpp"

namespace fedcloud::cloud_bdii {

using Time = std::chrono::sys_seconds;

struct TimeStamp {
    Time time;             // in UTC; without a zone, as if it were
    bool has_zone = true;  // without one it may be the local time of any place

    // The bounds of what it may mean: zones reach from UTC-12 to UTC+14.
    Time earliest() const;
    Time latest() const;
};

// GLUE2EntityCreationTime: 2026-11-20T21:14:16Z; also with a fraction, with +01:00, and without a
// zone, as isoformat() of Python writes it.
Expected<TimeStamp, plugin::ParseError> parse_creation_time(std::string_view text);

// Generalized Time (RFC 4517 section 3.3.13), as in modifyTimestamp: 20261120211416Z; minutes and
// seconds may be missing.
Expected<TimeStamp, plugin::ParseError> parse_generalized_time(std::string_view text);

}  // namespace fedcloud::cloud_bdii
