// Servers that are none, or not of good will.
#include <gtest/gtest.h>

#include "ber.hpp"
#include "client.hpp"

namespace fedcloud::ldap {
namespace {

using namespace std::string_literals;

struct Bytes {
    std::string bytes;
    std::string words;  // of the message
};

TEST(Hostile, BytesThatAreNoLdap) {
    const std::vector<Bytes> table{
        {"HTTP/1.1 400 Bad Request\r\n\r\n", "does not speak LDAP: it said 'HTTP/1.1 400"},
        {"SSH-2.0-OpenSSH_9.2p1\r\n", "does not speak LDAP: it said 'SSH-2.0-OpenSSH_9.2p1'"},
        {"220 mail.example.org ESMTP\r\n", "does not speak LDAP: it said '220 mail"},
        {"\x15\x03\x01\x00\x02\x02\x46"s, "does not speak LDAP"},
        {std::string(40, '\0'), "does not speak LDAP"},
        {"\x30\x80\x02\x01\x01\x65\x00\x00"s, "no LDAP"},  // indefinite length
        {"\x30\x89\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a"s, "no LDAP"},
        {"\x30\x05hello"s, "no LDAP"},
        {"\x30\x00"s, "no LDAP"},
    };
    for (const auto& row : table) {
        const auto text = blamed(ask([&](Peer& peer) {
            peer.send(row.bytes);
            peer.fall_silent();
        }));
        EXPECT_NE(text.find(row.words), std::string::npos) << text;
    }
}

TEST(Hostile, MessagesThatAreBroken) {
    const auto broken = [](const std::string& operation) {
        return blamed(ask([&](Peer& peer) {
            peer.send(ber::message(peer.id(), operation));
            peer.fall_silent();
        }));
    };
    EXPECT_NE(broken(ber::element(0x64, "\x0a\x01\x00"s)).find("no LDAP"), std::string::npos);
    const auto bad_attribute = ber::element(0x30, ber::element(0x30, ber::text("x") + "\x31\x7f"s));
    EXPECT_NE(broken(ber::element(0x64, ber::text("o=glue") + bad_attribute)).find("no LDAP"),
              std::string::npos);
    const auto other = broken(ber::element(
        0x61, ber::integer(0x0a, 0) + ber::text("") + ber::text("")));  // the answer to a bind
    EXPECT_NE(other.find("no answer to one (0x61)"), std::string::npos) << other;
}

TEST(Hostile, HugeMessagesAreRefusedAtOnce) {
    for (const auto& start :
         {"\x30\x84\xff\xff\xff\xff\x02\x01\x01"s, "\x30\x84\x00\x60\x00\x00\x02\x01\x01"s}) {
        const auto before = plugin::Clock::now();
        const auto text = blamed(ask([&](Peer& peer) {
            peer.send(start);
            peer.fall_silent();
        }));
        EXPECT_NE(text.find("longer than 4 MB"), std::string::npos) << text;
        EXPECT_LT(plugin::Clock::now() - before, std::chrono::seconds(5));
    }
}

// Sends `entry` again and again.
plugin::Checked<Answer> flood(const ber::Attributes& attributes, const Limits& limits) {
    const RawDirectory server([&](Peer& peer) {
        (void)peer.receive();
        const auto entry = ber::entry(peer.id(), "o=glue", attributes);
        while (peer.send(entry)) {
        }
    });
    const auto addresses =
        net::look_up("127.0.0.1", server.port(), plugin::AddressFamily::any, ample());
    auto made = net::connect(*addresses, ample());
    auto client = Connection::adopt(std::move(made->socket), "the server", ample(), limits);
    return client->search(all_of("o=glue"), ample());
}

TEST(Hostile, EntriesWithoutEnd) {
    const auto text = blamed(flood({}, {100, 1U << 20U, 1U << 20U}));
    EXPECT_NE(text.find("more than 100 entries"), std::string::npos) << text;
    const auto bytes =
        blamed(flood({{"x", {std::string(1000, 'x')}}}, {100000, 1U << 20U, 1U << 20U}));
    EXPECT_NE(bytes.find("or 1 MB"), std::string::npos) << bytes;
}

TEST(Hostile, ClosedConnections) {
    EXPECT_NE(blamed(ask([](Peer&) {})).find("closed the connection without answering"),
              std::string::npos);
    EXPECT_NE(blamed(ask([](Peer& peer) { peer.send("\x30\x10\x02\x01"s); })).find("closed"),
              std::string::npos);
    EXPECT_NE(blamed(ask([](Peer& peer) { peer.reset(); })).find("closed"), std::string::npos);
    EXPECT_NE(
        blamed(ask([](Peer& peer) { peer.send(ber::entry(peer.id(), "o=glue")); })).find("closed"),
        std::string::npos)
        << "entries without an end are no answer";
}

TEST(Hostile, NoticeOfDisconnection) {
    const auto text = blamed(ask([](Peer& peer) {
        peer.send(ber::notice_of_disconnection(52, ""));  // libldap 2.5 leaks a text
        peer.fall_silent();
    }));
    EXPECT_NE(text.find("ended the session: unavailable (52)"), std::string::npos) << text;
}

// libldap would connect anew, to the host that its defaults name.
TEST(Hostile, ALostConnectionIsNotMadeAgain) {
    int connections = 0;
    {
        const RawDirectory server([&](Peer& peer) {
            ++connections;
            (void)peer.receive();
        });
        auto client = client_of(server);
        EXPECT_NE(blamed(client.search(all_of("o=glue"), ample())).find("closed"),
                  std::string::npos);
        EXPECT_NE(blamed(client.search(all_of("o=glue"), ample())).find("is gone"),
                  std::string::npos);
    }
    EXPECT_EQ(connections, 1);
}

TEST(Hostile, NobodyListens) {
    std::uint16_t port = 0;
    {
        const RawDirectory gone([](Peer&) {});
        port = gone.port();
    }
    const auto made = connect("127.0.0.1", port, plugin::AddressFamily::any, ample());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().blame, plugin::Blame::service);
    EXPECT_NE(made.error().text.find("refused"), std::string::npos);
}

}  // namespace
}  // namespace fedcloud::ldap
