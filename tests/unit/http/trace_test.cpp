// Traces of requests and answers, and what must not be seen in them.
#include "http/trace.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "client_setup.hpp"

namespace fedcloud::http {
namespace {

constexpr std::string_view secret = "s3cr3t-value";

const std::vector<std::string> credential_headers{
    "Authorization", "AUTHORIZATION", "Proxy-Authorization", "Cookie",         "Set-Cookie",
    "X-Auth-Token",  "x-auth-token",  "X-Subject-Token",     "X-Storage-Token"};

std::string join(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) {
        text += line + '\n';
    }
    return text;
}

TEST(Trace, HidesWhatCarriesCredentials) {
    Request request = get(*net::parse_url("http://h/x"));
    Response response;
    for (const auto& name : credential_headers) {
        request.headers.emplace_back(name, secret);
        response.headers.emplace_back(name, secret);
    }
    for (const auto& text : {join(trace_lines(request)), join(trace_lines(Request{}, response))}) {
        EXPECT_EQ(text.find(secret), std::string::npos) << text;
        for (const auto& name : credential_headers) {
            EXPECT_NE(text.find(' ' + name + ": ***\n"), std::string::npos) << name;
        }
    }
}

TEST(Trace, ShowsTheRestLineByLine) {
    auto request = post(*net::parse_url("https://h:8787/compute/?x=1"), "Category: a\nCategory: b");
    request.headers = {{"Content-Type", "text/occi"}};
    EXPECT_EQ(trace_lines(request), (std::vector<std::string>{"> POST https://h:8787/compute/?x=1",
                                                              "> Content-Type: text/occi",
                                                              "> Category: a", "> Category: b"}));
    Response response;
    response.status = 201;
    response.headers = {{"Location", "/compute/1"}};
    response.body = "OK\n";
    EXPECT_EQ(trace_lines(Request{}, response),
              (std::vector<std::string>{"< HTTP 201", "< Location: /compute/1", "< OK"}));
}

TEST(Trace, ALogInShowsNoBody) {
    auto request = post(*net::parse_url("https://k/v3/auth/tokens"), R"({"password":"se\"cret"})");
    request.confidential = true;
    Response response;
    response.body = "token";
    for (const auto& text : {join(trace_lines(request)), join(trace_lines(request, response))}) {
        EXPECT_EQ(text.find("cret"), std::string::npos) << text;
        EXPECT_EQ(text.find("token\n"), std::string::npos) << text;
        EXPECT_NE(text.find("not shown"), std::string::npos) << text;
    }
}

TEST(Trace, CutsALongBody) {
    Response response;
    response.body = std::string(100000, 'x');
    const auto lines = trace_lines(Request{}, response);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[1], "< " + std::string(4096, 'x') + "…");
    EXPECT_EQ(lines[2], "< (95904 bytes more)");
}

TEST(Trace, OneLineForBoth) {
    const auto request = get(*net::parse_url("http://h/x"));
    Response response;
    response.status = 200;
    response.body = "12345";
    EXPECT_EQ(trace_summary(request, response, plugin::Duration(0.25)),
              "GET http://h/x: HTTP 200, 5 bytes in 0.25s");
    response.timing.connect = plugin::Duration(0.001);
    EXPECT_EQ(trace_summary(request, response, plugin::Duration(0.25)),
              "GET http://h/x: HTTP 200, 5 bytes in 0.25s (new connection)");
    EXPECT_EQ(trace_summary(request, Unexpected{Error{ErrorKind::refused, "GET http://h/x: no"}},
                            plugin::Duration(2)),
              "GET http://h/x: no after 2s");
}

TEST(Trace, ThroughTheClientAndRedirects) {
    RawServer server([](const Exchange& now) {
        const bool end = now.request.head.find(" /end ") != std::string::npos;
        const std::string cookie = "Set-Cookie: " + std::string(secret) + "\r\n";
        now.send(end ? answer("body", cookie)
                     : answer("", cookie + "Location: /end\r\n", "302 Found"));
        return After::keep;
    });
    std::vector<std::string> lines;
    std::vector<int> levels;
    auto options = plain_options();
    options.trace = [&](int level, const std::string& line) {
        levels.push_back(level);
        lines.push_back(line);
    };
    Client client(options);
    auto request = get(url_of(server, "/start"));
    request.redirects = Redirects::same_origin;
    request.headers = {{"Authorization", "Bearer " + std::string(secret)}};
    ASSERT_TRUE(client.send(request, ample()));
    const auto text = join(lines);
    EXPECT_EQ(text.find(secret), std::string::npos) << text;
    EXPECT_EQ(std::count(levels.begin(), levels.end(), 2), 2) << "one line for each request";
    EXPECT_NE(text.find("/start: HTTP 302"), std::string::npos) << text;
    EXPECT_NE(text.find("/end: HTTP 200"), std::string::npos) << text;
}

}  // namespace
}  // namespace fedcloud::http
