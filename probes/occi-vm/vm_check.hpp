// Does an OCCI site start a machine, and let go of it?
#pragma once

#include "options.hpp"
#include "plugin/run.hpp"

namespace fedcloud::occi_vm {

// Steps: credential, token (--oidc-refresh), login (--keystone-url), model, leftovers, templates,
// create, boot, delete. Perfdata: total, connect, tls, model, create, boot, delete, auth (logging
// in), proxy_lifetime, token_lifetime, requests; each where there is such a thing.
void check(const Options& options, plugin::Run& run);

}  // namespace fedcloud::occi_vm
