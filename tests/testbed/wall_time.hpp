// Dates and times of day, as the services of the federation write them.
#pragma once

#include <chrono>
#include <string>

#include "text.hpp"

namespace fedcloud::testbed {

using WallClock = std::chrono::system_clock;
using WallTime = WallClock::time_point;

WallTime wall_time_before_now(Seconds age);

// In UTC, by a format of std::put_time.
std::string format_utc(WallTime time, const char* format);

// The milliseconds since 1970, and those of the second.
long long milliseconds_since_1970(WallTime time);
int milliseconds_of_second(WallTime time);

}  // namespace fedcloud::testbed
