// How often a server gets to see a request, and over how many connections.
#include <gtest/gtest.h>

#include <algorithm>

#include "client_setup.hpp"

namespace fedcloud::http {
namespace {

int count(const RawServer& server, std::string_view method) {
    const auto all = server.received();
    return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const Received& one) {
        return one.head.compare(0, method.size(), method) == 0;
    }));
}

// Answers GET, and closes the connection once anything else has been read to its end.
After answer_only_get(const Exchange& now) {
    return now.request.head.starts_with("GET") && now.send(answer("ok")) ? After::keep
                                                                         : After::close;
}

struct Ending {
    std::string name;
    std::string body;
    After after;
};

std::ostream& operator<<(std::ostream& out, const Ending& ending) {
    return out << ending.name;
}

class PostOnce : public testing::TestWithParam<Ending> {};

TEST_P(PostOnce, OnAConnectionThatWasKeptAlive) {
    RawServer server([](const Exchange& now) {
        return now.request.head.starts_with("POST") ? GetParam().after : answer_only_get(now);
    });
    Client client(plain_options());
    ASSERT_TRUE(client.send(get(url_of(server)), ample()));
    const auto outcome = client.send(post(url_of(server), GetParam().body), ample());
    EXPECT_EQ(count(server, "POST"), 1) << "sent again: the server may act on it twice";
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::connection_lost) << outcome.error().text;
    EXPECT_TRUE(outcome.error().may_have_arrived());
}

TEST_P(PostOnce, OnAFreshConnection) {
    RawServer server([](const Exchange&) { return GetParam().after; });
    Client client(plain_options());
    const auto outcome = client.send(post(url_of(server), GetParam().body), ample());
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::connection_lost) << outcome.error().text;
    EXPECT_EQ(count(server, "POST"), 1);
    EXPECT_EQ(server.connections(), 1);
}

INSTANTIATE_TEST_SUITE_P(Endings, PostOnce,
                         testing::Values(Ending{"Closed", "create", After::close},
                                         Ending{"Reset", "create", After::reset},
                                         Ending{"LargeClosed", std::string(1U << 20U, 'x'),
                                                After::close},
                                         // text/occi carries everything in headers.
                                         Ending{"EmptyBodyClosed", "", After::close},
                                         Ending{"EmptyBodyReset", "", After::reset}),
                         [](const auto& row) { return row.param.name; });

TEST(KeepAlive, APostAfterTheServerHasGoneAwayTravelsOnce) {
    RawServer server([](const Exchange& now) {
        now.send(answer("ok"));
        return now.connection == 0 ? After::close : After::keep;
    });
    Client client(plain_options());
    ASSERT_TRUE(client.send(get(url_of(server)), ample()));
    server.wait_for_closed(1);
    const auto outcome = client.send(post(url_of(server), "create"), ample());
    ASSERT_TRUE(outcome) << outcome.error().text;
    EXPECT_EQ(count(server, "POST"), 1);
    EXPECT_EQ(server.connections(), 2);
}

TEST(KeepAlive, AGetIsSentAgainAndSaysSo) {
    RawServer server([](const Exchange& now) {
        const bool lost = now.connection == 0 && now.number == 1;
        return !lost && now.send(answer("ok")) ? After::keep : After::close;
    });
    Client client(plain_options());
    const auto first = client.send(get(url_of(server)), ample());
    ASSERT_TRUE(first);
    EXPECT_FALSE(first->maybe_repeated);
    const auto second = client.send(get(url_of(server)), ample());
    ASSERT_TRUE(second) << second.error().text;
    EXPECT_TRUE(second->maybe_repeated);
    EXPECT_EQ(count(server, "GET"), 3);
    EXPECT_EQ(server.connections(), 2);
}

TEST(KeepAlive, SoIsAPostThatMayBe) {
    RawServer server([](const Exchange& now) {
        const bool lost = now.connection == 0 && now.number == 1;
        return !lost && now.send(answer("ok")) ? After::keep : After::reset;
    });
    Client client(plain_options());
    ASSERT_TRUE(client.send(get(url_of(server)), ample()));
    auto request = post(url_of(server), "log in");
    request.repeatable = true;
    const auto outcome = client.send(request, ample());
    ASSERT_TRUE(outcome) << outcome.error().text;
    EXPECT_TRUE(outcome->maybe_repeated);
    ASSERT_EQ(count(server, "POST"), 2);
    EXPECT_EQ(server.received().back().body, "log in");
    // The next one is again one that may not.
    EXPECT_TRUE(client.send(post(url_of(server), "create"), ample()));
    EXPECT_EQ(server.received().back().body, "create");
}

// It is the same however often it arrives (RFC 9110 section 9.2.2).
TEST(KeepAlive, SoIsAPut) {
    for (const auto end : {After::reset, After::close}) {
        RawServer server([end](const Exchange& now) {
            const bool lost = now.connection == 0 && now.number == 1;
            return !lost && now.send(answer("ok")) ? After::keep : end;
        });
        Client client(plain_options());
        ASSERT_TRUE(client.send(get(url_of(server)), ample()));
        auto request = post(url_of(server), "all of it");
        request.method = Method::put;
        const auto outcome = client.send(request, ample());
        ASSERT_TRUE(outcome) << outcome.error().text;
        EXPECT_TRUE(outcome->maybe_repeated);
        ASSERT_EQ(count(server, "PUT"), 2);
        EXPECT_EQ(server.received().back().body, "all of it");
    }
}

TEST(KeepAlive, HonoursConnectionClose) {
    RawServer server([](const Exchange& now) {
        now.send(answer("ok", "Connection: close\r\n"));
        return After::close;
    });
    Client client(plain_options());
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(client.send(get(url_of(server)), ample()));
    }
    EXPECT_EQ(server.connections(), 3);
}

TEST(KeepAlive, OverTlsToo) {
    TlsSettings tls;
    tls.identity_file = pki().server_file(testbed::ServerCertificate::good);
    RawServer server(
        [](const Exchange& now) { return now.send(answer("ok")) ? After::keep : After::close; },
        tls);
    Client client(tls_options());
    for (int i = 0; i < 12; ++i) {
        const auto response = client.send(get(url_of(server, "/", "https")), ample());
        ASSERT_TRUE(response) << response.error().text;
        EXPECT_EQ(response->timing.tls.count() > 0, i == 0);
    }
    EXPECT_EQ(server.connections(), 1);
    EXPECT_GT(client.first_connection(url_of(server, "/", "https")).tls.count(), 0);
}

struct Sent {
    Method method;
    std::string body;
    std::string line;
    std::string length;  // header line, empty: none may be there
};

TEST(Methods, EachFollowsAnyOther) {
    RawServer server([](const Exchange& now) {
        const bool head = now.request.head.starts_with("HEAD");
        now.send(head ? "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" : answer("ok"));
        return After::keep;
    });
    const std::vector<Sent> table{
        {Method::get, "", "GET /x HTTP/1.1", ""},
        {Method::head, "", "HEAD /x HTTP/1.1", ""},
        {Method::post, "body", "POST /x HTTP/1.1", "Content-Length: 4"},
        {Method::post, "", "POST /x HTTP/1.1", "Content-Length: 0"},
        {Method::put, "value", "PUT /x HTTP/1.1", "Content-Length: 5"},
        {Method::del, "", "DELETE /x HTTP/1.1", ""},
    };
    Client client(plain_options());
    for (const auto& before : table) {
        for (const auto& sent : table) {
            for (const auto* one : {&before, &sent}) {
                auto request = post(url_of(server, "/x"), one->body);
                request.method = one->method;
                const auto response = client.send(request, ample());
                ASSERT_TRUE(response) << one->line << ": " << response.error().text;
                EXPECT_EQ(response->body, one->method == Method::head ? "" : "ok");
            }
            const auto seen = server.received().back();
            EXPECT_EQ(seen.head.substr(0, seen.head.find('\r')), sent.line);
            EXPECT_EQ(seen.body, sent.body);
            const bool has_length = seen.head.find("Content-Length") != std::string::npos;
            EXPECT_EQ(has_length, !sent.length.empty()) << seen.head;
            EXPECT_NE(seen.head.find(sent.length), std::string::npos) << seen.head;
            EXPECT_EQ(seen.head.find("Transfer-Encoding"), std::string::npos) << seen.head;
        }
    }
    // A POST without a body has a connection of its own: there is nothing that keeps libcurl from
    // sending it again over a kept-alive one.
    EXPECT_EQ(server.connections(), 1 + 12);
}

}  // namespace
}  // namespace fedcloud::http
