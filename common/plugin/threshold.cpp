#include "plugin/threshold.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "plugin/number.hpp"

namespace fedcloud::plugin {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

Expected<Range, std::string> Range::parse(std::string_view text) {
    const auto refuse = [whole = std::string(text)](std::string_view why) {
        return Unexpected{fmt::format(
            "'{}' is not a range ({}); forms are 10, 10:, ~:10, 10:20 and @10:20", whole, why)};
    };
    Range range;
    if (!text.empty() && text.front() == '@') {
        range.alerts_inside_ = true;
        text.remove_prefix(1);
    }
    std::string_view start = "0";
    std::string_view end = text;
    if (const auto colon = text.find(':'); colon != std::string_view::npos) {
        start = text.substr(0, colon);
        end = text.substr(colon + 1);
        if (end.find(':') != std::string_view::npos) {
            return refuse("more than one colon");
        }
        if (end.empty() && start.empty()) {
            return refuse("no number");
        }
    } else if (text.empty()) {
        return refuse("empty");
    }
    if (start == "~") {
        range.start_ = -infinity;
    } else if (!start.empty()) {  // ":10" is read as 0:10, as the stock plugins do
        const auto number = parse_number(start);
        if (!number) {
            return refuse(fmt::format("start '{}' is not a number", start));
        }
        range.start_ = *number;
    }
    if (end.empty()) {
        range.end_ = infinity;
    } else {
        const auto number = parse_number(end);
        if (!number) {
            return refuse(fmt::format("end '{}' is not a number", end));
        }
        range.end_ = *number;
    }
    if (range.start_ > range.end_) {
        return refuse("start is greater than end");
    }
    return range;
}

bool Range::alerts(double value) const {
    const bool inside = value >= start_ && value <= end_;
    return inside == alerts_inside_;
}

std::string Range::to_string() const {
    constexpr int decimals = 9;
    std::string text = alerts_inside_ ? "@" : "";
    if (start_ != 0 || std::isinf(end_)) {
        text += std::isinf(start_) ? "~" : format_number(start_, decimals);
        text += ':';
    }
    return std::isinf(end_) ? text : text + format_number(end_, decimals);
}

Range Range::scaled(double factor) const {
    Range range = *this;
    range.start_ *= factor;
    range.end_ *= factor;
    return range;
}

State Thresholds::judge(double value) const {
    if (critical && critical->alerts(value)) {
        return State::critical;
    }
    return warning && warning->alerts(value) ? State::warning : State::ok;
}

std::string Thresholds::reason(State state, std::string_view unit) const {
    const bool is_critical = state == State::critical;
    const auto& range = is_critical ? critical : warning;
    if (!range || (!is_critical && state != State::warning)) {
        return "";
    }
    return std::string(range->alerts_inside() ? "within" : "outside") + " the " +
           (is_critical ? "critical" : "warning") + " range " + range->to_string() +
           std::string(unit);
}

Thresholds Thresholds::or_default(const Thresholds& presets) const {
    return {warning ? warning : presets.warning, critical ? critical : presets.critical};
}

}  // namespace fedcloud::plugin
