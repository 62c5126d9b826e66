// A probe's way to a service: what is fetched before the first request, as steps of its run.
#include "auth/access.hpp"

#include <gtest/gtest.h>

#include "keystone_site.hpp"
#include "samples.hpp"
#include "token_samples.hpp"

namespace fedcloud::auth {
namespace {

using namespace std::chrono_literals;
using Requests = std::vector<std::string>;

class AccessTest : public FolderTest {
  protected:
    void use_refresh_token() {
        const auto base = issuer.url();
        issuer.on("GET /.well-known/openid-configuration",
                  json_reply(200, R"({"issuer":")" + base + R"(","token_endpoint":")" + base +
                                      R"(/token"})"));
        fetch("ops");
        options.issuer = base;
        options.vo = "ops";
        options.refresh_token_file = put("refresh", "refresh-1\n");
        options.client_id = "probe";
    }
    void fetch(const std::string& vo, WallClock::duration life = 1h) {
        access_token =
            jwt(R"({"iss":")" + issuer.url() + R"(","exp":)" + seconds_of(WallClock::now() + life) +
                R"(,"eduperson_entitlement":["urn:mace:egi.eu:group:)" + vo +
                R"(:role=member#aai.egi.eu"]})");
        issuer.on("POST /token", json_reply(200, R"({"access_token":")" + access_token +
                                                     R"(","expires_in":3600})"));
    }
    // Finds the credential, opens the way, and closes the run.
    plugin::Checked<net::Url> open(const std::optional<net::Url>& endpoint,
                                   const std::function<void(Access&)>& use = {}) {
        plugin::Interrupt interrupt;
        plugin::Run run("X", plugin::Budget::of(plugin::Clock::now(), 20s, false), common,
                        interrupt);
        auto credential = find_credential(options, {endpoint, {}, folder}, WallClock::now());
        if (!credential) {
            return Unexpected{credential.error()};
        }
        Access access(*credential, options, endpoint,
                      {{}, {}, plugin::AddressFamily::any, "unit-test", {}}, run);
        auto opened = access.open("occi");
        if (opened && use) {
            use(access);
        }
        access.add_perfdata();
        run.succeed("all is well");
        output = run.render();
        state = run.state();
        return opened;
    }
    http::Request request() const {
        http::Request made;
        made.url = url(site.url("/-/"));
        return made;
    }

    Site site;
    Site issuer;
    LoginOptions options;
    plugin::CommonOptions common;
    std::string access_token;
    std::string output;
    plugin::State state = plugin::State::ok;
};

TEST_F(AccessTest, NothingIsFetchedWhereNothingIsAskedFor) {
    options.access_token_file = put("token", "opaque-token\n");
    const auto opened = open(url(site.url("/")));
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->to_string(), site.url("/"));
    EXPECT_EQ(site.connections(), 0);
    EXPECT_TRUE(keeps_quiet_about(output, "auth="));
}

TEST_F(AccessTest, AnAccessTokenIsFetchedFirst) {
    use_refresh_token();
    site.on("GET /-/", [](const Received& got) {
        return header_of(got, "Authorization").empty()
                   ? reply(401, "", "WWW-Authenticate: Bearer\r\n")
                   : reply(200);
    });
    const auto opened = open(url(site.url("/")), [this](Access& access) {
        const auto answer = access.session().send(request(), {plugin::Deadline::in(20s)});
        ASSERT_TRUE(answer) << answer.error().fault.text;
        EXPECT_EQ(answer->status, 200);
    });
    ASSERT_TRUE(opened) << opened.error().text;
    EXPECT_EQ(issuer.requests(),
              (Requests{"GET /.well-known/openid-configuration", "POST /token"}));
    EXPECT_EQ(header_of(site.last(), "Authorization"), "Bearer " + access_token);
    EXPECT_FALSE(site.was_told("refresh-1"));
    EXPECT_TRUE(says(output, "token_lifetime="));
    EXPECT_TRUE(says(output, "auth="));
}

TEST_F(AccessTest, KeystonesCatalogueNamesTheEndpoint) {
    use_refresh_token();
    speak_v3(site, "",
             R"([{"type":"occi","endpoints":[{"interface":"public","region":"One","url":")" +
                 site.url("/occi1.1") + R"("}]}])");
    options.keystone_url = site.url("/v3");
    const auto opened = open(std::nullopt);
    ASSERT_TRUE(opened) << opened.error().text;
    EXPECT_EQ(opened->to_string(), site.url("/occi1.1"));
    EXPECT_EQ(site.requests(), (Requests{"GET /v3" + federation + "openid/auth",
                                         "GET /v3/auth/projects", "POST /v3/auth/tokens"}));
    EXPECT_TRUE(says(output, "auth="));
}

TEST_F(AccessTest, AnEndpointByHandNeedsNoCatalogue) {
    options.access_token_file = put("token", "opaque-token\n");
    options.keystone_url = site.url("/v3");
    options.vo = "ops";
    speak_v3(site);
    const auto opened = open(url(site.url("/mine")));
    ASSERT_TRUE(opened) << opened.error().text;
    EXPECT_EQ(opened->path, "/mine");
}

TEST_F(AccessTest, WhatIsFetchedIsLookedAt) {
    use_refresh_token();
    fetch("demo");
    const auto other_vo = open(url(site.url("/")));
    ASSERT_FALSE(other_vo);
    EXPECT_EQ(other_vo.error().blame, plugin::Blame::ours);
    EXPECT_TRUE(says(other_vo.error().text, "demo"));
    EXPECT_EQ(state, plugin::State::unknown);
    EXPECT_EQ(site.connections(), 0);
}

TEST_F(AccessTest, StatesByBlame) {
    use_refresh_token();
    options.keystone_url = site.url("/v3");
    speak_v3(site);
    const auto state_with = [this](const std::string& what, const std::string& answer) {
        site.on(what, answer);
        EXPECT_FALSE(open(url(site.url("/")))) << what;
        speak_v3(site);
        EXPECT_TRUE(keeps_quiet_about(output, access_token.substr(0, 40)));
        return state;
    };
    EXPECT_EQ(state_with("GET /v3" + federation + "openid/auth", json_reply(401, "{}")),
              plugin::State::critical);
    EXPECT_EQ(state_with("POST /v3/auth/tokens", reply(503)), plugin::State::critical);
    EXPECT_EQ(state_with("GET /v3/auth/projects", json_reply(200, R"({"projects":[]})")),
              plugin::State::critical);
    EXPECT_EQ(
        state_with("GET /v3/auth/projects", json_reply(200, R"({"projects":[{"id":"1","name":"a"},
                                                         {"id":"2","name":"b"}]})")),
        plugin::State::unknown)
        << "none of them is named as our VO";
}

TEST_F(AccessTest, AnIssuerThatIsDownBlamesNoSite) {
    use_refresh_token();
    issuer.on("POST /token", reply(503));
    const auto opened = open(url(site.url("/")));
    ASSERT_FALSE(opened);
    EXPECT_EQ(state, plugin::State::unknown);
    EXPECT_TRUE(says(output, "503"));
    EXPECT_TRUE(keeps_quiet_about(output, "refresh-1"));
    EXPECT_EQ(site.connections(), 0);
}

}  // namespace
}  // namespace fedcloud::auth
