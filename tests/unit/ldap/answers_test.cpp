// Answers that are LDAP, whole and in pieces.
#include <gtest/gtest.h>

#include "ber.hpp"
#include "client.hpp"
#include "ldap/result_code.hpp"

namespace fedcloud::ldap {
namespace {

TEST(Answers, EntriesWithTheirAttributes) {
    const auto answer = ask([](Peer& peer) {
        peer.send(ber::entry(peer.id(), "GLUE2DomainID=A B,o=glue",
                             {{"GLUE2DomainID", {"A B"}}, {"empty", {}}, {"two", {"x", "y\n"}}}) +
                  ber::entry(peer.id(), "o=glue") + ber::done(peer.id()));
    });
    ASSERT_TRUE(answer) << answer.error().text;
    EXPECT_TRUE(answer->is(ResultCode::success));
    ASSERT_EQ(answer->entries.size(), 2U);
    const auto& first = answer->entries[0];
    EXPECT_EQ(first.dn, "GLUE2DomainID=A B,o=glue");
    EXPECT_EQ(first.first("glue2domainid"), "A B");
    EXPECT_EQ(first.values("TWO"), (std::vector<std::string>{"x", "y\n"}));
    EXPECT_FALSE(first.has("empty"));
    EXPECT_FALSE(first.has("three"));
    EXPECT_EQ(answer->entries[1].dn, "o=glue");
}

TEST(Answers, BytesOfAnyKindAreKept) {
    const std::string value("a\0|\xff", 4);
    const auto answer = ask([&](Peer& peer) {
        peer.send(ber::entry(peer.id(), "o=glue", {{"x", {value}}}) + ber::done(peer.id()));
    });
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->entries.at(0).first("x"), value);
}

TEST(Answers, InPieces) {
    const auto answer = ask([](Peer& peer) {
        peer.drip(ber::entry(peer.id(), "o=glue", {{"x", {"y"}}}) + ber::done(peer.id()),
                  std::chrono::milliseconds(1));
        peer.fall_silent();
    });
    ASSERT_TRUE(answer) << answer.error().text;
    EXPECT_EQ(answer->entries.at(0).first("x"), "y");
}

TEST(Answers, NoSuchObjectSaysWhatExists) {
    const auto answer = ask([](Peer& peer) {
        peer.send(ber::done(peer.id(), 32, "GLUE2GroupID=grid,o=glue", "not | here"));
    });
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->is(ResultCode::no_such_object));
    EXPECT_EQ(answer->matched_dn, "GLUE2GroupID=grid,o=glue");
    EXPECT_EQ(answer->diagnostic, "not | here");
    const auto fault = fault_of(*answer, all_of("x=y,o=glue"));
    EXPECT_EQ(fault.blame, plugin::Blame::service);
    EXPECT_EQ(fault.text,
              "the search below 'x=y,o=glue' was answered with noSuchObject (32): not / here; of "
              "it exists 'GLUE2GroupID=grid,o=glue'");
}

TEST(Answers, CodesHaveNames) {
    EXPECT_EQ(result_name(51), "busy (51)");
    EXPECT_EQ(result_name(52), "unavailable (52)");
    EXPECT_EQ(result_name(4242), "result code 4242");
    Answer answer;
    answer.code = 32;
    EXPECT_NE(fault_of(answer, all_of("o=grid")).text.find("nothing of it exists"),
              std::string::npos);
}

TEST(Answers, LimitsOfTheServerCutThemShort) {
    for (const int code : {3, 4, 11}) {
        const auto answer = ask([code](Peer& peer) {
            peer.send(ber::entry(peer.id(), "o=glue") + ber::done(peer.id(), code));
        });
        ASSERT_TRUE(answer);
        EXPECT_TRUE(answer->cut_short()) << code;
        EXPECT_EQ(answer->entries.size(), 1U);
    }
}

TEST(Answers, ReferencesAreCountedAndNotFollowed) {
    const auto answer = ask([](Peer& peer) {
        peer.send(ber::reference(peer.id(), "ldap://192.0.2.1/o=glue") + ber::done(peer.id()));
    });
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->references, 1U);
    EXPECT_TRUE(answer->entries.empty());
}

TEST(Answers, AReferralIsAnAnswer) {
    const auto answer = ask([](Peer& peer) {
        const auto list = ber::element(0xa3, ber::text("ldap://192.0.2.1/o=glue"));
        peer.send(ber::message(
            peer.id(),
            ber::element(0x65, ber::integer(0x0a, 10) + ber::text("") + ber::text("") + list)));
    });
    ASSERT_TRUE(answer) << answer.error().text;
    EXPECT_EQ(answer->code, 10);
}

TEST(Answers, MessagesOfOtherRequestsArePassedOver) {
    const auto answer = ask([](Peer& peer) {
        peer.send(ber::entry(peer.id() + 7, "o=other") + ber::done(peer.id() + 7, 51) +
                  ber::entry(peer.id(), "o=glue") + ber::done(peer.id()));
    });
    ASSERT_TRUE(answer) << answer.error().text;
    EXPECT_EQ(answer->entries.size(), 1U);
}

TEST(Answers, SeveralSearchesOnOneConnection) {
    int connections = 0;
    const RawDirectory server([&](Peer& peer) {
        ++connections;
        for (int i = 0; !peer.receive().empty(); ++i) {
            peer.send(ber::entry(peer.id(), "o=" + std::to_string(i)) + ber::done(peer.id()));
        }
    });
    auto client = client_of(server);
    for (int i = 0; i < 3; ++i) {
        const auto answer = client.search(all_of("o=glue"), ample());
        ASSERT_TRUE(answer) << answer.error().text;
        EXPECT_EQ(answer->entries.at(0).dn, "o=" + std::to_string(i));
    }
    EXPECT_EQ(connections, 1);
    EXPECT_EQ(client.server(), "127.0.0.1:" + std::to_string(server.port()));
}

TEST(Answers, AFilterThatIsNoneIsOurs) {
    const RawDirectory server([](Peer& peer) { peer.fall_silent(); });
    auto client = client_of(server);
    auto search = all_of("o=glue");
    search.filter = "(a=b";
    const auto answer = client.search(search, ample());
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().blame, plugin::Blame::ours);
}

}  // namespace
}  // namespace fedcloud::ldap
