// Which downtimes a request is about, and which of them are on its page.
#include <charconv>
#include <chrono>

#include "gocdb_filters.hpp"
#include "wall_time.hpp"

namespace fedcloud::testbed::gocdb {
namespace {

using DowntimeFilter = Filter<Downtime>;

std::int64_t seconds_of(WallTime time) {
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

// YYYY-MM-DD, as the beginning of that day in UTC.
std::optional<std::int64_t> read_day(const Query& query, const std::string& name) {
    const auto text = query.find(name);
    if (!text) {
        return std::nullopt;
    }
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    const auto* at = text->data();
    const auto number = [at](std::size_t from, std::size_t size, auto& value) {
        const auto* end = at + from + size;
        return std::from_chars(at + from, end, value).ptr == end;
    };
    const bool is_date = text->size() == 10 && (*text)[4] == '-' && (*text)[7] == '-' &&
                         number(0, 4, year) && number(5, 2, month) && number(8, 2, day);
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                           std::chrono::day{day}};
    if (!is_date || !date.ok()) {
        throw Refused{"Invalid '" + name + "' parameter: it is a date such as 2026-12-31"};
    }
    return seconds_of(std::chrono::sys_days{date});
}

void add_times(DowntimeFilter& filter, const Query& query) {
    const auto now = seconds_of(WallClock::now());
    if (query.find("ongoing_only") == "yes") {
        filter.add([now](const Downtime& one) { return one.start <= now && now < one.end; });
    }
    if (const auto day = read_day(query, "startdate")) {
        filter.add([day](const Downtime& one) { return one.start > *day; });
    }
    if (const auto day = read_day(query, "enddate")) {
        filter.add([day](const Downtime& one) { return one.end < *day; });
    }
    if (const auto day = read_day(query, "windowstart")) {
        filter.add([day](const Downtime& one) { return one.end > *day; });
    }
    if (const auto day = read_day(query, "windowend")) {
        filter.add([day](const Downtime& one) { return one.start < *day; });
    }
    if (query.find("all_lastmonth")) {
        constexpr std::int64_t month = 31 * 86400;
        filter.add(
            [now](const Downtime& one) { return one.end > now - month && one.start <= now; });
    }
}

// A downtime is one of those asked for if one of its services is.
class ServiceConditions {
  public:
    explicit ServiceConditions(const Registry& registry) : registry_{registry} {}

    Filter<Affected>& of_affected() { return affected_; }
    Filter<Service>& of_service() { return service_; }

    bool any(const Downtime& downtime) const {
        return std::any_of(
            downtime.services.begin(), downtime.services.end(),
            [this](const Affected& one) { return affected_(one) && service_(registered(one)); });
    }

  private:
    // As the registry has it; a stand-in where it has not.
    const Service& registered(const Affected& affected) const {
        static const Service unknown;
        const auto* service = registry_.find_service(affected.key);
        return service != nullptr ? *service : unknown;
    }

    const Registry& registry_;
    Filter<Affected> affected_;
    Filter<Service> service_;
};

template <typename Read>
void add_list(Filter<Affected>& filter, const Query& query, const std::string& name, Read read) {
    if (const auto text = query.find(name)) {
        filter.add([names = read_list(*text), read](const Affected& one) {
            return std::find(names.begin(), names.end(), read(one)) != names.end();
        });
    }
}

void add_places(ServiceConditions& conditions, const Query& query, const Registry& registry,
                bool fold) {
    auto& filter = conditions.of_affected();
    add_list(filter, query, "sitelist", [](const Affected& one) { return one.site; });
    add_list(filter, query, "servicelist", [](const Affected& one) { return one.host; });
    add_list(filter, query, "service_type_list", [](const Affected& one) { return one.type; });
    add_list(filter, query, "ngilist",
             [&](const Affected& one) { return site_of(registry, one.site).roc; });
    filter.add_like(query, "certification_status", fold,
                    [&](const Affected& one) { return site_of(registry, one.site).status; });
    if (const auto name = query.find("topentity")) {
        filter.add([like = Like{*name, fold}, &registry](const Affected& one) {
            const auto& site = site_of(registry, one.site);
            return like.matches(one.site) || like.matches(one.host) || like.matches(site.roc) ||
                   like.matches(site.country);
        });
    }
    if (const auto expression = query.find("site_extensions")) {
        filter.add([extensions = ExtensionFilter{*expression}, &registry](const Affected& one) {
            return extensions.matches(site_of(registry, one.site).extensions);
        });
    }
}

void add_flags(ServiceConditions& conditions, const Query& query, const GocdbSettings& settings) {
    auto& filter = conditions.of_service();
    filter.add_like(query, "monitored", false, [](const Service& one) { return one.monitored; });
    filter.add_like(query, "production", false, [](const Service& one) { return one.production; });
    filter.add([scopes = ScopeFilter{query, settings.default_scope}](const Service& one) {
        return scopes.matches(one.scopes);
    });
    if (const auto expression = query.find("service_extensions")) {
        filter.add([extensions = ExtensionFilter{*expression}](const Service& one) {
            return extensions.matches(one.extensions);
        });
    }
}

}  // namespace

Selection<Downtime> select_downtimes(const Registry& registry, const Query& query,
                                     const GocdbSettings& settings,
                                     const std::optional<Cursor>& cursor) {
    DowntimeFilter filter;
    add_times(filter, query);
    filter.add_like(query, "id", false, [](const Downtime& one) { return std::to_string(one.id); });
    filter.add_like(query, "severity", settings.ignore_case,
                    [](const Downtime& one) { return one.severity; });
    filter.add_like(query, "classification", settings.ignore_case,
                    [](const Downtime& one) { return one.classification; });
    ServiceConditions conditions{registry};
    add_places(conditions, query, registry, settings.ignore_case);
    add_flags(conditions, query, settings);
    filter.add([&](const Downtime& one) { return conditions.any(one); });
    return page(registry.downtimes, filter, cursor, settings.max_page_size);
}

}  // namespace fedcloud::testbed::gocdb
