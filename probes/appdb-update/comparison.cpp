#include "comparison.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::appdb_update {
namespace {

using plugin::State;

std::string tell(const std::vector<Compared>& images, Presence presence) {
    std::vector<std::string> told;
    for (const auto& [image, match] : images) {
        if (match.presence == presence) {
            told.push_back(presence == Presence::outdated
                               ? fmt::format("{}: {} instead of {}", describe(*image),
                                             plugin::clean(match.found, 40),
                                             plugin::clean(listed_version(*image), 40))
                               : describe(*image));
        }
    }
    return enumerate(told);
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
    std::string text;
    if (missing > 0) {
        text = fmt::format("{} of {} images are missing at {}: {}", missing, images.size(), site,
                           tell(images, Presence::missing));
    }
    if (outdated > 0) {
        text += fmt::format("{}{} of {} images are outdated at {}: {}", text.empty() ? "" : "; ",
                            outdated, images.size(), site, tell(images, Presence::outdated));
    }
    const double hours =
        std::chrono::duration<double, std::ratio<3600>>(now - *list.created.time).count();
    const auto state = thresholds.judge(std::max(hours, 0.0));
    text += fmt::format("; the list was created {} ago", distance(*list.created.time, now));
    if (state != State::ok) {
        const auto& range = state == State::critical ? thresholds.critical : thresholds.warning;
        text += range->upper() && hours > *range->upper()
                    ? fmt::format(", more than {}h", plugin::format_number(*range->upper()))
                    : fmt::format(", outside {} hours", range->to_string());
    }
    return {state, name, std::move(text)};
}

}  // namespace fedcloud::appdb_update
