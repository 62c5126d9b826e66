#include "freshness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::apel {
namespace {

using namespace std::chrono_literals;
using plugin::State;
using Days = std::chrono::duration<double, std::ratio<86400>>;

constexpr std::size_t longest_name = 80;

// Between the repository's clock and ours.
constexpr auto clock_tolerance = 10min;
constexpr auto oldest_page = 24h;

std::string in_days(WallClock::duration age) {
    return plugin::format_number(Days(age).count(), 1);
}

// Letters and digits alone, in lower case.
std::string skeleton(std::string_view name) {
    std::string letters;
    for (const char c : plugin::lower(name)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            letters += c;
        }
    }
    return letters;
}

// Sites whose names the one that was asked for may have been meant for.
std::string similar_names(const Listing& listing, std::string_view name) {
    constexpr std::size_t most = 3;
    constexpr std::size_t shortest = 4;
    const auto wanted = skeleton(name);
    std::vector<std::string> found;
    for (const auto& record : listing.records) {
        const auto there = skeleton(record.site);
        const bool within =
            there.size() >= shortest && wanted.size() >= shortest &&
            (there.find(wanted) != std::string::npos || wanted.find(there) != std::string::npos);
        const auto quoted = "'" + plugin::clean(record.site, longest_name) + "'";
        if ((there == wanted || within) && found.size() < most &&
            std::find(found.begin(), found.end(), quoted) == found.end()) {
            found.push_back(quoted);
        }
    }
    return found.empty() ? "" : fmt::format("; there is {}", fmt::join(found, ", "));
}

std::size_t count_sites(const Listing& listing) {
    return static_cast<std::size_t>(
        std::count_if(listing.records.begin(), listing.records.end(),
                      [](const Record& record) { return record.updated.has_value(); }));
}

// A grid site may have several rows.
const Record* find_newest(const Listing& listing, const Question& question) {
    const Record* newest = nullptr;
    for (const auto& record : listing.records) {
        const bool unnamed = record.site.empty() && question.own_page;
        if (record.site != question.name && !unnamed) {
            continue;
        }
        const bool newer =
            newest == nullptr ||
            (record.updated && (!newest->updated || newest->updated->time < record.updated->time));
        newest = newer ? &record : newest;
    }
    return newest;
}

Answer absent(const Listing& listing, const Question& question) {
    const auto name = plugin::clean(question.name, longest_name);
    if (listing.of_one_site) {
        const auto other = plugin::clean(listing.records.front().site, longest_name);
        return {
            State::unknown,
            fmt::format("the page is about {} and says nothing of {}: is its URL the right one?",
                        other.empty() ? "a site that it does not name" : "'" + other + "'", name)};
    }
    const auto hint = similar_names(listing, question.name);
    if (listing.extent == Extent::part) {
        return {State::unknown, fmt::format("{} is not on this page, which is only a part of the "
                                            "list{}",
                                            name, hint)};
    }
    if (listing.extent == Extent::cut) {
        return {State::unknown,
                fmt::format("the page is cut short behind {} sites, and {} is not among them: ask "
                            "the accounting repository's operators{}",
                            count_sites(listing), name, hint)};
    }
    if (listing.records.empty() && !question.own_page) {
        return {State::unknown,
                fmt::format("the page lists no site at all: nothing is known of {}; ask the "
                            "accounting repository's operators",
                            name)};
    }
    const auto since = listing.since.empty() ? "since the page's first day"
                                             : fmt::format("since {}", listing.since);
    return {State::critical,
            fmt::format("{} is not among the {} sites that publish: no record {} or never, or it "
                        "publishes under another name (--publish-name){}",
                        name, count_sites(listing), since, hint)};
}

State state_of_word(const std::string& word) {
    if (word == "OK") {
        return State::ok;
    }
    if (word == "WARN" || word == "WARNING") {
        return State::warning;
    }
    return word == "ERROR" || word == "CRITICAL" ? State::critical : State::unknown;
}

// No date, or none that can be read.
Answer without_date(const Record& record, const Question& question) {
    const auto name = plugin::clean(question.name, longest_name);
    const auto date = plugin::clean(record.date, longest_name);
    if (!record.word.empty() && record.word != "?") {
        return {state_of_word(record.word), fmt::format("the page says of {}: {}", name, date)};
    }
    return {State::unknown,
            fmt::format("the page is not understood: the date of {}'s last record, '{}', cannot be "
                        "read",
                        name, date)};
}

// With a day alone the age is known to a day. Where that makes a difference, the page's own word
// decides, and without one the younger age.
State judge_age(const Record& record, WallClock::duration age, const plugin::Thresholds& days) {
    const auto oldest = days.judge(Days(age).count());
    if (record.updated->has_time) {
        return oldest;
    }
    const auto youngest = days.judge(Days(std::max<WallClock::duration>(0s, age - 24h)).count());
    const bool word_agrees = state_of_word(record.word) == oldest;
    return word_agrees ? oldest : youngest;
}

// That nobody has published for days is no single site's fault.
void note_silence(const Listing& listing, const Question& question, Answer& answer) {
    constexpr std::size_t enough_sites = 5;
    WallClock::time_point newest{};
    for (const auto& record : listing.records) {
        if (record.updated) {
            newest = std::max<WallClock::time_point>(newest, record.updated->time);
        }
    }
    if (answer.state != State::ok && count_sites(listing) >= enough_sites &&
        question.now - newest > 48h) {
        answer.notes.push_back(
            fmt::format("no site at all has published for {} days: it may be the accounting "
                        "repository that takes nothing in",
                        in_days(question.now - newest)));
    }
}

Answer judge_record(const Record& record, const Question& question) {
    const auto name = plugin::clean(question.name, longest_name);
    const auto& updated = *record.updated;
    const auto date = updated.has_time ? plugin::format_utc(updated.time)
                                       : plugin::format_utc(updated.time).substr(0, 10);
    Answer answer;
    if (record.count && *record.count < 0) {
        answer.notes.push_back(fmt::format("the page says that {} records came last: no count",
                                           plugin::format_number(*record.count)));
    } else {
        answer.count = record.count;
    }
    const auto age = question.now - updated.time;
    if (age < -clock_tolerance) {
        answer.state = State::warning;
        answer.text = fmt::format(
            "{}'s last record is of {}, {} in the future: compare the clocks "
            "of the site and of the accounting repository",
            name, date, plugin::distance(-age));
        return answer;
    }
    const auto past = std::max<WallClock::duration>(0s, age);
    answer.age = std::chrono::floor<std::chrono::seconds>(past).count();
    answer.state = judge_age(record, past, question.days);
    const auto days = updated.has_time
                          ? in_days(past)
                          : std::to_string(std::chrono::floor<std::chrono::days>(past).count());
    answer.text = fmt::format("{} published {} days ago ({})", name, days, date);
    if (answer.state != State::ok) {
        answer.text += ", " + question.days.reason(answer.state, " days");
    }
    if (answer.count) {
        answer.text += fmt::format(", {} record{}", plugin::format_number(*answer.count, 0),
                                   *answer.count == 1 ? "" : "s");
    }
    return answer;
}

}  // namespace

Answer judge(const Listing& listing, std::optional<WallClock::time_point> made,
             WallClock::time_point fetched, const Question& question) {
    const auto* record = find_newest(listing, question);
    Answer answer = record == nullptr ? absent(listing, question)
                    : record->updated ? judge_record(*record, question)
                                      : without_date(*record, question);
    note_silence(listing, question, answer);
    if (made && std::chrono::abs(fetched - *made) > oldest_page) {
        const bool past = fetched > *made;
        answer.notes.clear();
        answer.text = fmt::format(
            "the page was made {} {} ({}){}, so it tells nothing of today: ask the accounting "
            "repository's operators; it says: {}",
            plugin::distance(fetched - *made), past ? "ago" : "ahead of our time",
            plugin::format_utc(*made), past ? " and is renewed no more" : "", answer.text);
        answer.state = State::unknown;
    }
    return answer;
}

}  // namespace fedcloud::apel
