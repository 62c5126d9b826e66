// The renderings of ooi 1.2: text/plain, text/occi, text/uri-list and JSON of OCCI 1.2.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "http_message.hpp"
#include "machine_store.hpp"
#include "model.hpp"

namespace fedcloud::testbed::ooi {

// A category with everything ooi tells: neither attributes nor actions, and absolute locations.
std::string category_text(const Category& category, const std::string& base_url);

// The items of an instance in their order: Category, X-OCCI-Attribute and Link.
HeaderList compute_items(const Machine& machine, const Model& model, const std::string& base_url);
HeaderList network_items(const Model& model, const std::string& base_url);
HeaderList storage_items(const Model& model, const std::string& base_url);

Json model_json(const Model& model, const std::string& base_url);
Json compute_json(const Machine& machine, const Model& model, const std::string& base_url);
Json network_json();
Json storage_json();

// A collection tells of a machine only its kind, id, title and actions.
Json short_compute_json(const Machine& machine, const Model& model);

// Python's json.dumps puts a space after every comma and colon and escapes what is not ASCII.
std::string python_dump(const Json& value);

inline const std::string network_id = "5d0f3c81-7c2e-49f4-b6f8-c2a40e6bd110";
inline const std::string storage_id = "a3e1f7d2-0b68-4c95-8d77-13bb52f4e9c8";

}  // namespace fedcloud::testbed::ooi
