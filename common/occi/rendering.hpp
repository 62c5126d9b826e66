// OCCI renderings: pure functions between bytes and the model.
//
// Reading is tolerant where a real server makes it necessary, and says where it failed otherwise;
// writing produces only what rOCCI-server 1.1 and 2, ooi and pyssf all accept.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "occi/model.hpp"
#include "plugin/expected.hpp"

namespace fedcloud::occi {

// Header name (any case) and value, as HTTP delivers them.
using Headers = std::vector<std::pair<std::string, std::string>>;

// The renderings that a client can meet.
enum class MediaType { text_plain, text_occi, uri_list, occi_json, unsupported };

// From a Content-Type value: parameters such as charset are ignored, case does not matter.
// application/occi+json and application/json are both occi_json.
MediaType media_type_of(std::string_view content_type);

// --- text/plain: one `Name: value` per line (GFD.185 section 3.5.1) ---------------------------
Expected<Model, ParseError> parse_model_text(std::string_view body);
Expected<Entity, ParseError> parse_entity_text(std::string_view body);
// `X-OCCI-Location: URI` lines, in their order.
Expected<std::vector<std::string>, ParseError> parse_locations_text(std::string_view body);

// --- text/occi: the same items as HTTP headers (GFD.185 section 3.5.2) ------------------------
// Repeated headers and comma-joined ones are equal; headers that are not OCCI's are ignored;
// rOCCI-server 2 says X-OCCI-Category and X-OCCI-Link, sometimes with an empty value.
Expected<Model, ParseError> parse_model_headers(const Headers& headers);
Expected<Entity, ParseError> parse_entity_headers(const Headers& headers);
// X-OCCI-Location (specification, ooi, pyssf) or Location (rOCCI), comma lists included.
Expected<std::vector<std::string>, ParseError> parse_locations_headers(const Headers& headers);

// --- text/uri-list (RFC 2483: '#' begins a comment) -------------------------------------------
Expected<std::vector<std::string>, ParseError> parse_uri_list(std::string_view body);

// --- application/occi+json, both generations --------------------------------------------------
// 1.1 (rOCCI-server 1.1: attributes nested, `related`) and 1.2 (rOCCI-server 2, ooi: attributes
// flat, `parent`, `depends`). Nesting deeper than 32 levels is refused before it costs anything.
Expected<Model, ParseError> parse_model_json(std::string_view body);
// One instance: the object itself, or the first of `resources` or `links`.
Expected<Entity, ParseError> parse_entity_json(std::string_view body);
// Where the instances of a collection, or the one just created, are: an array of URLs
// (rOCCI-server 2), or {"resources":[...]} whose id is joined to the kind's `location` in `model`
// ("/compute/" when `model` does not know the kind). `{}` is the empty collection (ooi).
Expected<std::vector<std::string>, ParseError> parse_locations_json(std::string_view body,
                                                                    const Model& model);

// --- writing ----------------------------------------------------------------------------------
// text/plain: categories (short form only, rOCCI-server 2 refuses more), then attributes, quotation
// marks and backslashes escaped, then links in the whole inline form that all four servers take
// (self, category, occi.core.id, target, source). LF between lines and none at the end (ooi answers
// 500 to an empty last line).
std::string render_entity(const Entity& entity);
// text/occi headers of the same content, one item per header.
Headers render_entity_headers(const Entity& entity);

}  // namespace fedcloud::occi
