#include "message_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "plugin/number.hpp"
#include "plugin/text.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::apel {
namespace {

constexpr std::array<Field, 26> fields{{
    {"VMUUID", Kind::text, false, true},
    {"SiteName", Kind::text, false, true},
    {"CloudComputeService", Kind::text, true},
    {"MachineName"},
    {"LocalUserId"},
    {"LocalGroupId"},
    {"GlobalUserName"},
    {"FQAN"},
    {"Status"},
    {"StartTime", Kind::time},
    {"EndTime", Kind::time},
    {"SuspendDuration", Kind::whole},
    {"WallDuration", Kind::whole},
    {"CpuDuration", Kind::whole},
    {"CpuCount", Kind::number},
    {"NetworkType"},
    {"NetworkInbound", Kind::whole},
    {"NetworkOutbound", Kind::whole},
    {"PublicIPCount", Kind::whole, true},
    {"Memory", Kind::whole},
    {"Disk", Kind::whole},
    {"BenchmarkType", Kind::text, true},
    {"Benchmark", Kind::number, true},
    {"StorageRecordId"},
    {"ImageId"},
    {"CloudType"},
}};

// Columns of the repository's own, which it passes over in a message.
constexpr std::array<std::string_view, 4> ignored{"UpdateTime", "MeasurementTime",
                                                  "MeasurementMonth", "MeasurementYear"};

// What the federation's senders write (cASO, oneacct, the OpenNebula and Synnefo exporters).
constexpr std::array<std::string_view, 10> statuses{"started", "completed", "suspended", "paused",
                                                    "stopped", "error",     "crashed",   "rescued",
                                                    "resized", "unknown"};

std::optional<std::string> judge_whole(std::string_view value) {
    const auto number = whole_number(value);
    if (!number) {
        return fmt::format("expected a whole number or NULL, found {}", quoted(value));
    }
    return *number < 0 ? std::optional(fmt::format("{} is negative", *number)) : std::nullopt;
}

std::optional<std::string> judge_number(std::string_view value) {
    const auto number = plugin::parse_number(value);
    return number && *number >= 0
               ? std::nullopt
               : std::optional(fmt::format("expected a number or NULL, found {}", quoted(value)));
}

std::optional<std::string> judge_time(std::string_view value,
                                      std::chrono::system_clock::time_point now) {
    constexpr long long later_than_seconds = 100'000'000'000;  // year 5138: milliseconds
    constexpr auto clock_tolerance = std::chrono::minutes(10);
    const auto number = whole_number(value);
    if (!number) {
        return fmt::format("expected seconds since 1970 or NULL, found {}{}",
                           plugin::parse_timestamp(value) ? "the date " : "", quoted(value));
    }
    if (*number <= 0) {
        return fmt::format("{} is no time of a machine", *number);
    }
    if (*number > later_than_seconds) {
        return fmt::format("{} is too large: are these milliseconds?", *number);
    }
    const auto latest = std::chrono::floor<std::chrono::seconds>(now + clock_tolerance);
    return *number > latest.time_since_epoch().count()
               ? std::optional(fmt::format("{} is in the future", *number))
               : std::nullopt;
}

}  // namespace

std::string_view trim(std::string_view text) {
    return plugin::trim(text, " \t\r\f\v");
}

std::string quoted(std::string_view text) {
    return "'" + plugin::clean(text, 60) + "'";
}

bool is_null(std::string_view value) {
    return value.empty() || plugin::equal_ignoring_case(value, "null") ||
           plugin::equal_ignoring_case(value, "none");
}

std::optional<long long> whole_number(std::string_view text) {
    return plugin::parse_integer<long long>(text);
}

const Field* find_field(std::string_view name) {
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const Field& field) { return field.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

const Field* find_similar_field(std::string_view name) {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) {
        return plugin::equal_ignoring_case(field.name, name);
    });
    return found == fields.end() ? nullptr : &*found;
}

bool is_ignored_field(std::string_view name) {
    return std::find(ignored.begin(), ignored.end(), name) != ignored.end();
}

std::vector<std::string_view> mandatory_fields() {
    std::vector<std::string_view> names;
    for (const auto& field : fields) {
        if (field.mandatory) {
            names.push_back(field.name);
        }
    }
    return names;
}

std::optional<std::string> judge_value(const Field& field, std::string_view value,
                                       std::chrono::system_clock::time_point now) {
    if (is_null(value)) {
        return field.mandatory ? std::optional<std::string>("is mandatory and has no value")
                               : std::nullopt;
    }
    switch (field.kind) {
        case Kind::text:
            return std::nullopt;
        case Kind::whole:
            return judge_whole(value);
        case Kind::number:
            return judge_number(value);
        case Kind::time:
            return judge_time(value, now);
    }
    return std::nullopt;
}

std::optional<std::string> judge_status(std::string_view status) {
    if (std::find(statuses.begin(), statuses.end(), status) != statuses.end()) {
        return std::nullopt;
    }
    return fmt::format("{} is none of {}", quoted(status), fmt::join(statuses, ", "));
}

}  // namespace fedcloud::apel
