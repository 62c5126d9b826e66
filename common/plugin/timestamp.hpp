// Dates and times as services write them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace fedcloud::plugin {

struct Timestamp {
    std::chrono::system_clock::time_point time;  // UTC is assumed where no zone is told
    bool has_time = true;                        // false: a date alone, and `time` is its beginning
    bool has_zone = false;
};

// "2026-11-20", "2026-11-20 03:10", "2026-11-20 03:10:02.123456", "2026-11-20T03:10:02Z",
// "… +01:00", "… +0100", "… UTC", "… GMT" and nothing else; 1970 to 2261, which is what the clock
// counts.
std::optional<Timestamp> parse_timestamp(std::string_view text);

// The first of them that stands somewhere in `text`.
std::optional<Timestamp> find_timestamp(std::string_view text);

// "Sat, 21 Nov 2026 10:00:00 GMT", the only form that servers are to send (RFC 7231 section
// 7.1.1.1); the name of the day is not looked at.
std::optional<std::chrono::system_clock::time_point> parse_http_date(std::string_view text);

// "2026-11-20 03:10:02 UTC"
std::string format_utc(std::chrono::system_clock::time_point time);

// How far away something is: "12min", "3h", "5d", "6y".
std::string distance(std::chrono::system_clock::duration time);

}  // namespace fedcloud::plugin
