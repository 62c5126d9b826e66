// The OCCI model of a site: its kinds, mixins and actions, the same for every rendering.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace fedcloud::testbed {

using Json = nlohmann::ordered_json;

struct Attribute {
    std::string name;
    std::string type = "string";
    bool required = false;
    bool is_mutable = true;
    std::string pattern = ".*";
    Json default_value = nullptr;
};

enum class CategoryClass { kind, mixin, action };

struct Category {
    std::string term;
    std::string scheme;
    CategoryClass category_class = CategoryClass::kind;
    std::string title;
    std::string parent;    // the rel of a kind or mixin
    std::string location;  // a path below the endpoint
    std::vector<Attribute> attributes;
    std::vector<std::string> actions;
    std::string applies;

    std::string id() const { return scheme + term; }
};

std::string class_name(CategoryClass category_class);

// Null where the attribute is not among the category's, or has no default.
Json default_of(const Category& category, const std::string& attribute);

struct Model {
    std::vector<Category> kinds;
    std::vector<Category> mixins;
    std::vector<Category> actions;

    const Category* find(const std::string& id) const;
    std::vector<Category> all() const;
};

inline const std::string core_scheme = "http://schemas.ogf.org/occi/core#";
inline const std::string infrastructure_scheme = "http://schemas.ogf.org/occi/infrastructure#";
inline const std::string infrastructure_base = "http://schemas.ogf.org/occi/infrastructure";
inline const std::string compute_id = infrastructure_scheme + "compute";
inline const std::string os_tpl_id = infrastructure_scheme + "os_tpl";
inline const std::string resource_tpl_id = infrastructure_scheme + "resource_tpl";
inline const std::string compute_action_scheme = infrastructure_base + "/compute/action#";

// OpenStack's contextualization mixins, which all sites of the federation offered.
inline const std::string user_data_id = "http://schemas.openstack.org/compute/instance#user_data";
inline const std::string public_key_id =
    "http://schemas.openstack.org/instance/credentials#public_key";
inline const std::string user_data_attribute = "org.openstack.compute.user_data";
inline const std::string public_key_attribute = "org.openstack.credentials.publickey.data";
inline const std::string public_key_name_attribute = "org.openstack.credentials.publickey.name";

// The ids of the actions of a kind, such as {"start", "stop"} below compute.
std::vector<std::string> action_ids(const std::string& kind_term,
                                    const std::vector<std::string>& terms);

// The model as rOCCI-server 1.1 and as ooi 1.2 build it, with the testbed's own templates.
Model make_rocci_model();
Model make_ooi_model();

}  // namespace fedcloud::testbed
