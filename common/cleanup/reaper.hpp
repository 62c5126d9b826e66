// Removes what earlier runs of this monitoring instance left behind, and nothing else.
#pragma once

#include <string>
#include <vector>

#include "cleanup/instance.hpp"
#include "cleanup/journal.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::cleanup {

// What the reaper must be able to do at a service.
class Collection {
  public:
    virtual ~Collection() = default;

    struct Thing {
        std::string location;
        std::string title;
    };
    struct Listing {
        std::vector<Thing> things;
        bool complete = true;  // nothing was left out
    };
    virtual plugin::Checked<Listing> list() = 0;
    // Until it is proven gone; false if it was gone already. Must refuse to remove a thing that
    // shows another title.
    virtual plugin::Checked<bool> remove(const Thing& thing) = 0;
};

struct Reaped {
    std::vector<std::string> removed;   // titles
    std::vector<std::string> problems;  // what could not be removed or told, one sentence each
};

// The journal's orphans of `kind` at `endpoint` that bear the name of `instance`: by location where
// one is known, else by title. An entry goes when its thing has been removed, or when an hour after
// its creation nothing is at the location, or a complete listing does not know the title. With
// `sweep`, also whatever bears the name of `instance`, is older than an hour and belongs to no run
// that goes on. Stops at a signal.
plugin::Checked<Reaped> reap(Journal& journal, const std::string& kind, const std::string& endpoint,
                             const Instance& instance, bool sweep, Collection& collection);

}  // namespace fedcloud::cleanup
