// A site profile as the text of its file. Pure and deterministic.
#pragma once

#include <string>

#include "site/profile.hpp"

namespace fedcloud::profiles {

// JSON with the members in the order of site::Profile, empty ones left out. Each service and each
// downtime stands on a line of its own that begins with its key: a probe that is asked for one
// service skips the other lines unread.
std::string render_profile(const site::Profile& profile);

// "2026-11-21T14:00:00Z"
std::string render_time(plugin::UtcTime time);

}  // namespace fedcloud::profiles
