// OCCI in JSON, of both generations: models, entities, locations.
#include "fuzz.hpp"
#include "occi_claims.hpp"

namespace fedcloud::fuzz {

void examine(std::string_view input) {
    const auto model = occi::parse_model_json(input);
    examine_model(model);
    const auto entity = occi::parse_entity_json(input);
    require_described(entity);
    if (entity) {
        const auto text = occi::render_entity_json(*entity);
        const auto again = occi::parse_entity_json(text);
        require_described(again);
        require(again.has_value(), "a rendered entity can be read");
        require(again->id() == entity->id(), "a rendered entity keeps its id");
        require(occi::render_entity_json(*again) == text, "an entity is rendered alike again");
    }
    examine_locations(occi::parse_locations_json(input, model ? *model : occi::Model{}));
}

}  // namespace fedcloud::fuzz
