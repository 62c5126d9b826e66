// Tokens that end in the middle of a run, that were fetched with a refresh token, or that are no
// good from the beginning.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <string>

#include "keystone_site.hpp"

namespace fedcloud::test {
namespace {

std::size_t log_ins(const KeystoneSite& site) {
    std::size_t count = 0;
    for (const auto& line : site.asked("keystone")) {
        count += line == "POST /v3/auth/tokens" ? 1U : 0U;
    }
    return count;
}

TEST(TokenLife, ATokenThatEndsInARunIsRenewedOnce) {
    const KeystoneSite site("", ",boot=1.5");
    Process probe(site.command(site.by_token()));
    ASSERT_TRUE(site.testbed.wait_for_requests("ooi-site", 6));
    site.testbed.revoke_tokens("keystone");
    const auto outcome = probe.wait();
    EXPECT_EQ(outcome.status, 0) << outcome.out;
    EXPECT_EQ(log_ins(site), 2U);
    EXPECT_EQ(site.site.machines_left(), 0U);
    EXPECT_TRUE(site.site.journal().empty());
}

TEST(TokenLife, ASecondEndIsAVerdictAndTheJournalRemembers) {
    const KeystoneSite site("", ",boot=3");
    Process probe(site.command(site.by_token()));
    ASSERT_TRUE(site.testbed.wait_for_requests("ooi-site", 6));
    site.testbed.revoke_tokens("keystone");
    ASSERT_TRUE(site.testbed.wait_for_requests("keystone", 6));
    const int so_far = site.testbed.counters("ooi-site").at("requests");
    ASSERT_TRUE(site.testbed.wait_for_requests("ooi-site", so_far + 2));
    site.testbed.revoke_tokens("keystone");
    const auto outcome = probe.wait();
    EXPECT_EQ(outcome.status, 2) << outcome.out;
    EXPECT_EQ(log_ins(site), 2U);
    EXPECT_EQ(site.site.journal().size(), 1U);
    // Nothing is lost: the next run has a token again, and clears up.
    const auto next = site.run(site.by_token());
    EXPECT_LE(next.status, 1) << next.out;
    EXPECT_EQ(site.site.machines_left(), 0U);
    EXPECT_TRUE(site.site.journal().empty());
}

TEST(TokenLife, TokensThatAreNeverTakenAreNoLoop) {
    const KeystoneSite site;
    site.testbed.fault("ooi-site", {{"kind", "status"}, {"code", 401}, {"at", 2}, {"times", 0}});
    const auto outcome = site.read_model(site.by_token());
    expect_line(outcome, 2, "HTTP 401");
    EXPECT_EQ(site.asked("ooi-site").size(), 2U);
    EXPECT_EQ(log_ins(site), 1U);
}

TEST(TokenLife, AccessTokensAreReadBeforeTheyAreSent) {
    const KeystoneSite site;
    const auto with = [&](const std::string& file, const Arguments& more = {}) {
        Arguments words{"--access-token", site.testbed.pki(file)};
        words.insert(words.end(), more.begin(), more.end());
        return site.read_model(words);
    };
    expect_line(with("token-expired.jwt"), 3, "token-expired.jwt expired");
    expect_line(with("token-other-vo.jwt"), 3, "vo.example.org");
    expect_line(with("token-good.jwt", {"--oidc-issuer", "https://aai.example.org/"}), 3, "issue");
    write_file(site.site.state() + "/readable", content_of(site.testbed.pki("token-good.jwt")),
               0644);
    expect_line(site.read_model({"--access-token", site.site.state() + "/readable"}), 3,
                "can be read by everybody");
    expect_line(site.read_model({"--access-token", site.site.state() + "/missing"}), 3,
                "No such file");
    EXPECT_EQ(site.connections("ooi-site"), 0);
    EXPECT_EQ(site.connections("keystone"), 0);
    expect_line(with("token-opaque"), 0, "OCCI-VM OK");
}

class Refresh : public testing::Test {
  protected:
    Outcome run(const std::string& file, const Arguments& more = {}) const {
        Arguments words{"--oidc-refresh", file, "--oidc-client-id", "fedcloud-probe"};
        words.insert(words.end(), more.begin(), more.end());
        return site.read_model(words);
    }
    std::string refresh_token() const { return site.testbed.pki("refresh-token"); }
    std::size_t fetched() const {
        std::size_t count = 0;
        for (const auto& request : site.testbed.requests("issuer")) {
            count += request.at("method") == "POST" ? 1U : 0U;
        }
        return count;
    }

    const KeystoneSite site;
};

TEST_F(Refresh, FetchesATokenAndKeepsItForTheNextRun) {
    for (int i = 0; i < 3; ++i) {
        expect_line(run(refresh_token()), 0, "OCCI-VM OK");
    }
    EXPECT_EQ(fetched(), 1U);
    int files = 0;
    for (const auto& name : list_folder(site.site.state())) {
        struct stat status {};
        ASSERT_EQ(stat((site.site.state() + '/' + name).c_str(), &status), 0);
        if (S_ISREG(status.st_mode)) {
            EXPECT_EQ(status.st_mode & 0777, 0600U) << name;
            ++files;
        }
    }
    EXPECT_GE(files, 1);
}

TEST_F(Refresh, ARefreshTokenForOneUseIsReplacedByItsSuccessor) {
    site.testbed.settings("issuer", {{"rotate", true}, {"token_seconds", 100}});
    // Too short-lived to be kept, so each run needs a new one.
    for (int i = 0; i < 3; ++i) {
        expect_line(run(refresh_token()), 0, "OCCI-VM OK");
    }
    EXPECT_EQ(fetched(), 3U);
}

// What is in the cache is good by its date, but the issuer has revoked it, or the site says so.
TEST_F(Refresh, ATokenOfAnEarlierRunMayHaveBeenRevoked) {
    expect_line(run(refresh_token()), 0, "OCCI-VM OK");
    site.testbed.fault("keystone", {{"kind", "status"}, {"code", 401}, {"at", 4}, {"times", 2}});
    expect_line(run(refresh_token()), 0, "OCCI-VM OK");
    EXPECT_EQ(fetched(), 2U) << "the cache was doubted once";
}

// The run is told to stop while the issuer changes our refresh token for the next one.
TEST_F(Refresh, ASignalDoesNotLoseTheSuccessor) {
    site.testbed.settings("issuer", {{"rotate", true}, {"latency", 0.7}});
    Arguments words{"--checks-only", "--oidc-refresh", refresh_token(), "--oidc-client-id",
                    "fedcloud-probe"};
    Process probe(site.command(words));
    ASSERT_TRUE(site.testbed.wait_for_requests("issuer", 2));
    probe.signal(SIGTERM);
    EXPECT_EQ(probe.wait().status, 3);
    site.testbed.settings("issuer", {{"latency", 0}});
    expect_line(run(refresh_token()), 0, "OCCI-VM OK");
}

TEST_F(Refresh, WithoutRoomForTheSuccessorItIsNotSpent) {
    site.testbed.settings("issuer", {{"rotate", true}});
    const auto command = site.command(
        {"--checks-only", "--oidc-refresh", refresh_token(), "--oidc-client-id", "fedcloud-probe"});
    Limits full_disk;
    full_disk.no_file_growth = true;
    expect_line(test::run(command, {}, full_disk), 3, "cannot write");
    EXPECT_EQ(fetched(), 0U);
    for (const auto& name : list_folder(site.site.state())) {
        EXPECT_EQ(name.find(".new"), std::string::npos) << name;
    }
    expect_line(test::run(command), 0, "OCCI-VM OK");
}

// Two VOs, two refresh tokens, one client.
TEST_F(Refresh, EachRefreshTokenHasACacheOfItsOwn) {
    expect_line(run(refresh_token()), 0, "OCCI-VM OK");
    const auto other = site.site.state() + "/other";
    write_file(other, "no-such-token\n");
    expect_line(run(other), 3, "invalid_grant");
    expect_line(run(refresh_token()), 0, "OCCI-VM OK");
    EXPECT_EQ(fetched(), 2U) << "one of them in vain";
}

TEST_F(Refresh, WhatTheIssuerRefusesIsOurs) {
    const auto bogus = site.site.state() + "/bogus";
    write_file(bogus, "no-such-token\n");
    expect_line(run(bogus), 3, "invalid_grant");
    expect_line(run(refresh_token(), {"--oidc-client-id", "stranger"}), 3, "invalid_client");
    EXPECT_EQ(site.connections("ooi-site"), 0);
}

TEST_F(Refresh, AnIssuerThatIsNotWhoItSaysGetsNothing) {
    site.testbed.settings("issuer", {{"issuer_claim", "https://aai.egi.eu/auth/realms/egi"}});
    expect_line(run(refresh_token()), 3, "https://aai.egi.eu/auth/realms/egi");
    site.testbed.settings("issuer",
                          {{"issuer_claim", ""}, {"token_endpoint", "https://192.0.2.1/token"}});
    expect_line(run(refresh_token()), 3, "192.0.2.1");
    site.testbed.settings("issuer", {{"token_endpoint", ""},
                                     {"redirect_to", site.testbed.endpoint("keystone") + "/v3"}});
    EXPECT_EQ(run(refresh_token()).status, 3);
    EXPECT_EQ(site.connections("keystone"), 0);
    EXPECT_EQ(site.connections("ooi-site"), 0);
}

TEST_F(Refresh, AnIssuerThatIsDownIsNoFaultOfTheSite) {
    site.testbed.fault("issuer", {{"kind", "refuse"}});
    const auto outcome = run(refresh_token());
    EXPECT_EQ(outcome.status, 3) << outcome.out;
    EXPECT_EQ(site.connections("ooi-site"), 0);
}

}  // namespace
}  // namespace fedcloud::test
