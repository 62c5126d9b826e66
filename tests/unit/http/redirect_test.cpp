// Which redirects the client follows, and what it sends along.
#include <gtest/gtest.h>

#include "client_setup.hpp"

namespace fedcloud::http {
namespace {

// 302 to `location` for every path but /end.
RawServer::Handler to(std::string location) {
    return [location = std::move(location)](const Exchange& now) {
        const bool end = now.request.head.find(" /end ") != std::string::npos;
        now.send(end ? answer("end") : answer("", "Location: " + location + "\r\n", "302 Found"));
        return After::keep;
    };
}

Request following(const net::Url& url, Method method = Method::get) {
    auto request = get(url);
    request.method = method;
    request.redirects = Redirects::same_origin;
    request.headers = {{"X-Auth-Token", "for this origin only"}};
    return request;
}

TEST(Redirect, IsAnAnswerUnlessAskedFor) {
    RawServer server(to("/end"));
    Client client(plain_options());
    const auto response = client.send(get(url_of(server, "/start")), ample());
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 302);
    EXPECT_EQ(server.received().size(), 1U);
}

TEST(Redirect, WithinTheOrigin) {
    for (const std::string location : {"/end", "end", "//127.0.0.1:PORT/end",
                                       "http://127.0.0.1:PORT/end", "HTTP://127.0.0.1:PORT/end"}) {
        std::string told;
        RawServer server([&](const Exchange& now) { return to(told)(now); });
        told = location;
        if (const auto at = told.find("PORT"); at != std::string::npos) {
            told.replace(at, 4, std::to_string(server.port()));
        }
        Client client(plain_options());
        const auto response = client.send(following(url_of(server, "/start")), ample());
        ASSERT_TRUE(response) << told;
        EXPECT_EQ(response->body, "end") << told;
        EXPECT_EQ(response->url, url_of(server, "/end")) << told;
        EXPECT_EQ(server.connections(), 1) << told;
    }
}

TEST(Redirect, NeverToAnotherOrigin) {
    RawServer other(to("/end"));
    const auto port = std::to_string(other.port());
    for (const auto& location :
         {"http://127.0.0.1:" + port + "/end", "//127.0.0.1:" + port + "/end",
          "http://localhost:" + port + "/end", "https://127.0.0.1:" + port + "/end",
          "http://user:secret@127.0.0.1:" + port + "/end"}) {
        RawServer server(to(location));
        Client client(plain_options());
        const auto response = client.send(following(url_of(server, "/start")), ample());
        ASSERT_TRUE(response) << location;
        EXPECT_EQ(response->status, 302) << location;
        EXPECT_EQ(server.received().size(), 1U) << location;
    }
    EXPECT_EQ(other.connections(), 0);
}

TEST(Redirect, ThreeAtMost) {
    RawServer server(to("/again"));
    Client client(plain_options());
    const auto response = client.send(following(url_of(server, "/start")), ample());
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 302);
    EXPECT_EQ(server.received().size(), 4U);
}

TEST(Redirect, OnlyOfMethodsThatRead) {
    for (const auto method : {Method::post, Method::put, Method::del}) {
        RawServer server(to("/end"));
        Client client(plain_options());
        const auto response = client.send(following(url_of(server, "/start"), method), ample());
        ASSERT_TRUE(response);
        EXPECT_EQ(response->status, 302) << to_string(method);
        EXPECT_EQ(server.received().size(), 1U);
    }
    RawServer server(to("/end"));
    Client client(plain_options());
    const auto response = client.send(following(url_of(server, "/start"), Method::head), ample());
    ASSERT_TRUE(response);
    EXPECT_EQ(response->url.path, "/end");
}

TEST(Redirect, BadLocationsEndTheChase) {
    for (const std::string location : {"", "http://[::1/end", "http:///end",
                                       "/a\x01"
                                       "b"}) {
        RawServer server(to(location));
        Client client(plain_options());
        const auto response = client.send(following(url_of(server, "/start")), ample());
        ASSERT_TRUE(response) << location;
        EXPECT_EQ(response->status, 302) << location;
    }
}

}  // namespace
}  // namespace fedcloud::http
