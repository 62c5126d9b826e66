#include "page/cache.hpp"

#include <fmt/format.h>

#include <utility>

#include "plugin/number.hpp"
#include "plugin/state_folder.hpp"

namespace fedcloud::page {
namespace {

using plugin::Checked;
using plugin::Fault;

// Our lines above the body.
constexpr std::size_t header_room = 16384;

bool is_young(const Entry& entry, std::chrono::seconds ttl, WallClock::time_point now) {
    // A second for what rounding and two hosts' clocks, on a shared disk, may differ by.
    return entry.fetched <= now + std::chrono::seconds(1) && now - entry.fetched < ttl;
}

bool has_ended(const Entry& entry, WallClock::time_point now) {
    const auto* page = std::get_if<Page>(&entry.outcome);
    return page != nullptr && page->ends && *page->ends <= now;
}

}  // namespace

Cache::Cache(Key key, const Settings& settings) : key_(std::move(key)), settings_(settings) {
    if (settings.ttl.count() == 0) {
        return;
    }
    const auto folder = plugin::find_state_folder(settings.state_dir);
    if (!folder) {
        problem_ = folder.error().text;
        return;
    }
    // 0600: whoever could write it could decide what a probe says.
    const auto name = fmt::format("page-{:016x}", hash(key_.url + '\n' + key_.asker));
    good_.emplace(*folder, name, 0600);
    failed_.emplace(*folder, name + ".failed", 0600);
}

std::optional<Entry> Cache::read(const plugin::CacheFile& file) const {
    const auto bytes = file.read(settings_.largest + header_room);
    return bytes ? decode(*bytes, key_) : std::nullopt;
}

std::optional<Entry> Cache::last_good() const {
    auto entry = good_ ? read(*good_) : std::nullopt;
    return entry && std::holds_alternative<Page>(entry->outcome) ? std::move(entry) : std::nullopt;
}

std::optional<Entry> Cache::at_hand(WallClock::time_point now) const {
    auto good = last_good();
    if (good && is_young(*good, settings_.ttl, now) && !has_ended(*good, now)) {
        return good;
    }
    auto failed = failed_ ? read(*failed_) : std::nullopt;
    if (failed && is_young(*failed, std::min(failure_ttl, settings_.ttl), now) &&
        !has_ended(*failed, now) && (!good || good->fetched < failed->fetched)) {
        return failed;
    }
    return std::nullopt;
}

Expected<void, std::string> Cache::lock(const plugin::Until& until) {
    return good_->lock(until);
}

void Cache::unlock() {
    good_->unlock();
}

Expected<void, std::string> Cache::store(const Entry& entry, bool good) {
    return (good ? *good_ : *failed_).replace(encode(key_, entry));
}

namespace {

// False: not to be had, and `run` knows why.
Checked<bool> lock(Cache& cache, plugin::Run& run) {
    const auto until = run.work();
    const auto locked = cache.lock(until);
    if (locked) {
        return true;
    }
    if (plugin::wait(until.at_most({})) == plugin::WaitResult::interrupted) {
        return Unexpected{Fault::by_signal()};
    }
    if (until.deadline.expired()) {
        return Unexpected{
            Fault::ours(fmt::format("waited {}s for another run, which is downloading the page: {}",
                                    plugin::format_seconds(run.elapsed()), locked.error()))};
    }
    run.note("downloaded for this run alone: " + locked.error());
    return false;
}

// What `outcome`, of a download that was given `time`, tells of a run that has more time.
bool holds_for_others(const Outcome& outcome, plugin::Clock::duration time) {
    // Who tries a probe by hand with a short -t must not make all runs of this minute fail.
    constexpr std::chrono::seconds patience(20);
    const auto* fault = std::get_if<Fault>(&outcome);
    return fault == nullptr || (!fault->interrupted && (!fault->timed_out || time >= patience));
}

void keep(Cache& cache, plugin::Run& run, const Entry& entry, const IsGood& is_good) {
    const auto* page = std::get_if<Page>(&entry.outcome);
    if (auto stored = cache.store(entry, page != nullptr && is_good(*page)); !stored) {
        run.note("the page is not shared with other runs: " + stored.error());
    }
}

}  // namespace

Checked<Entry> renew(Cache& cache, plugin::Run& run, const Download& download,
                     const IsGood& is_good) {
    const auto fetch = [&](const plugin::Until& until) {
        auto outcome = download(until);
        return Entry{WallClock::now(), std::move(outcome)};
    };
    if (!cache.problem().empty()) {
        run.note("downloaded for this run alone: " + cache.problem());
    }
    if (!cache.is_shared()) {
        return fetch(run.work());
    }
    const auto locked = lock(cache, run);
    if (!locked) {
        return Unexpected{locked.error()};
    }
    if (auto entry = cache.at_hand(WallClock::now())) {
        cache.unlock();
        return std::move(*entry);
    }
    const auto all = run.budget().work.end() - run.budget().start;
    const auto until = run.work().at_most(all * 3 / 4);
    const auto time = until.deadline.remaining();
    auto entry = fetch(until);
    if (*locked) {
        if (holds_for_others(entry.outcome, time)) {
            keep(cache, run, entry, is_good);
        }
        cache.unlock();
    }
    return entry;
}

}  // namespace fedcloud::page
