// The mode --message: are a site's accounting records fit to be sent?
#pragma once

#include "options.hpp"
#include "plugin/run.hpp"

namespace fedcloud::apel {

// The step "message". A file that cannot be read is our fault, a record that is wrong is the
// site's. Perfdata: records, errors, warnings.
void check_message_file(const Options& options, plugin::Run& run);

}  // namespace fedcloud::apel
