// What is found and checked on this host before the first byte goes to the site.
#pragma once

#include <optional>
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
    std::optional<net::Url> endpoint;  // nothing: to be taken from Keystone's catalogue
    auth::Credential credential;
    http::Trust trust;
    Context context;
    std::string state_folder;  // empty with --checks-only
};

// Whatever is wrong is our fault.
plugin::Checked<Preparation> prepare(const Options& options, const plugin::CommonOptions& common,
                                     auth::WallClock::time_point now);

// The settings of the clients that are made for this run; `run` must outlive them.
http::ClientOptions http_options(const Preparation& preparation, plugin::Run& run);
occi::ClientSettings client_settings(const net::Url& endpoint, const plugin::Run& run);

}  // namespace fedcloud::occi_vm
