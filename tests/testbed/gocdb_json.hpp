// A registry in JSON, as a test gives it to a GOCDB.
#pragma once

#include <vector>

#include "gocdb_registry.hpp"
#include "model.hpp"

namespace fedcloud::testbed::gocdb {

// Both throw std::invalid_argument, with the place of what is wrong.
Registry read_registry(const Json& description);
Downtime read_downtime(const Json& description, const Registry& registry);

Json to_json(const Registry& registry);

}  // namespace fedcloud::testbed::gocdb
