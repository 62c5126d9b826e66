// Which records a request is about, and which of them are on its page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gocdb_query.hpp"
#include "gocdb_registry.hpp"
#include "gocdb_settings.hpp"

namespace fedcloud::testbed::gocdb {

// The records are those of a registry, in the order of their ids.
template <typename Record>
using Selection = std::vector<const Record*>;

// All throw Refused where a value makes no sense. Without a cursor everything is selected, and with
// one no more than a page.
Selection<Service> select_services(const Registry& registry, const Query& query,
                                   const GocdbSettings& settings,
                                   const std::optional<Cursor>& cursor);
Selection<Site> select_sites(const Registry& registry, const Query& query,
                             const GocdbSettings& settings, const std::optional<Cursor>& cursor);
Selection<Downtime> select_downtimes(const Registry& registry, const Query& query,
                                     const GocdbSettings& settings,
                                     const std::optional<Cursor>& cursor);

std::vector<std::string> select_rocs(const Registry& registry, const Query& query,
                                     const GocdbSettings& settings);

}  // namespace fedcloud::testbed::gocdb
