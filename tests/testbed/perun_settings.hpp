// What a Perun tells of itself, and what it does differently from a well-behaved one.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model.hpp"
#include "text.hpp"

namespace fedcloud::testbed {

struct PerunSettings {
    std::string version = "47.2.1";
    std::string db_version = "3.2.34";
    std::int64_t last_message_id = 48211907;
    std::map<std::string, std::int64_t> lag;  // of auditer consumers; negative: ahead
    std::vector<std::string> omit;            // lines, by what stands before the colon
    std::string principal = "known";          // or "unknown", or the only DN that is known
    std::string anonymous = "unknown";        // or "known": who comes by non
    std::string error;                        // the name of an exception; empty: none
    int error_status = 400;
    std::string html;         // a status or "login": what comes instead of Perun; empty: nothing
    Seconds clock_offset{0};  // of the server's clock; positive: it is fast
    double zone_hours = 1;    // the server's time zone, east of Greenwich
    Seconds latency{0};
};

// The consumers that are there without any setting.
std::vector<std::string> perun_consumers();

Json to_json(const PerunSettings& settings);

// Throws std::invalid_argument for an unknown name or a value that makes no sense.
void apply_settings(PerunSettings& settings, const Json& changes);

}  // namespace fedcloud::testbed
