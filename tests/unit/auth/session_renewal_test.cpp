// Tokens that end in mid run: renewed once, and no endless loop.
#include "session_setup.hpp"

namespace fedcloud::auth {
namespace {

using namespace std::chrono_literals;

const std::string login = "POST /v3/auth/tokens";

class RenewalTest : public SessionTest {
  protected:
    // The service takes what it is shown so many times in a row, then says 401 once, and so on.
    void tire_after(std::vector<int> statuses, const std::string& challenge) {
        std::vector<std::string> answers;
        for (const int status : statuses) {
            answers.push_back(
                reply(status, "", status == 401 ? "WWW-Authenticate: " + challenge + "\r\n" : ""));
        }
        site.on("GET /compute/", answers);
    }
    // A hook that hands out "fresh-1", "fresh-2", … of such a life.
    void renew_with(std::optional<WallClock::duration> left) {
        hooks.renew_access_token = [this, left](const plugin::Until&) {
            AccessToken token{"fresh-" + std::to_string(++renewals), "the access token", {}};
            if (left) {
                token.claims = Claims{WallClock::now() + *left, {}, "", {}};
            }
            return plugin::Checked<AccessToken>(token);
        };
    }

    int renewals = 0;
};

TEST_F(RenewalTest, ATokenOfKeystoneOnceInARun) {
    use_access_token();
    tire_after({401, 200, 200, 401, 200, 401}, keystone_challenge());
    auto one = session();
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(count(login), 1);
    EXPECT_EQ(send(one, request()), 200) << "renewed in mid run";
    EXPECT_EQ(count(login), 2);
    EXPECT_EQ(send(one, request()), 401) << "the second time it is a verdict";
    EXPECT_EQ(send(one, request()), 401);
    EXPECT_EQ(count(login), 2);
}

TEST_F(RenewalTest, A401AfterTheRenewalIsAVerdict) {
    use_access_token();
    tire_after({401, 200, 401}, keystone_challenge());
    auto one = session();
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(send(one, request()), 401);
    EXPECT_EQ(count(login), 2);
    EXPECT_EQ(count("GET /compute/"), 4);
}

TEST_F(RenewalTest, WhatWasNeverTakenIsNotRenewed) {
    use_access_token();
    tire_after({401}, keystone_challenge());
    auto one = session();
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(send(one, request()), 401);
    }
    EXPECT_EQ(count(login), 1);
    EXPECT_EQ(one.refused(answer, "GET /compute/: HTTP 401").blame, plugin::Blame::service);
}

TEST_F(RenewalTest, A401WithoutAChallengeIsAnsweredByTheSameKeystone) {
    use_access_token();
    tire_after({401, 200}, keystone_challenge());
    auto one = session();
    EXPECT_EQ(send(one, request()), 200);
    site.on("GET /compute/", {reply(401), reply(200)});
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(count(login), 2);
}

TEST_F(RenewalTest, AnAccessTokenThatHasEnded) {
    use_access_token(-1s);
    renew_with(1h);
    guard("GET /compute/", "Authorization: Bearer fresh-1", "Bearer");
    auto one = session();
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(renewals, 1);
}

TEST_F(RenewalTest, AnAccessTokenForKeystoneToo) {
    use_access_token(-1s);
    renew_with(1h);
    guard("GET /compute/", "X-Auth-Token: scoped-t", keystone_challenge());
    auto one = session();
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(renewals, 1);
    EXPECT_TRUE(site.was_told("Bearer fresh-1"));
    EXPECT_FALSE(site.was_told("access-t"));
}

// It does not say when it ends: that the service takes it no more is all there is to go by.
TEST_F(RenewalTest, AnOpaqueAccessToken) {
    use_opaque_token();
    renew_with(std::nullopt);
    tire_after({401, 200, 401, 200, 401}, "Bearer");
    auto one = session();
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(renewals, 0);
    EXPECT_EQ(send(one, request()), 200);
    EXPECT_EQ(renewals, 1);
    EXPECT_EQ(send(one, request()), 401);
    EXPECT_EQ(renewals, 1);
    EXPECT_EQ(header_of(site.last(), "Authorization"), "Bearer fresh-1");
}

// A clock that goes wrong makes every token look ended.
TEST_F(RenewalTest, AtMostOnceWhateverTheClock) {
    use_access_token(-1s);
    renew_with(-1s);
    tire_after({401}, "Bearer");
    auto one = session();
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(send(one, request()), 0);
        EXPECT_EQ(fault.blame, plugin::Blame::ours);
    }
    EXPECT_EQ(renewals, 1);
    EXPECT_EQ(count("GET /compute/"), 5);
    EXPECT_FALSE(site.was_told("fresh")) << "what has ended is not even sent";
}

TEST_F(RenewalTest, ARenewalThatFails) {
    use_access_token(-1s);
    hooks.renew_access_token = [this](const plugin::Until&) -> plugin::Checked<AccessToken> {
        ++renewals;
        return Unexpected{plugin::Fault::ours("the issuer is away")};
    };
    tire_after({401}, "Bearer");
    auto one = session();
    EXPECT_EQ(send(one, request()), 0);
    EXPECT_EQ(fault.blame, plugin::Blame::ours);
    EXPECT_TRUE(says(fault.text, "the issuer is away"));
    EXPECT_EQ(renewals, 1);
    EXPECT_FALSE(site.was_told("access-t"));
}

TEST_F(RenewalTest, APasswordIsShownOnce) {
    use_password();
    tire_after({401}, "Basic realm=\"x\"");
    auto one = session();
    EXPECT_EQ(send(one, request()), 401);
    EXPECT_EQ(send(one, request()), 401);
    EXPECT_EQ(count("GET /compute/"), 3);
}

// A site is never blamed for what has ended on our side.
TEST_F(RenewalTest, WithoutRenewalTheFaultIsOurs) {
    use_access_token(-1s);
    tire_after({401}, "Bearer error=\"invalid_token\"");
    auto one = session();
    EXPECT_EQ(send(one, request()), 0);
    EXPECT_EQ(fault.blame, plugin::Blame::ours);
    EXPECT_TRUE(says(fault.text, "access token FILE expired"));
    EXPECT_FALSE(site.was_told("access-t"));
}

TEST_F(RenewalTest, NorIsItForAProxyThatHasEnded) {
    credential.x509.emplace();
    credential.x509->name = "proxy x509up_u1000";
    credential.x509->not_after = WallClock::now() - 3h;
    credential.description = credential.x509->name;
    guard("GET /compute/", "X-Auth-Token: scoped-t", keystone_challenge());
    auto one = session();
    EXPECT_EQ(send(one, request()), 0);
    EXPECT_EQ(fault.blame, plugin::Blame::ours);
    EXPECT_TRUE(says(fault.text, "proxy x509up_u1000 expired 3h ago"));
    EXPECT_EQ(site.requests().size(), 1U);
    answer.status = 401;
    answer.url = url("https://127.0.0.1/compute/");
    const auto verdict = one.refused(answer, "GET /compute/: HTTP 401");
    EXPECT_EQ(verdict.blame, plugin::Blame::ours);
    EXPECT_TRUE(says(verdict.text, "GET /compute/: HTTP 401"));
    EXPECT_TRUE(says(verdict.text, "expired"));
}

TEST_F(RenewalTest, AtKeystoneTheFaultIsOursToo) {
    use_access_token(-1s);
    site.on("GET /v3" + federation + "openid/auth", json_reply(401, "{}"));
    guard("GET /compute/", "X-Auth-Token: scoped-t", keystone_challenge());
    auto one = session();
    EXPECT_EQ(send(one, request()), 0);
    EXPECT_EQ(fault.blame, plugin::Blame::ours) << fault.text;
    EXPECT_TRUE(says(fault.text, "access token FILE"));
}

}  // namespace
}  // namespace fedcloud::auth
