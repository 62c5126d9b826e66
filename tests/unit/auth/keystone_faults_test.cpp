// What goes wrong at a Keystone: whose fault it is, in which words, and what was sent all the same.
#include <gtest/gtest.h>

#include <algorithm>

#include "auth/keystone.hpp"
#include "keystone_site.hpp"
#include "samples.hpp"

namespace fedcloud::auth {
namespace {

using namespace std::chrono_literals;

class KeystoneFaults : public testing::Test {
  protected:
    KeystoneFaults() {
        speak_v3(site);
        login.access_token = "access-t";
        login.identity_provider = "egi.eu";
        login.vo = "ops";
        login.presented = "an access token of somebody";
    }
    plugin::Fault fault(const std::string& path = "/v3") {
        const auto outcome =
            Keystone(client, url(site.url(path)), login, keep_secret).log_in(until);
        EXPECT_FALSE(outcome);
        const auto found = outcome ? plugin::Fault{} : outcome.error();
        for (const auto* secret : {"access-t", "unscoped-t", "scoped-t"}) {
            EXPECT_TRUE(keeps_quiet_about(found.text, secret));
        }
        return found;
    }
    void expect_service(const std::string& word, const std::string& path = "/v3") {
        const auto found = fault(path);
        EXPECT_EQ(found.blame, plugin::Blame::service) << found.text;
        EXPECT_TRUE(says(found.text, "Keystone"));
        EXPECT_TRUE(says(found.text, word));
    }

    Site site;
    KeystoneLogin login;
    plugin::Until until{plugin::Deadline::in(20s)};
    std::function<void(std::string_view)> keep_secret = [](std::string_view) {};
    http::Client client{http::ClientOptions{{}, {}, plugin::AddressFamily::any, "unit-test", {}}};
};

const std::string openid = "GET /v3" + federation + "openid/auth";

TEST_F(KeystoneFaults, RefusalsInItsOwnWords) {
    site.on(openid, json_reply(401, R"({"error":{"code":401,"message":"No mapping fits"}})"));
    expect_service("No mapping fits");
    expect_service("401");
    expect_service("an access token of somebody");
    site.on(openid, reply(401, "<html><head><title>401 Unauthorized</title></head></html>"));
    expect_service("401 Unauthorized");
    site.on(openid, json_reply(403, "{}"));
    expect_service("403");
}

TEST_F(KeystoneFaults, ServersThatAreBroken) {
    for (const int status : {500, 502, 503, 504}) {
        site.on(openid, reply(status));
        expect_service(std::to_string(status));
        EXPECT_EQ(site.requests().back(), openid) << "one is enough: the other would be no better";
    }
    site.on(openid, std::string());
    expect_service(site.url(""));
}

TEST_F(KeystoneFaults, AnswersWithoutAToken) {
    site.on(openid, json_reply(201, R"({"token":{}})"));
    expect_service("X-Subject-Token");
    site.on(openid, token_reply("a b"));
    expect_service("token");
    speak_v3(site);
    for (const std::string body : {"", "[]", "<html>", R"({"projects":7})"}) {
        site.on("GET /v3/auth/projects", json_reply(200, body));
        expect_service("/v3/auth/projects");
    }
    site.on("GET /v3/auth/projects", json_reply(200, R"({"projects":[]})"));
    expect_service("project");
    speak_v3(site);
    site.on("POST /v3/auth/tokens", json_reply(201, "{}"));
    expect_service("/v3/auth/tokens");
    site.on("POST /v3/auth/tokens", json_reply(401, R"({"error":{"message":"no role there"}})"));
    expect_service("no role there");
}

TEST_F(KeystoneFaults, AnswersTooLarge) {
    site.on(openid, json_reply(201, std::string(9U << 20U, ' '), "X-Subject-Token: t\r\n"));
    expect_service("Keystone");
}

TEST_F(KeystoneFaults, ARedirectIsNotFollowed) {
    Site other;
    speak_v3(other);
    const int statuses[] = {301, 302, 303, 307, 308};
    for (const int status : statuses) {
        site.on(openid, reply(status, "", "Location: " + other.url("/v3/") + "\r\n"));
        expect_service(other.url("/v3/"));
        site.on(openid, reply(status, "", "Location: /v3/elsewhere\r\n"));
        expect_service(std::to_string(status));
        site.on(openid, token_reply("unscoped-t"));
        for (const std::string what : {"GET /v3/auth/projects", "POST /v3/auth/tokens"}) {
            speak_v3(site);
            site.on(what, reply(status, "", "Location: " + other.url("/v3/x") + "\r\n"));
            expect_service(other.url("/v3/x"));
        }
    }
    EXPECT_EQ(other.connections(), 0);
    const auto requests = site.requests();
    EXPECT_EQ(std::count(requests.begin(), requests.end(), "GET /v3/elsewhere"), 0);
}

TEST_F(KeystoneFaults, ARedirectOfTheVersionsIsNotFollowedEither) {
    Site other;
    speak_v3(other);
    site.on("GET /", reply(302, "", "Location: " + other.url("/") + "\r\n"));
    const auto outcome = Keystone(client, url(site.url("/")), login, keep_secret).log_in(until);
    ASSERT_TRUE(outcome) << "v3 is where it always is: " << outcome.error().text;
    EXPECT_EQ(other.connections(), 0);
}

TEST_F(KeystoneFaults, NobodyListens) {
    std::string gone;
    {
        const Site short_lived;
        gone = short_lived.url("/v3");
    }
    const auto outcome = Keystone(client, url(gone), login, keep_secret).log_in(until);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().blame, plugin::Blame::service);
    EXPECT_TRUE(says(outcome.error().text, "Keystone"));
}

TEST_F(KeystoneFaults, TimeOutsAreMarked) {
    for (const std::string& what : {openid, std::string("GET /v3/auth/projects")}) {
        site.on(what, Site::silence);
        until = {plugin::Deadline::in(100ms)};
        const auto found = fault();
        EXPECT_TRUE(found.timed_out) << found.text;
        EXPECT_EQ(found.blame, plugin::Blame::service);
        site.on(what, token_reply("unscoped-t"));
    }
}

// Nothing of the log-in is sent twice where it was refused for good.
TEST_F(KeystoneFaults, OneTryForEachName) {
    site.on(openid, json_reply(401, "{}"));
    site.on("GET /v3" + federation + "oidc/auth", json_reply(404, "{}"));
    expect_service("openid");
    EXPECT_EQ(site.requests().size(), 2U);
}

// Keystone 22 answers 401 where it does not know the protocol, and names the methods that it knows.
TEST_F(KeystoneFaults, OfTwoRefusalsTheOneThatIsAboutUs) {
    const auto unsupported = json_reply(
        401, R"({"error": {"code": 401, "message": "Attempted to authenticate with an unsupported)"
             R"( method.", "identity": {"methods": ["password", "token"]}}})");
    const auto unmapped = json_reply(401, R"({"error": {"code": 401, "message": "Who are you?"}})");
    const auto oidc = "GET /v3" + federation + "oidc/auth";
    site.on(openid, unsupported);
    site.on(oidc, unmapped);
    expect_service("Who are you?");
    site.on(openid, unmapped);
    site.on(oidc, unsupported);
    expect_service("Who are you?");
    site.on(openid, unsupported);
    expect_service("unsupported method");
}

}  // namespace
}  // namespace fedcloud::auth
