// Writing application/occi+json as the final JSON rendering of OCCI 1.2 has it.
#include <nlohmann/json.hpp>

#include "occi/characters.hpp"
#include "occi/rendering.hpp"

namespace fedcloud::occi {
namespace {

using nlohmann::json;

json to_json(const AttributeValue& value) {
    if (value.type == AttributeValue::Type::boolean) {
        return value.text == "true";
    }
    if (value.type == AttributeValue::Type::number && is_number(value.text)) {
        json number = json::parse(value.text, nullptr, false);
        if (!number.is_discarded()) {  // 1e999 is too large for it
            return number;
        }
    }
    return value.text;
}

json to_json(const Attributes& attributes) {
    json object = json::object();
    for (const auto& [name, value] : attributes) {
        object[name] = to_json(value);
    }
    return object;
}

void add_id(json& object, const Attributes& attributes) {
    if (const std::string* id = find_attribute(attributes, "occi.core.id")) {
        object["id"] = *id;
    }
}

json to_json(const Link& link) {
    json object{{"attributes", to_json(link.attributes)}};
    add_id(object, link.attributes);
    for (const std::string& identifier : link.category) {
        if (!object.contains("kind")) {
            object["kind"] = identifier;
        } else {
            object["mixins"].push_back(identifier);
        }
    }
    if (const std::string* source = find_attribute(link.attributes, "occi.core.source")) {
        object["source"]["location"] = *source;
    }
    const std::string* target = find_attribute(link.attributes, "occi.core.target");
    object["target"]["location"] = target ? *target : link.uri;
    if (!link.rel.empty()) {
        object["target"]["kind"] = link.rel.front();
    }
    return object;
}

}  // namespace

std::string render_entity_json(const Entity& entity) {
    json object{{"attributes", to_json(entity.attributes)}};
    add_id(object, entity.attributes);
    for (const Category& category : entity.categories) {
        if (category.category_class == CategoryClass::kind) {
            object["kind"] = category.id();
        } else if (category.category_class == CategoryClass::mixin) {
            object["mixins"].push_back(category.id());
        }
    }
    for (const Link& link : entity.links) {
        // An offered action is the server's to say.
        if (!link.is_action()) {
            object["links"].push_back(to_json(link));
        }
    }
    // What is no UTF-8 becomes U+FFFD instead of an exception.
    return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace fedcloud::occi
