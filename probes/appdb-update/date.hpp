// The one form in which image lists write a time.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace fedcloud::appdb_update {

// To the second, and far enough: lists expire in 2499, which is beyond a clock of nanoseconds.
using Time = std::chrono::sys_seconds;

struct Date {
    std::string text;          // as the list has it; empty if it has none
    std::optional<Time> time;  // nothing if the text is no date
};

// "2015-06-18T21:14:00Z" and nothing else.
std::optional<Time> parse_time(std::string_view text);

}  // namespace fedcloud::appdb_update
