// A request ends at its deadline, or at a signal, in whatever phase it is.
#include <gtest/gtest.h>

#include <optional>

#include "../net/silent_port.hpp"
#include "client_setup.hpp"

namespace fedcloud::http {
namespace {

using plugin::Clock;
using plugin::Deadline;

constexpr auto limit = 300ms;

struct Late {
    Expected<Response, Error> outcome;
    Clock::duration time;
};

Late send_until_late(const Request& request, ClientOptions options = plain_options()) {
    Client client(std::move(options));
    const auto start = Clock::now();
    auto outcome = client.send(request, {Deadline(start + limit), -1});
    return {std::move(outcome), Clock::now() - start};
}

void expect_late(const Late& late, std::string_view phase) {
    ASSERT_FALSE(late.outcome);
    EXPECT_EQ(late.outcome.error().kind, ErrorKind::timed_out) << late.outcome.error().text;
    EXPECT_NE(late.outcome.error().text.find(phase), std::string::npos)
        << late.outcome.error().text;
    EXPECT_GE(late.time, limit);
    EXPECT_LT(late.time, limit + 2s);
}

net::Url silent_url(const net::SilentPort& silent, std::string_view scheme = "http") {
    return {std::string(scheme), "127.0.0.1", silent.port(), "/", {}};
}

TEST(Deadline, WhileConnecting) {
    const net::SilentPort silent;
    expect_late(send_until_late(get(silent_url(silent))), ", connecting");
    expect_late(send_until_late(get(silent_url(silent, "https")), tls_options()), ", connecting");
}

TEST(Deadline, InTheTlsHandshake) {
    // Waits for the end of a request that never comes, as the ClientHello is none.
    RawServer server([](const Exchange& now) { return now.fall_silent(); });
    expect_late(send_until_late(get(url_of(server, "/", "https")), tls_options()),
                ", in the TLS handshake");
    EXPECT_TRUE(server.received().empty());
}

TEST(Deadline, BeforeTheFirstByte) {
    RawServer server([](const Exchange& now) { return now.fall_silent(); });
    expect_late(send_until_late(get(url_of(server))), ", waiting for the answer");
    expect_late(send_until_late(post(url_of(server), "body")), ", waiting for the answer");
}

TEST(Deadline, BeforeTheFirstByteOverTls) {
    TlsSettings tls;
    tls.identity_file = pki().server_file(testbed::ServerCertificate::good);
    RawServer server([](const Exchange& now) { return now.fall_silent(); }, tls);
    expect_late(send_until_late(get(url_of(server, "/", "https")), tls_options()),
                ", waiting for the answer");
}

TEST(Deadline, WhileTheBodyTrickles) {
    RawServer server([](const Exchange& now) {
        now.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        do {
            now.send("x");
        } while (!now.channel.closed_within(10ms));
        return After::close;
    });
    expect_late(send_until_late(get(url_of(server))), ", in the middle of the answer");
}

TEST(Deadline, WhileTheHeadersTrickle) {
    RawServer server([](const Exchange& now) {
        now.send("HTTP/1.1 200 OK\r\n");
        do {
            now.send("X: y\r\n");
        } while (!now.channel.closed_within(10ms));
        return After::close;
    });
    expect_late(send_until_late(get(url_of(server))), "");
}

TEST(Deadline, WhileTheServerDoesNotRead) {
    const net::SilentPort silent(net::Queue::open);
    // More than the buffers of both ends hold.
    expect_late(send_until_late(post(silent_url(silent), std::string(64U << 20U, 'x'))), "");
}

TEST(Deadline, ThatHasPassedAlready) {
    RawServer server([](const Exchange& now) { return now.fall_silent(); });
    Client client(plain_options());
    const auto start = Clock::now();
    const auto outcome = client.send(get(url_of(server)), {Deadline(start - 1s), -1});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::timed_out);
    EXPECT_LT(Clock::now() - start, 5s);
}

TEST(Deadline, TheClientIsUsableAfterwards) {
    RawServer server([](const Exchange& now) {
        return now.connection == 0 ? now.fall_silent()
                                   : (now.send(answer("late but well")), After::keep);
    });
    Client client(plain_options());
    ASSERT_FALSE(client.send(get(url_of(server)), {Deadline::in(50ms), -1}));
    const auto second = client.send(get(url_of(server)), ample());
    ASSERT_TRUE(second) << second.error().text;
    EXPECT_EQ(second->body, "late but well") << "an answer of the request before";
}

void expect_interrupted(const Request& request, const Event& event,
                        ClientOptions options = plain_options()) {
    Client client(std::move(options));
    const auto start = Clock::now();
    const auto outcome = client.send(request, ample(event.fd()));
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::interrupted) << outcome.error().text;
    EXPECT_LT(Clock::now() - start, 5s);
}

TEST(InterruptedRequest, WhileConnecting) {
    const net::SilentPort silent;
    const Event event;
    event.happen();
    expect_interrupted(get(silent_url(silent)), event);
}

TEST(InterruptedRequest, InTheTlsHandshake) {
    const Event event;
    RawServer server([](const Exchange& now) { return now.fall_silent(); },
                     [&event] { event.happen(); });
    expect_interrupted(get(url_of(server, "/", "https")), event, tls_options());
}

TEST(InterruptedRequest, BeforeTheFirstByte) {
    const Event event;
    RawServer server([&event](const Exchange& now) {
        event.happen();
        return now.fall_silent();
    });
    expect_interrupted(get(url_of(server)), event);
    EXPECT_EQ(server.received().size(), 1U);
}

TEST(InterruptedRequest, InTheMiddleOfTheAnswer) {
    const Event event;
    RawServer server([&event](const Exchange& now) {
        now.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        event.happen();
        return now.fall_silent();
    });
    expect_interrupted(get(url_of(server)), event);
}

TEST(InterruptedRequest, WhileTheAnswerNeverPauses) {
    const Event event;
    RawServer server([&event](const Exchange& now) {
        now.send("HTTP/1.1 200 OK\r\n\r\n");
        event.happen();
        while (now.send(std::string(65536, 'x'))) {
        }
        return After::close;
    });
    auto request = get(url_of(server));
    request.max_body = std::size_t{8} << 30U;
    expect_interrupted(request, event);
}

TEST(Refused, AtOnce) {
    std::optional<RawServer> server(std::in_place, [](const Exchange&) { return After::close; });
    const auto url = url_of(*server);
    server.reset();
    Client client(plain_options());
    const auto outcome = client.send(get(url), ample());
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::refused) << outcome.error().text;
    EXPECT_FALSE(outcome.error().may_have_arrived());
}

}  // namespace
}  // namespace fedcloud::http
