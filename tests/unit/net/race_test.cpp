// Several addresses of one host: which connection is kept, and what is said when there is none.
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/eventfd.h>
#include <sys/resource.h>

#include <cstring>
#include <thread>

#include "net/connect.hpp"
#include "silent_port.hpp"

namespace fedcloud::net {
namespace {

using plugin::Clock;
using plugin::Deadline;
using namespace std::chrono_literals;

Address at(const char* ip, std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    EXPECT_EQ(inet_pton(AF_INET, ip, &address.sin_addr), 1);
    Address result;
    std::memcpy(&result.storage, &address, sizeof address);
    result.length = sizeof address;
    return result;
}

Address at(const SilentPort& port) {
    return at("127.0.0.1", port.port());
}

// A port that was free a moment ago and is held, so that nothing else can listen there.
class ClosedPort {
  public:
    ClosedPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        address_ = at("127.0.0.1", 0);
        auto* generic = reinterpret_cast<sockaddr*>(&address_.storage);
        EXPECT_EQ(bind(socket_.fd(), generic, address_.length), 0);
        EXPECT_EQ(getsockname(socket_.fd(), generic, &address_.length), 0);
    }
    const Address& address() const { return address_; }

  private:
    Socket socket_;
    Address address_;
};

// TCP to a multicast group ends in ENETUNREACH on this host, with or without a network.
Address no_route() {
    return at("224.0.0.1", 9);
}

// Of a family that no kernel has sockets for.
Address no_family() {
    auto address = no_route();
    address.storage.ss_family = AF_MAX - 1;
    return address;
}

plugin::Until ample() {
    return {Deadline::in(20s), -1};
}

TEST(Race, ConnectsToTheFirstThatAnswers) {
    const SilentPort silent;
    const SilentPort other_silent;
    const ClosedPort closed;
    const SilentPort open(Queue::open);
    const auto start = Clock::now();
    const auto made = connect({at(silent), closed.address(), at(other_silent), at(open)}, ample());
    ASSERT_TRUE(made) << made.error().message();
    EXPECT_EQ(made->address.to_string(), at(open).to_string());
    // Two head starts of 250 ms; the one that is refused costs none.
    EXPECT_GE(Clock::now() - start, 500ms);
    EXPECT_LT(Clock::now() - start, 5s);
    ASSERT_EQ(made->failed.size(), 1U);
    EXPECT_EQ(made->failed[0].failure, ConnectFailure::refused);
    EXPECT_EQ(made->failed[0].address.to_string(), closed.address().to_string());
}

TEST(Race, TheSocketIsConnectedAndOurs) {
    const SilentPort open(Queue::open);
    auto made = connect({at(open)}, ample());
    ASSERT_TRUE(made);
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    EXPECT_EQ(getpeername(made->socket.fd(), reinterpret_cast<sockaddr*>(&peer), &size), 0);
    const int fd = made->socket.fd();
    made = Unexpected{ConnectError{}};
    EXPECT_EQ(fcntl(fd, F_GETFD), -1) << "left open";
}

struct Mixed {
    std::vector<Address> addresses;
    ConnectFailure kind;
};

TEST(Race, TheKindOfAllTogether) {
    const SilentPort silent;
    const ClosedPort closed;
    const std::vector<Mixed> table{
        {{closed.address()}, ConnectFailure::refused},
        {{at(silent)}, ConnectFailure::timed_out},
        {{no_route()}, ConnectFailure::local},
        {{no_family()}, ConnectFailure::local},
        {{no_route(), no_family()}, ConnectFailure::local},
        {{no_route(), closed.address()}, ConnectFailure::refused},
        {{closed.address(), at(silent)}, ConnectFailure::refused},
        {{at(silent), closed.address()}, ConnectFailure::refused},
        {{no_route(), at(silent)}, ConnectFailure::timed_out},
    };
    for (const auto& row : table) {
        const auto start = Clock::now();
        const auto made = connect(row.addresses, {Deadline::in(1s), -1});
        ASSERT_FALSE(made);
        EXPECT_EQ(made.error().kind, row.kind) << made.error().message();
        EXPECT_EQ(made.error().attempts.size(), row.addresses.size()) << "one is not accounted for";
        for (const auto& address : row.addresses) {
            EXPECT_NE(made.error().message().find(address.to_string()), std::string::npos);
        }
        EXPECT_LT(Clock::now() - start, 5s);
    }
}

TEST(Race, MessagesSayWhereAndWhat) {
    const SilentPort silent;
    const ClosedPort closed;
    const auto made =
        connect({no_route(), closed.address(), at(silent)}, {Deadline::in(300ms), -1});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().message(),
              "224.0.0.1:9: Network is unreachable on this host, " + closed.address().to_string() +
                  " refused the connection, " + at(silent).to_string() + " did not answer");
}

TEST(Race, NoDescriptorIsLeftIsOurs) {
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
    rlimit none = before;
    none.rlim_cur = 0;
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
    const auto made = connect({at("127.0.0.1", 9)}, ample());
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, ConnectFailure::local);
    EXPECT_EQ(made.error().attempts.at(0).error, EMFILE);
}

TEST(Race, ASignalEndsTheWaiting) {
    const SilentPort silent;
    const Socket event(eventfd(0, EFD_CLOEXEC));
    std::thread sender([&] { eventfd_write(event.fd(), 1); });
    const auto start = Clock::now();
    const auto made = connect({at(silent), at(silent)}, {Deadline::in(20s), event.fd()});
    sender.join();
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, ConnectFailure::interrupted);
    EXPECT_LT(Clock::now() - start, 5s);
}

TEST(Race, ADeadlineThatHasPassedMakesNoMoreThanOneAttempt) {
    const SilentPort silent;
    const auto start = Clock::now();
    const auto made = connect({at(silent), at(silent)}, {Deadline(start - 1s), -1});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, ConnectFailure::timed_out);
    EXPECT_LT(Clock::now() - start, 5s);
}

TEST(OwnedSocket, MovesAndCloses) {
    const int fd = eventfd(0, EFD_CLOEXEC);
    {
        Socket first(fd);
        Socket second(std::move(first));
        Socket third;
        third = std::move(second);
        EXPECT_EQ(third.fd(), fd);
    }
    EXPECT_EQ(fcntl(fd, F_GETFD), -1);
    const int kept = eventfd(0, EFD_CLOEXEC);
    EXPECT_EQ(Socket(kept).release(), kept);
    EXPECT_NE(fcntl(kept, F_GETFD), -1);
    const Socket closer(kept);
}

}  // namespace
}  // namespace fedcloud::net
