// OCCI in text/occi: lines "Name: value", each a header as HTTP delivers them.
#include "fuzz.hpp"
#include "occi_claims.hpp"

namespace fedcloud::fuzz {
namespace {

occi::Headers headers_in(std::string_view input) {
    occi::Headers headers;
    while (!input.empty() && headers.size() < 4096) {
        const auto line = take_line(input);
        const auto colon = line.find(':');
        if (colon != std::string_view::npos) {
            headers.emplace_back(line.substr(0, colon), line.substr(colon + 1));
        }
    }
    return headers;
}

}  // namespace

void examine(std::string_view input) {
    const auto headers = headers_in(input);
    examine_model(occi::parse_model_headers(headers));
    const auto entity = occi::parse_entity_headers(headers);
    require_described(entity);
    if (entity) {
        const auto rendered = occi::render_entity_headers(*entity);
        for (const auto& [name, value] : rendered) {
            require(value.find_first_of("\r\n") == std::string::npos, "a header is one line");
        }
        require_same(*entity, occi::parse_entity_headers(rendered));
    }
    examine_locations(occi::parse_locations_headers(headers));
}

}  // namespace fedcloud::fuzz
