// Access tokens by refresh token: asked for once, kept in the state folder, renewed in time.
#include "auth/oidc.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "samples.hpp"
#include "site.hpp"
#include "token_samples.hpp"

namespace fedcloud::auth {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;
using Requests = std::vector<std::string>;

const std::string discovery = "GET /realm/.well-known/openid-configuration";
const std::string refresh = "POST /realm/token";

std::string token_answer(const std::string& token, long life, const std::string& rotated = "") {
    return json_reply(200, R"({"access_token":")" + token + R"(","expires_in":)" +
                               std::to_string(life) + R"(,"token_type":"Bearer")" +
                               (rotated.empty() ? "" : R"(,"refresh_token":")" + rotated + "\"") +
                               "}");
}

class OidcTest : public FolderTest {
  protected:
    OidcTest() {
        issuer.on(discovery, document(issuer.url("/realm"), issuer.url("/realm/token")));
        issuer.on(refresh, token_answer("access-1", 3600));
    }
    static std::string document(const std::string& of, const std::string& endpoint) {
        return json_reply(200, Json{{"issuer", of}, {"token_endpoint", endpoint}}.dump());
    }
    // As another run of a probe does it.
    plugin::Checked<AccessToken> ask(WallClock::duration later = 0s,
                                     const std::string& refresh_token = "refresh-1") {
        OidcSettings settings;
        settings.issuer = url(issuer.url("/realm"));
        settings.client_id = "probe-client";
        settings.client_secret = secret;
        settings.refresh_token = refresh_token;
        settings.state_folder = folder;
        http::Client client(
            http::ClientOptions{{}, {}, plugin::AddressFamily::any, "unit-test", {}});
        return Oidc(client, settings, keep_secret)
            .access_token({plugin::Deadline::in(20s)}, now + later);
    }
    std::string token(WallClock::duration later = 0s,
                      const std::string& refresh_token = "refresh-1") {
        const auto found = ask(later, refresh_token);
        return found ? found->value : "fault: " + found.error().text;
    }
    // The text of a fault, which must be ours and tell no secret.
    std::string fault() {
        const auto found = ask();
        if (found) {
            ADD_FAILURE() << "there is a token: " << found->value;
            return "";
        }
        EXPECT_EQ(found.error().blame, plugin::Blame::ours) << found.error().text;
        EXPECT_TRUE(keeps_quiet_about(found.error().text, "refresh-1"));
        EXPECT_TRUE(keeps_quiet_about(found.error().text, "s3cret"));
        return found.error().text;
    }
    // The one file that the state folder holds besides locks and drafts.
    std::filesystem::path cache() const {
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (entry.path().extension() == ".json") {
                return entry.path();
            }
        }
        ADD_FAILURE() << "there is no cache";
        return {};
    }
    std::string last_body() const { return issuer.last().body; }

    Site issuer;
    std::string secret;
    WallClock::time_point now = WallClock::now();
    std::vector<std::string> secrets;
    std::function<void(std::string_view)> keep_secret = [this](std::string_view text) {
        secrets.emplace_back(text);
    };
};

TEST_F(OidcTest, DiscoveryThenRefresh) {
    secret = "s3cret";
    const auto found = ask();
    ASSERT_TRUE(found) << found.error().text;
    EXPECT_EQ(found->value, "access-1");
    EXPECT_FALSE(found->claims);
    EXPECT_EQ(issuer.requests(), (Requests{discovery, refresh}));
    EXPECT_EQ(issuer.connections(), 1);
    EXPECT_EQ(issuer.received().front().body, "");
    EXPECT_EQ(header_of(issuer.last(), "Content-Type"), "application/x-www-form-urlencoded");
    for (const auto* field : {"grant_type=refresh_token", "refresh_token=refresh-1",
                              "client_id=probe-client", "client_secret=s3cret"}) {
        EXPECT_TRUE(says("&" + last_body() + "&", "&" + std::string(field) + "&"));
    }
    EXPECT_EQ(std::count(secrets.begin(), secrets.end(), "access-1"), 1);
}

TEST_F(OidcTest, AJwtComesWithItsClaims) {
    issuer.on(refresh, token_answer(jwt(R"({"iss":"somebody","exp":4102444800})"), 3600));
    const auto found = ask();
    ASSERT_TRUE(found && found->claims);
    EXPECT_EQ(found->claims->issuer, "somebody");
}

TEST_F(OidcTest, KeptForThoseWhoComeAfter) {
    EXPECT_EQ(token(), "access-1");
    issuer.on(refresh, token_answer("access-2", 3600));
    for (const auto later : {0s, 600s, 3400s}) {
        EXPECT_EQ(token(later), "access-1");
    }
    EXPECT_EQ(issuer.requests().size(), 2U);
    EXPECT_EQ(std::count(secrets.begin(), secrets.end(), "access-1"), 4) << "told in every run";
    EXPECT_EQ(token(3600s - 119s), "access-2") << "two minutes before its end";
    EXPECT_EQ(issuer.requests().size(), 4U);
    EXPECT_EQ(token(3600s), "access-2");
}

TEST_F(OidcTest, TheCacheIsNobodyElsesToRead) {
    EXPECT_EQ(token(), "access-1");
    struct stat status {};
    ASSERT_EQ(stat(cache().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0600U);
    EXPECT_TRUE(keeps_quiet_about(cache().filename(), "refresh"));
    issuer.on(refresh, token_answer("access-2", 3600));
    chmod(cache().c_str(), 0644);
    EXPECT_EQ(token(), "access-2") << "what others could read is not used any more";
    ASSERT_EQ(stat(cache().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0600U);
}

TEST_F(OidcTest, GarbageInTheCache) {
    EXPECT_EQ(token(), "access-1");
    const auto path = cache();
    const auto good = Json::parse(content_of(path));
    std::vector<std::string> bad{"",
                                 "{",
                                 "[]",
                                 "null",
                                 std::string(2U << 20U, '{'),
                                 std::string(100'000, '['),
                                 content_of(path).substr(0, 40)};
    for (const auto& [key, value] : good.items()) {
        for (const Json& other : {Json(), Json(-1), Json("\x01 x\r\n"), Json::array(), Json(1e300),
                                  Json(""), Json(true)}) {
            auto changed = good;
            changed[key] = other;
            bad.push_back(changed.dump());
        }
    }
    bad.push_back(R"({"access_token":"access-1","refresh_token":"refresh-1","origin":")" +
                  good.at("origin").get<std::string>() + R"(","expires":99999999999999999999})");
    int number = 1;
    for (const auto& content : bad) {
        std::ofstream(path, std::ios::binary) << content;
        const auto fresh = "access-" + std::to_string(++number);
        issuer.on(refresh, token_answer(fresh, 3600));
        const auto got = token();
        // A bad refresh token in it does no harm to a good access token.
        EXPECT_TRUE(got == fresh || got == "access-1") << content.substr(0, 200) << got;
        EXPECT_FALSE(issuer.was_told("\x01"));
    }
    EXPECT_EQ(token(), "access-" + std::to_string(number)) << "no token lives that long";
}

TEST_F(OidcTest, NoFileBehindALink) {
    EXPECT_EQ(token(), "access-1");
    const auto path = cache();
    std::filesystem::rename(path, folder / "moved");
    std::filesystem::create_symlink(folder / "moved", path);
    issuer.on(refresh, token_answer("access-2", 3600));
    EXPECT_EQ(token(), "access-2");
    EXPECT_TRUE(says(content_of(folder / "moved"), "access-1")) << "nor is anything written there";
}

TEST_F(OidcTest, WithoutALifetimeItIsUsedOnce) {
    issuer.on(refresh, {json_reply(200, R"({"access_token":"access-1"})"),
                        json_reply(200, R"({"access_token":"access-2"})")});
    EXPECT_EQ(token(), "access-1");
    EXPECT_EQ(token(), "access-2");
}

TEST_F(OidcTest, ARotatedRefreshTokenIsTheNextOne) {
    issuer.on(refresh, token_answer("access-1", 3600, "refresh-2"));
    EXPECT_EQ(token(), "access-1");
    EXPECT_EQ(std::count(secrets.begin(), secrets.end(), "refresh-2"), 1);
    issuer.on(refresh, token_answer("access-2", 3600, "refresh-3"));
    EXPECT_EQ(token(1h), "access-2");
    EXPECT_TRUE(says(last_body(), "refresh_token=refresh-2"));
    issuer.on(refresh, token_answer("access-3", 3600));
    EXPECT_EQ(token(2h), "access-3");
    EXPECT_TRUE(says(last_body(), "refresh_token=refresh-3"));
    EXPECT_EQ(token(3h), "access-3");
    EXPECT_TRUE(says(last_body(), "refresh_token=refresh-3")) << "no new one: the last one holds";
}

TEST_F(OidcTest, ANewFileCountsMoreThanWhatIsKept) {
    issuer.on(refresh, token_answer("access-1", 3600, "refresh-2"));
    EXPECT_EQ(token(), "access-1");
    issuer.on(refresh, token_answer("access-new", 3600));
    EXPECT_EQ(token(0s, "refresh-new"), "access-new");
    EXPECT_TRUE(says(last_body(), "refresh_token=refresh-new"));
}

TEST_F(OidcTest, WhenTheRotatedOneIsDeadTheFileIsTriedAgain) {
    issuer.on(refresh, token_answer("access-1", 3600, "refresh-2"));
    EXPECT_EQ(token(), "access-1");
    issuer.on(refresh, [](const Received& request) {
        return request.body.find("refresh-2") != std::string::npos
                   ? json_reply(400, R"({"error":"invalid_grant"})")
                   : token_answer("access-2", 3600);
    });
    EXPECT_EQ(token(1h), "access-2");
    EXPECT_TRUE(says(last_body(), "refresh_token=refresh-1"));
}

TEST_F(OidcTest, RefusalsAreOurFault) {
    issuer.on(refresh,
              json_reply(400, R"({"error":"invalid_grant","error_description":"not active"})"));
    EXPECT_TRUE(says(fault(), "not active"));
    EXPECT_TRUE(says(fault(), "refresh token"));
    issuer.on(refresh, json_reply(401, R"({"error":"invalid_client"})"));
    EXPECT_TRUE(says(fault(), "invalid_client"));
    for (const int status : {400, 403, 404, 500, 503}) {
        issuer.on(refresh, reply(status, "<html>refresh-1</html>"));
        EXPECT_TRUE(says(fault(), std::to_string(status)));
    }
    for (const std::string body : {"", "{}", "[]", "<html>", R"({"access_token":"a b"})"}) {
        issuer.on(refresh, json_reply(200, body));
        EXPECT_TRUE(says(fault(), issuer.url("/realm")));
    }
    issuer.on(refresh, std::string());
    EXPECT_TRUE(says(fault(), issuer.url("/realm")));
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        EXPECT_NE(entry.path().extension(), ".json") << "nothing was kept";
    }
}

TEST_F(OidcTest, NoDiscoveryDocumentNoToken) {
    for (const int status : {404, 500, 401}) {
        issuer.on(discovery, reply(status));
        EXPECT_TRUE(says(fault(), std::to_string(status)));
    }
    for (const std::string body : {"", "{}", "<html></html>"}) {
        issuer.on(discovery, json_reply(200, body));
        EXPECT_TRUE(says(fault(), issuer.url("/realm")));
    }
    issuer.on(discovery, document("https://evil.example.net", issuer.url("/realm/token")));
    EXPECT_TRUE(says(fault(), "https://evil.example.net"));
    EXPECT_FALSE(issuer.was_told("refresh-1"));
}

TEST_F(OidcTest, TheRefreshTokenGoesNowhereElse) {
    Site other;
    other.on("POST /realm/token", token_answer("access-x", 3600));
    const auto port = other.url().substr(other.url().rfind(':'));
    for (const auto& endpoint : {"http://0.0.0.0" + port + "/realm/token",
                                 "https://cloud.localhost" + port + "/realm/token",
                                 "https://127.0.0.2" + port + "/realm/token"}) {
        issuer.on(discovery, document(issuer.url("/realm"), endpoint));
        EXPECT_TRUE(says(fault(), "nothing was sent")) << endpoint;
    }
    issuer.on(discovery, document(issuer.url("/realm"), issuer.url("/realm/token")));
    for (const int status : {301, 302, 303, 307, 308}) {
        issuer.on(refresh, reply(status, "", "Location: " + other.url("/realm/token") + "\r\n"));
        EXPECT_TRUE(says(fault(), std::to_string(status)));
        issuer.on(discovery, reply(status, "", "Location: " + other.url("/x") + "\r\n"));
        EXPECT_TRUE(says(fault(), std::to_string(status)));
        issuer.on(discovery, document(issuer.url("/realm"), issuer.url("/realm/token")));
    }
    EXPECT_EQ(other.connections(), 0);
}

TEST_F(OidcTest, AnIssuerThatIsDownBlamesNoSite) {
    issuer.on(discovery, Site::silence);
    http::Client client(http::ClientOptions{{}, {}, plugin::AddressFamily::any, "unit-test", {}});
    OidcSettings settings;
    settings.issuer = url(issuer.url("/realm"));
    settings.state_folder = folder;
    const auto found =
        Oidc(client, settings, keep_secret).access_token({plugin::Deadline::in(100ms)}, now);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().blame, plugin::Blame::ours);
    EXPECT_FALSE(found.error().timed_out) << "--timeout-state is about the service";
}

}  // namespace
}  // namespace fedcloud::auth
