// What a client said in OCCI: categories, attributes and links, from any rendering.
#include "occi_input.hpp"

#include <algorithm>
#include <string_view>

#include "model.hpp"
#include "text.hpp"

namespace fedcloud::testbed {
namespace {

void add_category(OcciInput& input, const std::string& text) {
    const auto parts = split_outside_quotes(text, ';');
    for (std::size_t i = 1; i < parts.size(); ++i) {
        if (parts[i].starts_with("scheme=") && !parts[0].empty()) {
            input.categories.push_back(unquote(parts[i].substr(7)) + parts[0]);
            return;
        }
    }
    input.has_bad_header = true;
}

void add_attribute(OcciInput& input, const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) {
        input.has_bad_header = true;
        return;
    }
    input.attributes.emplace_back(trim(text.substr(0, equals)),
                                  unquote(trim(text.substr(equals + 1))));
}

void add_item(OcciInput& input, std::string_view name, const std::string& value) {
    if (name == "Category") {
        add_category(input, value);
    } else if (name == "X-OCCI-Attribute") {
        add_attribute(input, value);
    } else if (name == "Link") {
        input.links.push_back(value);
    } else if (equal_ignoring_case(name, "Category")) {
        input.has_bad_header = true;
    }
}

std::string json_text(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

void add_json_category(OcciInput& input, const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found != object.end() && found->is_string()) {
        input.categories.push_back(found->get<std::string>());
    }
}

void add_json_mixins(OcciInput& input, const Json& object) {
    const auto found = object.find("mixins");
    if (found == object.end() || !found->is_array()) {
        return;
    }
    for (const auto& mixin : *found) {
        if (mixin.is_string()) {
            input.categories.push_back(mixin.get<std::string>());
        }
    }
}

void add_nested(OcciInput& input, const Json& object, const std::string& prefix) {
    for (const auto& [key, value] : object.items()) {
        const auto name = prefix.empty() ? key : prefix + "." + key;
        if (value.is_object()) {
            add_nested(input, value, name);
        } else {
            input.attributes.emplace_back(name, json_text(value));
        }
    }
}

Json parse_object(const std::string& body) {
    auto object = Json::parse(body, nullptr, false);
    return object.is_object() ? object : Json{};
}

}  // namespace

std::optional<std::string> OcciInput::attribute(const std::string& name) const {
    for (const auto& [key, value] : attributes) {
        if (key == name) {
            return value;
        }
    }
    return std::nullopt;
}

bool OcciInput::has_category(const std::string& id) const {
    return std::find(categories.begin(), categories.end(), id) != categories.end();
}

OcciInput parse_plain(const std::string& body) {
    OcciInput input;
    for (const auto& line : split_lines(body)) {
        input.empty = false;
        const auto colon = line.find(':');
        if (colon == std::string::npos) {
            input.has_bad_line = true;
        } else {
            add_item(input, line.substr(0, colon), trim(line.substr(colon + 1)));
        }
    }
    return input;
}

OcciInput parse_occi_headers(const HeaderList& headers) {
    OcciInput input;
    for (const auto* name : {"Category", "X-OCCI-Attribute", "Link"}) {
        for (const auto& value : header_values(headers, name)) {
            input.empty = false;
            for (const auto& item : split_outside_quotes(value, ',')) {
                add_item(input, name, item);
            }
        }
    }
    return input;
}

OcciInput parse_flat_json(const std::string& body) {
    OcciInput input;
    const auto object = parse_object(body);
    input.empty = object.empty();
    input.has_bad_line = input.empty && !body.empty();
    add_json_category(input, object, "kind");
    add_json_category(input, object, "action");
    add_json_mixins(input, object);
    if (object.contains("title")) {
        input.attributes.emplace_back("occi.core.title", json_text(object["title"]));
    }
    if (object.contains("attributes") && object["attributes"].is_object()) {
        for (const auto& [key, value] : object["attributes"].items()) {
            input.attributes.emplace_back(key, json_text(value));
        }
    }
    return input;
}

OcciInput parse_nested_json(const std::string& body) {
    OcciInput input;
    const auto object = parse_object(body);
    input.empty = object.empty();
    input.has_bad_line = input.empty && !body.empty();
    add_json_category(input, object, "action");
    const auto resources = object.find("resources");
    if (resources == object.end() || !resources->is_array() || resources->empty() ||
        !resources->front().is_object()) {
        return input;
    }
    const auto& resource = resources->front();
    add_json_category(input, resource, "kind");
    add_json_mixins(input, resource);
    if (resource.contains("attributes") && resource["attributes"].is_object()) {
        add_nested(input, resource["attributes"], "");
    }
    if (resource.contains("id") && !input.attribute("occi.core.id")) {
        input.attributes.emplace_back("occi.core.id", json_text(resource["id"]));
    }
    return input;
}

}  // namespace fedcloud::testbed
