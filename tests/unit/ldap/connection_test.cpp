// What keeps a connection from coming about.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <array>

#include "client.hpp"

namespace fedcloud::ldap {
namespace {

using namespace std::chrono_literals;
using plugin::Blame;

TEST(Connection, ASignalWhileLibldapIsSetUpEndsIt) {
    const plugin::FileDescriptor signal(eventfd(1, EFD_CLOEXEC));
    std::array<int, 2> ends{};
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
    const plugin::FileDescriptor other(ends[1]);
    const auto made = Connection::adopt(net::Socket(ends[0]), "bdii.example.org:2170",
                                        {plugin::Deadline::in(20s), signal.fd()});
    ASSERT_FALSE(made);
    EXPECT_TRUE(made.error().interrupted);
    EXPECT_EQ(made.error().blame, Blame::ours);
}

TEST(Connection, AnAddressOfAnotherFamilyIsOurFault) {
    const auto made = connect("::1", 2170, plugin::AddressFamily::ipv4, ample());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().blame, Blame::ours);
    EXPECT_NE(made.error().text.find("::1 is not an IPv4 address"), std::string::npos)
        << made.error().text;
}

TEST(Connection, APortWhereNothingListensIsTheServicesFault) {
    const plugin::FileDescriptor taken(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    ASSERT_EQ(bind(taken.fd(), generic, size), 0);
    ASSERT_EQ(getsockname(taken.fd(), generic, &size), 0);
    const auto made =
        connect("127.0.0.1", ntohs(address.sin_port), plugin::AddressFamily::any, ample());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().blame, Blame::service);
    EXPECT_NE(made.error().text.find("refused the connection"), std::string::npos)
        << made.error().text;
}

}  // namespace
}  // namespace fedcloud::ldap
