// What the imitations of OCCI servers have in common.
#include "dialect.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "text.hpp"

namespace fedcloud::testbed {
namespace {

struct MediaRange {
    std::string type;
    double quality = 1.0;
};

std::vector<MediaRange> media_ranges(const std::string& accept) {
    std::vector<MediaRange> ranges;
    for (const auto& part : split_outside_quotes(accept, ',')) {
        const auto fields = split_outside_quotes(part, ';');
        MediaRange range{to_lower(fields.front()), 1.0};
        for (const auto& field : fields) {
            if (field.starts_with("q=")) {
                range.quality = std::strtod(field.c_str() + 2, nullptr);
            }
        }
        ranges.push_back(range);
    }
    std::stable_sort(ranges.begin(), ranges.end(), [](const auto& left, const auto& right) {
        return left.quality > right.quality;
    });
    return ranges;
}

bool matches(const std::string& range, const std::string& type) {
    return range == "*/*" || range == type ||
           (range.ends_with("/*") && type.starts_with(range.substr(0, range.size() - 1)));
}

}  // namespace

std::string negotiate(const std::string& accept, const std::vector<std::string>& offered) {
    if (accept.empty()) {
        return offered.front();
    }
    for (const auto& range : media_ranges(accept)) {
        for (const auto& type : offered) {
            if (range.quality > 0 && matches(range.type, type)) {
                return type;
            }
        }
    }
    return {};
}

std::string id_below(const std::string& path, const std::string& prefix) {
    if (!path.starts_with(prefix)) {
        return {};
    }
    auto id = path.substr(prefix.size());
    if (id.ends_with('/')) {
        id.pop_back();
    }
    return id.find('/') == std::string::npos ? id : std::string{};
}

std::string told_location(const Call& call, const Settings& settings, const std::string& id) {
    const auto path = "/compute/" + id;
    const auto host = call.base_url.find("//");
    const auto prefix = call.base_url.find('/', host + 2);
    const auto below_host =
        (prefix == std::string::npos ? std::string{} : call.base_url.substr(prefix)) + path;
    switch (settings.location) {
        case LocationStyle::relative:
            return below_host;
        case LocationStyle::wrong_host:
            return "https://occi.wrong-host.example.org:11443" + below_host;
        case LocationStyle::foreign:
            return call.base_url + "/compute/" + settings.foreign_id;
        case LocationStyle::dialect:
        case LocationStyle::header:
        case LocationStyle::body:
        case LocationStyle::missing:
            break;
    }
    return call.base_url + path;
}

std::string http_date() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[40];
    const auto size = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return {text, size};
}

}  // namespace fedcloud::testbed
