// What the accounting repository says about the sites that publish, whatever the page's shape.
// Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/expected.hpp"
#include "plugin/parse_error.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::apel {

using WallClock = std::chrono::system_clock;

// One site's row.
struct Record {
    std::string site;                            // empty: a status page that names none
    std::string date;                            // of the last record, as the page has it
    std::optional<plugin::Timestamp> updated{};  // nothing: `date` cannot be read
    std::optional<double> count{};  // records in the last message that brought some (not machines
                                    // that run: apel/monitoring CloudSiteViewSet.list)
    std::string word{};             // what a status page makes of it: "OK", "WARN", "ERROR"
};

// How much of the list of sites is there.
enum class Extent {
    whole,
    part,  // further sites are on further pages
    cut,   // the page breaks off: nobody knows what was behind
};

struct Listing {
    std::vector<Record> records;
    std::optional<plugin::Timestamp> built;  // when the page was made, if it tells
    std::string since;  // sites silent since that date are not listed; empty if it does not tell
    bool of_one_site = false;  // a status page, which lists no others
    Extent extent = Extent::whole;
};

// `fetched` serves for "7 days ago" where the page does not tell when it was made.
//
// - HTML with a table: apel/monitoring cloudsites.html and its older twin cloudsites2.html. Columns
//   by their header, or else site first and date last.
// - HTML or text with "OK [ last published 2 days ago: 2021-02-27 ]": the status page of a site,
//   rss/<SITE>_Pub.html.
// - JSON of apel/monitoring: objects with SiteName, Vms, updated, stdout; one, or a list, which may
//   be below "results" or "sites".
Expected<Listing, plugin::ParseError> read_listing(std::string_view body,
                                                   WallClock::time_point fetched);

// Its parts, by shape.
Expected<Listing, plugin::ParseError> read_html_listing(std::string_view body,
                                                        WallClock::time_point fetched);
Expected<Listing, plugin::ParseError> read_json_listing(std::string_view body,
                                                        WallClock::time_point fetched);
// Fills in date and word if `text` is such a status; false if it is not.
bool read_status(std::string_view text, WallClock::time_point built, Record& record);

}  // namespace fedcloud::apel
