// Does a CDMI site keep what is written to it, and let go of it?
#pragma once

#include "options.hpp"
#include "plugin/run.hpp"

namespace fedcloud::cdmi {

// Steps: credential, token (--oidc-refresh), login (--keystone-url), version, capabilities,
// leftovers, create, write, read, update, metadata, list, delete. Perfdata: total, connect, tls,
// cycle (create to delete), the steps from version on, auth (logging in), proxy_lifetime,
// token_lifetime, requests; each where there is such a thing.
void check(const Options& options, plugin::Run& run);

}  // namespace fedcloud::cdmi
