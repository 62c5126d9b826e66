#include "site/choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "plugin/text.hpp"

namespace fedcloud::site {
namespace {

using plugin::clean;

constexpr std::size_t longest_quote = 80;

bool is_one_of(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string types_of(const Wanted& wanted) {
    return fmt::format("{}", fmt::join(wanted.types, " or "));
}

// "1000G0 (occi.example.org), 1001G0 (…)", of the first ten.
std::string list(const std::vector<const Service*>& services, bool with_type) {
    constexpr std::size_t most = 10;
    std::string text;
    for (std::size_t i = 0; i < std::min(services.size(), most); ++i) {
        const auto& service = *services[i];
        text += fmt::format("{}{} ({}{}{})", i == 0 ? "" : ", ", service.key,
                            with_type ? clean(service.type, longest_quote) : "",
                            with_type ? ", " : "", clean(service.host, longest_quote));
    }
    return services.size() > most ? text + fmt::format(" and {} more", services.size() - most)
                                  : text;
}

std::string unknown_key(const Profile& profile, const Wanted& wanted) {
    std::vector<const Service*> all;
    for (const auto& service : profile.services) {
        all.push_back(&service);
    }
    return fmt::format(
        "site {} has no service {}{}; if GOCDB has it by now, fedcloud-profiles pull fetches it",
        clean(profile.site, longest_quote), wanted.key,
        all.empty() ? "" : ", but " + list(all, true));
}

std::string minute(plugin::UtcTime time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02} UTC", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count());
}

std::string describe(const Downtime& downtime) {
    return fmt::format("in downtime until {} ({}, {}){}{}", minute(downtime.end),
                       downtime.severity == Severity::outage ? "OUTAGE" : "WARNING",
                       downtime.scheduled ? "scheduled" : "unscheduled",
                       downtime.description.empty() ? "" : ": ", clean(downtime.description, 160));
}

}  // namespace

Expected<const Service*, std::string> choose_service(const Profile& profile, const Wanted& wanted) {
    std::vector<const Service*> candidates;
    for (const auto& service : profile.services) {
        if (wanted.key.empty() ? is_one_of(wanted.types, service.type)
                               : service.key == wanted.key) {
            candidates.push_back(&service);
        }
    }
    const auto site = clean(profile.site, longest_quote);
    if (candidates.empty()) {
        return Unexpected{wanted.key.empty()
                              ? fmt::format("site {} has no service of type {}; if GOCDB has one "
                                            "by now, fedcloud-profiles pull fetches it",
                                            site, types_of(wanted))
                              : unknown_key(profile, wanted)};
    }
    if (candidates.size() > 1) {
        return Unexpected{
            fmt::format("site {} has {} services that may be meant: choose one by "
                        "--service KEY: {}",
                        site, candidates.size(), list(candidates, false))};
    }
    const auto& chosen = *candidates.front();
    if (!is_one_of(wanted.types, chosen.type)) {
        return Unexpected{
            fmt::format("service {} of site {} is of type {}, and this probe checks "
                        "{}: choose another by --service KEY",
                        chosen.key, site, clean(chosen.type, longest_quote), types_of(wanted))};
    }
    return &chosen;
}

bool is_ongoing(const Downtime& downtime, plugin::UtcTime now) {
    return downtime.start <= now && now < downtime.end;
}

std::vector<std::string> remarks_on(const Profile& profile, const Service* service,
                                    plugin::UtcTime now) {
    constexpr auto old = std::chrono::days(3);
    std::vector<std::string> remarks;
    if (service != nullptr) {
        for (const auto& downtime : profile.downtimes) {
            if (is_one_of(downtime.services, service->key) && is_ongoing(downtime, now)) {
                remarks.push_back(describe(downtime));
            }
        }
        if (!service->monitored || !service->production) {
            remarks.push_back(fmt::format("service {} is registered as {}{}{}", service->key,
                                          service->monitored ? "" : "not monitored",
                                          service->monitored || service->production ? "" : " and ",
                                          service->production ? "" : "not in production"));
        }
    }
    if (now - profile.pulled_at > old) {
        remarks.push_back(
            fmt::format("the profile of site {} is {} days old: is fedcloud-profiles pull running?",
                        clean(profile.site, longest_quote),
                        std::chrono::floor<std::chrono::days>(now - profile.pulled_at).count()));
    }
    return remarks;
}

}  // namespace fedcloud::site
