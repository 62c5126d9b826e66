// A log-in at Keystone, request by request.
#include "auth/keystone.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "keystone_site.hpp"
#include "samples.hpp"

namespace fedcloud::auth {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;
using Requests = std::vector<std::string>;

class KeystoneTest : public testing::Test {
  protected:
    KeystoneTest() {
        login.identity_provider = "egi.eu";
        login.vo = "ops";
        login.presented = "something";
    }
    plugin::Checked<KeystoneToken> log_in(const std::string& path = "") {
        return Keystone(client, url(site.url(path)), login, keep_secret)
            .log_in({plugin::Deadline::in(20s)});
    }
    // Value of the token; the fault's text if there is none.
    std::string token(const std::string& path = "") {
        const auto outcome = log_in(path);
        return outcome ? outcome->value : outcome.error().text;
    }
    void use_password() { login.password = {"probe", "pass-w", "Default"}; }
    Json body(std::size_t index) const { return Json::parse(site.received().at(index).body); }
    std::string header(std::size_t index, const std::string& name) const {
        return header_of(site.received().at(index), name);
    }

    Site site;
    KeystoneLogin login;
    std::vector<std::string> secrets;
    std::function<void(std::string_view)> keep_secret = [this](std::string_view secret) {
        secrets.emplace_back(secret);
    };
    http::Client client{http::ClientOptions{{}, {}, plugin::AddressFamily::any, "unit-test", {}}};
};

TEST_F(KeystoneTest, FederationWithAnAccessToken) {
    speak_v3(site);
    login.access_token = "access-t";
    const auto outcome = log_in();
    ASSERT_TRUE(outcome) << outcome.error().text;
    EXPECT_EQ(outcome->value, "scoped-t");
    EXPECT_TRUE(outcome->expires);
    EXPECT_EQ(site.requests(), (Requests{"GET /", "GET /v3" + federation + "openid/auth",
                                         "GET /v3/auth/projects", "POST /v3/auth/tokens"}));
    EXPECT_EQ(site.connections(), 1);
    EXPECT_EQ(header(0, "Authorization"), "") << "discovery needs nothing of ours";
    EXPECT_EQ(header(1, "Authorization"), "Bearer access-t");
    EXPECT_EQ(header(2, "Authorization"), "");
    EXPECT_EQ(header(2, "X-Auth-Token"), "unscoped-t");
    EXPECT_EQ(header(3, "Authorization"), "");
    EXPECT_EQ(header(3, "Content-Type"), "application/json");
    EXPECT_EQ(body(3), Json::parse(R"({"auth": {
        "identity": {"methods": ["token"], "token": {"id": "unscoped-t"}},
        "scope": {"project": {"id": "p-ops"}}}})"));
    EXPECT_EQ(secrets, (std::vector<std::string>{"unscoped-t", "scoped-t"}));
}

TEST_F(KeystoneTest, TheOlderNameOfTheProtocol) {
    speak_v3(site);
    login.access_token = "access-t";
    site.on("GET /v3" + federation + "openid/auth", json_reply(404, R"({"error":{"code":404}})"));
    site.on("GET /v3" + federation + "oidc/auth", token_reply("unscoped-t"));
    EXPECT_EQ(token("/v3"), "scoped-t");
    EXPECT_EQ(site.requests(), (Requests{"GET /v3" + federation + "openid/auth",
                                         "GET /v3" + federation + "oidc/auth",
                                         "GET /v3/auth/projects", "POST /v3/auth/tokens"}));
    EXPECT_EQ(header(1, "Authorization"), "Bearer access-t");
}

TEST_F(KeystoneTest, AGetThatIsNotAllowedBecomesAPost) {
    speak_v3(site);
    login.access_token = "access-t";
    site.on("GET /v3" + federation + "openid/auth", reply(405));
    site.on("POST /v3" + federation + "openid/auth", token_reply("unscoped-t"));
    EXPECT_EQ(token("/v3"), "scoped-t");
    EXPECT_EQ(site.requests(), (Requests{"GET /v3" + federation + "openid/auth",
                                         "POST /v3" + federation + "openid/auth",
                                         "GET /v3/auth/projects", "POST /v3/auth/tokens"}));
    EXPECT_EQ(header(1, "Authorization"), "Bearer access-t");
}

TEST_F(KeystoneTest, FederationWithACertificate) {
    speak_v3(site);
    login.certificate = true;
    EXPECT_EQ(token(), "scoped-t");
    EXPECT_EQ(site.requests(), (Requests{"GET /", "GET /v3" + federation + "mapped/auth",
                                         "GET /v3/auth/projects", "POST /v3/auth/tokens"}));
    EXPECT_EQ(header(1, "Authorization"), "");
}

TEST_F(KeystoneTest, AnotherNameOfTheFederation) {
    speak_v3(site);
    login.access_token = "access-t";
    login.identity_provider = "egi-old";
    site.on("GET /v3/OS-FEDERATION/identity_providers/egi-old/protocols/openid/auth",
            token_reply("unscoped-t"));
    EXPECT_EQ(token("/v3/"), "scoped-t");
}

TEST_F(KeystoneTest, PasswordOfV3) {
    speak_v3(site);
    use_password();
    EXPECT_EQ(token(), "scoped-t");
    EXPECT_EQ(site.requests(), (Requests{"GET /", "POST /v3/auth/tokens", "GET /v3/auth/projects",
                                         "POST /v3/auth/tokens"}));
    EXPECT_EQ(body(1).at("auth").at("identity").at("password").at("user").at("name"), "probe");
    EXPECT_FALSE(site.received().at(3).body.find("pass-w") != std::string::npos);
    EXPECT_EQ(site.connections(), 1);
}

TEST_F(KeystoneTest, PasswordOfV2) {
    speak_v2(site);
    use_password();
    EXPECT_EQ(token(), "scoped-t");
    EXPECT_EQ(site.requests(),
              (Requests{"GET /", "POST /v2.0/tokens", "GET /v2.0/tenants", "POST /v2.0/tokens"}));
    EXPECT_EQ(body(1), Json::parse(R"({"auth": {
        "passwordCredentials": {"username": "probe", "password": "pass-w"}}})"));
    EXPECT_EQ(header(2, "X-Auth-Token"), "unscoped-t");
    EXPECT_EQ(body(3).at("auth").at("tenantName"), "ops");
    EXPECT_EQ(secrets, (std::vector<std::string>{"unscoped-t", "scoped-t"}));
}

TEST_F(KeystoneTest, VomsOfV2) {
    speak_v2(site);
    login.certificate = true;
    EXPECT_EQ(token("/v2.0"), "scoped-t");
    EXPECT_EQ(site.requests(),
              (Requests{"POST /v2.0/tokens", "GET /v2.0/tenants", "POST /v2.0/tokens"}));
    EXPECT_EQ(body(0), Json::parse(R"({"auth": {"voms": true}})"));
    EXPECT_EQ(body(2), Json::parse(R"({"auth": {"voms": true, "tenantName": "ops"}})"));
}

// keystone-voms serves v2.0 beside a v3 that knows nothing of proxies.
TEST_F(KeystoneTest, VomsOfV2BesideAV3) {
    speak_v2(site);
    site.on("GET /", versions_reply(version_entry("v3.6", site.url("/v3/")) + "," +
                                    version_entry("v2.0", site.url("/v2.0/"))));
    login.certificate = true;
    EXPECT_EQ(token(), "scoped-t");
    EXPECT_EQ(site.requests(),
              (Requests{"GET /", "GET /v3" + federation + "mapped/auth", "POST /v2.0/tokens",
                        "GET /v2.0/tenants", "POST /v2.0/tokens"}));
}

TEST_F(KeystoneTest, BelowAPrefix) {
    speak_v3(site, "/identity");
    login.access_token = "access-t";
    for (const std::string path : {"/identity", "/identity/"}) {
        EXPECT_EQ(token(path), "scoped-t") << path;
    }
    EXPECT_EQ(site.requests().at(0), "GET /identity/");
    EXPECT_EQ(site.requests().size(), 8U);
    EXPECT_EQ(token("/identity/v3"), "scoped-t");
    EXPECT_EQ(site.requests().size(), 11U) << "a URL with a version is not asked for versions";
}

TEST_F(KeystoneTest, ServersThatAdvertiseWhatNobodyReaches) {
    speak_v3(site);
    login.access_token = "access-t";
    site.on("GET /", versions_reply(version_entry("v3.14", "http://localhost:1/v3/")));
    EXPECT_EQ(token(), "scoped-t");
    EXPECT_EQ(site.connections(), 1);
}

TEST_F(KeystoneTest, TheTokenBeforeThePasswordBeforeTheCertificate) {
    speak_v3(site);
    use_password();
    login.certificate = true;
    login.access_token = "access-t";
    EXPECT_EQ(token("/v3"), "scoped-t");
    EXPECT_EQ(site.requests().front(), "GET /v3" + federation + "openid/auth");
    EXPECT_FALSE(site.was_told("pass-w"));
    login.access_token.clear();
    EXPECT_EQ(token("/v3"), "scoped-t");
    EXPECT_EQ(site.requests().at(3), "POST /v3/auth/tokens");
}

TEST_F(KeystoneTest, ProjectsOfOlderReleases) {
    speak_v3(site);
    login.access_token = "access-t";
    site.on("GET /v3/auth/projects", reply(404));
    site.on("GET /v3/OS-FEDERATION/projects",
            json_reply(200, R"({"projects":)" + ops_project + "}"));
    EXPECT_EQ(token("/v3"), "scoped-t");
}

TEST_F(KeystoneTest, TheProjectThatIsAskedFor) {
    speak_v3(site);
    login.access_token = "access-t";
    site.on("GET /v3/auth/projects", json_reply(200, R"({"projects":[{"id":"p1","name":"ops"},
                                                       {"id":"p2","name":"demo"}]})"));
    login.project = "demo";
    EXPECT_EQ(token("/v3"), "scoped-t");
    EXPECT_EQ(body(2).at("auth").at("scope").at("project").at("id"), "p2");
    login.project = "staging";
    const auto refused = log_in("/v3");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().blame, plugin::Blame::ours);
    EXPECT_EQ(site.requests().back(), "GET /v3/auth/projects") << "no guess was made";
}

TEST_F(KeystoneTest, NoAccessTokenForV2) {
    speak_v2(site);
    login.access_token = "access-t";
    const auto refused = log_in();
    ASSERT_FALSE(refused);
    EXPECT_TRUE(says(refused.error().text, "v2.0"));
    EXPECT_FALSE(site.was_told("access-t"));
}

}  // namespace
}  // namespace fedcloud::auth
