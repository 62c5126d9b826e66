#include "leftovers.hpp"

#include <fmt/format.h>

#include <chrono>

#include "cleanup/reaper.hpp"
#include "cleanup/sweep.hpp"

namespace fedcloud::occi_vm {
namespace {

using plugin::Checked;
using plugin::Fault;
using plugin::State;
using namespace std::chrono_literals;

constexpr auto sweep_period = 6h;

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
    const auto endpoint = site.client.endpoint().to_string();
    const bool sweep =
        !instance.is_new && cleanup::sweep_is_due(state_folder, endpoint, sweep_period);
    // A third of the time: the machine of this run matters more than those of earlier ones.
    Machines machines(site, run.work().at_most((run.budget().work.end() - run.budget().start) / 3));
    const auto reaped = cleanup::reap(journal, journal_kind, endpoint, instance, sweep, machines);
    if (!reaped) {
        if (reaped.error().interrupted) {
            return Unexpected{reaped.error()};
        }
        run.find(State::warning, "leftovers",
                 "leftovers could not be looked for: " + reaped.error().text);
        return {};
    }
    if (sweep || instance.is_new) {
        cleanup::mark_swept(state_folder, endpoint);
    }
    for (const auto& title : reaped->removed) {
        run.note(fmt::format("leftover of an earlier run removed: {}", title));
    }
    for (const auto& problem : reaped->problems) {
        run.find(State::warning, "leftover", problem);
    }
    return {};
}

}  // namespace fedcloud::occi_vm
