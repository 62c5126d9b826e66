// Dates and times in the forms in which services write them.
#include "plugin/timestamp.hpp"

#include "fuzz.hpp"

namespace fedcloud::fuzz {
namespace {

void examine_time(const std::optional<plugin::Timestamp>& read) {
    if (!read) {
        return;
    }
    require(read->earliest() <= read->time && read->time <= read->latest(),
            "a time lies between its bounds");
    require(!read->has_zone || !read->has_time || read->earliest() == read->time,
            "with a zone it is no other time");
}

}  // namespace

void examine(std::string_view input) {
    const auto read = plugin::parse_timestamp(input);
    examine_time(read);
    // A zone or a leap second may lead out of the years that are read.
    constexpr plugin::UtcTime last{std::chrono::sys_days(std::chrono::year(2262) / 1 / 1)};
    if (read && read->has_time && read->time >= plugin::UtcTime{} && read->time < last) {
        const auto text = plugin::format_utc(read->time);
        const auto again = plugin::parse_timestamp(text);
        require(again && again->time == read->time, "a printed time is read as the same");
    }
    const auto found = plugin::find_timestamp(input);
    examine_time(found);
    require(!read || found, "a text that is a time holds one");
    examine_time(plugin::parse_date_time(input));
    examine_time(plugin::parse_generalized_time(input));
    const auto utc = plugin::parse_utc_time(input);
    const auto strict = plugin::parse_date_time(input);
    require(!utc || (strict && strict->time == *utc), "UTC is one of the zones");
}

}  // namespace fedcloud::fuzz
