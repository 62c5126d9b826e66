// The option by which a probe is told how old a copy of a page may be.
#pragma once

#include <chrono>
#include <string>

#include "plugin/options.hpp"

namespace fedcloud::page {

// --cache-ttl, 0 to 86400 seconds.
plugin::Option ttl_option(std::chrono::seconds& target, const std::string& default_value);

}  // namespace fedcloud::page
