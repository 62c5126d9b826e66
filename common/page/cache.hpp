// Copies of pages that runs share, so that three hundred sites cost one download.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "page/page.hpp"
#include "plugin/cache_file.hpp"
#include "plugin/run.hpp"

namespace fedcloud::page {

struct Settings {
    std::chrono::seconds ttl{};  // how old a copy may be; zero: nothing is shared
    std::size_t largest = 0;     // bytes of a body
    std::string state_dir{};     // --state-dir
};

// Where one page's copies lie: the last good answer, and beside it, for a minute, what went wrong
// last, so that three hundred runs do not each wait for a dead server. Whatever is wrong with these
// files costs a download and a note, never the result.
class Cache {
  public:
    // How long after a failed download the next one is tried.
    static constexpr std::chrono::seconds failure_ttl{60};

    // Not to have a folder for it is `problem()`.
    Cache(Key key, const Settings& settings);

    // What need not be fetched at `now`: a copy that is young enough, or a failure of this minute.
    // What claims to be from the future is not taken: some clock was wrong.
    std::optional<Entry> at_hand(WallClock::time_point now) const;
    // The last good answer, however old.
    std::optional<Entry> last_good() const;

    // As CacheFile.
    Expected<void, std::string> lock(const plugin::Until& until);
    void unlock();
    // Precondition: locked. `good`: it may be shown for the whole time to live.
    Expected<void, std::string> store(const Entry& entry, bool good);

    bool is_shared() const { return good_.has_value(); }
    // Why nothing is shared although it was asked for; empty if there is no such reason.
    const std::string& problem() const { return problem_; }
    const std::string& path() const { return good_->path(); }

  private:
    std::optional<Entry> read(const plugin::CacheFile& file) const;

    Key key_;
    Settings settings_;
    std::optional<plugin::CacheFile> good_;
    std::optional<plugin::CacheFile> failed_;
    std::string problem_;
};

// Asks the service.
using Download = std::function<Outcome(const plugin::Until&)>;
// Whether an answer is what was hoped for, and not an error or a page about some maintenance.
using IsGood = std::function<bool(const Page&)>;

// The entry at hand, or else one that is downloaded, by this run or by one that was faster. Of the
// time of the run a quarter is left for those who wait. A failure is shared as well, but a time-out
// only where the service was given twenty seconds or more. What went wrong beside it is noted in
// `run`. Fails only when the time is over, or a signal came, while another run was downloading.
plugin::Checked<Entry> renew(Cache& cache, plugin::Run& run, const Download& download,
                             const IsGood& is_good);

}  // namespace fedcloud::page
