// Connecting to whichever address answers first.
#include "net/connect.hpp"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace fedcloud::net {
namespace {

using plugin::Clock;
using plugin::Deadline;
using namespace std::chrono_literals;

// A socket bound to 127.0.0.1; without `backlog` nothing listens and connections are refused.
class Listener {
  public:
    explicit Listener(int backlog) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        length_ = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        EXPECT_EQ(bind(socket_.fd(), generic, length_), 0);
        if (backlog >= 0) {
            EXPECT_EQ(listen(socket_.fd(), backlog), 0);
        }
        getsockname(socket_.fd(), generic, &length_);
        memcpy(&storage_, &address, sizeof address);
    }
    Address address() const {
        Address address;
        address.storage = storage_;
        address.length = length_;
        return address;
    }

  private:
    Socket socket_;
    sockaddr_storage storage_{};
    socklen_t length_ = 0;
};

// Two connections fill a backlog of none; the kernel drops every further SYN.
class SilentListener : public Listener {
  public:
    SilentListener() : Listener(0) {
        for (auto& socket : queue_) {
            socket = Socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
            const auto to = address();
            (void)::connect(socket.fd(), reinterpret_cast<const sockaddr*>(&to.storage), to.length);
        }
    }

  private:
    std::array<Socket, 4> queue_;
};

TEST(Connect, Succeeds) {
    const Listener listener(8);
    const auto made = connect({listener.address()}, {Deadline::in(10s), -1});
    ASSERT_TRUE(made);
    EXPECT_TRUE(made->failed.empty());
}

TEST(Connect, Refused) {
    const Listener closed(-1);
    const auto made = connect({closed.address()}, {Deadline::in(10s), -1});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, ConnectFailure::refused);
    EXPECT_EQ(made.error().message(), closed.address().to_string() + " refused the connection");
}

TEST(Connect, TheNextAddressWhenOneRefuses) {
    const Listener closed(-1);
    const Listener open(8);
    const auto made = connect({closed.address(), open.address()}, {Deadline::in(10s), -1});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->address.to_string(), open.address().to_string());
    EXPECT_EQ(made->failed.size(), 1U);
}

TEST(Connect, TheNextAddressWhenOneIsSilent) {
    const SilentListener silent;
    const Listener open(8);
    const auto start = Clock::now();
    const auto made = connect({silent.address(), open.address()}, {Deadline::in(10s), -1});
    ASSERT_TRUE(made);
    EXPECT_GE(Clock::now() - start, 250ms);
    EXPECT_LT(Clock::now() - start, 5s);
}

TEST(Connect, TimesOut) {
    const SilentListener silent;
    const auto start = Clock::now();
    const auto made = connect({silent.address()}, {Deadline::in(300ms), -1});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, ConnectFailure::timed_out);
    EXPECT_LT(Clock::now() - start, 5s);
}

TEST(Connect, EndsAtASignal) {
    const SilentListener silent;
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    ASSERT_EQ(write(ends[1], "x", 1), 1);
    const auto made = connect({silent.address()}, {Deadline::in(10s), ends[0]});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, ConnectFailure::interrupted);
    close(ends[0]);
    close(ends[1]);
}

TEST(Connect, NothingToTry) {
    const auto made = connect({}, {Deadline::in(1s), -1});
    ASSERT_FALSE(made);
}

}  // namespace
}  // namespace fedcloud::net
