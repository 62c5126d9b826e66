// Performance data: what a scheduler graphs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plugin/deadline.hpp"
#include "plugin/threshold.hpp"

namespace fedcloud::plugin {

// `label` is stable and documented, of [A-Za-z0-9_.-], unique in its first 19 characters (RRD).
struct Perfdata {
    // Milliseconds are what a clock at the end of a network can tell; short times keep more.
    static Duration rounded(Duration value);

    std::string label;
    double value = 0;
    std::string unit;  // "s", "B", "%", "c" or nothing
    Thresholds thresholds{};
    std::optional<double> min{};
    std::optional<double> max{};

    static Perfdata seconds(std::string label, Duration value) {
        return {std::move(label), rounded(value).count(), "s"};
    }
    static Perfdata count(std::string label, double value) { return {std::move(label), value, ""}; }
};

// `label=value[unit];warn;crit;min;max`, empty fields at the end left out. A label of other
// characters is quoted as the guidelines say, with '=' replaced, which no engine can read.
std::string render(const Perfdata& perfdata);
// All, separated by one blank.
std::string render(const std::vector<Perfdata>& perfdata);

}  // namespace fedcloud::plugin
