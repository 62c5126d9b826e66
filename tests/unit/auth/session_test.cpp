// What a session shows to a service that asks for it, in how many requests.
#include "auth/session.hpp"

#include "session_setup.hpp"

namespace fedcloud::auth {
namespace {

TEST_F(SessionTest, NothingIsShownUnasked) {
    use_access_token();
    use_password();
    site.on("GET /compute/", reply(200));
    auto one = session();
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(site.requests(), Requests{"GET /compute/"});
    EXPECT_FALSE(site.was_told("access-t"));
    EXPECT_EQ(header_of(site.last(), "Authorization"), "");
    EXPECT_EQ(one.login_time().count(), 0);
}

TEST_F(SessionTest, ATokenOfKeystoneInFiveRequests) {
    use_access_token();
    guard("GET /compute/", "X-Auth-Token: scoped-t", keystone_challenge());
    auto one = session();
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(site.requests(),
              (Requests{"GET /compute/", "GET /", "GET /v3" + federation + "openid/auth",
                        "GET /v3/auth/projects", "POST /v3/auth/tokens", "GET /compute/"}));
    EXPECT_EQ(header_of(site.last(), "Authorization"), "") << "the service gets its token alone";
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(site.requests().size(), 7U) << "once logged in, no question is asked";
    EXPECT_EQ(site.connections(), 1);
    EXPECT_GT(one.login_time().count(), 0);
}

TEST_F(SessionTest, OneConnectionToEachHost) {
    use_access_token();
    Site keystone;
    speak_v3(keystone);
    guard("GET /compute/", "X-Auth-Token: scoped-t", "Keystone uri=\"" + keystone.url() + "\"");
    auto one = session();
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(site.requests().size(), 3U);
    EXPECT_EQ(keystone.requests().size(), 4U);
    EXPECT_EQ(site.connections(), 1);
    EXPECT_EQ(keystone.connections(), 1);
}

TEST_F(SessionTest, AnAccessToken) {
    use_access_token();
    use_password();
    guard("GET /compute/", "Authorization: Bearer access-t", "Bearer realm=\"site\"");
    auto one = session();
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(site.requests(), (Requests{"GET /compute/", "GET /compute/"}));
    EXPECT_FALSE(site.was_told("cHJvYmU6cGFzcy13"));
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(site.requests().size(), 3U);
}

TEST_F(SessionTest, APassword) {
    use_password();
    guard("GET /compute/", "Authorization: Basic cHJvYmU6cGFzcy13", "Basic realm=\"site\"");
    auto one = session();
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(site.requests(), (Requests{"GET /compute/", "GET /compute/"}));
}

TEST_F(SessionTest, BasicIsShownAtOnceWhereItIsAskedForByName) {
    use_password();
    options.method = Method::basic;
    guard("GET /compute/", "Authorization: Basic cHJvYmU6cGFzcy13", "Basic realm=\"site\"");
    auto one = session();
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(site.requests().size(), 1U);
}

TEST_F(SessionTest, OfSeveralChallengesTheOneOfKeystone) {
    use_access_token();
    guard("GET /compute/", "X-Auth-Token: scoped-t",
          "Basic realm=\"a, b\", Bearer realm=\"c\", " + keystone_challenge());
    auto one = session();
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(site.requests().size(), 6U);
}

TEST_F(SessionTest, TheRepeatedRequestIsTheSame) {
    use_access_token();
    guard("POST /compute/", "Authorization: Bearer access-t", "Bearer");
    auto create = request();
    create.method = http::Method::post;
    create.headers = {{"Content-Type", "text/occi"}, {"X-OCCI-Attribute", "a=1"}};
    create.body = "the body";
    auto one = session();
    EXPECT_EQ(send(one, create), 200);
    const auto received = site.received();
    ASSERT_EQ(received.size(), 2U);
    EXPECT_EQ(received[0].body, "the body");
    EXPECT_EQ(received[1].body, "the body");
    EXPECT_EQ(header_of(received[1], "X-OCCI-Attribute"), "a=1");
    EXPECT_EQ(header_of(received[1], "Content-Type"), "text/occi");
}

TEST_F(SessionTest, WhoeverWantsNoLogInGetsThe401) {
    use_access_token();
    options.method = Method::none;
    guard("GET /compute/", "X-Auth-Token: scoped-t", keystone_challenge());
    auto one = session();
    EXPECT_EQ(send(one, request()), 401);
    EXPECT_EQ(site.requests().size(), 1U);
}

TEST_F(SessionTest, OtherAnswersAreNoChallenges) {
    use_access_token();
    auto one = session();
    for (const int status : {200, 300, 400, 403, 404, 500, 503}) {
        site.on("GET /compute/",
                reply(status, "", "WWW-Authenticate: " + keystone_challenge() + "\r\n"));
        EXPECT_EQ(send(one, request()), status);
    }
    EXPECT_EQ(site.requests().size(), 7U);
}

TEST_F(SessionTest, LogInBeforeTheFirstRequest) {
    use_access_token();
    options.keystone_url = site.url("/v3");
    guard("GET /compute/", "X-Auth-Token: scoped-t", "Keystone uri='https://elsewhere.example/'");
    auto one = session();
    ASSERT_TRUE(one.log_in(until));
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(site.requests(),
              (Requests{"GET /v3" + federation + "openid/auth", "GET /v3/auth/projects",
                        "POST /v3/auth/tokens", "GET /compute/"}));
}

TEST_F(SessionTest, AKeystoneGivenByHandIsTheOneThatIsUsed) {
    use_access_token();
    Site named;
    options.keystone_url = site.url("/v3");
    guard("GET /compute/", "X-Auth-Token: scoped-t", "Keystone uri='" + named.url() + "'");
    auto one = session();
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(named.connections(), 0);
}

class EndpointTest : public SessionTest {
  protected:
    plugin::Checked<net::Url> endpoint(const std::string& catalogue) {
        speak_v3(site, "", catalogue);
        use_access_token();
        options.keystone_url = site.url("/v3");
        Session one(client, credential, options, std::nullopt, hooks);
        const auto done = one.log_in(until);
        EXPECT_TRUE(done) << done.error().text;
        return one.endpoint_of("occi");
    }
    static std::string entry(const std::string& address, const std::string& region = "One") {
        return R"({"type":"occi","endpoints":[{"interface":"public","region":")" + region +
               R"(","url":")" + address + R"("}]})";
    }
};

TEST_F(EndpointTest, OfTheCatalogue) {
    const auto found = endpoint("[" + entry(site.url("/occi1.1")) + "]");
    ASSERT_TRUE(found) << found.error().text;
    EXPECT_EQ(found->to_string(), site.url("/occi1.1"));
}

TEST_F(EndpointTest, OnlyOfTheSamePartyAndOverTls) {
    for (const std::string address :
         {"https://cloud.example.org/", "http://cloud.example.org/", "https://127.0.0.2/",
          "http://cloud.localhost/", "https://[::1]/"}) {
        const auto refused = endpoint("[" + entry(address) + "]");
        ASSERT_FALSE(refused) << address;
        EXPECT_TRUE(says(refused.error().text, url(address).host));
    }
}

TEST_F(EndpointTest, WhatIsMissingIsTheServicesFault) {
    for (const std::string catalogue : {"[]", "[{}]"}) {
        const auto refused = endpoint(catalogue);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().blame, plugin::Blame::service);
        EXPECT_TRUE(says(refused.error().text, "occi"));
    }
    const auto relative = endpoint("[" + entry("/occi") + "]");
    ASSERT_FALSE(relative);
    EXPECT_EQ(relative.error().blame, plugin::Blame::service);
}

// Two regions are no fault of the site: which of them is meant is for us to say.
TEST_F(EndpointTest, ARegionIsForUsToName) {
    const auto two = "[" + entry(site.url("/1"), "One") + "," + entry(site.url("/2"), "Two") + "]";
    const auto refused = endpoint(two);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().blame, plugin::Blame::ours) << refused.error().text;
    EXPECT_TRUE(says(refused.error().text, "--region"));
    options.region = "Two";
    const auto second = endpoint(two);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->path, "/2");
    options.region = "Three";
    const auto none = endpoint(two);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().blame, plugin::Blame::ours) << none.error().text;
    EXPECT_TRUE(says(none.error().text, "Three"));
}

}  // namespace
}  // namespace fedcloud::auth
