// The accounting repository's pages in HTML.
#include <algorithm>

#include "html.hpp"
#include "listing.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::apel {
namespace {

using plugin::ParseError;
using Row = std::vector<std::string>;

struct Columns {
    std::size_t site = 0;
    std::optional<std::size_t> date;    // else the last one
    std::optional<std::size_t> count;   // else the second one, if that is a number
    std::optional<std::size_t> status;  // of a status page
    bool by_header = false;
};

// "Publication <br> Status" and "LastUpdated" as "publicationstatus" and "lastupdated".
std::string bare(std::string_view text) {
    std::string letters;
    for (const char c : plugin::lower(text)) {
        if (c >= 'a' && c <= 'z') {
            letters += c;
        }
    }
    return letters;
}

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// Nothing if the row is no header.
std::optional<Columns> read_header(const Row& row) {
    Columns columns;
    std::optional<std::size_t> site;
    const auto has_digit = [](const std::string& text) {
        return text.find_first_of("0123456789") != std::string::npos;
    };
    if (std::any_of(row.begin(), row.end(), has_digit)) {
        return std::nullopt;  // most rows: not to be looked at any closer
    }
    for (std::size_t i = 0; i < row.size(); ++i) {
        const auto name = bare(row[i]);
        if (is_one_of(name, {"site", "sitename", "executingsite", "resourcecentre"})) {
            site = site.value_or(i);
        } else if (is_one_of(name, {"lastupdated", "lastupdate", "updated", "updatetime",
                                    "lastpublished", "lastrecord"})) {
            columns.date = i;
        } else if (is_one_of(name, {"vmsinlastupdate", "vms", "records", "numberofvms"})) {
            columns.count = i;
        } else if (is_one_of(name, {"publicationstatus", "status"})) {
            columns.status = i;
        }
    }
    if (!site || (!columns.date && !columns.status)) {
        return std::nullopt;
    }
    columns.site = *site;
    columns.by_header = true;
    return columns;
}

std::string cell(const Row& row, std::optional<std::size_t> column) {
    return column && *column < row.size() ? row[*column] : "";
}

Record read_row(const Row& row, const Columns& columns, WallClock::time_point built) {
    Record record;
    record.site = cell(row, columns.site);
    // A status may stand in any column, whatever the header calls it.
    for (auto text = row.rbegin(); text != row.rend(); ++text) {
        const bool announced = columns.status && *text == cell(row, columns.status);
        if ((announced || text->find("last published") != std::string::npos) &&
            read_status(*text, built, record)) {
            return record;
        }
    }
    record.date = columns.date ? cell(row, columns.date) : row.back();
    record.updated = plugin::parse_timestamp(record.date);
    record.count = plugin::parse_number(columns.by_header ? cell(row, columns.count)
                                                          : cell(row, std::size_t{1}));
    return record;
}

std::optional<plugin::Timestamp> find_built(const std::string& text) {
    const auto lower = plugin::lower(text);
    for (const std::string_view mark : {"page last updated", "lastbuild", "last build"}) {
        if (const auto at = lower.find(mark); at != std::string::npos) {
            constexpr std::size_t near = 40;
            return plugin::find_timestamp(std::string_view(text).substr(at + mark.size(), near));
        }
    }
    return std::nullopt;
}

// "… from 2018-06-19 onwards"
std::string find_since(const std::string& text) {
    constexpr std::size_t date_size = 10;
    const auto at = text.find(" onwards");
    if (at == std::string::npos || at < date_size) {
        return "";
    }
    const auto date = text.substr(at - date_size, date_size);
    return plugin::parse_timestamp(date) ? date : "";
}

ParseError not_understood(const HtmlPage& page, const std::vector<Record>& records) {
    if (!records.empty()) {
        return {"the table", "a date such as 2026-11-20 03:10:02 in some row",
                records.front().site + ' ' + records.front().date};
    }
    const auto& seen = page.title.empty() ? page.text : page.title;
    return {"the page", "a table of sites and dates, or a site's status",
            seen.empty() ? "nothing to read" : seen};
}

}  // namespace

Expected<Listing, ParseError> read_html_listing(std::string_view body,
                                                WallClock::time_point fetched) {
    const auto page = read_html(body);
    Listing listing;
    listing.built = find_built(page.text);
    listing.since = find_since(page.text);
    listing.extent = page.truncated ? Extent::part : page.cut ? Extent::cut : Extent::whole;
    const WallClock::time_point built = listing.built ? listing.built->time : fetched;
    Columns columns;
    for (const auto& row : page.rows) {
        if (const auto header = read_header(row)) {
            columns = *header;
        } else if (row.size() > 1 && !cell(row, columns.site).empty()) {
            listing.records.push_back(read_row(row, columns, built));
        }
    }
    const auto is_status = [](const Record& record) { return !record.word.empty(); };
    const auto& records = listing.records;
    listing.of_one_site = std::any_of(records.begin(), records.end(), is_status);
    Record alone;
    if (records.empty() && page.text.find("last published") != std::string::npos &&
        read_status(page.text, built, alone)) {
        listing.records.push_back(std::move(alone));
        listing.of_one_site = true;
    }
    const auto is_read = [&](const Record& record) {
        return record.updated.has_value() || is_status(record);
    };
    if (std::none_of(records.begin(), records.end(), is_read)) {
        return Unexpected{not_understood(page, records)};
    }
    return listing;
}

}  // namespace fedcloud::apel
