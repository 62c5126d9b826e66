#include "leftovers.hpp"

#include "cleanup/leftovers.hpp"

namespace fedcloud::occi_vm {
namespace {

using plugin::Checked;
using plugin::Fault;

// The machines of a site, as the reaper sees them.
class Machines : public cleanup::Collection {
  public:
    Machines(const Site& site, const plugin::Until& until) : site_(site), until_(until) {}

    Checked<Listing> list() override {
        auto titles = site_.lifecycle.titles(site_.model, occi::compute_id, until_);
        if (!titles) {
            return Unexpected{titles.error()};
        }
        Listing listing;
        listing.complete = titles->complete;
        for (const auto& [url, title] : titles->instances) {
            listing.things.push_back({url.to_string(), title});
        }
        return listing;
    }

    Checked<bool> remove(const Thing& thing) override {
        const auto url = site_.client.locate(thing.location);
        if (!url) {
            return Unexpected{Fault::ours("journal: " + url.error())};
        }
        const auto removed = site_.lifecycle.remove(*url, thing.title, false, until_);
        if (!removed) {
            return Unexpected{removed.error()};
        }
        return *removed == occi::Lifecycle::Removal::proven;
    }

  private:
    Site site_;
    plugin::Until until_;
};

}  // namespace

Checked<void> remove_leftovers(const Site& site, cleanup::Journal& journal,
                               const cleanup::Instance& instance, const std::string& state_folder,
                               plugin::Run& run) {
    Machines machines(site, cleanup::leftovers_until(run));
    return cleanup::remove_leftovers(
        {journal_kind, site.client.endpoint().to_string(), state_folder}, journal, instance,
        machines, run);
}

}  // namespace fedcloud::occi_vm
