// Threshold ranges of the Monitoring Plugins guidelines: `10`, `10:`, `~:10`, `10:20`, `@10:20`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plugin/expected.hpp"
#include "plugin/state.hpp"

namespace fedcloud::plugin {

class Range {
  public:
    // The error says what is wrong with `text`.
    static Expected<Range, std::string> parse(std::string_view text);

    // True if `value` lies where the range says that someone should be told.
    bool alerts(double value) const;
    // Back to text; 0..x as the plain `x` that Icinga 2 can read (it ignores other forms).
    std::string to_string() const;
    bool alerts_inside() const { return alerts_inside_; }
    // The same range in another unit: days times 86400 are seconds. Precondition: factor > 0.
    Range scaled(double factor) const;

  private:
    double start_ = 0;
    double end_ = 0;  // infinity where open
    bool alerts_inside_ = false;
};

struct Thresholds {
    std::optional<Range> warning;
    std::optional<Range> critical;

    State judge(double value) const;
    // Why judge() gave `state`, a WARNING or CRITICAL: "outside the warning range 10:20", "within
    // the critical range @0:5"; `unit` goes behind the range. Empty for any other state.
    std::string reason(State state, std::string_view unit = {}) const;
    // Each of the two that is not given is that of `presets`.
    Thresholds or_default(const Thresholds& presets) const;
};

}  // namespace fedcloud::plugin
