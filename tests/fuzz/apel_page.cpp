// Pages of the accounting repository: HTML, a status line, JSON.
#include "freshness.hpp"
#include "fuzz.hpp"
#include "html.hpp"
#include "listing.hpp"
#include "listing_text.hpp"
#include "plugin/text.hpp"

namespace fedcloud::fuzz {
namespace {

const apel::WallClock::time_point now{std::chrono::seconds(1'795'262'400)};

// As a run that answers from a shared copy sees it.
void examine_copy(const apel::Listing& listing) {
    const auto text = apel::to_text(listing);
    const auto again = apel::from_text(text);
    require(again.has_value(), "a shared listing can be read");
    require(again->records.size() == listing.records.size(), "a shared listing has all sites");
    require(apel::to_text(*again) == text, "a listing is shared alike again");
}

}  // namespace

void examine(std::string_view input) {
    const auto page = apel::read_html(input);
    for (const auto& row : page.rows) {
        for (const auto& cell : row) {
            require(cell.find("  ") == std::string::npos, "white space in a cell is single blanks");
        }
    }
    const auto listing = apel::read_listing(input, now);
    require_described(listing);
    if (listing) {
        examine_copy(*listing);
        const auto site = listing->records.empty() ? "NORTH" : listing->records.front().site;
        const auto answer = apel::judge(
            *listing,
            listing->built ? std::optional<apel::WallClock::time_point>(listing->built->time)
                           : std::nullopt,
            now, {site, false, {}, now});
        require_readable(answer.text);
    }
    if (const auto copy = apel::from_text(input)) {
        examine_copy(*copy);
    }
}

}  // namespace fedcloud::fuzz
