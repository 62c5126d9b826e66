// Fields (lines of text/plain, headers of text/occi) turned into parts of the model.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "occi/model.hpp"
#include "occi/scanner.hpp"
#include "plugin/expected.hpp"

namespace fedcloud::occi {

enum class FieldKind { category, attribute, link, occi_location, http_location, other };

// What `name` (any case) stands for. rOCCI-server 2 says X-OCCI-Category and X-OCCI-Link.
FieldKind field_kind(std::string_view name);

struct Field {
    FieldKind kind = FieldKind::other;
    std::string_view value;
    Place place;  // of the value
    Separator separator = Separator::none;
};

// Adds what the field holds; fields of other kinds are left alone.
Expected<void, ParseError> read_into(Model& model, const Field& field);
Expected<void, ParseError> read_into(Entity& entity, const Field& field);
// The locations in the field's value, whatever its kind.
Expected<void, ParseError> read_into(std::vector<std::string>& locations, const Field& field);

// Refuse what is not whole: a model without any category, an entity without a kind. `end` tells
// where the text ended.
Expected<Model, ParseError> checked(Model model, const std::string& end);
Expected<Entity, ParseError> checked(Entity entity, const std::string& end);

}  // namespace fedcloud::occi
