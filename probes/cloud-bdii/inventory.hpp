// How much a site publishes, and whether it is enough.
#pragma once

#include <string>

#include "finding.hpp"
#include "options.hpp"

namespace fedcloud::cloud_bdii {

struct Inventory {
    std::size_t entries = 0;
    std::size_t services = 0;
    std::size_t endpoints = 0;
    std::size_t images = 0;
    std::size_t templates = 0;
    std::size_t glue21 = 0;  // of all entries, those of GLUE 2.1's cloud classes
    std::size_t compute_services = 0;

    std::string to_string() const;  // "2 services, 3 endpoints, 3 images, 5 templates"
};

Inventory take_inventory(const Entries& entries);

// Less than is asked for.
Findings check_minimum(const Inventory& inventory, const Minimum& minimum);

// Services that name another site than `site` as theirs. `is_only_proof`: nothing but these keys
// says whose the information is, as in a resource BDII; then one at least has to name it.
Findings check_owner(const Entries& entries, const std::string& site, bool is_only_proof);

}  // namespace fedcloud::cloud_bdii
