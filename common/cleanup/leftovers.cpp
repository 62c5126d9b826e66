#include "cleanup/leftovers.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "cleanup/sweep.hpp"

namespace fedcloud::cleanup {
namespace {

using plugin::State;
using namespace std::chrono_literals;

constexpr auto sweep_period = 6h;

}  // namespace

plugin::Checked<Memory> open_memory(const std::string& state_folder) {
    auto journal = Journal::open(state_folder);
    if (!journal) {
        return Unexpected{journal.error()};
    }
    auto instance = find_instance(state_folder);
    if (!instance) {
        return Unexpected{instance.error()};
    }
    return Memory{std::move(*journal), std::move(*instance)};
}

plugin::Until leftovers_until(const plugin::Run& run) {
    return run.work().at_most((run.budget().work.end() - run.budget().start) / 3);
}

plugin::Checked<void> remove_leftovers(const Place& place, Journal& journal,
                                       const Instance& instance, Collection& collection,
                                       plugin::Run& run) {
    // A new instance cannot have left anything.
    const bool sweep =
        !instance.is_new && sweep_is_due(place.state_folder, place.endpoint, sweep_period);
    const auto reaped = reap(journal, place.kind, place.endpoint, instance, sweep, collection);
    if (!reaped) {
        if (reaped.error().interrupted) {
            return Unexpected{reaped.error()};
        }
        run.find(State::warning, "leftovers",
                 "leftovers could not be looked for: " + reaped.error().text);
        return {};
    }
    if (sweep || instance.is_new) {
        mark_swept(place.state_folder, place.endpoint);
    }
    for (const auto& title : reaped->removed) {
        run.note(fmt::format("leftover of an earlier run removed: {}", title));
    }
    for (const auto& problem : reaped->problems) {
        run.find(State::warning, "leftover", problem);
    }
    return {};
}

}  // namespace fedcloud::cleanup
