// GOCDB's XML: sites, services, downtimes of both forms, and the paging of each.
#include <set>

#include "build_profiles.hpp"
#include "feed.hpp"
#include "fuzz.hpp"
#include "render_profile.hpp"
#include "service_url.hpp"

namespace fedcloud::fuzz {
namespace {

constexpr plugin::UtcTime now{std::chrono::seconds(1'795'262'400)};

template <typename Record>
void examine_page(const profiles::ReadFeed<Record>& read) {
    require_described(read);
    if (!read) {
        return;
    }
    require(read->records.size() <= read->elements, "no more records than elements");
    require(read->records.size() == read->elements || !read->problems.empty(),
            "a record that is left out is told");
    for (const auto& problem : read->problems) {
        require(!problem.record.empty(), "a problem names its record");
        require_readable(problem.text);
    }
    // Of downtimes one form has an element for each service, and counts differently.
    const bool counted = read->paging && read->paging->count;
    require(!counted || *read->paging->count == 0 || read->elements > 0, "the page is whole");
}

void examine_service(const site::Service& service) {
    require(service.key.size() > 2 && service.key.ends_with("G0"), "a service has a key of GOCDB");
    if (!service.url.empty()) {
        require(profiles::normal_url(service.url, service.type) == service.url,
                "a normal URL is normal again");
    }
}

}  // namespace

// What is kept of a pull becomes files, which must be read as the same.
void examine(std::string_view input) {
    profiles::ProfileBuilder builder({"https://goc.example.org/gocdbpi/", now, {"ops"}});
    auto sites = profiles::read_sites(std::string(input));
    examine_page(sites);
    if (sites) {
        for (auto& site : sites->records) {
            builder.add(std::move(site));
        }
    }
    auto services = profiles::read_services(std::string(input));
    examine_page(services);
    std::set<std::string> homes;
    if (services) {
        for (auto& record : services->records) {
            examine_service(record.service);
            if (homes.insert(record.site).second) {
                profiles::SiteRecord home;
                home.site = record.site;
                home.key = "1G0";
                builder.add(std::move(home));
            }
            builder.add(std::move(record));
        }
    }
    const auto downtimes = profiles::read_downtimes(std::string(input));
    examine_page(downtimes);
    if (downtimes) {
        for (const auto& record : downtimes->records) {
            require(record.downtime.start <= record.downtime.end, "a downtime ends after it began");
            builder.add(record);
        }
    }
    for (const auto& profile : std::move(builder).finish().profiles) {
        const auto again = site::read_profile(profiles::render_profile(profile));
        require_described(again);
        require(again.has_value(), "a written profile can be read");
        require(*again == profile, "a written profile is read as the same");
    }
}

}  // namespace fedcloud::fuzz
