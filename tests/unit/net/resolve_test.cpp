// Name look-up under a deadline.
#include "net/resolve.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>

namespace fedcloud::net {
namespace {

using plugin::AddressFamily;
using plugin::Deadline;
using namespace std::chrono_literals;

TEST(LookUp, FiguresNeedNoResolver) {
    const plugin::Until no_time{Deadline(plugin::Clock::now()), -1};
    const auto four = look_up("192.0.2.1", 443, AddressFamily::any, no_time);
    ASSERT_TRUE(four);
    EXPECT_EQ(four->front().to_string(), "192.0.2.1:443");
    const auto six = look_up("2001:db8::1", 80, AddressFamily::any, no_time);
    ASSERT_TRUE(six);
    EXPECT_EQ(six->front().to_string(), "[2001:db8::1]:80");
    const auto wrong = look_up("2001:db8::1", 80, AddressFamily::ipv4, no_time);
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().kind, LookupError::Kind::no_answer);
}

TEST(LookUp, Localhost) {
    const auto found = look_up("localhost", 1, AddressFamily::ipv4, {Deadline::in(10s), -1});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->front().ip(), "127.0.0.1");
}

TEST(LookUp, NeverFoundIsToldByKind) {
    const auto found = look_up("nosuch.invalid", 1, AddressFamily::any, {Deadline::in(20s), -1});
    ASSERT_FALSE(found);
    // Which of the two depends on whether this machine has a resolver at all.
    const bool unknown = found.error().kind == LookupError::Kind::no_such_name;
    EXPECT_NE(found.error().text.find(unknown ? "no such name" : "this host's resolver"),
              std::string::npos);
}

TEST(LookUp, HonoursDeadlineAndSignal) {
    const auto late =
        look_up("localhost", 1, AddressFamily::any, {Deadline(plugin::Clock::now() - 1s), -1});
    EXPECT_TRUE(late || late.error().kind == LookupError::Kind::timed_out);
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    ASSERT_EQ(write(ends[1], "x", 1), 1);
    const auto interrupted =
        look_up("localhost", 1, AddressFamily::any, {Deadline::in(10s), ends[0]});
    ASSERT_FALSE(interrupted);
    EXPECT_EQ(interrupted.error().kind, LookupError::Kind::interrupted);
    close(ends[0]);
    close(ends[1]);
}

}  // namespace
}  // namespace fedcloud::net
