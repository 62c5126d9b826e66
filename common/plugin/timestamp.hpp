// Dates and times as services write them, and how far away they are.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace fedcloud::plugin {

// To the second, and far enough: what lies beyond 2262 overflows a clock of nanoseconds, and image
// lists expire in 2499.
using UtcTime = std::chrono::sys_seconds;

struct Timestamp {
    UtcTime time;           // UTC is assumed where no zone is told
    bool has_time = true;   // false: a date alone, and `time` is its beginning
    bool has_zone = false;  // without one it may be the local time of any place

    // The bounds of what it may mean: zones reach from UTC-12 to UTC+14.
    UtcTime earliest() const;
    UtcTime latest() const;
};

// What people and web frameworks write: "2026-11-20", "2026-11-20 03:10",
// "2026-11-20 03:10:02.123456", "2026-11-20T03:10:02Z", "… +01:00", "… +0100", "… UTC", "… GMT" and
// nothing else; 1970 to 2261, so that it fits the system's clock.
std::optional<Timestamp> parse_timestamp(std::string_view text);
// The first of them that stands somewhere in `text`.
std::optional<Timestamp> find_timestamp(std::string_view text);

// The strict forms, of years 0 to 9999.

// dateTime of XML Schema, with a 'T' and seconds: "2026-11-20T21:14:16Z", with a fraction, with
// +01:00, also as +0100 and +01, and without a zone, as isoformat() of Python writes it.
std::optional<Timestamp> parse_date_time(std::string_view text);
// "2015-06-18T21:14:00Z" and nothing else.
std::optional<UtcTime> parse_utc_time(std::string_view text);
// Generalized Time of LDAP (RFC 4517 section 3.3.13): "20261120211416Z"; minutes and seconds may be
// missing, the zone may not.
std::optional<Timestamp> parse_generalized_time(std::string_view text);
// "Sat, 21 Nov 2026 10:00:00 GMT", the only form that servers are to send (RFC 7231 section
// 7.1.1.1); the name of the day is not looked at. 1970 to 2261.
std::optional<UtcTime> parse_http_date(std::string_view text);

// "2026-11-20 03:10:02 UTC"
std::string format_utc(std::chrono::system_clock::time_point time);

// How far away something is, in the unit that says enough: "45s", "12min", "3.5h", "5d", "6y".
std::string distance(std::chrono::duration<double> time);

}  // namespace fedcloud::plugin
