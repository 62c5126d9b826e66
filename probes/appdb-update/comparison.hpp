// Are the images of a list at a site, in the version that the list has? Pure.
#pragma once

#include <string>
#include <vector>

#include "evaluation.hpp"
#include "image_list.hpp"
#include "image_match.hpp"

namespace fedcloud::appdb_update {

struct Compared {
    const Image* image = nullptr;
    Match match;
};

// One for each image of `list` that has not expired: a site drops the others. Points into `list`.
std::vector<Compared> compare(const ImageList& list, const std::vector<Offer>& offers, Time now);

std::size_t count(const std::vector<Compared>& images, Presence presence);

// What is missing or outdated at `site`, judged by the hours since the list was created: until
// `thresholds` say so, a site need not have caught up; one that has none of the images is a WARNING
// at any age. Precondition: the list has such a time.
Finding judge_comparison(const ImageList& list, const std::vector<Compared>& images,
                         const std::string& site, const plugin::Thresholds& thresholds, Time now);

}  // namespace fedcloud::appdb_update
