// Where the metric profile's file is, and its bytes.
#include <fmt/format.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "metrics/metric_profile.hpp"

namespace fedcloud::metrics {
namespace {

namespace fs = std::filesystem;

// Hundreds of metrics are a hundredth of it.
constexpr std::uintmax_t size_limit = 8U << 20U;

Expected<std::string, std::string> read_file(const std::string& path) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (status.type() != fs::file_type::regular) {
        return Unexpected{fmt::format(
            "{}: {}", path, fs::exists(status) || !error ? "not a regular file" : error.message())};
    }
    std::ifstream file(path, std::ios::binary);
    std::string bytes;
    std::array<char, 65536> block{};
    errno = 0;
    while (file) {
        file.read(block.data(), block.size());
        bytes.append(block.data(), static_cast<std::size_t>(file.gcount()));
        if (bytes.size() > size_limit) {
            return Unexpected{fmt::format("{}: larger than {} bytes", path, size_limit)};
        }
    }
    if (!file.eof()) {
        return Unexpected{
            fmt::format("{}: {}", path, std::generic_category().message(errno == 0 ? EIO : errno))};
    }
    return bytes;
}

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
    std::string chosen = path;
    if (chosen.empty()) {
        const auto places = metric_profile_places();
        for (const auto& place : places) {
            std::error_code error;
            // One that there is but cannot be looked at is told, not passed over.
            if (fs::status(place, error).type() != fs::file_type::not_found) {
                chosen = place;
                break;
            }
        }
        if (chosen.empty()) {
            return Unexpected{
                fmt::format("there is no metric profile: none of {}", fmt::join(places, ", "))};
        }
    }
    const auto bytes = read_file(chosen);
    if (!bytes) {
        return Unexpected{fmt::format("metric profile {}", bytes.error())};
    }
    auto profile = read_metric_profile(*bytes);
    if (!profile) {
        return Unexpected{fmt::format("metric profile {}: {}", chosen, profile.error().message())};
    }
    return LoadedMetricProfile{std::move(*profile), std::move(chosen)};
}

}  // namespace fedcloud::metrics
