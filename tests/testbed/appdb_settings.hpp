// What the image lists of an AppDB tell, how they are signed, and what is wrong with them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model.hpp"
#include "text.hpp"

namespace fedcloud::testbed {

struct AppdbSettings {
    std::string token;  // whom lists are for: a user of HTTP Basic; empty: everybody
    double created_hours = 1;
    std::optional<double> expires_hours = 720;  // empty: in 2499
    std::uint64_t images = 4;
    std::uint64_t image_expired = 0;     // so many of the first images have expired,
    std::uint64_t image_missing = 0;     // are not there,
    std::uint64_t image_size_wrong = 0;  // or are longer than their hv:size
    std::string signing = "multipart";
    std::string version = "2.4.0";
    std::string identifier = "c2f0a4de-63d1-4b6e-9f0b-8a51e7d94c20";
    std::vector<std::string> missing;  // fields; those of images with "image:" before the name
    std::string bad_checksum = "none";
    bool egiappdb = false;  // there is no list
    std::string mpuri = "https://appdb.egi.eu/store/vm/image/";
    Seconds latency{0};
};

Json to_json(const AppdbSettings& settings);

// Throws std::invalid_argument for an unknown name or a value that makes no sense.
void apply_settings(AppdbSettings& settings, const Json& changes);

}  // namespace fedcloud::testbed
