// Signals that ask a probe to end, and those that must not end it.
#include "plugin/interrupt.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>

#include "plugin/deadline.hpp"

namespace fedcloud::plugin {
namespace {

using namespace std::chrono_literals;

bool is_readable(int fd) {
    pollfd waiting{fd, POLLIN, 0};
    return poll(&waiting, 1, 0) == 1;
}

class Signals : public testing::TestWithParam<int> {};

TEST_P(Signals, AreTakenAndTold) {
    Interrupt interrupt;
    EXPECT_FALSE(is_readable(interrupt.fd()));
    EXPECT_FALSE(interrupt.received());
    raise(GetParam());
    EXPECT_TRUE(is_readable(interrupt.fd()));
    EXPECT_EQ(interrupt.received(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(OfSchedulers, Signals,
                         testing::Values(SIGTERM, SIGINT, SIGALRM, SIGHUP, SIGQUIT, SIGXCPU),
                         [](const auto& row) { return std::string(sigabbrev_np(row.param)); });

TEST(Interrupt, RemembersTheFirst) {
    Interrupt interrupt;
    raise(SIGTERM);
    EXPECT_EQ(interrupt.received(), SIGTERM);
    raise(SIGINT);
    EXPECT_EQ(interrupt.received(), SIGTERM);
    sigset_t rest;
    sigemptyset(&rest);
    sigaddset(&rest, SIGINT);
    int taken = 0;
    EXPECT_EQ(sigwait(&rest, &taken), 0);  // not left for the tests that follow
}

TEST(Interrupt, EveryWaitAfterItEndsAtOnce) {
    Interrupt interrupt;
    raise(SIGALRM);
    const Until until{Deadline::in(20s), interrupt.fd()};
    const auto start = Clock::now();
    EXPECT_EQ(wait(until), WaitResult::interrupted);
    EXPECT_EQ(wait_for(-1, POLLIN, until.at_most(10s)), WaitResult::interrupted);
    EXPECT_LT(Clock::now() - start, 5s);
    EXPECT_TRUE(interrupt.received());
}

TEST(Interrupt, OutweighsWhatIsReady) {
    Interrupt interrupt;
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    ASSERT_EQ(write(ends[1], "x", 1), 1);
    raise(SIGTERM);
    EXPECT_EQ(wait_for(ends[0], POLLIN, {Deadline::in(20s), interrupt.fd()}),
              WaitResult::interrupted);
    EXPECT_TRUE(interrupt.received());
    close(ends[0]);
    close(ends[1]);
}

TEST(Interrupt, AClosedPipeIsAnErrorAndNoEnd) {
    const Interrupt interrupt;
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    close(ends[0]);
    EXPECT_EQ(write(ends[1], "x", 1), -1);
    EXPECT_EQ(errno, EPIPE);
    close(ends[1]);
    raise(SIGXFSZ);  // would end the process
}

TEST(Wait, WithTheTimeUpOnlyLooks) {
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    const Until over{Deadline(Clock::now() - 1s), -1};
    EXPECT_EQ(wait_for(ends[0], POLLIN, over), WaitResult::timed_out);
    EXPECT_EQ(wait_for(ends[1], POLLOUT, over), WaitResult::ready);
    close(ends[1]);
    EXPECT_EQ(wait_for(ends[0], POLLIN, over), WaitResult::ready) << "the other end is closed";
    close(ends[0]);
}

struct Shares {
    std::chrono::seconds timeout;
    std::chrono::milliseconds margin;
    std::chrono::milliseconds reserve;
};

TEST(Budget, IsSharedOutByTheRule) {
    const auto start = Clock::now();
    for (const auto& [timeout, margin, reserve] :
         {Shares{1s, 50ms, 200ms}, Shares{10s, 500ms, 2000ms}, Shares{30s, 1000ms, 6000ms},
          Shares{300s, 1000ms, 60000ms}, Shares{3600s, 1000ms, 60000ms}}) {
        const auto budget = Budget::of(start, timeout, true);
        EXPECT_EQ(budget.start, start);
        EXPECT_EQ(budget.hard.end(), start + timeout);
        EXPECT_EQ(budget.cleanup.end(), start + timeout - margin);
        EXPECT_EQ(budget.work.end(), start + timeout - margin - reserve);
        const auto simple = Budget::of(start, timeout, false);
        EXPECT_EQ(simple.work.end(), start + timeout - margin);
        EXPECT_EQ(simple.cleanup.end(), simple.work.end());
    }
}

}  // namespace
}  // namespace fedcloud::plugin
