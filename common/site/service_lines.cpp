#include "site/service_lines.hpp"

#include <algorithm>
#include <utility>

#include "site/forms.hpp"

namespace fedcloud::site {
namespace {

// Takes `prefix` from the front of `text`, if it is there.
bool take(std::string_view& text, std::string_view prefix) {
    if (text.substr(0, prefix.size()) != prefix) {
        return false;
    }
    text.remove_prefix(prefix.size());
    return true;
}

// Takes a string's characters and its closing quotation mark; empty if there is an escape sequence.
std::string_view take_string(std::string_view& text) {
    const auto end = text.find('"');
    if (end == std::string_view::npos) {
        return {};
    }
    const auto string = text.substr(0, end);
    text.remove_prefix(end + 1);
    return string.find('\\') == std::string_view::npos ? string : std::string_view();
}

// `rest`: what follows the key.
bool is_other_service(std::string_view key, std::string_view rest, const Wanted& wanted) {
    if (!take(rest, R"(,"type":")")) {
        return false;
    }
    const auto type = take_string(rest);
    if (type.empty() || rest.substr(0, 1) != ",") {
        return false;
    }
    return wanted.key.empty()
               ? std::find(wanted.types.begin(), wanted.types.end(), type) == wanted.types.end()
               : key != wanted.key;
}

// Without a key nobody can tell yet.
bool is_downtime_of_others(std::string_view rest, const Wanted& wanted) {
    if (wanted.key.empty() || !take(rest, R"(,"services":[)")) {
        return false;
    }
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

// `line` without the comma behind it.
bool is_unwanted(std::string_view line, const Wanted& wanted) {
    std::string_view rest = line;
    if (!take(rest, R"({"key":")")) {
        return false;
    }
    const auto key = take_string(rest);
    return gocdb_key.fits(key) &&
           (is_other_service(key, rest, wanted) || is_downtime_of_others(rest, wanted)) &&
           is_one_object(line);
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
    while (!text.empty()) {
        const auto whole = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
        text.remove_prefix(whole.size());
        const bool has_break = whole.back() == '\n';
        auto object = whole.substr(0, whole.size() - (has_break ? 1 : 0));
        const bool has_comma = !object.empty() && object.back() == ',';
        object.remove_suffix(has_comma ? 1 : 0);
        if (!is_unwanted(object, wanted)) {
            kept.append(whole);
            continue;
        }
        if (!has_comma) {
            drop_last_comma(kept);
        }
        kept.append(has_break ? "\n" : "");
    }
    return kept;
}

Expected<Profile, plugin::ParseError> read_profile_of(std::string_view text, const Wanted& wanted) {
    auto profile = read_profile(wanted_lines(text, wanted));
    return profile && !profile->services.empty() ? std::move(profile) : read_profile(text);
}

}  // namespace fedcloud::site
