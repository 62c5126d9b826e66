// Text as man(7) writes it.
#pragma once

#include <string>
#include <string_view>

#include "program_options.hpp"

namespace fedcloud::manual::roff {

// Every byte stands for itself.
std::string literal(std::string_view text);

// Running text: options and names of manual pages become bold, and hyphens of what people type
// become minus signs, which can be copied from a terminal. A sentence begins
// a line, as roff wants it. With `raw`, words that hold a backslash
// are the author's own roff.
std::string prose(std::string_view text, bool raw = false);

// "auto|none" bold, "FILE" italic, as in "by-ngi|FILE".
std::string argument(std::string_view text);

// The tagged paragraph of an option.
std::string option(const config::ProgramOption& option);

// A tag and its text, both roff already.
std::string item(std::string_view tag, std::string_view text);

}  // namespace fedcloud::manual::roff
