// What is found and checked on this host before the first byte goes to the site.
#pragma once

#include <string>

#include "auth/preparation.hpp"
#include "http/client.hpp"
#include "machine.hpp"
#include "occi/client.hpp"
#include "options.hpp"
#include "plugin/run.hpp"

namespace fedcloud::occi_vm {

struct Preparation {
    auth::Preparation access;
    Context context;
    std::string state_folder;  // empty with --checks-only
};

// Whatever is wrong is our fault.
plugin::Checked<Preparation> prepare(const Options& options, plugin::Run& run);

// The settings of the clients that are made for this run; `run` must outlive them.
http::ClientOptions http_options(const Preparation& preparation, plugin::Run& run);
occi::ClientSettings client_settings(const net::Url& endpoint, const plugin::Run& run);

}  // namespace fedcloud::occi_vm
