// What is found and checked on this host before the first byte goes to the site.
#pragma once

#include <string>

#include "auth/credential.hpp"
#include "http/client.hpp"
#include "http/trust.hpp"
#include "machine.hpp"
#include "net/url.hpp"
#include "occi/client.hpp"
#include "options.hpp"
#include "plugin/run.hpp"

namespace fedcloud::occi_vm {

struct Preparation {
    net::Url endpoint;
    auth::Credential credential;
    http::Trust trust;
    Context context;
    std::string state_folder;  // empty with --checks-only
};

// Whatever is wrong is our fault.
plugin::Checked<Preparation> prepare(const Options& options, const plugin::CommonOptions& common);

// The settings of the clients that it makes for this run; `preparation` must outlive them.
http::ClientOptions http_options(const Preparation& preparation, plugin::Run& run);
occi::ClientSettings client_settings(const Preparation& preparation, const plugin::Run& run);

}  // namespace fedcloud::occi_vm
