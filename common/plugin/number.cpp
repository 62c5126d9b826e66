#include "plugin/number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace fedcloud::plugin {

std::string format_number(double value, int decimals) {
    // Beyond this a double has no decimals, and the buffer would have to grow with the value.
    constexpr double largest = 1e18;
    if (!std::isfinite(value)) {
        return "U";
    }
    std::array<char, 64> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                      std::clamp(value, -largest, largest), std::chars_format::fixed, decimals)
            .ptr;
    std::string text(buffer.data(), end);
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

std::optional<double> parse_number(std::string_view text) {
    constexpr std::string_view allowed = "0123456789.-";
    const bool has_digit = text.find_first_of("0123456789") != std::string_view::npos;
    if (!has_digit || text.find_first_not_of(allowed) != std::string_view::npos) {
        return std::nullopt;
    }
    double value = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

}  // namespace fedcloud::plugin
