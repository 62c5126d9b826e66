#include "date.hpp"

#include <algorithm>

namespace fedcloud::appdb_update {
namespace {

constexpr std::string_view form = "dddd-dd-ddTdd:dd:ddZ";

bool has_form(std::string_view text) {
    return text.size() == form.size() &&
           std::equal(text.begin(), text.end(), form.begin(), [](char c, char wanted) {
               return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted;
           });
}

int number_at(std::string_view text, std::size_t at, std::size_t digits) {
    int number = 0;
    for (const char c : text.substr(at, digits)) {
        number = number * 10 + (c - '0');
    }
    return number;
}

}  // namespace

std::optional<Time> parse_time(std::string_view text) {
    using namespace std::chrono;
    if (!has_form(text)) {
        return std::nullopt;
    }
    const year_month_day day{year(number_at(text, 0, 4)),
                             month(static_cast<unsigned>(number_at(text, 5, 2))),
                             std::chrono::day(static_cast<unsigned>(number_at(text, 8, 2)))};
    const hours hour(number_at(text, 11, 2));
    const minutes minute(number_at(text, 14, 2));
    const seconds second(number_at(text, 17, 2));
    if (!day.ok() || hour >= hours(24) || minute >= minutes(60) || second >= seconds(60)) {
        return std::nullopt;
    }
    return sys_days(day) + hour + minute + second;
}

}  // namespace fedcloud::appdb_update
