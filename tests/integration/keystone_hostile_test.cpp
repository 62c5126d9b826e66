// Keystones and challenges that are after our credentials, or after our memory: nothing of ours
// arrives where it should not, as seen by who would have got it.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <ostream>
#include <string>

#include "keystone_site.hpp"

namespace fedcloud::test {
namespace {

// "https://localhost:1234/v3" as seen by a name that is another host's.
std::string by_address(std::string url) {
    const std::string name = "localhost";
    return url.replace(url.find(name), name.size(), "127.0.0.1");
}

// Whether a request shows anything by which we could be impersonated.
bool shows_credentials(const Json& request) {
    for (const auto& [name, value] : request.at("headers").items()) {
        std::string lower = name;
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (lower == "authorization" || lower == "x-auth-token" || lower == "x-subject-token") {
            return true;
        }
    }
    return !request.at("client_subject").is_null() ||
           request.at("body").get<std::string>().find("secret") != std::string::npos;
}

struct Who {
    const char* name;
    bool token = false;
    bool proxy = false;
    bool password = false;

    friend std::ostream& operator<<(std::ostream& out, const Who& who) { return out << who.name; }
};

class KeystoneHostile : public testing::TestWithParam<Who> {
  protected:
    Arguments us() const {
        Arguments words;
        const auto add = [&](const Arguments& more) {
            words.insert(words.end(), more.begin(), more.end());
        };
        if (GetParam().token) {
            add(site.by_token());
        }
        if (GetParam().password) {
            add(site.by_password());
        }
        if (GetParam().proxy) {
            add({"-x", site.testbed.pki("proxy.pem"), "--project", "ops"});
        }
        return words;
    }
    Outcome read_model(const Arguments& more = {}) const {
        auto words = us();
        words.insert(words.end(), more.begin(), more.end());
        words.emplace_back("--checks-only");
        // Without --vo, which the testbed's proxies do not carry.
        Arguments command{"-n",
                          "auto",
                          "--ca-path",
                          site.testbed.pki("certificates"),
                          "--oidc-issuer",
                          site.testbed.endpoint("issuer"),
                          "--project",
                          "ops"};
        command.insert(command.end(), words.begin(), words.end());
        return test::run(site.site.command(command));
    }
    void expect_nothing_at(const std::string& server) const {
        for (const auto& request : site.testbed.requests(server)) {
            EXPECT_FALSE(shows_credentials(request)) << request.dump(1);
        }
    }

    const KeystoneSite site{"", "", {"--keystone", "thief,tls=good,client-cert=optional"}};
};

TEST_P(KeystoneHostile, AKeystoneOnAnotherHostIsNotGone) {
    const auto elsewhere = by_address(site.testbed.endpoint("thief") + "/v3");
    site.testbed.settings("ooi-site", {{"keystone_uri", elsewhere}});
    const auto outcome = read_model();
    expect_line(outcome, 3, "wants a log-in at " + elsewhere + ", which is another party");
    expect_line(outcome, 3, "allow it by --allow-keystone 127.0.0.1");
    EXPECT_EQ(site.testbed.counters("thief").at("connections"), 0);
}

// A name is the same in capitals.
TEST_P(KeystoneHostile, OurSpellingIsNoOtherHost) {
    expect_line(read_model({"-H", "LOCALHOST"}), 0, "OCCI-VM OK");
}

TEST_P(KeystoneHostile, UnlessItIsAllowed) {
    const auto elsewhere = by_address(site.testbed.endpoint("keystone") + "/v3");
    site.testbed.settings("ooi-site", {{"keystone_uri", elsewhere}});
    expect_line(read_model({"--allow-keystone", "127.0.0.1"}), 0, "OCCI-VM OK");
}

TEST_P(KeystoneHostile, ANumberOfTricksInTheChallenge) {
    const auto good = site.testbed.endpoint("keystone");
    const auto thief = site.testbed.endpoint("thief");
    const auto port = std::to_string(site.testbed.port("thief"));
    const std::vector<std::string> uris{
        "https://localhost@127.0.0.1:" + port + "/v3",
        "https://localhost:pw@127.0.0.1:" + port + "/v3",
        "https://127.0.0.1:" + port + "#@localhost/v3",
        "https://127.0.0.1:" + port + "\\@localhost/v3",
        "http://127.0.0.1:" + port + "/v3",
        "https://[::ffff:127.0.0.1]:" + port + "/v3",
        "https://localhost.127.0.0.1:" + port + "/v3",
        "//127.0.0.1:" + port + "/v3",
        "file:///etc/passwd",
        "gopher://localhost:" + port + "/v3",
        "https://",
        "https://localhost:99999/v3",
        std::string(100000, 'a'),
    };
    for (const auto& uri : uris) {
        SCOPED_TRACE(uri.substr(0, 80));
        site.testbed.settings("ooi-site", {{"keystone_uri", uri}});
        const auto outcome = read_model();
        EXPECT_TRUE(outcome.status == 2 || outcome.status == 3) << outcome.out;
        EXPECT_LT(outcome.out.size(), 1000U);
        EXPECT_EQ(site.testbed.counters("thief").at("connections"), 0);
    }
}

TEST_P(KeystoneHostile, AKeystoneThatRedirectsElsewhere) {
    const auto elsewhere = by_address(site.testbed.endpoint("thief"));
    for (const int status : {301, 302, 303, 307, 308}) {
        SCOPED_TRACE(status);
        site.testbed.settings("keystone",
                              {{"redirect_to", elsewhere + "/v3/x"}, {"redirect_status", status}});
        const auto outcome = read_model();
        EXPECT_EQ(outcome.status, 2) << outcome.out;
        EXPECT_NE(outcome.first_line().find("redirect"), std::string::npos) << outcome.out;
        expect_nothing_at("thief");
    }
    EXPECT_FALSE(site.testbed.requests("keystone").empty());
}

TEST_P(KeystoneHostile, VersionsThatAreElsewhere) {
    const auto elsewhere = by_address(site.testbed.endpoint("thief"));
    const auto root = site.testbed.endpoint("keystone");
    site.testbed.settings("ooi-site", {{"keystone_uri", root}});
    site.testbed.settings("keystone", {{"href_base", elsewhere}});
    // Only what versions there are is believed, not where.
    expect_line(read_model(), 0, "OCCI-VM OK");
    expect_nothing_at("thief");
    site.testbed.settings("keystone", {{"href_base", ""}, {"discovery_redirect_to", elsewhere}});
    expect_line(read_model(), 0, "OCCI-VM OK");
    expect_nothing_at("thief");
}

TEST_P(KeystoneHostile, ATokenOfAHundredMegabytes) {
    site.testbed.settings("keystone", {{"token_bytes", 100000000}});
    const auto outcome = read_model();
    EXPECT_EQ(outcome.status, 2) << outcome.out;
    EXPECT_NE(outcome.first_line().find("than is sane"), std::string::npos) << outcome.out;
    EXPECT_LT(outcome.time.count(), 10);
    EXPECT_LT(outcome.out.size(), 1000U);
    for (const auto& request : site.testbed.requests("ooi-site")) {
        EXPECT_FALSE(request.at("headers").contains("X-Auth-Token"));
    }
}

TEST_P(KeystoneHostile, ACatalogueThatLeadsAstray) {
    const auto elsewhere = by_address(site.testbed.endpoint("thief"));
    const auto run = [&] {
        Arguments words{"--region", "RegionOne", "--project", "ops"};
        const auto login = us();
        words.insert(words.end(), login.begin(), login.end());
        return site.read_model_of_catalogue(words);
    };
    for (const auto& [url, status, word] :
         {std::tuple<std::string, int, std::string>{"file:///etc/passwd", 2, "file:///etc/passwd"},
          {"ftp://localhost/", 2, "no http(s) URL"},
          {elsewhere + "/occi", 3, "another party"},
          {"http://192.0.2.1:8787/occi", 3, "clear text"}}) {
        SCOPED_TRACE(url);
        site.testbed.settings("keystone", {{"occi_url", url}});
        expect_line(run(), status, word);
    }
    EXPECT_EQ(site.testbed.counters("thief").at("connections"), 0);
    EXPECT_EQ(site.testbed.counters("ooi-site").at("connections"), 0);
}

// Given by hand, behind a Keystone that may know us: the token must not cross the network.
TEST_P(KeystoneHostile, AnEndpointInClearText) {
    const auto outcome = read_model({"--keystone-url", site.testbed.endpoint("keystone"), "-e",
                                     "http://192.0.2.1:8787/occi1.1"});
    expect_line(outcome, 3, "in clear text");
    for (const auto* server : {"keystone", "thief", "ooi-site"}) {
        EXPECT_EQ(site.testbed.counters(server).at("connections"), 0) << server;
    }
}

TEST_P(KeystoneHostile, ASiteThatRedirectsWithOurTokenInHand) {
    const auto elsewhere = by_address(site.testbed.endpoint("thief") + "/v3/auth/projects");
    site.testbed.fault("ooi-site", {{"kind", "redirect"}, {"to", elsewhere}, {"at", 2}});
    const auto outcome = read_model();
    EXPECT_EQ(outcome.status, 2) << outcome.out;
    expect_nothing_at("thief");
    EXPECT_TRUE(shows_credentials(site.testbed.requests("ooi-site").at(1)));
}

INSTANTIATE_TEST_SUITE_P(Of, KeystoneHostile,
                         testing::Values(Who{"token", true}, Who{"proxy", false, true},
                                         Who{"password", false, false, true}),
                         [](const auto& given) { return std::string(given.param.name); });

}  // namespace
}  // namespace fedcloud::test
