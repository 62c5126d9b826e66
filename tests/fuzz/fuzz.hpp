// What all fuzz targets share: the claims that they make about a parser and its errors.
#pragma once

#include <string>
#include <string_view>

#include "plugin/expected.hpp"
#include "plugin/fault.hpp"
#include "plugin/parse_error.hpp"

namespace fedcloud::fuzz {

// What one target does with one input. Each target defines it, entry.cpp calls it.
void examine(std::string_view input);

// Ends the process with `claim`, which libFuzzer takes for a finding, unless it holds.
void require(bool holds, std::string_view claim);

// An error is there to be read: it says something, and is no longer than a message may be.
void require_readable(std::string_view error);
void require_readable(const plugin::ParseError& error);
inline void require_readable(const plugin::Fault& fault) {
    require_readable(fault.text);
}

// The same of an Expected, if it holds an error.
template <typename Value, typename Error>
void require_described(const Expected<Value, Error>& read) {
    if (!read) {
        require_readable(read.error());
    }
}

// `rendered` is one line that fits the first line of a plugin's output: what clean() promises.
void require_clean(std::string_view rendered);

// The first line of what is left, without its line end; `rest` is moved behind it.
std::string_view take_line(std::string_view& rest);

}  // namespace fedcloud::fuzz
