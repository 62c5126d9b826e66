// check_occi_vm before real servers of a grid site: Apache with mod_gridsite, and OpenSSL's own.
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "grid.hpp"
#include "testbed.hpp"

namespace fedcloud::test {
namespace {

constexpr int ok = 0;
constexpr int critical = 2;
constexpr int unknown = 3;

std::string version(const testing::TestParamInfo<const char*>& tls) {
    return std::string(tls.param) == "1.2" ? "v1_2" : "v1_3";
}

class GridServers : public testing::Test {
  protected:
    void SetUp() override {
        if (!pki_.skipped().empty()) {
            GTEST_SKIP() << pki_.skipped();
        }
    }
    const GridPki& pki_ = GridPki::instance();
};

// As gridsite_server.sh starts it, in front of a site of the testbed.
class Gridsite : public GridServers, public testing::WithParamInterface<const char*> {
  protected:
    void SetUp() override {
        GridServers::SetUp();
        if (IsSkipped()) {
            return;
        }
        server_.emplace(Arguments{"gridsite_server.sh", "--tls", GetParam(), pki_.folder(), "STATE",
                                  testbed_.endpoint("site")});
        if (!server_->skipped().empty()) {
            GTEST_SKIP() << server_->skipped();
        }
        probe_.emplace(pki_, server_->url());
    }
    void TearDown() override {
        if (HasFailure() && server_) {
            ADD_FAILURE() << server_->log("error_log") << server_->log("access_log");
        }
    }
    int requests() const { return testbed_.counters("site").at("requests").get<int>(); }
    // Apache is told of the credential whatever the probe would say of it.
    bool asks_for_the_vo() const { return server_->announcement().at("vo") != "any"; }

    Testbed testbed_{{"site"}};
    std::optional<RealServer> server_;
    std::optional<GridProbe> probe_;
};

TEST_P(Gridsite, ProxiesOfTheVoAreTaken) {
    for (const auto* file : {"proxy-ops-rfc.pem", "proxy-ops-delegated.pem",
                             "proxy-ops-limited.pem", "proxy-ops-robot.pem"}) {
        SCOPED_TRACE(file);
        expect_line(probe_->run(file), ok, "OCCI-VM OK - the model of " + server_->url());
    }
    EXPECT_EQ(requests(), 4);
}

TEST_P(Gridsite, WhatWeKnowToBeWorthlessIsNotShown) {
    expect_line(probe_->run("proxy-ops-expired.pem"), unknown, "proxy-ops-expired.pem expired 47");
    expect_line(probe_->run("proxy-revoked.pem"), unknown, "was revoked by its CA");
    expect_line(probe_->run("proxy-other-rfc.pem"), unknown, "not of the VO ops");
    // "Connection to child 0 established": not even that.
    EXPECT_EQ(server_->log("error_log").find("AH01964"), std::string::npos);
    EXPECT_EQ(requests(), 0);
    expect_line(probe_->run("proxy-ops-rfc.pem"), ok, "OCCI-VM OK");
    EXPECT_NE(server_->log("error_log").find("AH01964"), std::string::npos);
}

TEST_P(Gridsite, ARevocationThatOnlyTheSiteKnowsIsOursAllTheSame) {
    // Our trust folder holds no CRL; Apache's does.
    const auto outcome =
        probe_->run("proxy-revoked.pem", {"--ca-path", pki_ / "certificates-nocrl"});
    expect_line(outcome, unknown, "alert certificate revoked");
    EXPECT_EQ(requests(), 0);
}

TEST_P(Gridsite, AnotherVoThanTheSiteServes) {
    if (!asks_for_the_vo()) {
        GTEST_SKIP() << "this machine lends no name space in which mod_gridsite finds LSC files";
    }
    expect_line(
        probe_->run("proxy-other-rfc.pem", {"--vo", "other", "--vomsdir", pki_ / "vomsdir-empty"}),
        critical, "with VO other");
    expect_line(probe_->run_bare({"-x", pki_ / "proxy-noac-rfc.pem"}), unknown,
                "proxy proxy-noac-rfc.pem carries no VOMS attributes");
    EXPECT_EQ(requests(), 0);
}

TEST_P(Gridsite, NothingToShow) {
    const auto outcome = probe_->run_bare({"-n", "none"});
    expect_line(outcome, unknown, "it wants a client certificate and was given none");
    EXPECT_EQ(requests(), 0);
}

TEST_P(Gridsite, ASiteThatWeDoNotTrustIsToldFromOneThatDoesNotTrustUs) {
    expect_line(probe_->run("proxy-ops-rfc.pem", {"--ca-path", pki_ / "certificates-hostrevoked"}),
                critical, "revoked");
    expect_line(probe_->run_bare({"-x", pki_ / "foreign.pem"}), unknown,
                "comes from a CA that is not among the trust anchors of this host either");
    EXPECT_EQ(requests(), 0);
}

INSTANTIATE_TEST_SUITE_P(Tls, Gridsite, testing::Values("1.2", "1.3"), version);

class OpensslServer : public GridServers, public testing::WithParamInterface<const char*> {};

TEST_P(OpensslServer, ProxiesAllowed) {
    const RealServer server({"s_server.sh", "--tls", GetParam(), pki_.folder(), "STATE"});
    if (!server.skipped().empty()) {
        GTEST_SKIP() << server.skipped();
    }
    const GridProbe probe(pki_, server.url());
    expect_line(probe.run("proxy-ops-rfc.pem"), ok, "OCCI-VM OK");
    expect_line(probe.run("proxy-ops-delegated.pem"), ok, "OCCI-VM OK");
    expect_line(probe.run_bare({"-x", pki_ / "user.pem"}), ok, "OCCI-VM OK");
    expect_line(probe.run("proxy-ops-legacy.pem"), unknown, "is a legacy (Globus 2) proxy");
}

TEST_P(OpensslServer, ProxiesNotAllowed) {
    const RealServer server(
        {"s_server.sh", "--no-proxies", "--tls", GetParam(), pki_.folder(), "STATE"});
    if (!server.skipped().empty()) {
        GTEST_SKIP() << server.skipped();
    }
    const GridProbe probe(pki_, server.url());
    // Everything is right with ours: a site of the federation has to take it.
    expect_line(
        probe.run("proxy-ops-rfc.pem"), critical,
        "the server refuses the TLS connection (alert certificate unknown): it does not take "
        "our certificate: not set up for grid proxies?");
    expect_line(probe.run_bare({"-x", pki_ / "user.pem"}), ok, "OCCI-VM OK");
}

INSTANTIATE_TEST_SUITE_P(Tls, OpensslServer, testing::Values("1.2", "1.3"), version);

}  // namespace
}  // namespace fedcloud::test
