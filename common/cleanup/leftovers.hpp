// What earlier runs of this monitoring instance left at a service, removed and told as a part of
// the run of a probe.
#pragma once

#include <string>

#include "cleanup/instance.hpp"
#include "cleanup/journal.hpp"
#include "cleanup/reaper.hpp"
#include "plugin/fault.hpp"
#include "plugin/run.hpp"

namespace fedcloud::cleanup {

struct Place {
    std::string kind;          // of the journal's entries
    std::string endpoint;      // as in the journal's entries
    std::string state_folder;  // where it is kept when the place was last searched
};

// What is kept in the state folder of what this instance creates.
struct Memory {
    Journal journal;
    Instance instance;
};
plugin::Checked<Memory> open_memory(const std::string& state_folder);

// Ends a third of the way: what this run creates matters more than what earlier ones left.
plugin::Until leftovers_until(const plugin::Run& run);

// Removes what the journal knows at this place, and every six hours whatever else bears our name;
// tells each on a further line. What cannot be removed makes the run a WARNING, no more: it is not
// what this run is about. Fails only when a signal ends it.
plugin::Checked<void> remove_leftovers(const Place& place, Journal& journal,
                                       const Instance& instance, Collection& collection,
                                       plugin::Run& run);

}  // namespace fedcloud::cleanup
