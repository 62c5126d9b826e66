// The deadline holds whatever a server does, and a signal ends the waiting.
#include <gtest/gtest.h>
#include <sys/eventfd.h>

#include "ber.hpp"
#include "client.hpp"

namespace fedcloud::ldap {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using plugin::Clock;
using plugin::Deadline;

constexpr auto patience = 150ms;

// How long a search takes to give up, at best: a busy machine gets three tries.
Clock::duration time_to_give_up(const RawDirectory::Handler& handler, std::string& text) {
    auto best = Clock::duration::max();
    for (int i = 0; i < 3 && best > patience + 100ms; ++i) {
        const RawDirectory server([&](Peer& peer) {
            if (!peer.receive().empty()) {
                handler(peer);
            }
        });
        auto client = client_of(server);
        const auto start = Clock::now();
        const auto answer = client.search(all_of("o=glue"), {Deadline::in(patience), -1});
        best = std::min(best, Clock::now() - start);
        EXPECT_FALSE(answer);
        if (!answer) {
            EXPECT_TRUE(answer.error().timed_out) << answer.error().text;
            text = answer.error().text;
        }
    }
    return best;
}

struct Trick {
    const char* name;
    RawDirectory::Handler handler;
    std::string words;
};

TEST(DeadlineOfASearch, HoldsWhateverTheServerDoes) {
    const std::vector<Trick> table{
        {"silent", [](Peer& peer) { peer.fall_silent(); }, "did not begin its answer"},
        {"a part of a message",
         [](Peer& peer) {
             peer.send("\x30\x20\x02\x01"s);
             peer.fall_silent();
         },
         "did not end its answer"},
        {"the head of a long message",
         [](Peer& peer) {
             peer.send("\x30\x84\x00\x20\x00\x00\x02\x01\x01"s);
             peer.fall_silent();
         },
         "did not end"},
        {"single bytes",
         [](Peer& peer) {
             peer.drip(ber::entry(peer.id(), "o=glue", {{"x", {std::string(4000, 'x')}}}), 2ms);
         },
         "did not end"},
        {"an entry, then nothing",
         [](Peer& peer) {
             peer.send(ber::entry(peer.id(), "o=glue"));
             peer.fall_silent();
         },
         "did not end"},
        {"entries without end",
         [](Peer& peer) {
             std::string many;
             for (int i = 0; i < 1000; ++i) {
                 many += ber::done(peer.id() + 1);
             }
             while (peer.send(many)) {
             }
         },
         "did not end"},
        {"an answer to another request",
         [](Peer& peer) {
             peer.send(ber::done(peer.id() + 1));
             peer.fall_silent();
         },
         "did not"},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(row.name);
        std::string text;
        const auto time = time_to_give_up(row.handler, text);
        EXPECT_NE(text.find(row.words), std::string::npos) << text;
        EXPECT_GE(time, patience);
        EXPECT_LT(time, patience + 100ms);
    }
}

TEST(DeadlineOfASearch, ThatHasPassedIsTold) {
    const RawDirectory server([](Peer& peer) { peer.fall_silent(); });
    auto client = client_of(server);
    const auto answer = client.search(all_of("o=glue"), {Deadline(Clock::now() - 1s), -1});
    ASSERT_FALSE(answer);
    EXPECT_TRUE(answer.error().timed_out);
}

TEST(DeadlineOfASearch, ASignalEndsTheWaiting) {
    const plugin::FileDescriptor signal(eventfd(0, EFD_CLOEXEC));
    const RawDirectory server([&](Peer& peer) {
        (void)peer.receive();
        peer.send("\x30\x20\x02"s);
        eventfd_write(signal.fd(), 1);
        peer.fall_silent();
    });
    auto client = client_of(server);
    const auto start = Clock::now();
    const auto answer = client.search(all_of("o=glue"), {Deadline::in(20s), signal.fd()});
    ASSERT_FALSE(answer);
    EXPECT_TRUE(answer.error().interrupted);
    EXPECT_LT(Clock::now() - start, 5s);
}

}  // namespace
}  // namespace fedcloud::ldap
