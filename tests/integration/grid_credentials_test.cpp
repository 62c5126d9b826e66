// What the probe says of every kind of proxy that a monitoring host may hold, and that none of
// those it finds fault with reaches a site.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "grid.hpp"
#include "testbed.hpp"

namespace fedcloud::test {
namespace {

constexpr int ok = 0;
constexpr int warning = 1;
constexpr int unknown = 3;

struct Case {
    const char* file;
    int status;
    const char* words;
    bool reaches_the_site;
};

constexpr Case cases[] = {
    {"proxy-ops-rfc.pem", ok, "OCCI-VM OK - the model of", true},
    {"proxy-ops-limited.pem", ok, "OCCI-VM OK - the model of", true},
    {"proxy-ops-delegated.pem", ok, "OCCI-VM OK - the model of", true},
    {"proxy-ops-robot.pem", ok, "OCCI-VM OK - the model of", true},
    {"proxy-ops-short.pem", warning, "proxy-ops-short.pem end", true},
    {"proxy-ops-legacy.pem", unknown,
     "proxy proxy-ops-legacy.pem is a legacy (Globus 2) proxy, which few servers still take", true},
    {"draft.pem", unknown, "proxy draft.pem is a draft (Globus 3) proxy", true},
    {"proxy-noac-rfc.pem", unknown,
     "proxy proxy-noac-rfc.pem carries no VOMS attributes of the VO ops", false},
    {"proxy-other-rfc.pem", unknown,
     "proxy proxy-other-rfc.pem carries VOMS attributes of other, not of the VO ops", false},
    {"proxy-ops-expired.pem", unknown, "proxy proxy-ops-expired.pem expired 47", false},
    {"proxy-ops-expired-ac.pem", unknown, "its VOMS attributes of the VO ops expired 47", false},
    {"proxy-revoked.pem", unknown, "CN=Mallory Revoked was revoked by its CA", false},
    {"revoked.pem", unknown, "CN=Mallory Revoked was revoked by its CA", false},
    {"proxy-expired-eec.pem", unknown, "CN=Old User in its chain expired", false},
    {"expired.pem", unknown, "certificate expired.pem expired", false},
    {"mismatched.pem", unknown, "its private key does not belong to its first certificate", false},
    {"disordered.pem", unknown, "certificates in the wrong order", false},
    {"nochain.pem", unknown, "lacks the certificate of /DC=org/DC=example/O=People/CN=Alice Tester",
     false},
    {"nokey.pem", unknown, "holds no private key", false},
    {"user-encrypted.pem", unknown, "locked by a pass phrase", false},
    {"world-readable.pem", unknown, "can be read by everybody (mode 0644)", false},
    {"pathlen.pem", unknown, "allows 0 proxies below it, and there are 1", false},
    {"badsig.pem", unknown, "was not signed by the key of", false},
    {"clockskew.pem", unknown, "compare this host's clock", false},
    {"user.pem", unknown, "certificate user.pem carries no VOMS attributes of the VO ops", false},
};

class GridCredentials : public testing::Test {
  protected:
    void SetUp() override {
        if (!pki_.skipped().empty()) {
            GTEST_SKIP() << pki_.skipped();
        }
    }
    Arguments servers() const {
        return {"--server-pem", pki_ / "host.pem", "--ca-folder", pki_ / "certificates"};
    }

    const GridPki& pki_ = GridPki::instance();
};

TEST_F(GridCredentials, EveryKindHasItsStateAndItsWords) {
    const Testbed testbed({"site,tls=good,client-cert=required"}, servers());
    const GridProbe probe(pki_, testbed.endpoint("site"));
    for (const auto& each : cases) {
        SCOPED_TRACE(each.file);
        testbed.reset_requests("site");
        const auto outcome = probe.run(each.file);
        expect_line(outcome, each.status, each.words);
        EXPECT_EQ(testbed.counters("site").at("connections").get<int>() > 0, each.reaches_the_site);
        EXPECT_EQ(outcome.out.find("PRIVATE KEY"), std::string::npos);
    }
}

TEST_F(GridCredentials, WhatIsLeftOfThemIsAFigure) {
    const Testbed testbed({"site,tls=good,client-cert=required"}, servers());
    const GridProbe probe(pki_, testbed.endpoint("site"));
    // Made for two hours not long ago.
    for (const auto& [more, status, limit] :
         {std::tuple{Arguments{}, warning, "s;21600: "},
          std::tuple{Arguments{"--proxy-warning", "90m"}, ok, "s;5400: "},
          std::tuple{Arguments{"--proxy-warning", "0"}, ok, "s;0: "}}) {
        const auto outcome = probe.run("proxy-ops-short.pem", more);
        EXPECT_EQ(outcome.status, status) << outcome.out;
        EXPECT_NE(outcome.out.find(limit), std::string::npos) << outcome.out;
    }
}

TEST_F(GridCredentials, WorseFindingsAreNotHiddenByTheWarning) {
    const Testbed testbed({"site,tls=good,client-cert=required"}, servers());
    const GridProbe probe(pki_, testbed.endpoint("site"));
    testbed.fault("site", {{"kind", "status"}, {"code", 503}, {"times", 0}});
    const auto outcome = probe.run("proxy-ops-short.pem");
    expect_line(outcome, 2, "503");
}

TEST_F(GridCredentials, ThePlaceOfTheProxyIsThatOfTheGrid) {
    const Testbed testbed({"site,tls=good,client-cert=required"}, servers());
    const GridProbe probe(pki_, testbed.endpoint("site"));
    const auto named = run(probe.command({"--vo", "ops"}),
                           with_leaks_of_others({"X509_USER_PROXY=" + pki_ / "proxy-ops-rfc.pem"}));
    expect_line(named, ok, "OCCI-VM OK");
    const auto trust = run(
        probe.command({"-x", pki_ / "proxy-ops-rfc.pem", "--ca-path", pki_ / "certificates-nocrl"}),
        with_leaks_of_others({"X509_CERT_DIR=/nonexistent"}));
    expect_line(trust, ok, "OCCI-VM OK");
    expect_line(run(probe.command({"--vo", "ops"}), {"X509_USER_PROXY=/nonexistent/x509up"}),
                unknown, "/nonexistent/x509up");
}

TEST_F(GridCredentials, AttributesAreVerifiedAgainstTheirIssuer) {
    const Testbed testbed({"site,tls=good,client-cert=required"}, servers());
    const GridProbe probe(pki_, testbed.endpoint("site"));
    const auto without = probe.run("proxy-ops-rfc.pem", {"--vomsdir", pki_ / "vomsdir-empty"});
    expect_line(without, ok, "OCCI-VM OK");
    EXPECT_NE(without.out.find("were not verified: there is no"), std::string::npos) << without.out;
    EXPECT_EQ(probe.run("proxy-ops-rfc.pem").out.find("not verified"), std::string::npos);
    expect_line(probe.run("proxy-ops-rfc.pem", {"--vomsdir", pki_ / "vomsdir-wrong"}), unknown,
                "do not verify");
}

// At a Keystone the same is ours that is ours at a site.
TEST_F(GridCredentials, AKeystoneIsNoMoreToBlameThanASite) {
    auto options = servers();
    options.insert(options.end(), {"--keystone", "keystone,tls=good,client-cert=optional"});
    const Testbed testbed({"site,tls=good,auth=keystone,keystone=keystone"}, options);
    testbed.settings("keystone", {{"needs_voms", true}});
    const GridProbe probe(pki_, testbed.endpoint("site"));
    const auto log_in = [&](const std::string& credential) {
        return probe.run_bare({"-x", pki_ / credential, "--keystone-url",
                               testbed.endpoint("keystone"), "--project", "ops"});
    };
    expect_line(log_in("proxy-ops-rfc.pem"), ok, "OCCI-VM OK");
    expect_line(log_in("proxy-ops-legacy.pem"), unknown, "is a legacy (Globus 2) proxy");
    expect_line(log_in("draft.pem"), unknown, "is a draft (Globus 3) proxy");
    expect_line(log_in("foreign.pem"), unknown,
                "comes from a CA that is not among the trust anchors");
    const auto without = log_in("proxy-noac-rfc.pem");
    expect_line(without, unknown, "");
    EXPECT_NE(without.out.find("carries no VOMS attributes"), std::string::npos) << without.out;
}

TEST_F(GridCredentials, GroupsAndRolesAreTold) {
    const Testbed testbed({"site,tls=good,client-cert=required"}, servers());
    const GridProbe probe(pki_, testbed.endpoint("site"));
    const auto outcome = probe.run("proxy-ops-rfc.pem", {"-v"});
    EXPECT_NE(outcome.out.find("CN=Alice Tester with VO ops (/ops, /ops/Role=lcgadmin), "),
              std::string::npos)
        << outcome.out;
}

TEST_F(GridCredentials, RevocationListsAreThoseOfTheTrustFolder) {
    const Testbed testbed({"site,tls=good,client-cert=required"}, servers());
    const GridProbe probe(pki_, testbed.endpoint("site"));
    const auto with = [&](const std::string& folder, const Arguments& more = {}) {
        Arguments words{"--ca-path", pki_ / folder};
        words.insert(words.end(), more.begin(), more.end());
        return probe.run("proxy-ops-rfc.pem", words);
    };
    expect_line(with("certificates-nocrl"), ok, "OCCI-VM OK");
    expect_line(with("certificates-nocrl", {"--crl", "required"}), unknown, "CRL");
    expect_line(with("certificates", {"--crl", "required"}), ok, "OCCI-VM OK");
    expect_line(with("certificates-expiredcrl"), unknown, "CRL");
    expect_line(with("certificates-hostrevoked"), 2, "revoked");
}

}  // namespace
}  // namespace fedcloud::test
