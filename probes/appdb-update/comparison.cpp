#include "comparison.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plugin/text.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::appdb_update {
namespace {

using plugin::State;

std::string name_of(const Image& image) {
    return plugin::clean(image.title.empty() ? image.identifier : image.title, 60);
}

// "2 of 7 images are missing at SITE: CernVM, Ubuntu"
std::string tell(const std::vector<Compared>& images, Presence presence, const std::string& site) {
    std::vector<std::string> told;
    for (const auto& [image, match] : images) {
        if (match.presence == presence) {
            told.push_back(presence == Presence::outdated
                               ? fmt::format("{} ({} instead of {})", name_of(*image),
                                             plugin::clean(match.found, 40),
                                             plugin::clean(listed_version(*image), 40))
                               : name_of(*image));
        }
    }
    return fmt::format("{} of {} images {} {} at {}: {}", told.size(), images.size(),
                       told.size() == 1 ? "is" : "are",
                       presence == Presence::outdated ? "outdated" : "missing", site,
                       enumerate(told));
}

// Until when a site need not have caught up.
std::string time_of_site(const plugin::Thresholds& thresholds) {
    const auto& range = thresholds.warning ? thresholds.warning : thresholds.critical;
    const auto hours = range ? range->to_string() : "";
    return hours.find_first_not_of("0123456789.") == std::string::npos
               ? fmt::format("the site has time until {}h after the list was created", hours)
               : fmt::format("the site has time while the hours since then are in {}", hours);
}

}  // namespace

std::vector<Compared> compare(const ImageList& list, const std::vector<Offer>& offers, Time now) {
    const Catalogue catalogue(offers);
    std::vector<Compared> compared;
    for (const auto& image : list.images) {
        if (!has_expired(image, now)) {
            compared.push_back({&image, catalogue.find(image)});
        }
    }
    return compared;
}

std::size_t count(const std::vector<Compared>& images, Presence presence) {
    return static_cast<std::size_t>(std::count_if(
        images.begin(), images.end(),
        [presence](const Compared& each) { return each.match.presence == presence; }));
}

Finding judge_comparison(const ImageList& list, const std::vector<Compared>& images,
                         const std::string& site, const plugin::Thresholds& thresholds, Time now) {
    const auto missing = count(images, Presence::missing);
    const auto outdated = count(images, Presence::outdated);
    const std::string name = "images-at-site";
    if (missing + outdated == 0) {
        return {State::ok, name, fmt::format("all {} images are at {}", images.size(), site)};
    }
    const double hours = std::max(
        std::chrono::duration<double, std::ratio<3600>>(now - *list.created.time).count(), 0.0);
    const auto by_age = thresholds.judge(hours);
    // A list that is made anew every day never grows old enough to tell of such a site.
    const bool has_none = missing == images.size();
    const auto state = has_none ? plugin::worst(by_age, State::warning) : by_age;
    // The age first, for the names behind it may be many.
    auto text =
        fmt::format("the list was created {} ago", plugin::distance(now - *list.created.time));
    if (by_age != State::ok) {
        text += ", " + thresholds.reason(by_age, "h");
    } else if (has_none) {
        text += ", but the site has none of its images";
    }
    for (const auto presence : {Presence::missing, Presence::outdated}) {
        if (count(images, presence) > 0) {
            text += "; " + tell(images, presence, site);
        }
    }
    if (state == State::ok) {
        text += "; " + time_of_site(thresholds);
    }
    return {state, name, std::move(text)};
}

}  // namespace fedcloud::appdb_update
