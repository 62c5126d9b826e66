// What is found and checked on this host before the first byte goes to the site.
#pragma once

#include <string>

#include "auth/preparation.hpp"
#include "client.hpp"
#include "http/client.hpp"
#include "options.hpp"
#include "plugin/run.hpp"

namespace fedcloud::cdmi {

struct Preparation {
    auth::Preparation access;
    std::string state_folder;  // empty with --read-only
};

// Whatever is wrong is our fault.
plugin::Checked<Preparation> prepare(const Options& options, plugin::Run& run);

// The settings of the client that is made for this run.
ClientSettings client_settings(const net::Url& endpoint, const plugin::Run& run);

// How long a change may take to show. What a user would put up with; and what is left of the run
// must do for everything that follows.
plugin::Clock::duration grace_of(const plugin::Run& run);

}  // namespace fedcloud::cdmi
