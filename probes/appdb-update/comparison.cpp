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
    // The age first, for the names behind it may be many.
    auto text =
        fmt::format("the list was created {} ago", plugin::distance(now - *list.created.time));
    if (state != State::ok) {
        text += ", " + thresholds.reason(state, "h");
    }
    for (const auto presence : {Presence::missing, Presence::outdated}) {
        if (count(images, presence) > 0) {
            text += "; " + tell(images, presence, site);
        }
    }
    return {state, name, std::move(text)};
}

}  // namespace fedcloud::appdb_update
