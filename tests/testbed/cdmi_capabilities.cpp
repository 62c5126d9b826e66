// What the simulated CDMI servers say that they can do.
#include "cdmi_capabilities.hpp"

#include <vector>

namespace fedcloud::testbed::cdmi {
namespace {

using Names = std::vector<std::string>;

const Names system_names{"cdmi_dataobjects", "cdmi_object_access_by_ID",
                         "cdmi_object_copy_from_local", "cdmi_object_move_from_local"};
const Names container_names{
    "cdmi_list_children",    "cdmi_list_children_range", "cdmi_read_metadata",
    "cdmi_modify_metadata",  "cdmi_create_container",    "cdmi_create_dataobject",
    "cdmi_delete_container", "cdmi_copy_dataobject",     "cdmi_move_dataobject"};
const Names object_names{"cdmi_read_value",       "cdmi_read_value_range",   "cdmi_read_metadata",
                         "cdmi_modify_value",     "cdmi_modify_value_range", "cdmi_modify_metadata",
                         "cdmi_delete_dataobject"};
const Names metadata_names{"cdmi_size", "cdmi_ctime", "cdmi_mtime"};

Json all(const Json& value, const Names& names, const Names& more = {}) {
    Json result = Json::object();
    for (const auto& name : names) {
        result[name] = value;
    }
    for (const auto& name : more) {
        result[name] = value;
    }
    return result;
}

Names without(const Names& names, const Names& those) {
    Names left;
    for (const auto& name : names) {
        bool kept = true;
        for (const auto& one : those) {
            kept = kept && one != name;
        }
        if (kept) {
            left.push_back(name);
        }
    }
    return left;
}

CapabilityClasses usual(const Json& yes) {
    auto system = all(yes, system_names, metadata_names);
    if (yes.is_string()) {
        system["cdmi_metadata_maxitems"] = "1024";
        system["cdmi_metadata_maxsize"] = "4096";
    }
    return {{"", system},
            {"container", all(yes, container_names, metadata_names)},
            {"dataobject", all(yes, object_names, metadata_names)}};
}

bool is_write(const std::string& name) {
    return name.starts_with("cdmi_create_") || name.starts_with("cdmi_modify_") ||
           name.starts_with("cdmi_delete_") || name.starts_with("cdmi_copy_") ||
           name.starts_with("cdmi_move_");
}

bool is_no(const Json& value) {
    return value.is_null() || value == false || value == "false";
}

void change(Json& values, const std::string& name, const Json& value) {
    if (value.is_null()) {
        values.erase(name);
    } else {
        values[name] = value;
    }
}

// "CLASS/NAME", or "NAME" of all classes that have it, and of the system where none has.
void override_one(CapabilityClasses& classes, const std::string& key, const Json& value) {
    const auto slash = key.rfind('/');
    if (slash != std::string::npos) {
        change(classes[key.substr(0, slash)], key.substr(slash + 1), value);
        return;
    }
    bool found = false;
    for (auto& [class_name, values] : classes) {
        if (values.contains(key)) {
            change(values, key, value);
            found = true;
        }
    }
    if (!found) {
        change(classes[""], key, value);
    }
}

}  // namespace

CapabilityClasses standard_capabilities() {
    return usual("true");
}

CapabilityClasses osaddon_capabilities() {
    Json system = {{"cdmi_dataobjects", "true"},
                   {"cdmi_object_copy_from_local", "true"},
                   {"cdmi_multipart_mime", "true"},
                   {"cdmi_metadata_maxitems", 90},
                   {"cdmi_metadata_maxtotalsize", 368640}};
    const Json container = {{"cdmi_list_children", "true"},    {"cdmi_read_metadata", "true"},
                            {"cdmi_modify_metadata", "true"},  {"cdmi_create_dataobject", "true"},
                            {"cdmi_delete_container", "true"}, {"cdmi_create_container", "true"},
                            {"cdmi_copy_dataobject", "true"}};
    const Json object = {{"cdmi_read_value", "true"},
                         {"cdmi_read_metadata", "true"},
                         {"cdmi_modify_value", "true"},
                         {"cdmi_modify_metadata", "true"},
                         {"cdmi_delete_dataobject", "true"}};
    // The only one with JSON's own true.
    const Json root = {{"cdmi_list_children", true},
                       {"cdmi_read_metadata", true},
                       {"cdmi_create_container", true}};
    return {
        {"", system}, {"rootcontainer", root}, {"container", container}, {"dataobject", object}};
}

CapabilityClasses snia_capabilities() {
    auto system =
        all("true",
            without(system_names, {"cdmi_object_copy_from_local", "cdmi_object_move_from_local"}));
    system["domains"] = "false";
    return {{"", system}};
}

CapabilityClasses stoxy_capabilities() {
    auto classes = usual(true);
    classes["container"] =
        all(true, without(container_names, {"cdmi_copy_dataobject", "cdmi_move_dataobject"}));
    return classes;
}

CapabilityClasses indigo_capabilities() {
    const auto qos = all(true, {"cdmi_capabilities_templates", "cdmi_capabilities_exact_inherit",
                                "cdmi_capabilities_allowed", "cdmi_capability_lifetime",
                                "cdmi_data_storage_lifetime", "cdmi_data_redundancy",
                                "cdmi_geographic_placement", "cdmi_latency", "cdmi_throughput"});
    auto classes = usual(true);
    classes["container"].update(qos);
    classes["dataobject"].update(qos);
    for (const std::string name : {"container", "dataobject"}) {
        classes[name + "/profile1"] = {{"cdmi_data_redundancy", "3"},
                                       {"cdmi_geographic_placement", Json::array({"DE"})},
                                       {"cdmi_latency", "0"},
                                       {"cdmi_throughput", "4194304"},
                                       {"cdmi_capabilities_allowed",
                                        Json::array({"/cdmi_capabilities/" + name + "/profile2"})}};
        classes[name + "/profile2"] = {{"cdmi_data_redundancy", "2"},
                                       {"cdmi_geographic_placement", Json::array({"DE"})},
                                       {"cdmi_latency", "10000"},
                                       {"cdmi_throughput", "4194304"}};
    }
    return classes;
}

CapabilityClasses onedata_capabilities() {
    const Names more{"cdmi_size", "cdmi_ctime", "cdmi_atime", "cdmi_mtime", "cdmi_acl"};
    return {{"", all("true", system_names, {"cdmi_security_access_control"})},
            {"container", all("true", container_names, more)},
            {"dataobject", all("true", object_names, more)}};
}

CapabilityClasses cdmi_serve_capabilities() {
    auto classes = usual(true);
    classes[""].erase("cdmi_object_copy_from_local");
    classes["container"].erase("cdmi_copy_dataobject");
    return classes;
}

CapabilityClasses told_capabilities(CapabilityClasses classes, const CdmiSettings& settings) {
    if (settings.read_only) {
        for (auto& [class_name, values] : classes) {
            Json left = Json::object();
            for (const auto& [name, value] : values.items()) {
                if (!is_write(name)) {
                    left[name] = value;
                }
            }
            values = left;
        }
    }
    for (const auto& [key, value] : settings.capabilities.items()) {
        override_one(classes, key, value);
    }
    return classes;
}

bool is_taken_away(const CdmiSettings& settings, const std::string& class_name,
                   const std::string& name) {
    for (const auto& key : {name, class_name + "/" + name}) {
        const auto found = settings.capabilities.find(key);
        if (found != settings.capabilities.end() && is_no(*found)) {
            return true;
        }
    }
    return false;
}

}  // namespace fedcloud::testbed::cdmi
