// What a session shows to an endpoint that GOCDB alone names, and to hosts that --credential-host
// does not: the last gate, behind auth::prepare().
#include "session_setup.hpp"

namespace fedcloud::auth {
namespace {

class HearsayTest : public SessionTest {
  protected:
    HearsayTest() {
        use_access_token();
        use_password();
        options.registered_host = "127.0.0.1";
    }
    void challenge(const std::string& value) {
        site.on("GET /compute/", reply(401, "", "WWW-Authenticate: " + value + "\r\n"));
    }
    void expect_no_secret() const {
        for (const auto* secret :
             {"access-t", "pass-w", "cHJvYmU6cGFzcy13", "unscoped-t", "scoped-t"}) {
            EXPECT_FALSE(site.was_told(secret)) << secret;
        }
    }
};

TEST_F(HearsayTest, NothingInClearOnThisHost) {
    for (const bool with_token : {true, false}) {
        with_token ? use_access_token() : credential.token.reset();
        for (const auto& value :
             {keystone_challenge(), std::string("Bearer"), std::string("Basic realm=\"x\"")}) {
            if (!with_token && value == "Bearer") {
                continue;
            }
            challenge(value);
            auto one = session();
            EXPECT_EQ(send(one, request()), 0) << value;
            EXPECT_EQ(fault.blame, plugin::Blame::ours);
            EXPECT_TRUE(says(fault.text, "in clear text")) << fault.text;
            EXPECT_TRUE(says(fault.text, "GOCDB")) << fault.text;
        }
    }
    expect_no_secret();
    EXPECT_EQ(site.requests(), Requests(5, "GET /compute/"));
}

TEST_F(HearsayTest, ByHandItIsAsBefore) {
    options.registered_host.reset();
    guard("GET /compute/", "Authorization: Bearer access-t", "Bearer");
    auto one = session();
    EXPECT_EQ(send(one, request()), 200);
}

TEST_F(HearsayTest, ATokenByHandGotDoesNotGoThereInClear) {
    Site keystone;
    speak_v3(keystone);
    options.keystone_url = keystone.url("/v3");
    auto one = session();
    ASSERT_FALSE(one.log_in(until));
    EXPECT_EQ(keystone.connections(), 0);
    EXPECT_EQ(site.connections(), 0);
}

TEST_F(HearsayTest, HostsThatAreNotNamedGetNothing) {
    options.registered_host.reset();
    options.credential_hosts = {"occi.example.org"};
    for (const auto& value :
         {keystone_challenge(), std::string("Bearer"), std::string("Basic realm=\"x\"")}) {
        challenge(value);
        auto one = session();
        EXPECT_EQ(send(one, request()), 0) << value;
        EXPECT_TRUE(says(fault.text, "is for occi.example.org only (--credential-host)"))
            << fault.text;
    }
    expect_no_secret();
}

TEST_F(HearsayTest, ACataloguesEndpointThatIsNotNamed) {
    options.registered_host.reset();
    speak_v3(site, "",
             R"([{"type":"occi","endpoints":[{"interface":"public","region_id":"R",
        "url":")" +
                 site.url("/occi") + "\"}]}]");
    options.keystone_url = site.url("/v3");
    for (const auto* host : {"occi.example.org", "127.0.0.1"}) {
        options.credential_hosts = {host};
        Session one(client, credential, options, std::nullopt, hooks);
        ASSERT_TRUE(one.log_in(until));
        const auto endpoint = one.endpoint_of("occi");
        EXPECT_EQ(endpoint.has_value(), host == std::string("127.0.0.1"));
        EXPECT_TRUE(endpoint || says(endpoint.error().text, "--credential-host"));
    }
}

}  // namespace
}  // namespace fedcloud::auth
