// What a site does differently from a well-behaved one; the control API changes it while it runs.
#pragma once

#include <string>

#include "model.hpp"
#include "text.hpp"

namespace fedcloud::testbed {

// Where the answer to a create says which machine was made.
enum class LocationStyle { dialect, header, body, relative, wrong_host, missing, foreign };

struct Settings {
    Seconds boot{0.2};
    Seconds deletion{0.1};
    Seconds latency{0.0};
    bool never_active = false;
    bool boot_to_error = false;
    bool delete_lies = false;
    bool title_dropped = false;
    LocationStyle location = LocationStyle::dialect;
    std::string foreign_id;

    // Of a site behind a Keystone: the address it names (its own Keystone's when empty), the
    // challenge with {} in the place of that address, and how the header's name is spelt.
    std::string keystone_uri;
    std::string challenge = "Keystone uri='{}'";
    std::string challenge_header = "WWW-Authenticate";
};

Json to_json(const Settings& settings);

// Throws std::invalid_argument for an unknown name or a value that makes no sense.
void apply_settings(Settings& settings, const Json& changes);

}  // namespace fedcloud::testbed
