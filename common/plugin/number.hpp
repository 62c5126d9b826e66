// Numbers as schedulers read them: no exponent, no locale, no needless digits.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace fedcloud::plugin {

// Shortest form that keeps `decimals` digits behind the point: 26.1, 0.012, 3, -0.5.
// Not-a-number and infinities become "U" (undetermined, Monitoring Plugins guidelines).
std::string format_number(double value, int decimals = 3);

// Seconds for a text: "21.4", "0.093", "0.000195": digits enough to tell two runs apart.
std::string format_seconds(std::chrono::duration<double> time);

// A decimal number such as 10, -2.5, .5 and nothing else: no blanks, no exponent, no hex.
std::optional<double> parse_number(std::string_view text);

}  // namespace fedcloud::plugin
