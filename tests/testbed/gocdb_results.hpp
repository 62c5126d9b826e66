// The answers of a GOCDB's methods.
#pragma once

#include <optional>
#include <string>

#include "gocdb_faults.hpp"
#include "gocdb_query.hpp"
#include "gocdb_settings.hpp"

namespace fedcloud::testbed::gocdb {

struct Request {
    const Registry& registry;
    const GocdbSettings& settings;
    const Query& query;
    const std::optional<Cursor>& cursor;
    std::optional<PageFault> fault;
    std::string door;  // /public/ or /private/
};

// The whole body. Throws Refused.
std::string write_results(const Request& request);

}  // namespace fedcloud::testbed::gocdb
