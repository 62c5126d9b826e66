// Where a session sends nothing of ours, whatever it is asked for.
#include "session_setup.hpp"

namespace fedcloud::auth {
namespace {

// Linux connects it to this host, and to us it is no loopback address: a stranger across the
// network, for the tests.
constexpr const char* stranger = "0.0.0.0";

class SecretsTest : public SessionTest {
  protected:
    SecretsTest() {
        use_access_token();
        use_password();
    }
    void expect_no_secret(const Site& at) {
        for (const auto* secret :
             {"access-t", "pass-w", "cHJvYmU6cGFzcy13", "unscoped-t", "scoped-t"}) {
            EXPECT_FALSE(at.was_told(secret)) << secret;
        }
    }
    void challenge(const std::string& value) {
        site.on("GET /compute/", reply(401, "", "WWW-Authenticate: " + value + "\r\n"));
    }
    Session session_at(const std::string& host) {
        return Session(client, credential, options, url(site.url("/", host)), hooks);
    }
    http::Request request_at(const std::string& host) {
        auto made = request();
        made.url = url(site.url("/compute/", host));
        return made;
    }
};

TEST_F(SecretsTest, AKeystoneOfAnotherParty) {
    Site other;
    speak_v3(other);
    for (const std::string host : {"keystone.elsewhere.localhost", "127.0.0.2", "[::1]"}) {
        const auto keystone = "https://" + host + other.url("/v3").substr(16);
        challenge("Keystone uri='" + keystone + "'");
        auto one = session();
        EXPECT_EQ(send(one, request()), 0) << host;
        EXPECT_EQ(fault.blame, plugin::Blame::ours);
        EXPECT_TRUE(says(fault.text, "--allow-keystone"));
    }
    EXPECT_EQ(other.connections(), 0);
    expect_no_secret(site);
}

TEST_F(SecretsTest, AKeystoneWithoutTls) {
    Site other;
    speak_v3(other);
    options.allow_keystone = {"keystone.site.localhost", "0.0.0.0"};
    for (const std::string host : {"keystone.site.localhost", "0.0.0.0"}) {
        challenge("Keystone uri='" + other.url("/v3", host) + "'");
        auto one = session();
        EXPECT_EQ(send(one, request()), 0) << host;
        EXPECT_EQ(fault.blame, plugin::Blame::service) << fault.text;
        EXPECT_TRUE(says(fault.text, host));
    }
    EXPECT_EQ(other.connections(), 0);
    expect_no_secret(site);
}

TEST_F(SecretsTest, AKeystoneOnOurOwnHost) {
    Site other;
    speak_v3(other);
    auto one = session_at(stranger);
    for (const auto& keystone : {other.url("/v3"), other.url("/v3", "localhost")}) {
        challenge("Keystone uri='" + keystone + "'");
        EXPECT_EQ(send(one, request_at(stranger)), 0);
        EXPECT_EQ(fault.blame, plugin::Blame::service) << fault.text;
    }
    EXPECT_EQ(other.connections(), 0);
    expect_no_secret(site);
}

TEST_F(SecretsTest, UrlsThatAreNone) {
    for (const std::string uri : {"", "/v3", "file:///etc/passwd", "ldaps://127.0.0.1/", "https://",
                                  "ftp://127.0.0.1/", "gopher://127.0.0.1/", "javascript:x",
                                  "https://user:pw@127.0.0.1/", "127.0.0.1:5000/v3"}) {
        challenge("Keystone uri='" + uri + "'");
        auto one = session();
        EXPECT_EQ(send(one, request()), 0) << uri;
        EXPECT_EQ(fault.blame, plugin::Blame::service) << uri << ": " << fault.text;
    }
    EXPECT_EQ(site.requests().size(), 10U);
    expect_no_secret(site);
}

TEST_F(SecretsTest, ServicesWithoutTls) {
    struct Case {
        std::string challenge;
        bool with_token;
        bool is_answered;  // we have what it asks for
    };
    const std::string keystone = "Keystone uri='https://0.0.0.0:1/'";
    for (const auto& [value, with_token, is_answered] :
         {Case{"Bearer", true, true}, Case{"Bearer", false, false},
          Case{"Basic realm=\"x\"", false, true}, Case{"Digest nonce=\"x\"", true, false},
          Case{"Digest nonce=\"x\"", false, false}, Case{keystone, true, true},
          Case{keystone, false, true}}) {
        with_token ? use_access_token() : credential.token.reset();
        challenge(value);
        auto one = session_at(stranger);
        EXPECT_EQ(send(one, request_at(stranger)), is_answered ? 0 : 401) << value;
        EXPECT_EQ(says(fault.text, "https"), is_answered) << value << with_token;
        fault.text.clear();
    }
    EXPECT_EQ(site.requests().size(), 7U) << "asked once each, and never again";
    expect_no_secret(site);
}

TEST_F(SecretsTest, OtherHostsAndPorts) {
    Site other;
    other.on("GET /compute/", reply(200));
    guard("GET /compute/", "Authorization: Bearer access-t", "Bearer");
    auto one = session();
    EXPECT_EQ(send(one, request()), 200);
    for (const std::string host : {"127.0.0.1", "localhost", stranger}) {
        auto elsewhere = request();
        elsewhere.url = url(other.url("/compute/", host));
        EXPECT_EQ(send(one, elsewhere), 200) << host;
    }
    EXPECT_EQ(other.requests().size(), 3U);
    expect_no_secret(other);
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(header_of(site.last(), "Authorization"), "Bearer access-t");
}

TEST_F(SecretsTest, A401FromElsewhereDoesNotBringIt) {
    Site other;
    other.on("GET /compute/", reply(401, "", "WWW-Authenticate: Bearer\r\n"));
    auto one = session();
    auto elsewhere = request();
    elsewhere.url = url(other.url("/compute/"));
    (void)send(one, elsewhere);
    expect_no_secret(other);
}

TEST_F(SecretsTest, RedirectsToElsewhere) {
    Site other;
    other.on("GET /compute/", reply(200));
    for (const int status : {301, 302, 307, 308}) {
        for (const std::string host : {"127.0.0.1", "localhost", stranger}) {
            site.on("GET /compute/", [&](const Received& got) {
                const bool shown = !header_of(got, "Authorization").empty();
                return shown
                           ? reply(status, "", "Location: " + other.url("/compute/", host) + "\r\n")
                           : reply(401, "", "WWW-Authenticate: Bearer\r\n");
            });
            auto one = session();
            auto following = request();
            following.redirects = http::Redirects::same_origin;
            EXPECT_EQ(send(one, following), status) << host;
        }
    }
    EXPECT_EQ(other.connections(), 0);
}

TEST_F(SecretsTest, AKeystoneByHandWithoutTls) {
    for (const std::string& keystone :
         {site.url("/v3", stranger), site.url("/v3", "keystone.localhost"),
          std::string("ldaps://127.0.0.1/"), std::string("/v3"), std::string("file:///v3")}) {
        options.keystone_url = keystone;
        auto one = session();
        const auto refused = one.log_in(until);
        ASSERT_FALSE(refused) << keystone;
        EXPECT_EQ(refused.error().blame, plugin::Blame::ours) << refused.error().text;
        EXPECT_TRUE(says(refused.error().text, "--keystone-url"));
    }
    EXPECT_EQ(site.connections(), 0);
}

TEST_F(SecretsTest, EveryTokenIsKeptOutOfTheOutput) {
    guard("GET /compute/", "X-Auth-Token: scoped-t", keystone_challenge());
    auto one = session();
    EXPECT_EQ(send(one, request()), 200);
    for (const std::string secret : {"unscoped-t", "scoped-t"}) {
        EXPECT_EQ(std::count(secrets.begin(), secrets.end(), secret), 1) << secret;
    }
}

TEST_F(SecretsTest, TheTraceTellsNone) {
    std::string told;
    http::ClientOptions tracing{{}, {}, plugin::AddressFamily::any, "unit-test", {}};
    tracing.trace = [&told](int, const std::string& line) { told += line + "\n"; };
    http::Client traced(tracing);
    guard("GET /compute/", "X-Auth-Token: scoped-t", keystone_challenge());
    for (const bool with_token : {true, false}) {
        with_token ? use_access_token() : credential.token.reset();
        Session one(traced, credential, options, url(site.url("/")), hooks);
        EXPECT_EQ(send(one, request()), 200);
    }
    EXPECT_TRUE(says(told, "/v3/auth/tokens")) << "what was done is told";
    for (const auto* secret : {"access-t", "pass-w", "unscoped-t", "scoped-t"}) {
        EXPECT_TRUE(keeps_quiet_about(told, secret));
    }
}

}  // namespace
}  // namespace fedcloud::auth
