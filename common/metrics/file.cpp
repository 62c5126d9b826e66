// Where the metric profile's file is, and what is in it.
#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "metrics/metric_profile.hpp"
#include "plugin/input_file.hpp"
#include "plugin/text.hpp"

namespace fedcloud::metrics {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file = 8U << 20U;

}  // namespace

std::vector<std::string> metric_profile_places() {
    std::vector<std::string> places{local_metric_profile};
    std::error_code error;
    const auto program = fs::read_symlink("/proc/self/exe", error);
    if (!error) {
        places.push_back(
            (program.parent_path().parent_path() / "share/fedcloud-probes/metrics.json").string());
    }
    return places;
}

Expected<LoadedMetricProfile, std::string> load_metric_profile(const std::string& path) {
    const auto places = path.empty() ? metric_profile_places() : std::vector{path};
    for (const auto& place : places) {
        const auto bytes = plugin::read_input_file(place, largest_file);
        if (!bytes) {
            // One that is there but cannot be read is told, not passed over.
            if (bytes.error().missing && path.empty()) {
                continue;
            }
            return Unexpected{"metric profile: " + bytes.error().text};
        }
        auto profile = read_metric_profile(*bytes);
        if (!profile) {
            constexpr std::size_t limit = 8192;  // a long path, a long name
            return Unexpected{plugin::clean(
                fmt::format("metric profile {}: {}", place, profile.error().message()), limit)};
        }
        return LoadedMetricProfile{std::move(*profile), place};
    }
    return Unexpected{
        fmt::format("there is no metric profile: looked for {}", fmt::join(places, ", "))};
}

plugin::Option metric_profile_option(plugin::OptionSetter set) {
    return {"metrics", 0, "FILE",
            fmt::format("the metric profile (default {}, else the one that was installed)",
                        local_metric_profile),
            std::move(set)};
}

}  // namespace fedcloud::metrics
