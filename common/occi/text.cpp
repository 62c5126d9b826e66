// text/plain: one `Name: value` per line (GFD.185 section 3.5.1).
#include <algorithm>
#include <utility>

#include "occi/characters.hpp"
#include "occi/items.hpp"
#include "occi/rendering.hpp"

namespace fedcloud::occi {
namespace {

std::string end_of(std::string_view body) {
    Place end;
    end.number += static_cast<std::size_t>(std::count(body.begin(), body.end(), '\n'));
    const std::size_t last_break = body.rfind('\n');
    end.column = body.size() - (last_break == std::string_view::npos ? 0 : last_break + 1) + 1;
    return end.at(0);
}

Expected<Field, ParseError> to_field(std::string_view line, std::size_t number) {
    Field field;
    field.place.number = number;
    const auto name_end = std::find_if_not(line.begin(), line.end(), is_header_name);
    const auto colon = static_cast<std::size_t>(name_end - line.begin());
    if (colon == 0 || colon == line.size() || line[colon] != ':') {
        return Unexpected{error_at(field.place, line, 0, "`Name: value`")};
    }
    const auto control = std::find_if(line.begin(), line.end(), is_control);
    if (control != line.end()) {
        return Unexpected{error_at(field.place, line,
                                   static_cast<std::size_t>(control - line.begin()),
                                   "no control character")};
    }
    field.kind = field_kind(line.substr(0, colon));
    const std::size_t value = std::min(line.find_first_not_of(" \t", colon + 1), line.size());
    field.value = line.substr(value);
    field.place.column = value + 1;
    return field;
}

// Hands every line of `body` to `read`. A line that is no OCCI item but looks like a header is a
// field of kind `other`; empty lines mean nothing (the bodies of pyssf begin with one).
template <typename Read>
Expected<void, ParseError> for_each_line(std::string_view body, Read read) {
    for (std::size_t number = 1; !body.empty(); ++number) {
        const std::size_t end = body.find('\n');
        std::string_view line = body.substr(0, end);
        body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (std::all_of(line.begin(), line.end(), is_blank)) {
            continue;
        }
        auto field = to_field(line, number);
        if (!field) {
            return Unexpected{std::move(field).error()};
        }
        if (auto done = read(*field); !done) {
            return done;
        }
    }
    return {};
}

template <typename Whole>
Expected<Whole, ParseError> parse_whole(std::string_view body) {
    Whole whole;
    auto read = for_each_line(body, [&](const Field& field) { return read_into(whole, field); });
    if (!read) {
        return Unexpected{std::move(read).error()};
    }
    return checked(std::move(whole), end_of(body));
}

}  // namespace

Expected<Model, ParseError> parse_model_text(std::string_view body) {
    return parse_whole<Model>(body);
}

Expected<Entity, ParseError> parse_entity_text(std::string_view body) {
    return parse_whole<Entity>(body);
}

Expected<std::vector<std::string>, ParseError> parse_locations_text(std::string_view body) {
    std::vector<std::string> locations;
    bool any = false;
    auto read = for_each_line(body, [&](const Field& field) -> Expected<void, ParseError> {
        any = true;
        if (field.kind != FieldKind::occi_location) {
            return {};
        }
        return read_into(locations, field);
    });
    if (!read) {
        return Unexpected{std::move(read).error()};
    }
    // An empty collection is an empty body (pyssf, rOCCI-server 1.1); something else that merely
    // looks like headers must not pass for one.
    if (any && locations.empty()) {
        return Unexpected{ParseError{end_of(body), "an X-OCCI-Location line", ""}};
    }
    return locations;
}

}  // namespace fedcloud::occi
