// What a CDMI server does differently from a well-behaved one of its dialect.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model.hpp"
#include "text.hpp"

namespace fedcloud::testbed {

struct CdmiSettings {
    Seconds latency{0.0};
    std::vector<std::string> versions;  // in rising order; none: those of the dialect

    // A creation that goes on after its answer: for so many seconds and for so many reads.
    Seconds delayed{0.0};
    std::uint64_t delayed_polls = 0;
    std::string delayed_error;        // the completionStatus that it ends in; empty: it succeeds
    std::uint64_t read_status = 202;  // of a read meanwhile
    std::string percent;              // percentComplete meanwhile; empty: none
    std::string complete = "Complete";
    std::string location = "absolute";  // of the answer 202: absolute, relative, missing

    bool delete_lies = false;
    bool update_lies = false;
    bool corrupt = false;
    bool metadata_lost = false;
    bool read_only = false;
    bool list_omits = false;
    std::uint64_t stale_reads = 0;
    std::uint64_t quota = 0;             // the status of every create and update; 0: there is room
    Json capabilities = Json::object();  // "NAME" or "CLASS/NAME" to a value, null: not there

    // As those of a site.
    std::string keystone_uri;
    std::string challenge = "Keystone uri=\"{}\"";
    std::string challenge_header = "WWW-Authenticate";
    bool challenge_early = false;  // by keystonemiddleware, of everything

    bool delays() const { return delayed.count() > 0 || delayed_polls > 0; }
};

Json to_json(const CdmiSettings& settings);

// Throws std::invalid_argument for an unknown name or a value that makes no sense.
void apply_settings(CdmiSettings& settings, const Json& changes);

}  // namespace fedcloud::testbed
