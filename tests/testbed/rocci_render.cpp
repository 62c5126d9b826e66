// The renderings of rOCCI-server 1.1: text/plain, text/occi and JSON of the OCCI 1.1 draft.
#include "rocci_render.hpp"

#include <algorithm>

#include "text.hpp"

namespace fedcloud::testbed::rocci {
namespace {

using namespace std::string_literals;

std::string attribute_list(const Category& category) {
    std::vector<std::string> parts;
    for (const auto& attribute : category.attributes) {
        std::vector<std::string> marks;
        if (!attribute.is_mutable) {
            marks.emplace_back("immutable");
        }
        if (attribute.required) {
            marks.emplace_back("required");
        }
        parts.push_back(attribute.name + (marks.empty() ? ""s : "{" + join(marks, " ") + "}"));
    }
    return join(parts, " ");
}

std::string parameter(const std::string& name, const std::string& value) {
    return value.empty() ? ""s : ";" + name + "=\"" + value + "\"";
}

// rOCCI keeps a quoted value as the client escaped it and then prints it as Ruby's inspect does
// (occi.md 7: the title is escaped twice, and UTF-8 comes back byte by byte).
std::string quoted(const std::string& value) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result = "\"";
    for (const char letter : escape(escape(value))) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte >= 0x80U) {
            result += "\\x";
            result += digits[byte >> 4U];
            result += digits[byte & 0x0fU];
        } else if (letter == '\n') {
            result += "\\n";
        } else {
            result += letter;
        }
    }
    return result + "\"";
}

void put_nested(Json& target, const std::string& name, const Json& value) {
    Json* place = &target;
    std::size_t begin = 0;
    for (auto dot = name.find('.'); dot != std::string::npos; dot = name.find('.', begin)) {
        place = &(*place)[name.substr(begin, dot - begin)];
        begin = dot + 1;
    }
    (*place)[name.substr(begin)] = value;
}

Json attributes_json(const Category& category) {
    Json result = Json::object();
    for (const auto& attribute : category.attributes) {
        Json description = Json::object();
        if (!attribute.default_value.is_null()) {
            description["default"] = attribute.default_value;
        }
        description["type"] = attribute.type;
        description["required"] = attribute.required;
        description["mutable"] = attribute.is_mutable;
        description["pattern"] = attribute.pattern;
        put_nested(result, attribute.name, description);
    }
    return result;
}

Json category_json(const Category& category) {
    Json result = Json::object();
    if (category.category_class == CategoryClass::kind) {
        if (!category.parent.empty()) {
            result["parent"] = category.parent;
            result["related"] = {category.parent};
        }
        if (!category.actions.empty()) {
            result["actions"] = category.actions;
        }
    } else if (category.category_class == CategoryClass::mixin) {
        if (!category.parent.empty()) {
            result["depends"] = {category.parent};
        }
        result["applies"] = {category.applies};
        if (!category.parent.empty()) {
            result["related"] = {category.parent};
        }
    }
    if (!category.location.empty()) {
        result["location"] = category.location;
    }
    result["scheme"] = category.scheme;
    result["term"] = category.term;
    result["title"] = category.title;
    result["attributes"] = attributes_json(category);
    return result;
}

// rOCCI's back ends for OpenNebula say "waiting" of a machine that is pending or booting.
std::string state_name(const Machine& machine) {
    const auto state = machine.state(Clock::now());
    if (machine.deleting) {
        return "inactive";
    }
    return state == MachineState::building ? "waiting" : to_string(state);
}

void add_defaults(Instance& instance, const Category& category,
                  const std::vector<std::string>& names) {
    for (const auto& name : names) {
        const auto value = default_of(category, name);
        if (!value.is_null()) {
            instance.attributes.emplace_back(name, value);
        }
    }
}

}  // namespace

std::string short_category(const Category& category) {
    return category.term + parameter("scheme", category.scheme) +
           parameter("class", class_name(category.category_class));
}

std::string full_category(const Category& category, Place place) {
    const bool hide_attributes =
        place == Place::header && category.category_class == CategoryClass::action;
    return short_category(category) + parameter("title", escape(category.title)) +
           parameter("rel", category.parent) + parameter("location", category.location) +
           parameter("attributes", hide_attributes ? ""s : attribute_list(category)) +
           parameter("actions", join(category.actions, " "));
}

Instance compute_instance(const Machine& machine, const Model& model) {
    Instance instance{compute_id, {model.find(compute_id)}, {}};
    std::vector<std::string> mixins{machine.os_tpl, machine.resource_tpl};
    mixins.insert(mixins.end(), machine.other_mixins.begin(), machine.other_mixins.end());
    for (const auto& mixin : mixins) {
        if (const auto* category = model.find(mixin)) {
            instance.categories.push_back(category);
        }
    }
    instance.attributes.emplace_back("occi.core.id", machine.id);
    if (!machine.title.empty() && !machine.title_dropped) {
        instance.attributes.emplace_back("occi.core.title", machine.title);
    }
    const auto* size = model.find(machine.resource_tpl);
    if (size != nullptr) {
        add_defaults(instance, *size, {"occi.compute.architecture", "occi.compute.cores"});
    }
    if (!machine.hostname.empty()) {
        instance.attributes.emplace_back("occi.compute.hostname", machine.hostname);
    }
    if (size != nullptr) {
        add_defaults(instance, *size, {"occi.compute.memory", "occi.compute.speed"});
    }
    instance.attributes.emplace_back("occi.compute.state", state_name(machine));
    if (const auto* image = model.find(machine.os_tpl)) {
        add_defaults(instance, *image, {"eu.egi.fedcloud.appdb.uuid"});
    }
    if (!machine.user_data.empty()) {
        instance.attributes.emplace_back(user_data_attribute, machine.user_data);
    }
    if (!machine.public_key.empty()) {
        instance.attributes.emplace_back(public_key_attribute, machine.public_key);
    }
    return instance;
}

Instance network_instance(const Model& model) {
    const auto kind = infrastructure_scheme + "network";
    return {kind,
            {model.find(kind), model.find(infrastructure_base + "/network#ipnetwork")},
            {{"occi.core.id", network_id},
             {"occi.core.title", "public"},
             {"occi.network.state", "active"},
             {"occi.network.address", "192.0.2.0/24"},
             {"occi.network.allocation", "dynamic"}}};
}

Instance storage_instance(const Model& model) {
    const auto kind = infrastructure_scheme + "storage";
    return {kind,
            {model.find(kind)},
            {{"occi.core.id", storage_id},
             {"occi.core.title", "sample volume"},
             {"occi.storage.size", 1.0},
             {"occi.storage.state", "online"}}};
}

std::vector<std::string> attribute_texts(const Instance& instance) {
    std::vector<std::string> texts;
    for (const auto& [name, value] : instance.attributes) {
        texts.push_back(name + "=" +
                        (value.is_string() ? quoted(value.get<std::string>()) : value.dump()));
    }
    return texts;
}

Json model_json(const Model& model, const std::vector<std::string>& only) {
    const auto list = [&only](const std::vector<Category>& categories) {
        Json result = Json::array();
        for (const auto& category : categories) {
            if (only.empty() || std::find(only.begin(), only.end(), category.id()) != only.end()) {
                result.push_back(category_json(category));
            }
        }
        return result;
    };
    Json result = Json::object();
    result["kinds"] = list(model.kinds);
    result["mixins"] = list(model.mixins);
    result["actions"] = list(model.actions);
    return result;
}

Json instance_json(const Instance& instance) {
    Json result = Json::object();
    result["kind"] = instance.kind;
    for (std::size_t i = 1; i < instance.categories.size(); ++i) {
        result["mixins"].push_back(instance.categories[i]->id());
    }
    result["attributes"] = Json::object();
    for (const auto& [name, value] : instance.attributes) {
        put_nested(result["attributes"], name, value);
    }
    result["id"] = instance.attributes.front().second;
    return result;
}

}  // namespace fedcloud::testbed::rocci
