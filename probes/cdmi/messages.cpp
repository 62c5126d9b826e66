#include "messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "auth/base64.hpp"
#include "json/value.hpp"
#include "plugin/text.hpp"

namespace fedcloud::cdmi {
namespace {

using json::Value;
using Type = Value::Type;

bool is_scalar(const Value& value) {
    return value.type == Type::string || value.type == Type::number || value.type == Type::boolean;
}

// osaddon writes childrenRange, SNIA's reference server valueRange.
const Value* find_any_case(const Value& object, std::string_view name,
                           std::vector<std::string>& deviations) {
    if (const auto* exact = object.find(name)) {
        return exact;
    }
    for (const auto& child : object.children) {
        if (child.type != Type::null && plugin::equal_ignoring_case(child.key, name)) {
            deviations.push_back(
                fmt::format("{} instead of {}", plugin::clean(child.key, 40), name));
            return &child;
        }
    }
    return nullptr;
}

void demand(const Value& object, std::initializer_list<const char*> names, std::string_view what,
            std::vector<std::string>& deviations) {
    std::vector<std::string> missing;
    for (const auto* name : names) {
        if (object.find(name) == nullptr) {
            missing.emplace_back(name);
        }
    }
    if (!missing.empty()) {
        deviations.push_back(fmt::format("no {} in {}", fmt::join(missing, ", "), what));
    }
}

// S102 table 8.2.7 prints "Completed", everything else of it "Complete".
void read_completion(const Value& object, Thing& thing) {
    thing.completion_text = object.string("completionStatus");
    const auto status = plugin::lower(thing.completion_text);
    if (status.rfind("error", 0) == 0) {
        thing.completion = Completion::failed;
    } else if (status == "processing") {
        thing.completion = Completion::processing;
    } else if (!status.empty() && status != "complete" && status != "completed") {
        thing.deviations.push_back(fmt::format("the completionStatus '{}', which means nothing",
                                               plugin::clean(thing.completion_text, 40)));
    }
}

Expected<Value, ParseError> read_thing(std::string_view body, Thing& thing) {
    auto object = json::parse(body);
    if (!object) {
        return object;
    }
    if (object->type != Type::object) {
        return json::Path().fail("a JSON object", &*object);
    }
    thing.object_type = object->string("objectType");
    thing.name = object->string("objectName");
    if (!thing.name.empty() && thing.name.back() == '/') {
        thing.name.pop_back();
    }
    read_completion(*object, thing);
    return object;
}

// Child names; osaddon writes {} for none.
Expected<std::optional<std::vector<std::string>>, ParseError> read_children(
    const Value& object, std::vector<std::string>& deviations) {
    const auto* children = find_any_case(object, "children", deviations);
    if (children == nullptr) {
        return std::optional<std::vector<std::string>>();
    }
    if (children->type == Type::object && children->children.empty()) {
        deviations.emplace_back("{} instead of [] for no children");
        return std::optional(std::vector<std::string>());
    }
    const json::Path root;
    const json::Path path(root, "children");
    if (children->type != Type::array) {
        return path.fail("an array of names", children);
    }
    std::vector<std::string> names;
    for (std::size_t i = 0; i < children->children.size(); ++i) {
        const auto& child = children->children[i];
        if (child.type != Type::string || child.text.empty()) {
            return json::Path(path, i).fail("the name of a child", &child);
        }
        std::string name = child.text;
        if (name.back() == '/' || name.back() == '?') {
            name.pop_back();
        }
        names.push_back(std::move(name));
    }
    (void)find_any_case(object, "childrenrange", deviations);
    return std::optional(std::move(names));
}

Metadata read_metadata(const Value& object) {
    Metadata metadata;
    if (const auto* map = object.find("metadata")) {
        for (const auto& item : map->children) {
            if (map->type == Type::object && is_scalar(item)) {
                metadata.emplace_back(item.key, item.text);
            }
        }
    }
    return metadata;
}

// S102's tables make it an array of strings, all of its examples a string.
std::string read_encoding(const Value& object) {
    const auto& list = object.list("valuetransferencoding");
    const bool single = list.size() == 1 && list.front().type == Type::string;
    return plugin::lower(single ? list.front().text : object.string("valuetransferencoding"));
}

const char* name_of(Encoding encoding) {
    return encoding == Encoding::base64 ? "base64" : "utf-8";
}

nlohmann::json json_of(const Metadata& metadata) {
    auto object = nlohmann::json::object();
    for (const auto& [key, value] : metadata) {
        object[key] = value;
    }
    return object;
}

std::string dump(const nlohmann::json& object) {
    // Whatever is no UTF-8 was meant for base64; nothing else gets here.
    return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

const std::string* Capabilities::find(std::string_view capability) const {
    const auto found = std::find_if(values.begin(), values.end(),
                                    [&](const auto& value) { return value.first == capability; });
    return found == values.end() ? nullptr : &found->second;
}

Expected<Container, ParseError> parse_container(std::string_view body) {
    Container container;
    const auto object = read_thing(body, container);
    if (!object) {
        return Unexpected{object.error()};
    }
    auto children = read_children(*object, container.deviations);
    if (!children) {
        return Unexpected{children.error()};
    }
    container.children = std::move(*children);
    demand(*object,
           {"objectType", "objectID", "objectName", "parentURI", "domainURI", "capabilitiesURI",
            "metadata"},
           "containers", container.deviations);
    return container;
}

Expected<DataObject, ParseError> parse_object(std::string_view body) {
    DataObject result;
    const auto object = read_thing(body, result);
    if (!object) {
        return Unexpected{object.error()};
    }
    result.mimetype = object->string("mimetype");
    result.metadata = read_metadata(*object);
    result.encoding = read_encoding(*object);
    if (const auto* value = object->find("value")) {
        if (value->type != Type::string) {
            return json::Path(json::Path(), "value").fail("a string", value);
        }
        result.value = value->text;
    }
    (void)find_any_case(*object, "valuerange", result.deviations);
    demand(*object,
           {"objectType", "objectID", "objectName", "parentURI", "domainURI", "capabilitiesURI",
            "mimetype", "metadata"},
           "data objects", result.deviations);
    return result;
}

Expected<Capabilities, ParseError> parse_capabilities(std::string_view body) {
    Capabilities result;
    const auto object = read_thing(body, result);
    if (!object) {
        return Unexpected{object.error()};
    }
    const auto* map = object->find("capabilities");
    if (map == nullptr || map->type != Type::object) {
        return json::Path(json::Path(), "capabilities").fail("an object", map);
    }
    bool strings = true;
    for (const auto& item : map->children) {
        if (is_scalar(item)) {
            strings = strings && item.type == Type::string;
            result.values.emplace_back(item.key, item.text);
        }
    }
    if (!strings) {  // clause 12.1 wants "true" and "4096"
        result.deviations.emplace_back("capabilities that are no strings");
    }
    auto children = read_children(*object, result.deviations);
    if (!children) {
        return Unexpected{children.error()};
    }
    result.children = children->value_or(std::vector<std::string>());
    return result;
}

std::optional<std::string> decode_value(const DataObject& object) {
    if (!object.value || object.encoding != "base64") {
        return object.value;  // osaddon: "7BIT", which is text as well
    }
    return auth::from_base64(*object.value);
}

std::string describe_value(const DataObject& object) {
    if (!object.value) {
        return "no value";
    }
    const auto bytes = decode_value(object);
    if (!bytes) {
        return fmt::format("a value that is no {}", plugin::clean(object.encoding, 20));
    }
    return fmt::format("{} bytes: '{}'", bytes->size(), plugin::clean(*bytes, 60));
}

std::string render_container() {
    return "{}";
}

std::string render_object(const Content& content) {
    nlohmann::json object{{"mimetype", content.mimetype}};
    if (!content.metadata.empty()) {
        object["metadata"] = json_of(content.metadata);
    }
    const bool text = content.encoding != Encoding::base64;
    object["value"] = text ? content.value : auth::base64(content.value);
    if (content.encoding != Encoding::none) {
        object["valuetransferencoding"] = name_of(content.encoding);
    }
    return dump(object);
}

std::string render_metadata(const Metadata& metadata) {
    return dump({{"metadata", json_of(metadata)}});
}

}  // namespace fedcloud::cdmi
