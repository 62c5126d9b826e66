// Who is to blame when there is no connection.
#include "net/fault.hpp"

#include <errno.h>
#include <gtest/gtest.h>

namespace fedcloud::net {
namespace {

using namespace std::chrono_literals;
using plugin::Blame;

Address address(const std::string& ip) {
    const auto found = look_up(ip, 443, plugin::AddressFamily::any, {plugin::Deadline::in(1s), -1});
    EXPECT_TRUE(found) << ip;
    return found ? found->front() : Address{};
}

plugin::Fault fault(ConnectFailure kind, int error = 0) {
    return fault_of(ConnectError{kind, {{address("192.0.2.1"), kind, error}}}, 2s);
}

TEST(NetFault, OfALookUp) {
    using Kind = LookupError::Kind;
    EXPECT_EQ(fault_of({Kind::no_such_name, "x"}).blame, Blame::service);
    EXPECT_EQ(fault_of({Kind::no_answer, "x"}).blame, Blame::ours);
    EXPECT_EQ(fault_of({Kind::timed_out, "x"}).blame, Blame::ours);
    EXPECT_FALSE(fault_of({Kind::timed_out, "x"}).timed_out) << "it is not the service's time-out";
    EXPECT_TRUE(fault_of({Kind::interrupted, "x"}).interrupted);
}

TEST(NetFault, OfAConnection) {
    EXPECT_EQ(fault(ConnectFailure::refused, ECONNREFUSED).blame, Blame::service);
    EXPECT_EQ(fault(ConnectFailure::unreachable, EHOSTUNREACH).blame, Blame::service);
    EXPECT_EQ(fault(ConnectFailure::local, EMFILE).blame, Blame::ours);
    EXPECT_TRUE(fault(ConnectFailure::interrupted).interrupted);
    const auto late = fault(ConnectFailure::timed_out);
    EXPECT_EQ(late.blame, Blame::service);
    EXPECT_TRUE(late.timed_out);
    EXPECT_EQ(late.text, "timed out after 2s: 192.0.2.1:443 did not answer");
}

TEST(NetFault, NamesEachAddressAndWhatBecameOfIt) {
    const ConnectError error{ConnectFailure::refused,
                             {{address("192.0.2.1"), ConnectFailure::refused, ECONNREFUSED},
                              {address("2001:db8::1"), ConnectFailure::local, ENETUNREACH},
                              {address("192.0.2.2"), ConnectFailure::unreachable, EHOSTUNREACH},
                              {address("192.0.2.3"), ConnectFailure::interrupted, 0}}};
    EXPECT_EQ(error.message(),
              "192.0.2.1:443 refused the connection, "
              "[2001:db8::1]:443: Network is unreachable on this host, "
              "192.0.2.2:443: No route to host, 192.0.2.3:443 was being tried");
}

}  // namespace
}  // namespace fedcloud::net
