// Registries that are made up, and what spoils them.
#pragma once

#include <cstdint>
#include <memory>

#include "gocdb_registry.hpp"
#include "gocdb_settings.hpp"

namespace fedcloud::testbed::gocdb {

// Everything that is hard to deal with in real registries; see the README.
Registry make_awkward_registry();

// The same for the same numbers, always.
Registry make_large_registry(std::uint64_t sites, std::uint64_t services);

// With sites missing, unknown sites and bad keys, as the settings say; the same one if they do not.
std::shared_ptr<const Registry> spoilt(const std::shared_ptr<const Registry>& registry,
                                       const GocdbSettings& settings);

}  // namespace fedcloud::testbed::gocdb
