// What the client measures of a request.
#include <gtest/gtest.h>
#include <stdlib.h>

#include "client_setup.hpp"

namespace fedcloud::http {
namespace {

constexpr auto pause = 60ms;

// Takes its time before the answer, and again before the second half of the body.
RawServer::Handler slowly() {
    return [](const Exchange& now) {
        (void)now.channel.closed_within(pause);
        now.send("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf");
        (void)now.channel.closed_within(pause);
        now.send("half");
        return After::keep;
    };
}

class Timings : public testing::TestWithParam<Method> {};

TEST_P(Timings, OfThePhases) {
    RawServer server(slowly());
    Client client(plain_options());
    auto request = post(url_of(server), "body");
    request.method = GetParam();
    for (int i = 0; i < 2; ++i) {
        const auto start = plugin::Clock::now();
        const auto response = client.send(request, ample());
        const plugin::Duration whole = plugin::Clock::now() - start;
        ASSERT_TRUE(response) << response.error().text;
        const auto& timing = response->timing;
        EXPECT_GE(timing.first_byte, pause) << "until the answer begins, not until it is asked for";
        EXPECT_GE(timing.total - timing.first_byte, pause / 2);
        EXPECT_GE(timing.total, 2 * pause);
        EXPECT_LE(timing.total, whole);
        EXPECT_EQ(timing.connect.count() > 0, i == 0) << "zero when a connection is used again";
        EXPECT_EQ(timing.tls.count(), 0);
    }
}

INSTANTIATE_TEST_SUITE_P(OfMethods, Timings,
                         testing::Values(Method::get, Method::post, Method::put, Method::del),
                         [](const auto& row) { return std::string(to_string(row.param)); });

TEST(Counters, OfRequests) {
    RawServer server([](const Exchange& now) {
        now.send(answer("ok"));
        return After::keep;
    });
    Client client(plain_options());
    EXPECT_EQ(client.requests(), 0);
    EXPECT_EQ(client.first_connection(url_of(server)).connect.count(), 0);
    ASSERT_TRUE(client.send(get(url_of(server)), ample()));
    const auto first = client.first_connection(url_of(server)).connect.count();
    EXPECT_GT(first, 0);
    RawServer other([](const Exchange& now) {
        now.send(answer("ok"));
        return After::keep;
    });
    ASSERT_TRUE(client.send(get(url_of(other)), ample()));
    EXPECT_EQ(client.requests(), 2);
    EXPECT_EQ(server.connections(), 1);
    EXPECT_EQ(other.connections(), 1);
    EXPECT_EQ(client.first_connection(url_of(server)).connect.count(), first);
}

TEST(Environment, ProxiesAreNotAsked) {
    RawServer proxy([](const Exchange& now) {
        now.send(answer("from the proxy"));
        return After::keep;
    });
    RawServer server([](const Exchange& now) {
        now.send(answer("from the server"));
        return After::keep;
    });
    const auto address = url_of(proxy).to_string();
    for (const auto* name : {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"}) {
        setenv(name, address.c_str(), 1);
    }
    Client client(plain_options());
    const auto response = client.send(get(url_of(server)), ample());
    for (const auto* name : {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"}) {
        unsetenv(name);
    }
    ASSERT_TRUE(response);
    EXPECT_EQ(response->body, "from the server");
    EXPECT_EQ(proxy.connections(), 0);
}

TEST(Environment, NamesThatDoNotExistAreNotTheServersAnswer) {
    Client client(plain_options());
    const auto outcome = client.send(get(*net::parse_url("http://nosuch.invalid/")), ample());
    ASSERT_FALSE(outcome);
    const bool unknown = outcome.error().kind == ErrorKind::name_not_found;
    // Which of the two depends on whether this machine has a resolver.
    EXPECT_TRUE(unknown || outcome.error().kind == ErrorKind::resolver_failed);
    EXPECT_NE(outcome.error().text.find(unknown ? "no such name" : "this host's resolver"),
              std::string::npos)
        << outcome.error().text;
    EXPECT_EQ(client.requests(), 0);
}

}  // namespace
}  // namespace fedcloud::http
