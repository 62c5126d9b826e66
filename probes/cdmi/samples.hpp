// What is written to a server: made anew for each run, so that nothing else can be taken for it.
#pragma once

#include <string>

#include "messages.hpp"

namespace fedcloud::cdmi {

// What JSON must escape, and what is longer than a byte in UTF-8.
std::string sample_text();
// Shorter, so that a rest of the text would show behind it.
std::string sample_word();
// Every byte, NUL and 0xFF among them, and enough of them for several lines of base64.
std::string sample_bytes();
Metadata sample_metadata();

}  // namespace fedcloud::cdmi
