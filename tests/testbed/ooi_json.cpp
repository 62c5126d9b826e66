// The JSON rendering of ooi 1.2.
#include "ooi_instance.hpp"
#include "ooi_render.hpp"

namespace fedcloud::testbed::ooi {
namespace {

Json attributes_json(const Category& category) {
    Json result = Json::object();
    for (const auto& attribute : category.attributes) {
        Json description = Json::object();
        description["mutable"] = attribute.is_mutable;
        description["required"] = attribute.required;
        description["type"] = attribute.type;
        if (!attribute.default_value.is_null()) {
            description["default"] = attribute.default_value;
        }
        result[attribute.name] = description;
    }
    return result;
}

Json category_json(const Category& category, const std::string& base_url) {
    Json result = Json::object();
    result["term"] = category.term;
    result["scheme"] = category.scheme;
    result["title"] = category.title;
    if (!category.attributes.empty()) {
        result["attributes"] = attributes_json(category);
    }
    if (!category.location.empty()) {
        result["location"] = base_url + category.location;
    }
    if (!category.actions.empty()) {
        result["actions"] = category.actions;
    }
    if (category.category_class == CategoryClass::kind && !category.parent.empty()) {
        result["parent"] = category.parent;
    }
    if (category.category_class == CategoryClass::mixin) {
        if (!category.parent.empty()) {
            result["depends"] = Json::array({category.parent});
        }
        if (!category.applies.empty()) {
            result["applies"] = Json::array({category.applies});
        }
    }
    return result;
}

Json attributes_object(const InstanceAttributes& attributes) {
    Json result = Json::object();
    for (const auto& [name, value] : attributes) {
        result[name] = value;
    }
    return result;
}

Json network_link(const Machine& machine, const std::string& base_url) {
    Json link = Json::object();
    link["kind"] = infrastructure_scheme + "networkinterface";
    link["id"] = machine.id + "_" + machine_address;
    link["mixins"] = Json::array({ip_interface_id});
    link["attributes"] = attributes_object(interface_attributes());
    link["source"]["kind"] = compute_id;
    link["source"]["location"] = base_url + "/compute/" + machine.id;
    link["target"]["kind"] = infrastructure_scheme + "network";
    link["target"]["location"] = base_url + "/network/" + network_id;
    return link;
}

Json other_instance(const std::string& term, const std::string& id, const std::string& title,
                    const InstanceAttributes& attributes) {
    Json result = Json::object();
    result["kind"] = infrastructure_scheme + term;
    result["id"] = id;
    result["title"] = title;
    result["attributes"] = attributes_object(attributes);
    return result;
}

}  // namespace

Json model_json(const Model& model, const std::string& base_url) {
    Json result = Json::object();
    const auto add = [&](const char* name, const std::vector<Category>& categories) {
        result[name] = Json::array();
        for (const auto& category : categories) {
            result[name].push_back(category_json(category, base_url));
        }
    };
    add("kinds", model.kinds);
    add("mixins", model.mixins);
    add("actions", model.actions);
    return result;
}

Json short_compute_json(const Machine& machine, const Model& model) {
    Json result = Json::object();
    result["kind"] = compute_id;
    result["id"] = machine.id;
    result["title"] = shown_title(machine);
    result["actions"] = model.find(compute_id)->actions;
    return result;
}

Json compute_json(const Machine& machine, const Model& model, const std::string& base_url) {
    Json result = Json::object();
    result["kind"] = compute_id;
    result["id"] = machine.id;
    for (const auto& mixin : {machine.os_tpl, machine.resource_tpl}) {
        if (!mixin.empty()) {
            result["mixins"].push_back(mixin);
        }
    }
    result["title"] = shown_title(machine);
    result["attributes"] = attributes_object(compute_attributes(machine, model));
    result["actions"] = model.find(compute_id)->actions;
    result["links"] = Json::array({network_link(machine, base_url)});
    return result;
}

Json network_json() {
    return other_instance("network", network_id, "private", network_attributes());
}

Json storage_json() {
    return other_instance("storage", storage_id, "sample volume", storage_attributes());
}

std::string python_dump(const Json& value) {
    const auto dense = value.dump(-1, ' ', true, Json::error_handler_t::replace);
    std::string result;
    bool quoted = false;
    for (std::size_t i = 0; i < dense.size(); ++i) {
        result += dense[i];
        if (quoted && dense[i] == '\\') {
            result += dense[++i];
        } else if (dense[i] == '"') {
            quoted = !quoted;
        } else if (!quoted && (dense[i] == ',' || dense[i] == ':')) {
            result += ' ';
        }
    }
    return result;
}

}  // namespace fedcloud::testbed::ooi
