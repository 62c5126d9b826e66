// How old a site's last accounting record is, and what that means. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "listing.hpp"
#include "plugin/state.hpp"
#include "plugin/threshold.hpp"

namespace fedcloud::apel {

struct Question {
    std::string name;       // that the site publishes under
    bool own_page = false;  // the URL was made for this site
    plugin::Thresholds days;
    WallClock::time_point now;
};

struct Answer {
    plugin::State state = plugin::State::unknown;
    std::string text;
    std::vector<std::string> notes{};
    std::optional<double> age{};    // seconds; from the beginning of the day if only that is told
    std::optional<double> count{};  // records in the last message
};

// `made`: when the page was made, if it or its server tells. UNKNOWN is what says nothing of the
// site: a page that is older than a day (or as much from the future), that is about another site,
// that lists none at all, or
// that breaks off before it is named.
Answer judge(const Listing& listing, std::optional<WallClock::time_point> made,
             WallClock::time_point fetched, const Question& question);

}  // namespace fedcloud::apel
