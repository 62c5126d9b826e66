// text/occi: the same items as HTTP headers (GFD.185 section 3.5.2).
#include <map>
#include <utility>

#include "occi/items.hpp"
#include "occi/rendering.hpp"
#include "plugin/text.hpp"

namespace fedcloud::occi {
namespace {

constexpr const char* end_of_headers = "the headers";

// Hands every OCCI header to `read`, with its number among those of the same name.
template <typename Read>
Expected<void, ParseError> for_each_header(const Headers& headers, Read read) {
    std::map<std::string, std::size_t> seen;
    for (const auto& [name, value] : headers) {
        Field field;
        field.kind = field_kind(name);
        if (field.kind == FieldKind::other) {
            continue;
        }
        field.value = value;
        field.place = {name, ++seen[plugin::lower(name)], 1};
        field.separator = Separator::comma;
        if (auto done = read(field); !done) {
            return done;
        }
    }
    return {};
}

template <typename Whole>
Expected<Whole, ParseError> parse_whole(const Headers& headers) {
    Whole whole;
    auto read =
        for_each_header(headers, [&](const Field& field) { return read_into(whole, field); });
    if (!read) {
        return Unexpected{std::move(read).error()};
    }
    return checked(std::move(whole), end_of_headers);
}

}  // namespace

Expected<Model, ParseError> parse_model_headers(const Headers& headers) {
    return parse_whole<Model>(headers);
}

Expected<Entity, ParseError> parse_entity_headers(const Headers& headers) {
    return parse_whole<Entity>(headers);
}

Expected<std::vector<std::string>, ParseError> parse_locations_headers(const Headers& headers) {
    std::vector<std::string> occi;
    std::vector<std::string> http;
    auto read = for_each_header(headers, [&](const Field& field) -> Expected<void, ParseError> {
        if (field.kind == FieldKind::occi_location) {
            return read_into(occi, field);
        }
        return field.kind == FieldKind::http_location ? read_into(http, field)
                                                      : Expected<void, ParseError>{};
    });
    if (!read) {
        return Unexpected{std::move(read).error()};
    }
    return occi.empty() ? http : occi;
}

}  // namespace fedcloud::occi
