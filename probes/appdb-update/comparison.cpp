#include "comparison.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plugin/number.hpp"
#include "plugin/text.hpp"

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

// "the list was created 30h ago, more than 24h": first, for the names behind it may be many.
std::string tell_age(double hours, Time created, Time now, State state,
                     const plugin::Thresholds& thresholds) {
    const auto age = fmt::format("the list was created {} ago", distance(created, now));
    if (state == State::ok) {
        return age;
    }
    const auto& range = state == State::critical ? thresholds.critical : thresholds.warning;
    return range->upper() && hours > *range->upper()
               ? fmt::format("{}, more than {}h", age, plugin::format_number(*range->upper()))
               : fmt::format("{}, outside {} hours", age, range->to_string());
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
    const auto state = thresholds.judge(hours);
    auto text = tell_age(hours, *list.created.time, now, state, thresholds);
    for (const auto presence : {Presence::missing, Presence::outdated}) {
        if (count(images, presence) > 0) {
            text += "; " + tell(images, presence, site);
        }
    }
    return {state, name, std::move(text)};
}

}  // namespace fedcloud::appdb_update
