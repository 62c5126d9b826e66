// The renderings of rOCCI-server 1.1: text/plain, text/occi and JSON of the OCCI 1.1 draft.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "machine_store.hpp"
#include "model.hpp"

namespace fedcloud::testbed::rocci {

// In a header rOCCI leaves out the attributes of actions, in a body it does not.
enum class Place { body, header };

// A category with all that is known of it, or only with term, scheme and class.
std::string full_category(const Category& category, Place place);
std::string short_category(const Category& category);

// An instance of any kind, ready for every rendering.
struct Instance {
    std::string kind;
    std::vector<const Category*> categories;
    std::vector<std::pair<std::string, Json>> attributes;
};

Instance compute_instance(const Machine& machine, const Model& model);
Instance network_instance(const Model& model);
Instance storage_instance(const Model& model);

inline const std::string network_id = "c8d24f0e-3b7a-4f65-9d10-7be0a2f41c55";
inline const std::string storage_id = "0f6a9b3d-52c1-4e8e-a4d7-91c3e5b70a66";

std::vector<std::string> attribute_texts(const Instance& instance);

Json model_json(const Model& model, const std::vector<std::string>& only);
Json instance_json(const Instance& instance);

}  // namespace fedcloud::testbed::rocci
