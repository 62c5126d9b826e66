#include "nagios_downtimes.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <set>
#include <tuple>

#include "nagios_text.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::config::nagios {
namespace {

constexpr std::string_view author = "fedcloud-nagios-config";

// A downtime of one check. GOCDB's description is no part of it: a new wording is no reason to end
// a downtime and begin it again.
struct Scheduled {
    std::string host;
    std::string service;
    std::int64_t start = 0;
    std::int64_t end = 0;
    std::string mark;  // "GOCDB 113653G0"

    auto operator<=>(const Scheduled&) const = default;
};

struct Running {
    Scheduled downtime;
    std::string author;
    std::string id;
};

std::string mark_of(const Downtime& downtime) {
    return "GOCDB " + downtime.name;
}

void read_field(std::string_view line, Running& running) {
    const auto equals = line.find('=');
    const auto name = line.substr(0, equals);
    const auto value = equals == std::string_view::npos ? "" : line.substr(equals + 1);
    auto& downtime = running.downtime;
    if (name == "host_name") {
        downtime.host = value;
    } else if (name == "service_description") {
        downtime.service = value;
    } else if (name == "start_time") {
        downtime.start = plugin::parse_integer<std::int64_t>(value).value_or(0);
    } else if (name == "end_time") {
        downtime.end = plugin::parse_integer<std::int64_t>(value).value_or(0);
    } else if (name == "comment") {
        downtime.mark = value.substr(0, value.find(':'));
    } else if (name == "author") {
        running.author = value;
    } else if (name == "downtime_id") {
        running.id = value;
    }
}

// Blocks "servicedowntime {", a field a line, "}": alike in both files but for the indentation.
std::vector<Running> read_running(std::string_view status) {
    std::vector<Running> all;
    bool inside = false;
    while (!status.empty()) {
        const auto end = status.find('\n');
        const auto line = plugin::trim(status.substr(0, end));
        status.remove_prefix(end == std::string_view::npos ? status.size() : end + 1);
        if (line == "servicedowntime {") {
            inside = true;
            all.emplace_back();
        } else if (line == "}") {
            inside = false;
        } else if (inside) {
            read_field(line, all.back());
        }
    }
    return all;
}

std::string schedule(const Scheduled& wanted, const Downtime& downtime) {
    constexpr std::size_t longest_text = 200;
    const auto description = text(downtime.description, longest_text);
    return fmt::format("[0] SCHEDULE_SVC_DOWNTIME;{};{};{};{};1;0;{};{};{}{}{}", wanted.host,
                       wanted.service, wanted.start, wanted.end, wanted.end - wanted.start, author,
                       wanted.mark, description.empty() ? "" : ": ", description);
}

}  // namespace

bool is_status_file(std::string_view content) {
    return content.substr(0, 7) == "info {\n" || content.find("\ninfo {\n") != content.npos;
}

std::vector<std::string> downtime_orders(const Plan& plan, std::string_view status,
                                         plugin::UtcTime now) {
    const auto running = read_running(status);
    std::set<Scheduled> there;
    for (const auto& each : running) {
        if (each.author == author) {
            there.insert(each.downtime);
        }
    }
    std::vector<std::string> orders;
    std::set<Scheduled> wanted;
    for (const auto& downtime : plan.downtimes) {
        if (downtime.severity != site::Severity::outage || downtime.end <= now) {
            continue;
        }
        for (const std::size_t index : downtime.checks) {
            const Check& check = plan.checks[index];
            const Scheduled each{plan.hosts[check.host].name, check.name,
                                 downtime.start.time_since_epoch().count(),
                                 downtime.end.time_since_epoch().count(), mark_of(downtime)};
            if (wanted.insert(each).second && there.count(each) == 0) {
                orders.push_back(schedule(each, downtime));
            }
        }
    }
    if (!plan.complete) {
        return orders;
    }
    // At the end: a downtime that was prolonged goes on without a gap.
    std::set<Scheduled> kept;
    for (const auto& each : running) {
        if (each.author == author && plugin::parse_integer<std::uint64_t>(each.id)) {
            const bool second = !kept.insert(each.downtime).second;
            if (second || wanted.count(each.downtime) == 0) {
                orders.push_back("[0] DEL_SVC_DOWNTIME;" + each.id);
            }
        }
    }
    return orders;
}

}  // namespace fedcloud::config::nagios
