#include "listing.hpp"

#include <algorithm>
#include <array>

#include "plugin/number.hpp"

namespace fedcloud::apel {
namespace {

constexpr std::array<std::string_view, 6> words{"OK",    "WARNING",  "WARN",
                                                "ERROR", "CRITICAL", "UNKNOWN"};

bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// The first of them that stands by itself.
std::string find_word(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        if (!is_letter(text[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && is_letter(text[end])) {
            ++end;
        }
        const auto word = text.substr(i, end - i);
        if (std::find(words.begin(), words.end(), word) != words.end()) {
            return std::string(word);
        }
        i = end;
    }
    return "";
}

// The number in "last published 4726 days ago".
std::optional<int> days_ago(std::string_view text) {
    const auto digits = text.find_first_of("0123456789");
    const auto end = text.find_first_not_of("0123456789", digits);
    if (digits == std::string_view::npos || end == std::string_view::npos ||
        text.substr(end, 4) != " day") {
        return std::nullopt;
    }
    const auto days = plugin::parse_number(text.substr(digits, end - digits));
    constexpr double most = 36'500;
    return days && *days <= most ? std::optional(static_cast<int>(*days)) : std::nullopt;
}

}  // namespace

bool read_status(std::string_view text, WallClock::time_point built, Record& record) {
    constexpr std::string_view mark = "last published";
    const auto at = text.find(mark);
    record.word = find_word(text.substr(0, at));
    if (at == std::string_view::npos) {
        record.date = record.word.empty() ? "" : text;
        return !record.word.empty();
    }
    auto rest = text.substr(at + mark.size());
    rest = rest.substr(0, rest.find(']'));
    record.date = std::string(rest.substr(0, 60));
    if (auto date = plugin::find_timestamp(rest)) {
        record.updated = date;
    } else if (const auto days = days_ago(rest)) {
        const auto day = std::chrono::floor<std::chrono::days>(built) - std::chrono::days(*days);
        record.updated = plugin::Timestamp{day, false, false};
    }
    if (record.word.empty()) {
        record.word = "?";
    }
    return true;
}

Expected<Listing, plugin::ParseError> read_listing(std::string_view body,
                                                   WallClock::time_point fetched) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (body.substr(0, byte_order_mark.size()) == byte_order_mark) {
        body.remove_prefix(byte_order_mark.size());
    }
    const auto first = body.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) {
        return Unexpected{plugin::ParseError{"the page", "a list of sites", ""}};
    }
    // Where some bytes were lost, a site's name may be among them.
    if (const auto nul = body.find('\0'); nul != std::string_view::npos) {
        return Unexpected{
            plugin::ParseError{"byte " + std::to_string(nul + 1), "text", "a NUL byte"}};
    }
    const bool json = body[first] == '[' || body[first] == '{';
    return json ? read_json_listing(body, fetched) : read_html_listing(body, fetched);
}

}  // namespace fedcloud::apel
