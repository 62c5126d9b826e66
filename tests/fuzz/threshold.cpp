// Threshold ranges, as -w and -c and files give them.
#include "plugin/threshold.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "fuzz.hpp"
#include "plugin/number.hpp"

namespace fedcloud::fuzz {

void examine(std::string_view input) {
    const auto number = plugin::parse_number(input);
    require(!number || std::isfinite(*number), "a number is finite");
    const auto range = plugin::Range::parse(input);
    require_described(range);
    if (!range) {
        return;
    }
    // Nine digits behind the point are printed, and a double has fifteen that are exact.
    const auto digits =
        std::count_if(input.begin(), input.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits > 9) {
        return;
    }
    const auto text = range->to_string();
    require_clean(text);
    require(text.find_first_not_of("0123456789.-:@~") == std::string::npos,
            "a range is printed in the characters of ranges");
    const auto again = plugin::Range::parse(text);
    require_described(again);
    require(again.has_value(), "a printed range can be read");
    require(again->to_string() == text, "a range is printed alike again");
    require(again->alerts_inside() == range->alerts_inside(), "inside stays inside");
    constexpr std::array probes{-1e300, -86400.5, -1.0, 0.0, 0.5, 1.0, 10.0, 86400.0, 1e300};
    for (const double value : probes) {
        require(again->alerts(value) == range->alerts(value), "a printed range alerts alike");
        const plugin::Thresholds both{*range, *range};
        require((both.judge(value) == plugin::State::critical) == range->alerts(value),
                "critical goes before warning");
    }
    require_clean(plugin::Thresholds{*range, {}}.reason(plugin::State::warning, "s"));
}

}  // namespace fedcloud::fuzz
