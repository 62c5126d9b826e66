// Deadlines, the sharing out of time, waits, and signals that end them.
#include "plugin/deadline.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>

#include "plugin/interrupt.hpp"
#include "plugin/pace.hpp"

namespace fedcloud::plugin {
namespace {

using namespace std::chrono_literals;

TEST(Deadline, RemainingIsNeverNegative) {
    const Deadline past(Clock::now() - 5s);
    EXPECT_TRUE(past.expired());
    EXPECT_EQ(past.remaining(), Clock::duration::zero());
    EXPECT_EQ(past.remaining_ms(), 0);
    const auto ahead = Deadline::in(10s);
    EXPECT_FALSE(ahead.expired());
    EXPECT_GT(ahead.remaining(), 9s);
    EXPECT_GT(Deadline::in(500us).remaining_ms(), 0) << "rounded down, a wait would spin";
    EXPECT_EQ(Deadline::in(std::chrono::hours(24 * 365)).remaining_ms(), 2147483647);
}

TEST(Deadline, AtMostIsTheEarlier) {
    const auto late = Deadline::in(100s);
    EXPECT_LT(late.at_most(1s).remaining(), 2s);
    const auto soon = Deadline::in(1s);
    EXPECT_EQ(soon.at_most(100s).end(), soon.end());
}

TEST(Budget, HoldsBackForCleaningAndPrinting) {
    const auto start = Clock::now();
    for (const auto timeout : {1s, 10s, 30s, 300s, 900s}) {
        const auto budget = Budget::of(start, timeout, true);
        EXPECT_LT(budget.work.end(), budget.cleanup.end());
        EXPECT_LT(budget.cleanup.end(), budget.hard.end());
        EXPECT_EQ(budget.hard.end(), start + timeout);
        EXPECT_GE(budget.work.end() - start, Clock::duration(timeout) * 7 / 10);
        EXPECT_LE(budget.cleanup.end() - budget.work.end(), 60s);
    }
    const auto simple = Budget::of(start, 10s, false);
    EXPECT_EQ(simple.work.end(), simple.cleanup.end());
}

TEST(Wait, EndsAtTheDeadline) {
    const auto start = Clock::now();
    EXPECT_EQ(wait({Deadline::in(20ms), -1}), WaitResult::timed_out);
    EXPECT_GE(Clock::now() - start, 20ms);
}

TEST(Wait, ReadyAndInterrupted) {
    std::array<int, 2> pipe_ends{};
    ASSERT_EQ(pipe(pipe_ends.data()), 0);
    ASSERT_EQ(write(pipe_ends[1], "x", 1), 1);
    EXPECT_EQ(wait_for(pipe_ends[0], POLLIN, {Deadline::in(10s), -1}), WaitResult::ready);
    EXPECT_EQ(wait({Deadline::in(10s), pipe_ends[0]}), WaitResult::interrupted);
    close(pipe_ends[0]);
    close(pipe_ends[1]);
}

TEST(Interrupt, TakesTheSignalsOfSchedulers) {
    for (const int signal : {SIGTERM, SIGINT, SIGALRM}) {
        Interrupt interrupt;
        EXPECT_FALSE(interrupt.received());
        raise(signal);
        EXPECT_EQ(wait({Deadline::in(10s), interrupt.fd()}), WaitResult::interrupted);
        EXPECT_EQ(interrupt.received(), signal);
        EXPECT_EQ(interrupt.received(), signal) << "it is remembered";
    }
}

TEST(Pace, DenseAtFirstAndNeverBeyondFiveSeconds) {
    Pace pace;
    Duration waited{};
    int looks_before_two_seconds = 0;
    for (int i = 0; i < 60; ++i) {
        const Duration next = pace.next();
        EXPECT_LE(next.count(), 5.0);
        if (waited.count() < 2) {
            EXPECT_LE(next.count(), 0.5);
            ++looks_before_two_seconds;
        }
        waited += next;
    }
    EXPECT_LE(looks_before_two_seconds, 6);
    EXPECT_DOUBLE_EQ(Duration(pace.next()).count(), 5.0);
}

}  // namespace
}  // namespace fedcloud::plugin
