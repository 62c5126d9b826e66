// The JSON of containers, data objects and capabilities objects.
#pragma once

#include <string>

#include "cdmi_service.hpp"

namespace fedcloud::testbed::cdmi {

// Why the JSON is made: as the answer to a create or an update, or to a GET.
enum class Occasion { written, read };

Json render(const Exchange& it, const std::string& path, const Node& node, Occasion occasion);

// Null where there is no such class of capabilities.
Json render_capabilities(const Exchange& it, const std::string& name);

// The value as a read shows it.
std::string shown_value(const Exchange& it, const Node& node);

}  // namespace fedcloud::testbed::cdmi
