// <DOWNTIME> of get_downtime, one per service, and of get_downtime_nested_services.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "feed.hpp"
#include "feed_document.hpp"
#include "feed_record.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::profiles {
namespace {

using plugin::clean;
using plugin::equal_ignoring_case;

// Seconds since 1970. A profile's times end with year 2261 (plugin/timestamp.hpp), and Icinga 2
// wants a start after 0: a downtime with a slip of the pen in its year is a downtime all the same.
std::optional<plugin::UtcTime> read_time(const std::string& text) {
    constexpr std::int64_t last = 9'214'646'400;
    const auto seconds = plugin::parse_integer<std::int64_t>(text);
    if (!seconds || *seconds < 0) {
        return std::nullopt;
    }
    return plugin::UtcTime(std::chrono::seconds(std::clamp<std::int64_t>(*seconds, 1, last)));
}

bool read_times(FeedRecord& record, site::Downtime& downtime) {
    for (const auto& [element, target] :
         {std::pair{"START_DATE", &downtime.start}, std::pair{"END_DATE", &downtime.end}}) {
        const auto text = record.text(element);
        const auto time = read_time(text);
        if (!time) {
            record.complain(fmt::format("its {} '{}' is no time in seconds since 1970: left out",
                                        element, clean(text, 40)));
            return false;
        }
        *target = *time;
    }
    if (downtime.end < downtime.start) {
        record.complain("it ends before it begins: left out");
        return false;
    }
    return true;
}

void add_affected(FeedRecord record, std::vector<AffectedService>& affected) {
    AffectedService service{plugin::lower(record.text("HOSTNAME")), record.text("SERVICE_TYPE"),
                            record.text("HOSTED_BY")};
    if (!service.host.empty() && !service.site.empty()) {
        affected.push_back(std::move(service));
    } else {
        record.complain("a service of it has no HOSTNAME or no HOSTED_BY: left out");
    }
}

std::optional<DowntimeRecord> read_downtime(FeedRecord& record) {
    DowntimeRecord found;
    auto& downtime = found.downtime;
    downtime.key = record.key();
    if (downtime.key.empty()) {
        record.complain(fmt::format("it cannot be named ('{}'): left out",
                                    clean(record.free_text("DESCRIPTION"), 80)));
        return std::nullopt;
    }
    record.set_name("downtime " + downtime.key);
    if (!read_times(record, downtime)) {
        return std::nullopt;
    }
    // What is not known is taken for the graver: a scheduled outage is what others act upon.
    downtime.severity = equal_ignoring_case(record.text("SEVERITY"), "WARNING")
                            ? site::Severity::warning
                            : site::Severity::outage;
    downtime.scheduled = !equal_ignoring_case(record.attribute("CLASSIFICATION"), "UNSCHEDULED");
    downtime.description = record.free_text("DESCRIPTION");
    const auto services = record.node().child("SERVICES");
    for (const auto node : services.children("SERVICE")) {
        add_affected(record.part(node), found.affected);
    }
    if (!services) {
        add_affected(record, found.affected);
    }
    return found;
}

}  // namespace

ReadFeed<DowntimeRecord> read_downtimes(std::string body) {
    const auto document = FeedDocument::parse(std::move(body), "DOWNTIME");
    if (!document) {
        return Unexpected{document.error()};
    }
    // get_downtime counts downtimes, and has an element for each of their services.
    const bool nested = document->root().child("DOWNTIME").child("SERVICES");
    const bool has_none = document->elements() == 0;
    if (auto counted = document->check_count(); (nested || has_none) && !counted) {
        return Unexpected{counted.error()};
    }
    FeedPage<DowntimeRecord> page;
    page.elements = document->elements();
    page.paging = document->paging();
    std::size_t number = 0;
    for (const auto node : document->root().children("DOWNTIME")) {
        FeedRecord record(node, "downtime", ++number, page.problems);
        if (auto downtime = read_downtime(record)) {
            page.records.push_back(std::move(*downtime));
        }
    }
    return page;
}

}  // namespace fedcloud::profiles
