// Are the images of a list at a site, in the version that the list has? Pure.
//
// What a site tells of its images differs, so they are looked for in this order:
// 1. by identifier: dc:identifier, or the UUID in ad:mpuri or ad:base_mpuri, as a whole word in
//    anything that the site tells of an image. Case does not matter, and '-' may have become '_':
//    rOCCI-server makes the term "uuid_c0482bc2_bf41_..._17" of it. "UUID:484" tells the version;
// 2. by title: the list's, or the appliance's name in it ("CernVM" of "Image for CernVM
//    [Scientific Linux/6.0/KVM]"), is the site's title up to an '@' ("EGI-CernVM@datastore"), or
//    stands at its beginning with a version behind it.
// A version is believed where it is told and never guessed: otherwise the image is there, and its
// version is unknown.
#pragma once

#include <string>
#include <vector>

#include "evaluation.hpp"
#include "image_list.hpp"

namespace fedcloud::appdb_update {

// One image that a site offers.
struct Offer {
    std::vector<std::string> texts;   // where an identifier may stand
    std::vector<std::string> titles;  // what may be its title
    std::string version;              // where the site tells it apart; else empty
};

enum class Presence { missing, outdated, version_unknown, current };

struct Match {
    Presence presence = Presence::missing;
    std::string found;  // which version the site has, of one that is outdated
};

struct Compared {
    const Image* image = nullptr;
    Match match;
};

// One for each image of `list` that has not expired: a site drops the others. Points into `list`.
std::vector<Compared> compare(const ImageList& list, const std::vector<Offer>& offers, Time now);

std::size_t count(const std::vector<Compared>& images, Presence presence);

// What is missing or outdated at `site`, judged by the hours since the list was created: until
// `thresholds` say so, a site need not have caught up. Precondition: the list has such a time.
Finding judge_comparison(const ImageList& list, const std::vector<Compared>& images,
                         const std::string& site, const plugin::Thresholds& thresholds, Time now);

}  // namespace fedcloud::appdb_update
