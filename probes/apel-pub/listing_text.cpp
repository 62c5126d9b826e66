#include "listing_text.hpp"

#include <fmt/format.h>

#include <array>

#include "plugin/number.hpp"

namespace fedcloud::apel {
namespace {

constexpr std::string_view magic = "listing-1";

// No field may look like two.
std::string field(std::string_view text) {
    std::string clean(text);
    for (char& c : clean) {
        c = static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
    return clean;
}

// "1795262400", with "d" behind it if only the day is known; "-" for nothing.
std::string time_field(const std::optional<plugin::Timestamp>& time) {
    if (!time) {
        return "-";
    }
    return fmt::format("{}{}", time->time.time_since_epoch().count(), time->has_time ? "" : "d");
}

bool read_time(std::string_view text, std::optional<plugin::Timestamp>& time) {
    if (text == "-") {
        return true;
    }
    const bool day = !text.empty() && text.back() == 'd';
    text.remove_suffix(day ? 1 : 0);
    const auto seconds = plugin::parse_integer<std::int64_t>(text);
    constexpr std::int64_t last = 9'223'372'036;  // that the clock counts, to both sides
    if (!seconds || *seconds < -last || *seconds > last) {
        return false;
    }
    time = plugin::Timestamp{plugin::UtcTime(std::chrono::seconds(*seconds)), !day, true};
    return true;
}

std::string_view extent_field(Extent extent) {
    return extent == Extent::whole ? "0" : extent == Extent::part ? "1" : "2";
}

bool read_extent(std::string_view text, Extent& extent) {
    for (const auto each : {Extent::whole, Extent::part, Extent::cut}) {
        if (text == extent_field(each)) {
            extent = each;
            return true;
        }
    }
    return false;
}

// Cuts the part before `mark` off, or all if there is no mark.
std::string_view take(std::string_view& text, char mark) {
    const auto end = text.find(mark);
    const auto part = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return part;
}

constexpr std::size_t fields = 5;

// The fields of a line; nothing if there are more or fewer.
std::optional<std::array<std::string_view, fields>> split(std::string_view line) {
    std::array<std::string_view, fields> parts{};
    for (std::size_t i = 0; i < fields; ++i) {
        const bool has_more = line.find('\t') != std::string_view::npos;
        if (has_more != (i + 1 < fields)) {
            return std::nullopt;
        }
        parts[i] = take(line, '\t');
    }
    return parts;
}

}  // namespace

std::string to_text(const Listing& listing) {
    auto text =
        fmt::format("{}\t{}\t{}\t{:d}\t{}\n", magic, time_field(listing.built),
                    field(listing.since), listing.of_one_site, extent_field(listing.extent));
    for (const auto& record : listing.records) {
        text += fmt::format("{}\t{}\t{}\t{}\t{}\n", field(record.site), time_field(record.updated),
                            record.count ? plugin::format_number(*record.count) : "-",
                            field(record.word), record.updated ? "" : field(record.date));
    }
    return text;
}

std::optional<Listing> from_text(std::string_view text) {
    Listing listing;
    const auto head = split(take(text, '\n'));
    if (!head || (*head)[0] != magic || !read_time((*head)[1], listing.built)) {
        return std::nullopt;
    }
    listing.since = (*head)[2];
    listing.of_one_site = (*head)[3] == "1";
    if (!read_extent((*head)[4], listing.extent)) {
        return std::nullopt;
    }
    while (!text.empty()) {
        const auto parts = split(take(text, '\n'));
        if (!parts) {
            return std::nullopt;
        }
        auto& record = listing.records.emplace_back();
        record.site = (*parts)[0];
        if (!read_time((*parts)[1], record.updated)) {
            return std::nullopt;
        }
        record.count = plugin::parse_number((*parts)[2]);
        record.word = (*parts)[3];
        record.date = (*parts)[4];
    }
    return listing;
}

}  // namespace fedcloud::apel
