// Numbers as schedulers read them: no exponent, no locale, no needless digits.
#pragma once

#include <charconv>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace fedcloud::plugin {

// Shortest form that keeps `decimals` digits behind the point: 26.1, 0.012, 3, -0.5.
// Not-a-number and infinities become "U" (undetermined, Monitoring Plugins guidelines).
std::string format_number(double value, int decimals = 3);

// Seconds for a text: "21.4", "0.093", "0.000195": digits enough to tell two runs apart.
std::string format_seconds(std::chrono::duration<double> time);

// A decimal number such as 10, -2.5, .5 and nothing else: no blanks, no exponent, no hex.
std::optional<double> parse_number(std::string_view text);

// A whole number that `Integer` can hold, and nothing else: digits, behind a '-' if it has a sign.
template <typename Integer>
std::optional<Integer> parse_integer(std::string_view text, int base = 10) {
    Integer value{};
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, value, base);
    return error == std::errc() && end == last ? std::optional(value) : std::nullopt;
}

}  // namespace fedcloud::plugin
