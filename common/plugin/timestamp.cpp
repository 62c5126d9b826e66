#include "plugin/timestamp.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace fedcloud::plugin {
namespace {

using namespace std::chrono;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Reads from the front of a text what it recognises, and leaves the rest.
class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    std::string_view rest() const { return rest_; }
    bool take(char c) {
        const bool there = !rest_.empty() && rest_.front() == c;
        rest_.remove_prefix(there ? 1 : 0);
        return there;
    }
    bool take(std::string_view word) {
        const bool there = rest_.substr(0, word.size()) == word;
        rest_.remove_prefix(there ? word.size() : 0);
        return there;
    }
    // Exactly so many digits.
    std::optional<int> number(std::size_t digits) {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (i >= rest_.size() || !is_digit(rest_[i])) {
                return std::nullopt;
            }
            value = value * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(digits);
        return value;
    }
    void skip_digits() {
        while (!rest_.empty() && is_digit(rest_.front())) {
            rest_.remove_prefix(1);
        }
    }

  private:
    std::string_view rest_;
};

std::optional<sys_days> read_date(Reader& reader) {
    const auto y = reader.number(4);
    if (!y || !reader.take('-')) {
        return std::nullopt;
    }
    const auto m = reader.number(2);
    if (!m || !reader.take('-')) {
        return std::nullopt;
    }
    const auto d = reader.number(2);
    if (!d) {
        return std::nullopt;
    }
    const year_month_day date{year(*y), month(static_cast<unsigned>(*m)),
                              day(static_cast<unsigned>(*d))};
    constexpr int first = 1970;
    constexpr int last = 2261;
    if (!date.ok() || *y < first || *y > last) {
        return std::nullopt;
    }
    return sys_days(date);
}

// Fractions of a second are passed over. A leap second counts as the next one.
std::optional<seconds> read_time(Reader& reader) {
    const auto h = reader.number(2);
    if (!h || *h > 23 || !reader.take(':')) {
        return std::nullopt;
    }
    const auto m = reader.number(2);
    if (!m || *m > 59) {
        return std::nullopt;
    }
    seconds time = hours(*h) + minutes(*m);
    if (reader.take(':')) {
        const auto s = reader.number(2);
        if (!s || *s > 60) {
            return std::nullopt;
        }
        time += seconds(*s);
        if (reader.take('.') || reader.take(',')) {
            reader.skip_digits();
        }
    }
    return time;
}

// East of Greenwich is positive. Nothing: no zone is told.
std::optional<seconds> read_zone(Reader& reader) {
    Reader ahead = reader;
    (void)ahead.take(' ');
    std::optional<seconds> zone;
    if (ahead.take('Z') || ahead.take("UTC") || ahead.take("GMT")) {
        zone = seconds(0);
    } else if (!ahead.rest().empty() &&
               (ahead.rest().front() == '+' || ahead.rest().front() == '-')) {
        const bool west = ahead.rest().front() == '-';
        ahead = Reader(ahead.rest().substr(1));
        const auto h = ahead.number(2);
        (void)ahead.take(':');
        const auto m = ahead.number(2);
        if (h && *h <= 14 && (!m || *m <= 59)) {
            const seconds offset = hours(*h) + minutes(m.value_or(0));
            zone = west ? -offset : offset;
        }
    }
    if (zone) {
        reader = ahead;
    }
    return zone;
}

std::optional<Timestamp> read(Reader& reader) {
    const auto date = read_date(reader);
    if (!date) {
        return std::nullopt;
    }
    Reader ahead = reader;
    const bool separated = ahead.take('T') || ahead.take(' ');
    const auto time = separated ? read_time(ahead) : std::nullopt;
    if (!time) {
        return Timestamp{*date, false, false};
    }
    reader = ahead;
    const auto zone = read_zone(reader);
    return Timestamp{*date + *time - zone.value_or(seconds(0)), true, zone.has_value()};
}

}  // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text) {
    Reader reader(text);
    const auto timestamp = read(reader);
    return reader.rest().empty() ? timestamp : std::nullopt;
}

std::optional<Timestamp> find_timestamp(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        // Not in the middle of a longer number.
        if (is_digit(text[i]) && (i == 0 || !is_digit(text[i - 1]))) {
            Reader reader(text.substr(i));
            if (auto found = read(reader)) {
                return found;
            }
        }
    }
    return std::nullopt;
}

std::optional<system_clock::time_point> parse_http_date(std::string_view text) {
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    Reader reader(text.substr(std::min(text.size(), text.find(',') + 1)));
    (void)reader.take(' ');
    const auto d = reader.number(2);
    (void)reader.take(' ');
    const auto name = reader.rest().substr(0, 3);
    const auto month_at = name.size() == 3 ? months.find(name) : std::string_view::npos;
    if (!d || month_at == std::string_view::npos || month_at % 3 != 0 || !reader.take(name) ||
        !reader.take(' ')) {
        return std::nullopt;
    }
    const auto y = reader.number(4);
    if (!y) {
        return std::nullopt;
    }
    const auto timestamp = parse_timestamp(
        fmt::format("{:04}-{:02}-{:02}{}", *y, month_at / 3 + 1, *d, reader.rest()));
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

std::string distance(system_clock::duration time) {
    const double minutes = std::abs(duration<double, std::ratio<60>>(time).count());
    constexpr double hour = 60;
    constexpr double day = 24 * hour;
    if (minutes < 1.5 * hour) {
        return fmt::format("{:.0f}min", std::ceil(minutes));
    }
    if (minutes < 2 * day) {
        return fmt::format("{:.0f}h", minutes / hour);
    }
    return minutes < 730 * day ? fmt::format("{:.0f}d", minutes / day)
                               : fmt::format("{:.0f}y", minutes / day / 365);
}

}  // namespace fedcloud::plugin
