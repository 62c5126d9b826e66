#include "cleanup/reaper.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>

#include "cleanup/name.hpp"

namespace fedcloud::cleanup {
namespace {

using plugin::Checked;
using plugin::Fault;
using namespace std::chrono_literals;

// Longer than any run: what is older belongs to none that goes on, on this host or another one
// that was given the same state folder by mistake.
constexpr auto old_enough = 1h;

bool is_old(std::chrono::system_clock::time_point created) {
    return std::chrono::system_clock::now() - created > old_enough;
}

class Reaper {
  public:
    Reaper(Journal& journal, Collection& collection) : journal_(journal), collection_(collection) {}

    Checked<void> reap_orphan(Record& record, const std::string& instance);
    Checked<void> sweep(const std::string& instance);
    Reaped take() { return std::move(reaped_); }

  private:
    // Listed once for all that need it.
    Checked<const Collection::Listing*> listing();
    enum class Outcome { removed, not_there, stays };
    Checked<Outcome> remove(const Collection::Thing& thing);
    void close(Record& record);

    Journal& journal_;
    Collection& collection_;
    std::optional<Collection::Listing> listing_;
    Reaped reaped_;
};

Checked<const Collection::Listing*> Reaper::listing() {
    if (!listing_) {
        auto listed = collection_.list();
        if (!listed) {
            return Unexpected{listed.error()};
        }
        listing_ = std::move(*listed);
    }
    return &*listing_;
}

// Only a signal ends the whole.
Checked<Reaper::Outcome> Reaper::remove(const Collection::Thing& thing) {
    const auto removed = collection_.remove(thing);
    if (removed) {
        if (*removed) {
            reaped_.removed.push_back(thing.title);
        }
        return *removed ? Outcome::removed : Outcome::not_there;
    }
    if (removed.error().interrupted) {
        return Unexpected{removed.error()};
    }
    reaped_.problems.push_back(
        fmt::format("leftover {} could not be removed: {}", thing.title, removed.error().text));
    return Outcome::stays;
}

void Reaper::close(Record& record) {
    if (const auto closed = record.close(); !closed) {
        reaped_.problems.push_back(closed.error().text);
    }
}

Checked<void> Reaper::reap_orphan(Record& record, const std::string& instance) {
    const Entry& entry = record.entry();
    const auto name = Name::parse(entry.title);
    if (!name || name->instance != instance) {
        reaped_.problems.push_back(
            fmt::format("journal entry {} does not bear the name of this monitoring instance, {}: "
                        "it is left alone; look for what it names and remove both",
                        entry.title, instance));
        return {};
    }
    std::optional<Collection::Thing> thing;
    if (!entry.location.empty()) {
        thing = Collection::Thing{entry.location, entry.title};
    } else {
        const auto listed = listing();
        if (!listed) {
            return Unexpected{listed.error()};
        }
        for (const auto& candidate : (*listed)->things) {
            if (candidate.title == entry.title) {
                thing = candidate;
            }
        }
        if (!thing && (*listed)->complete && is_old(entry.created)) {
            close(record);
        }
    }
    if (!thing) {
        return {};
    }
    const auto outcome = remove(*thing);
    if (!outcome) {
        return Unexpected{outcome.error()};
    }
    // What is not there may still come: the answer to its create may have been lost on the way.
    if (*outcome == Outcome::removed || (*outcome == Outcome::not_there && is_old(entry.created))) {
        close(record);
    }
    return {};
}

Checked<void> Reaper::sweep(const std::string& instance) {
    const auto listed = listing();
    if (!listed) {
        return Unexpected{listed.error()};
    }
    for (const auto& thing : (*listed)->things) {
        const auto name = Name::parse(thing.title);
        if (!name || name->instance != instance || !is_old(name->created) ||
            journal_.is_live(thing.title)) {
            continue;
        }
        if (const auto gone = remove(thing); !gone) {
            return Unexpected{gone.error()};
        }
    }
    return {};
}

}  // namespace

Checked<Reaped> reap(Journal& journal, const std::string& kind, const std::string& endpoint,
                     const Instance& instance, bool sweep, Collection& collection) {
    Reaper reaper(journal, collection);
    auto orphans = journal.orphans(kind, endpoint);
    for (auto& record : orphans.records) {
        if (auto done = reaper.reap_orphan(record, instance.id); !done) {
            return Unexpected{done.error()};
        }
    }
    // The orphans' own entries are done with by now: none of them counts as live.
    orphans.records.clear();
    if (sweep) {
        if (auto done = reaper.sweep(instance.id); !done) {
            return Unexpected{done.error()};
        }
    }
    auto reaped = reaper.take();
    reaped.problems.insert(reaped.problems.begin(), orphans.problems.begin(),
                           orphans.problems.end());
    return reaped;
}

}  // namespace fedcloud::cleanup
