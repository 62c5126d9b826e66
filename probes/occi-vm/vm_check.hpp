// Does an OCCI site start a machine, and let go of it?
#pragma once

#include "options.hpp"
#include "plugin/run.hpp"

namespace fedcloud::occi_vm {

// Steps: credential, model, leftovers, templates, create, boot, delete. Perfdata: total, connect,
// tls, model, create, boot, delete, requests.
void check(const Options& options, plugin::Run& run);

}  // namespace fedcloud::occi_vm
