#include "time_stamp.hpp"

namespace fedcloud::cloud_bdii {
namespace {

using namespace std::chrono;

bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

// Reads what a time stamp is made of, from its beginning; once something is missing, fails for
// good.
class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    int number(std::size_t digits) {
        if (rest_.size() < digits) {
            failed_ = true;
            return 0;
        }
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            failed_ = failed_ || !is_digit(rest_[i]);
            value = 10 * value + (rest_[i] - '0');
        }
        rest_.remove_prefix(digits);
        return value;
    }
    bool take(char byte) {
        const bool there = !rest_.empty() && rest_.front() == byte;
        rest_.remove_prefix(there ? 1 : 0);
        return there;
    }
    void expect(char byte) { failed_ = failed_ || !take(byte); }
    bool sees_digit() const { return !rest_.empty() && is_digit(rest_.front()); }
    void skip_fraction() {
        if (take('.') || take(',')) {
            failed_ = failed_ || !sees_digit();
            while (sees_digit()) {
                rest_.remove_prefix(1);
            }
        }
    }
    // None: there is no zone. `colon`: +01:00 instead of +0100.
    std::optional<minutes> zone(bool colon) {
        if (take('Z')) {
            return minutes(0);
        }
        const bool east = take('+');
        if (!east && !take('-')) {
            return std::nullopt;
        }
        auto offset = minutes(hours(number(2)));
        if (!rest_.empty()) {
            if (colon) {
                take(':');
            }
            offset += minutes(number(2));
        }
        failed_ = failed_ || offset > hours(14);
        return east ? offset : -offset;
    }
    bool done() const { return !failed_ && rest_.empty(); }

  private:
    std::string_view rest_;
    bool failed_ = false;
};

struct Fields {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
};

std::optional<TimeStamp> to_stamp(const Fields& fields, std::optional<minutes> zone) {
    const year_month_day date{year(fields.year), month(static_cast<unsigned>(fields.month)),
                              day(static_cast<unsigned>(fields.day))};
    // 60 is a leap second.
    if (!date.ok() || fields.hour > 23 || fields.minute > 59 || fields.second > 60) {
        return std::nullopt;
    }
    const auto time =
        sys_days(date) + hours(fields.hour) + minutes(fields.minute) + seconds(fields.second);
    return TimeStamp{time - zone.value_or(minutes(0)), zone.has_value()};
}

plugin::ParseError error(std::string_view where, std::string_view form, std::string_view text) {
    return {std::string(where), "a time such as " + std::string(form),
            std::string(text.substr(0, 40))};
}

}  // namespace

Time TimeStamp::earliest() const {
    return has_zone ? time : time - hours(14);
}

Time TimeStamp::latest() const {
    return has_zone ? time : time + hours(12);
}

Expected<TimeStamp, plugin::ParseError> parse_creation_time(std::string_view text) {
    Reader reader(text);
    Fields fields;
    fields.year = reader.number(4);
    reader.expect('-');
    fields.month = reader.number(2);
    reader.expect('-');
    fields.day = reader.number(2);
    reader.expect('T');
    fields.hour = reader.number(2);
    reader.expect(':');
    fields.minute = reader.number(2);
    reader.expect(':');
    fields.second = reader.number(2);
    reader.skip_fraction();
    const auto zone = reader.zone(true);
    const auto stamp = reader.done() ? to_stamp(fields, zone) : std::nullopt;
    if (!stamp) {
        return Unexpected{error("CreationTime", "2026-11-20T21:14:16Z", text)};
    }
    return *stamp;
}

Expected<TimeStamp, plugin::ParseError> parse_generalized_time(std::string_view text) {
    Reader reader(text);
    Fields fields;
    fields.year = reader.number(4);
    fields.month = reader.number(2);
    fields.day = reader.number(2);
    fields.hour = reader.number(2);
    fields.minute = reader.sees_digit() ? reader.number(2) : 0;
    fields.second = reader.sees_digit() ? reader.number(2) : 0;
    reader.skip_fraction();
    const auto zone = reader.zone(false);
    const auto stamp = reader.done() && zone ? to_stamp(fields, zone) : std::nullopt;
    if (!stamp) {
        return Unexpected{error("modifyTimestamp", "20261120211416Z", text)};
    }
    return *stamp;
}

}  // namespace fedcloud::cloud_bdii
