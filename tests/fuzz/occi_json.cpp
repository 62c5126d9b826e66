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
        require(!entity->categories.empty(), "an instance has a kind");
    }
    examine_locations(occi::parse_locations_json(input, model ? *model : occi::Model{}));
}

}  // namespace fedcloud::fuzz
