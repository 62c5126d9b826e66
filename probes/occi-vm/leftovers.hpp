// Machines that earlier runs of this monitoring instance left on the site.
#pragma once

#include <string>

#include "cleanup/instance.hpp"
#include "cleanup/journal.hpp"
#include "occi/client.hpp"
#include "occi/lifecycle.hpp"
#include "plugin/fault.hpp"
#include "plugin/run.hpp"

namespace fedcloud::occi_vm {

// The `kind` of the journal's entries.
inline constexpr auto journal_kind = "occi-compute";

struct Site {
    occi::Client& client;
    occi::Lifecycle& lifecycle;
    const occi::Model& model;
};

// Removes what the journal knows at this endpoint, and every six hours whatever else bears our
// name; tells each on a further line. What cannot be removed makes the run a WARNING, no more: it
// is not what this run is about. Fails only when a signal ends it.
plugin::Checked<void> remove_leftovers(const Site& site, cleanup::Journal& journal,
                                       const cleanup::Instance& instance,
                                       const std::string& state_folder, plugin::Run& run);

}  // namespace fedcloud::occi_vm
