// OCCI in text/plain and text/uri-list: models, entities, locations.
#include "fuzz.hpp"
#include "occi_claims.hpp"

namespace fedcloud::fuzz {

void examine(std::string_view input) {
    examine_model(occi::parse_model_text(input));
    const auto entity = occi::parse_entity_text(input);
    require_described(entity);
    if (entity) {
        const auto text = occi::render_entity(*entity);
        require_same(*entity, occi::parse_entity_text(text));
        require(text.empty() || text.back() != '\n', "no line break ends a rendered entity");
    }
    examine_locations(occi::parse_locations_text(input));
    examine_locations(occi::parse_uri_list(input));
    const auto type = occi::media_type_of(input);
    require(type == occi::media_type_of(std::string(input) + ";charset=utf-8") ||
                input.find(';') != std::string_view::npos ||
                input.find_first_not_of(" \t\r\n") == std::string_view::npos,
            "parameters of a media type are ignored");
}

}  // namespace fedcloud::fuzz
