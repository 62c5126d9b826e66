#include "plugin/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace fedcloud::plugin {

std::string format_number(double value, int decimals) {
    // Beyond this a double has no decimals, and the buffer would have to grow with the value.
    constexpr double largest = 1e18;
    if (!std::isfinite(value)) {
        return "U";
    }
    auto text = fmt::format("{:.{}f}", std::clamp(value, -largest, largest), decimals);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') {
            text.pop_back();
        }
    }
    return text == "-0" ? "0" : text;
}

std::string format_seconds(std::chrono::duration<double> time) {
    const double seconds = time.count();
    return format_number(seconds, seconds >= 1 ? 1 : seconds >= 0.01 ? 3 : 6);
}

// By hand: std::from_chars for double brings libm and 100 KB of tables into every probe (GCC 12),
// and goes by way of the locale (GCC 11).
std::optional<double> parse_number(std::string_view text) {
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) {
        text.remove_prefix(1);
    }
    double value = 0;
    double scale = 1;
    bool has_digit = false;
    bool has_point = false;
    for (const char c : text) {
        if (c == '.' && !has_point) {
            has_point = true;
        } else if (c >= '0' && c <= '9') {
            has_digit = true;
            value = value * 10 + (c - '0');
            scale *= has_point ? 10 : 1;
        } else {
            return std::nullopt;
        }
    }
    if (!has_digit) {
        return std::nullopt;
    }
    value /= scale;
    if (!std::isfinite(value)) {
        return std::nullopt;
    }
    return negative ? -value : value;
}

}  // namespace fedcloud::plugin
