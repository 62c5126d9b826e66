#include "plugin/timestamp.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plugin/number.hpp"

namespace fedcloud::plugin {
namespace {

using namespace std::chrono;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Reads from the front of a text what it recognises, and leaves the rest. Once something is missing
// it has failed for good.
class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    std::string_view rest() const { return rest_; }
    bool has_failed() const { return failed_; }
    bool is_done() const { return !failed_ && rest_.empty(); }
    void fail_unless(bool right) { failed_ = failed_ || !right; }
    bool sees_digit() const { return !rest_.empty() && is_digit(rest_.front()); }
    bool take(char c) { return take(std::string_view(&c, 1)); }
    bool take(std::string_view word) {
        const bool there = rest_.substr(0, word.size()) == word;
        rest_.remove_prefix(there ? word.size() : 0);
        return there;
    }
    void expect(char c) { fail_unless(take(c)); }
    // Exactly so many digits.
    int number(std::size_t digits) {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            fail_unless(sees_digit());
            if (failed_) {
                return 0;
            }
            value = value * 10 + (rest_.front() - '0');
            rest_.remove_prefix(1);
        }
        return value;
    }
    // Of a second; it is passed over.
    void skip_fraction() {
        if (rest_.size() > 1 && (rest_[0] == '.' || rest_[0] == ',') && is_digit(rest_[1])) {
            const auto end = rest_.find_first_not_of("0123456789", 1);
            rest_.remove_prefix(std::min(end, rest_.size()));
        }
    }

  private:
    std::string_view rest_;
    bool failed_ = false;
};

enum class Separators { none, colons };  // of a date dashes, of a time and a zone colons

sys_days read_date(Reader& reader, Separators separators) {
    const int y = reader.number(4);
    reader.fail_unless(separators == Separators::none || reader.take('-'));
    const int m = reader.number(2);
    reader.fail_unless(separators == Separators::none || reader.take('-'));
    const int d = reader.number(2);
    const year_month_day date{year(y), month(static_cast<unsigned>(m)),
                              day(static_cast<unsigned>(d))};
    reader.fail_unless(date.ok());
    return date.ok() ? sys_days(date) : sys_days();
}

seconds check_time(Reader& reader, int h, int m, int s) {
    reader.fail_unless(h <= 23 && m <= 59 && s <= 60);  // a leap second counts as the next one
    return hours(h) + minutes(m) + seconds(s);
}

// "21:14:16.5"
seconds read_time(Reader& reader) {
    const int h = reader.number(2);
    reader.expect(':');
    const int m = reader.number(2);
    reader.expect(':');
    const int s = reader.number(2);
    reader.skip_fraction();
    return check_time(reader, h, m, s);
}

// "Z" or a distance from Greenwich, east of which is positive. Nothing: no zone is told.
std::optional<seconds> read_zone(Reader& reader, Separators separators) {
    if (reader.take('Z')) {
        return seconds(0);
    }
    const bool west = reader.take('-');
    if (!west && !reader.take('+')) {
        return std::nullopt;
    }
    seconds offset = hours(reader.number(2));
    const bool colon = separators == Separators::colons && reader.take(':');
    if (colon || reader.sees_digit()) {
        const int m = reader.number(2);
        reader.fail_unless(m <= 59);
        offset += minutes(m);
    }
    reader.fail_unless(offset <= hours(14));
    return west ? -offset : offset;
}

std::optional<Timestamp> finish(const Reader& reader, UtcTime local, std::optional<seconds> zone) {
    return reader.is_done()
               ? std::optional(Timestamp{local - zone.value_or(0s), true, zone.has_value()})
               : std::nullopt;
}

// As people write it: seconds may be missing.
seconds read_loose_time(Reader& reader) {
    const int h = reader.number(2);
    reader.expect(':');
    const int m = reader.number(2);
    int s = 0;
    if (reader.take(':')) {
        s = reader.number(2);
        reader.skip_fraction();
    }
    return check_time(reader, h, m, s);
}

// A blank may come before it, and it may be a word. What is no zone is left.
std::optional<seconds> read_loose_zone(Reader& reader) {
    Reader ahead = reader;
    (void)ahead.take(' ');
    std::optional<seconds> zone;
    if (ahead.take("UTC") || ahead.take("GMT")) {
        zone = seconds(0);
    } else {
        zone = read_zone(ahead, Separators::colons);
    }
    if (ahead.has_failed()) {
        return std::nullopt;
    }
    reader = zone ? ahead : reader;
    return zone;
}

std::optional<Timestamp> read_loosely(Reader& reader) {
    const auto date = read_date(reader, Separators::colons);
    constexpr sys_days first = 1970y / January / 1;
    constexpr sys_days behind = 2262y / January / 1;
    if (reader.has_failed() || date < first || date >= behind) {
        return std::nullopt;
    }
    Reader ahead = reader;
    ahead.fail_unless(ahead.take('T') || ahead.take(' '));
    const auto time = read_loose_time(ahead);
    if (ahead.has_failed()) {
        return Timestamp{date, false, false};
    }
    reader = ahead;
    const auto zone = read_loose_zone(reader);
    return Timestamp{date + time - zone.value_or(0s), true, zone.has_value()};
}

}  // namespace

UtcTime Timestamp::earliest() const {
    return has_zone ? time : time - hours(14);
}

UtcTime Timestamp::latest() const {
    return has_zone ? time : time + hours(12);
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
    Reader reader(text);
    const auto timestamp = read_loosely(reader);
    return reader.is_done() ? timestamp : std::nullopt;
}

std::optional<Timestamp> find_timestamp(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        // Not in the middle of a longer number.
        if (is_digit(text[i]) && (i == 0 || !is_digit(text[i - 1]))) {
            Reader reader(text.substr(i));
            if (auto found = read_loosely(reader)) {
                return found;
            }
        }
    }
    return std::nullopt;
}

std::optional<Timestamp> parse_date_time(std::string_view text) {
    Reader reader(text);
    const auto date = read_date(reader, Separators::colons);
    reader.expect('T');
    const auto time = read_time(reader);
    const auto zone = read_zone(reader, Separators::colons);
    return finish(reader, date + time, zone);
}

std::optional<UtcTime> parse_utc_time(std::string_view text) {
    constexpr std::string_view form = "2015-06-18T21:14:00Z";
    const bool has_form = text.size() == form.size() && text.back() == form.back();
    const auto read = has_form ? parse_date_time(text) : std::nullopt;
    const bool is_leap_second = has_form && text.substr(17, 2) == "60";
    return read && !is_leap_second ? std::optional(read->time) : std::nullopt;
}

std::optional<Timestamp> parse_generalized_time(std::string_view text) {
    Reader reader(text);
    const auto date = read_date(reader, Separators::none);
    const int h = reader.number(2);
    const int m = reader.sees_digit() ? reader.number(2) : 0;
    const int s = reader.sees_digit() ? reader.number(2) : 0;
    const auto time = check_time(reader, h, m, s);
    reader.skip_fraction();
    const auto zone = read_zone(reader, Separators::none);
    return zone ? finish(reader, date + time, zone) : std::nullopt;
}

std::optional<UtcTime> parse_http_date(std::string_view text) {
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    Reader reader(text.substr(std::min(text.size(), text.find(',') + 1)));
    (void)reader.take(' ');
    const int d = reader.number(2);
    (void)reader.take(' ');
    const auto name = reader.rest().substr(0, 3);
    const auto month_at = name.size() == 3 ? months.find(name) : std::string_view::npos;
    reader.fail_unless(month_at % 3 == 0 && month_at < months.size() && reader.take(name));
    reader.expect(' ');
    const int y = reader.number(4);
    if (reader.has_failed()) {
        return std::nullopt;
    }
    const auto timestamp =
        parse_timestamp(fmt::format("{:04}-{:02}-{:02}{}", y, month_at / 3 + 1, d, reader.rest()));
    return timestamp && timestamp->has_zone ? std::optional(timestamp->time) : std::nullopt;
}

std::string format_utc(system_clock::time_point time) {
    const auto date = floor<days>(time);
    const year_month_day ymd(date);
    const hh_mm_ss clock(floor<seconds>(time - date));
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} UTC", static_cast<int>(ymd.year()),
                       static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string distance(duration<double> time) {
    constexpr double minute = 60;
    constexpr double hour = 60 * minute;
    constexpr double day = 24 * hour;
    const double apart = std::abs(time.count());
    if (apart < 2 * minute) {
        return format_number(std::floor(apart), 0) + 's';
    }
    if (apart < 1.5 * hour) {
        return format_number(std::ceil(apart / minute), 0) + "min";
    }
    if (apart < 2 * day) {
        return format_number(apart / hour, 1) + 'h';
    }
    return apart < 730 * day ? format_number(apart / day, 0) + 'd'
                             : format_number(apart / day / 365, 0) + 'y';
}

}  // namespace fedcloud::plugin
