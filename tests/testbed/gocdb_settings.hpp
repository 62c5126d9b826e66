// How a GOCDB answers, and what it has on its books.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model.hpp"
#include "text.hpp"

namespace fedcloud::testbed {

struct GocdbSettings {
    std::string content = "running";  // or awkward, large, empty
    std::uint64_t sites = 500;        // of large
    std::uint64_t services = 10000;
    std::map<std::string, std::string> placed;  // of running: a server's name, its site's name

    std::uint64_t max_page_size = 100;
    std::string default_scope = "EGI";
    std::string href_base = "https://goc.testbed.invalid/gocdbpi";
    bool ignore_case = true;                              // of patterns, as MariaDB does
    bool private_is_open = false;                         // nobody is asked for a certificate
    std::optional<std::vector<std::string>> identifiers;  // who is known; none: everybody
    bool next_on_empty_page = false;
    bool cursor_first = false;            // in the links
    std::string nested_keys = "service";  // or site: what PRIMARY_KEY of a nested SERVICE is

    std::uint64_t missing_sites = 0;  // so many of the last ones, with their services
    std::uint64_t unknown_sites = 0;  // so many of the first services name a site that there is not
    std::uint64_t malformed_keys = 0;  // of the first services
    std::uint64_t duplicate_keys = 0;  // so many of the first services have the key of the first
    Seconds latency{0};
};

Json to_json(const GocdbSettings& settings);

// Throws std::invalid_argument for an unknown name or a value that makes no sense.
void apply_settings(GocdbSettings& settings, const Json& changes);

}  // namespace fedcloud::testbed
