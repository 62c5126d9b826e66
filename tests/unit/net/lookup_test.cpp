// Names and figures, by address family, and what is said when there is no address.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/eventfd.h>

#include "net/connect.hpp"
#include "net/resolve.hpp"

namespace fedcloud::net {
namespace {

using plugin::AddressFamily;
using plugin::Clock;
using plugin::Deadline;
using namespace std::chrono_literals;

const plugin::Until no_time{Deadline(Clock::time_point{}), -1};

struct Figures {
    std::string host;
    std::uint16_t port;
    AddressFamily family;
    std::string printed;  // empty: refused
};

TEST(LookUpFigures, Table) {
    using enum AddressFamily;
    for (const auto& [host, port, family, printed] :
         std::vector<Figures>{{"192.0.2.1", 443, any, "192.0.2.1:443"},
                              {"192.0.2.1", 1, ipv4, "192.0.2.1:1"},
                              {"192.0.2.1", 443, ipv6, ""},
                              {"::1", 65535, any, "[::1]:65535"},
                              {"2001:DB8:0:0::1", 443, ipv6, "[2001:db8::1]:443"},
                              {"2001:db8::1", 443, ipv4, ""}}) {
        const auto found = look_up(host, port, family, no_time);
        ASSERT_EQ(found.has_value(), !printed.empty()) << host;
        if (found) {
            ASSERT_EQ(found->size(), 1U) << "one for each socket type?";
            EXPECT_EQ(found->front().to_string(), printed);
            EXPECT_EQ(found->front().family(),
                      found->front().ip().find(':') == std::string::npos ? AF_INET : AF_INET6);
        } else {
            EXPECT_NE(found.error().text.find(host), std::string::npos) << found.error().text;
            EXPECT_NE(found.error().text.find(family == ipv4 ? "not an IPv4" : "not an IPv6"),
                      std::string::npos)
                << found.error().text;
        }
    }
}

TEST(LookUpFigures, NeedNoTimeEvenAfterASignal) {
    const Socket event(eventfd(1, EFD_CLOEXEC));
    EXPECT_TRUE(look_up("127.0.0.1", 1, AddressFamily::any, {no_time.deadline, event.fd()}));
}

TEST(LookUpName, GivesUpAtItsDeadline) {
    const auto start = Clock::now();
    const auto found = look_up("nosuch.invalid", 1, AddressFamily::any, no_time);
    EXPECT_LT(Clock::now() - start, 5s);
    ASSERT_FALSE(found);
    // The resolver's thread may have been quicker than the first look at the clock.
    const bool late = found.error().kind == LookupError::Kind::timed_out;
    const bool unknown = found.error().kind == LookupError::Kind::no_such_name;
    EXPECT_NE(found.error().text.find(late      ? "this host's resolver did not answer within"
                                      : unknown ? "no such name"
                                                : "this host's resolver could not look up"),
              std::string::npos)
        << found.error().text;
    EXPECT_NE(found.error().text.find("nosuch.invalid"), std::string::npos);
}

TEST(LookUpName, OfLocalhostIsLoopback) {
    const auto found = look_up("localhost", 8443, AddressFamily::any, {Deadline::in(20s), -1});
    ASSERT_TRUE(found) << found.error().text;
    ASSERT_FALSE(found->empty());
    for (const auto& address : *found) {
        EXPECT_TRUE(address.to_string() == "127.0.0.1:8443" || address.to_string() == "[::1]:8443")
            << address.to_string();
    }
}

TEST(LookUpName, ASignalComesFirst) {
    const Socket event(eventfd(1, EFD_CLOEXEC));
    const auto found = look_up("localhost", 1, AddressFamily::any, {Deadline::in(20s), event.fd()});
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, LookupError::Kind::interrupted);
}

TEST(LookUpName, HostileNamesAreNoName) {
    for (const auto& host : {std::string(300, 'a'), std::string("h h"), std::string("..")}) {
        const auto found = look_up(host, 1, AddressFamily::any, {Deadline::in(20s), -1});
        EXPECT_FALSE(found) << host;
    }
}

}  // namespace
}  // namespace fedcloud::net
