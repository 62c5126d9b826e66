#include "site/service_lines.hpp"

#include <algorithm>
#include <utility>

namespace fedcloud::site {
namespace {

constexpr std::string_view before_key = R"({"key":")";

// The key of the service or downtime that begins where `text` does, if what follows the key is
// `next`; else empty.
std::string_view key_before(std::string_view text, std::string_view next) {
    if (text.substr(0, before_key.size()) != before_key) {
        return {};
    }
    std::size_t end = before_key.size();
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') {
        ++end;
    }
    constexpr std::string_view last = "G0";
    const auto key = text.substr(before_key.size(), end + last.size() - before_key.size());
    return text.substr(end, last.size()) == last && key.size() > last.size() &&
                   text.substr(end + last.size(), next.size()) == next
               ? key
               : std::string_view();
}

std::string_view service_key(std::string_view text) {
    return key_before(text, R"(","type":")");
}

bool is_of_other_type(std::string_view service, std::string_view key, const Wanted& wanted) {
    const auto rest =
        service.substr(before_key.size() + key.size() + std::string_view(R"(","type":")").size());
    const auto type = rest.substr(0, rest.find('"'));
    return type.find('\\') == std::string_view::npos &&
           std::find(wanted.types.begin(), wanted.types.end(), type) == wanted.types.end();
}

// Without a key nobody can tell yet.
bool is_downtime_of_others(std::string_view line, const Wanted& wanted) {
    constexpr std::string_view next = R"(","services":[)";
    const auto key = key_before(line, next);
    if (wanted.key.empty() || key.empty()) {
        return false;
    }
    const auto rest = line.substr(before_key.size() + key.size() + next.size());
    const auto keys = rest.substr(0, rest.find(']'));
    return keys.find_first_not_of("\"0123456789G,") == std::string_view::npos &&
           keys.find('"' + wanted.key + '"') == std::string_view::npos;
}

// One object from the first byte to the last, without escape sequences.
bool is_one_object(std::string_view line) {
    int depth = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        switch (line[i]) {
            case '"':
                i = line.find('"', i + 1);
                if (i == std::string_view::npos || line[i - 1] == '\\') {
                    return false;
                }
                break;
            case '{':
            case '[':
                ++depth;
                break;
            case '}':
            case ']':
                if (--depth == 0) {
                    return i + 1 == line.size();
                }
                break;
            default:
                break;
        }
    }
    return false;
}

struct Line {
    std::string_view whole;   // with its line break
    std::string_view object;  // without that and the comma before it
    bool has_comma = false;
    bool has_break = false;
};

Line take_line(std::string_view& text) {
    Line line;
    line.whole = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
    text.remove_prefix(line.whole.size());
    line.object = line.whole;
    line.has_break = line.object.back() == '\n';
    line.object.remove_suffix(line.has_break ? 1 : 0);
    line.has_comma = !line.object.empty() && line.object.back() == ',';
    line.object.remove_suffix(line.has_comma ? 1 : 0);
    return line;
}

// `key` and `next_key`: of the services that begin with `line` and behind it, empty if none does.
bool is_unwanted(const Line& line, std::string_view key, std::string_view next_key,
                 const Wanted& wanted) {
    if (key.empty()) {
        return is_downtime_of_others(line.object, wanted) && is_one_object(line.object);
    }
    if (wanted.key.empty()) {
        return is_of_other_type(line.object, key, wanted) && is_one_object(line.object);
    }
    return key != wanted.key && line.object.back() == '}' &&
           ((line.has_comma && !next_key.empty()) || is_one_object(line.object));
}

// For when the last element of an array is gone.
void drop_last_comma(std::string& text) {
    const auto last = text.find_last_not_of(" \t\r\n");
    if (last != std::string::npos && text[last] == ',') {
        text.erase(last, 1);
    }
}

}  // namespace

std::string wanted_lines(std::string_view text, const Wanted& wanted) {
    std::string kept;
    auto next_key = service_key(text);
    while (!text.empty()) {
        const auto key = next_key;
        const auto line = take_line(text);
        next_key = service_key(text);
        if (!is_unwanted(line, key, next_key, wanted)) {
            kept.append(line.whole);
            continue;
        }
        if (!line.has_comma) {
            drop_last_comma(kept);
        }
        kept.append(line.has_break ? "\n" : "");
    }
    return kept;
}

Expected<Profile, plugin::ParseError> read_profile_of(std::string_view text, const Wanted& wanted) {
    auto profile = read_profile(wanted_lines(text, wanted));
    const bool found =
        profile && std::any_of(profile->services.begin(), profile->services.end(),
                               [&](const Service& service) {
                                   return wanted.key.empty() || service.key == wanted.key;
                               });
    return found ? std::move(profile) : read_profile(text);
}

}  // namespace fedcloud::site
