// The client against servers that answer well, badly, and not at all.
#include "http/client.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>

#include "scripted_server.hpp"

namespace fedcloud::http {
namespace {

using plugin::Clock;
using plugin::Deadline;
using test::answer;
using test::Reaction;
using test::ScriptedServer;
using namespace std::chrono_literals;

const plugin::Until soon{Deadline::in(std::chrono::hours(1)), -1};

Request get(const ScriptedServer& server, const std::string& path = "/") {
    Request request;
    request.url = *net::parse_url(server.url(path));
    return request;
}

ClientOptions options() {
    ClientOptions settings;
    settings.user_agent = "test OCCI/1.1";
    return settings;
}

TEST(Client, TwelveRequestsOverOneConnection) {
    const ScriptedServer server([](const std::string&) { return Reaction{answer("hello")}; });
    Client client(options());
    for (int i = 0; i < 12; ++i) {
        const auto response = client.send(get(server), soon);
        ASSERT_TRUE(response) << response.error().text;
        EXPECT_EQ(response->status, 200);
        EXPECT_EQ(response->body, "hello");
        EXPECT_EQ(response->timing.connect.count() > 0, i == 0);
        EXPECT_FALSE(response->maybe_repeated);
    }
    EXPECT_EQ(server.connections(), 1);
    EXPECT_EQ(client.requests(), 12);
}

TEST(Client, SendsWhatWasAskedFor) {
    std::string seen;
    const ScriptedServer server([&](const std::string& request) {
        seen = request;
        return Reaction{answer("")};
    });
    Client client(options());
    auto request = get(server, "/compute/?x=1");
    request.method = Method::post;
    request.headers = {{"Content-Type", "text/plain"}, {"X-Auth-Token", "t"}};
    request.body = "Category: x";
    ASSERT_TRUE(client.send(request, soon));
    EXPECT_EQ(seen.rfind("POST /compute/?x=1 HTTP/1.1\r\n", 0), 0U) << seen;
    EXPECT_NE(seen.find("\r\nUser-Agent: test OCCI/1.1\r\n"), std::string::npos);
    EXPECT_NE(seen.find("\r\nContent-Type: text/plain\r\n"), std::string::npos);
    EXPECT_NE(seen.find("\r\nContent-Length: 11\r\n"), std::string::npos);
    EXPECT_EQ(seen.find("Expect"), std::string::npos);
    EXPECT_EQ(seen.find("Accept-Encoding"), std::string::npos);
    EXPECT_EQ(seen.substr(seen.size() - 11), "Category: x");
    request.method = Method::del;
    request.body.clear();
    ASSERT_TRUE(client.send(request, soon));
    EXPECT_EQ(seen.rfind("DELETE ", 0), 0U) << seen;
    request.method = Method::get;
    ASSERT_TRUE(client.send(request, soon));
    EXPECT_EQ(seen.rfind("GET ", 0), 0U) << seen;
    EXPECT_EQ(seen.find("Content-Length"), std::string::npos);
}

// A server may have acted on it: a second one would make a second machine.
TEST(Client, NeverSendsAPostTwice) {
    int posts = 0;
    const ScriptedServer server([&](const std::string& request) {
        posts += request.rfind("POST", 0) == 0 ? 1 : 0;
        return request.rfind("POST", 0) == 0 ? Reaction{"", true} : Reaction{answer("ok")};
    });
    Client client(options());
    ASSERT_TRUE(client.send(get(server), soon));  // now the connection is a kept-alive one
    auto request = get(server);
    request.method = Method::post;
    request.body = "create";
    const auto response = client.send(request, soon);
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().kind, ErrorKind::connection_lost) << response.error().text;
    EXPECT_TRUE(response.error().may_have_arrived());
    EXPECT_EQ(posts, 1);
}

TEST(Client, BadAnswersByKind) {
    struct Row {
        std::string name;
        Reaction reaction;
        ErrorKind kind;
    };
    const std::string big(3U << 20U, 'x');
    std::string many;
    for (int i = 0; i < 5000; ++i) {
        many += "X-" + std::to_string(i) + ": y\r\n";
    }
    const std::vector<Row> table{
        {"closed", {"", true}, ErrorKind::connection_lost},
        {"reset", {"", false, true}, ErrorKind::connection_lost},
        {"truncated",
         {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", true},
         ErrorKind::connection_lost},
        {"broken chunk",
         {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", true},
         ErrorKind::connection_lost},
        {"no HTTP", {"SSH-2.0-OpenSSH\r\n", true}, ErrorKind::malformed},
        {"announced too large",
         {"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n" + big, true},
         ErrorKind::too_large},
        {"too large", {"HTTP/1.1 200 OK\r\n\r\n" + big, true}, ErrorKind::too_large},
        {"many headers", {"HTTP/1.1 200 OK\r\n" + many + "\r\n", true}, ErrorKind::too_large},
        {"packed", {answer("x", "Content-Encoding: gzip\r\n"), true}, ErrorKind::malformed},
    };
    for (const auto& row : table) {
        const ScriptedServer server([&](const std::string&) { return row.reaction; });
        Client client(options());
        auto request = get(server);
        request.max_body = 1U << 20U;
        const auto response = client.send(request, soon);
        ASSERT_FALSE(response) << row.name;
        if (row.name != "broken chunk") {
            EXPECT_EQ(response.error().kind, row.kind) << row.name << ": " << response.error().text;
        }
        EXPECT_EQ(response.error().text.rfind("GET http://127.0.0.1:", 0), 0U)
            << response.error().text;
    }
}

TEST(Client, KeepsHeadersAndBytesAsTheyAre) {
    using namespace std::string_literals;
    const ScriptedServer server([](const std::string&) {
        return Reaction{answer("a\0b"s, "X-A: 1\r\nx-a: 2\r\nLocation: /x, /y\r\n", 201)};
    });
    Client client(options());
    const auto response = client.send(get(server), soon);
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 201);
    EXPECT_EQ(response->body, "a\0b"s);
    EXPECT_EQ(*response->header("x-A"), "1");
    EXPECT_EQ(*response->header("LOCATION"), "/x, /y");
    EXPECT_EQ(response->headers.size(), 4U);
}

TEST(Client, InterimAnswersAreNoAnswers) {
    const ScriptedServer server([](const std::string&) {
        return Reaction{"HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\n" + answer("real")};
    });
    Client client(options());
    const auto response = client.send(get(server), soon);
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 200);
    EXPECT_EQ(response->header("X-Interim"), nullptr);
}

TEST(Client, RedirectsOnlyWhenAllowedAndOnlyHome) {
    std::string target = "/there";
    const ScriptedServer server([&](const std::string& request) {
        return request.rfind("GET /there", 0) == 0
                   ? Reaction{answer("found")}
                   : Reaction{answer("", "Location: " + target + "\r\n", 302)};
    });
    Client client(options());
    auto request = get(server);
    EXPECT_EQ(client.send(request, soon)->status, 302);
    request.redirects = Redirects::same_origin;
    EXPECT_EQ(client.send(request, soon)->body, "found");
    target = "http://localhost:1/there";
    EXPECT_EQ(client.send(request, soon)->status, 302);
    target = "/again";
    const int before = server.requests();
    EXPECT_EQ(client.send(request, soon)->status, 302);
    EXPECT_EQ(server.requests() - before, 4) << "three redirects at most";
}

TEST(Client, DeadlineWhileWaitingAndInTheMiddle) {
    for (const auto& [sent, phase] : std::vector<std::pair<std::string, std::string>>{
             {"", "waiting for the answer"},
             {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
              "in the middle of the answer"}}) {
        const ScriptedServer server([&, text = sent](const std::string&) {
            return Reaction{text, false, false, true};
        });
        Client client(options());
        const auto start = Clock::now();
        const auto response = client.send(get(server), {Deadline::in(200ms), -1});
        ASSERT_FALSE(response);
        EXPECT_EQ(response.error().kind, ErrorKind::timed_out);
        EXPECT_NE(response.error().text.find(phase), std::string::npos) << response.error().text;
        EXPECT_LT(Clock::now() - start, 5s);
    }
}

TEST(Client, DeadlineInTheTlsHandshake) {
    const ScriptedServer server([](const std::string&) {
        return Reaction{"", false, false, true};
    });
    Client client(options());
    auto request = get(server);
    request.url.scheme = "https";
    const auto response = client.send(request, {Deadline::in(200ms), -1});
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().kind, ErrorKind::timed_out);
    EXPECT_NE(response.error().text.find("TLS handshake"), std::string::npos)
        << response.error().text;
}

TEST(Client, EndsAtASignal) {
    const ScriptedServer server([](const std::string&) {
        return Reaction{"", false, false, true};
    });
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    ASSERT_EQ(write(ends[1], "x", 1), 1);
    Client client(options());
    const auto response = client.send(get(server), {Deadline::in(1h), ends[0]});
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().kind, ErrorKind::interrupted);
    close(ends[0]);
    close(ends[1]);
}

TEST(Client, Refused) {
    std::string gone;
    {
        gone = ScriptedServer([](const std::string&) { return Reaction{}; }).url();
    }
    Client client(options());
    Request request;
    request.url = *net::parse_url(gone);
    const auto response = client.send(request, soon);
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().kind, ErrorKind::refused) << response.error().text;
    EXPECT_FALSE(response.error().may_have_arrived());
}

TEST(Client, TraceHidesCredentials) {
    const ScriptedServer server([](const std::string&) {
        return Reaction{
            answer("body line", "Set-Cookie: hidden-cookie\r\nX-Subject-Token: hidden-token\r\n")};
    });
    std::string traced;
    auto settings = options();
    settings.trace = [&](int, const std::string& line) { traced += line + '\n'; };
    Client client(settings);
    auto request = get(server);
    request.headers = {{"Authorization", "Basic hidden-basic"}, {"x-auth-TOKEN", "hidden-auth"}};
    ASSERT_TRUE(client.send(request, soon));
    EXPECT_EQ(traced.find("hidden"), std::string::npos) << traced;
    EXPECT_NE(traced.find("< body line"), std::string::npos) << traced;
    EXPECT_NE(traced.find("(new connection)"), std::string::npos) << traced;
}

}  // namespace
}  // namespace fedcloud::http
