// The one deadline of a run, on the monotonic clock, and how its time is shared out.
#pragma once

#include <chrono>

namespace fedcloud::plugin {

using Clock = std::chrono::steady_clock;
using Duration = std::chrono::duration<double>;  // seconds

class Deadline {
  public:
    explicit Deadline(Clock::time_point end) : end_(end) {}
    static Deadline in(Clock::duration time) { return Deadline(Clock::now() + time); }

    Clock::time_point end() const { return end_; }
    bool expired() const { return Clock::now() >= end_; }
    // What is left, never negative.
    Clock::duration remaining() const;
    // The same for poll(2) and libcurl: whole milliseconds, rounded up, so that a wait never ends
    // just before the deadline and spins.
    int remaining_ms() const;
    // The earlier of this deadline and `time` from now.
    Deadline at_most(Clock::duration time) const;

  private:
    Clock::time_point end_;
};

// The time of a run: work until `work`, clean-up until `cleanup`, and then a margin to print in
// before the scheduler, which was given the same number of seconds, kills the process.
struct Budget {
    Clock::time_point start;
    Deadline work;
    Deadline cleanup;
    Deadline hard;  // when the scheduler's patience ends

    // `timeout` is the whole run (-t). `needs_cleanup` holds a fifth of it back, 60 s at most: what
    // a delete and its proof take on a slow site.
    static Budget of(Clock::time_point start, std::chrono::seconds timeout, bool needs_cleanup);
};

// When a blocking call has to come back: at `deadline`, or as soon as `interrupt_fd` is readable
// (-1: nothing interrupts).
struct Until {
    Deadline deadline;
    int interrupt_fd = -1;

    Until at_most(Clock::duration time) const { return {deadline.at_most(time), interrupt_fd}; }
};

enum class WaitResult { ready, timed_out, interrupted };

// Sleeps; interrupted tells of a signal.
WaitResult wait(const Until& until);
// Waits for `events` (poll(2)) on `fd`.
WaitResult wait_for(int fd, short events, const Until& until);

}  // namespace fedcloud::plugin
