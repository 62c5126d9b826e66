// check_occi_vm logs in at a real Keystone, and a site of the testbed asks that Keystone whether
// the token is good.
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "grid.hpp"
#include "testbed.hpp"

namespace fedcloud::test {
namespace {

class RealKeystone : public testing::Test {
  protected:
    void SetUp() override {
        if (!keystone_.skipped().empty()) {
            GTEST_SKIP() << keystone_.skipped();
        }
        site_.emplace(std::vector<std::string>{"site,dialect=ooi,boot=0.1,auth=keystone,validate=" +
                                               keystone_.url()});
    }
    // Keystone is at 127.0.0.1, so the site has to be there, too.
    Outcome run(const Arguments& more) const {
        Arguments words{CHECK_OCCI_VM,
                        "-e",
                        site_->endpoint("site"),
                        "-H",
                        "127.0.0.1",
                        "--vo",
                        "ops",
                        "--state-dir",
                        state_.path(),
                        "-t",
                        "30",
                        "--os-tpl",
                        "Image for EGI CirrOS [CirrOS/0.3.5/KVM]",
                        "--resource-tpl",
                        "Flavor: tb1.tiny"};
        words.insert(words.end(), more.begin(), more.end());
        return test::run(words, with_leaks_of_others());
    }
    Outcome read_model(Arguments more) const {
        more.emplace_back("--checks-only");
        return run(more);
    }
    Arguments by_token(const std::string& which) const {
        return {"--access-token", keystone_.announcement().at("tokens").at(which)};
    }
    Arguments by_password(const std::string& password) const {
        write_file(state_ / "password", password + '\n');
        return {"-u", keystone_.announcement().at("user").at("name"), "--password-file",
                state_ / "password"};
    }
    std::string password() const { return keystone_.announcement().at("user").at("password"); }
    std::string presented() const {  // the scoped token that the site was shown last
        return site_->requests("site").back().at("headers").at("X-Auth-Token");
    }

    // A site that asks nobody: where the catalogue leads to.
    const Testbed open_site_{{"open-site,dialect=ooi"}};
    const RealServer keystone_{
        {"keystone_server.sh", "--occi", open_site_.endpoint("open-site"), "STATE"}};
    std::optional<Testbed> site_;
    const TemporaryFolder state_;
};

TEST_F(RealKeystone, FederationToAMachine) {
    expect_line(run(by_token("good")), 0, "OCCI-VM OK - machine ");
    for (const auto& machine : site_->machines("site")) {
        EXPECT_TRUE(machine.at("deleting").get<bool>());
    }
    EXPECT_TRUE(list_folder(state_ / "journal").empty());
    EXPECT_GE(presented().size(), 100U);
}

TEST_F(RealKeystone, WhoeverItDoesNotMapOrKnow) {
    // What the token says is looked at before it is sent; without a VO there is nothing to compare.
    expect_line(read_model(by_token("expired")), 3, "expired");
    expect_line(read_model(by_token("no_vo")), 3, "not of the VO ops");
    EXPECT_EQ(keystone_.log("log"), "");
    expect_line(read_model(by_password("guessed")), 2, "HTTP 401");
}

TEST_F(RealKeystone, PasswordToTheProjectOfTheVoOrAnother) {
    expect_line(read_model(by_password(password())), 0, "OCCI-VM OK");
    auto archive = by_password(password());
    archive.insert(archive.end(), {"--project", "ops-archive"});
    expect_line(read_model(archive), 0, "OCCI-VM OK");
    archive.back() = "elsewhere";
    expect_line(read_model(archive), 3, "ops-archive");
}

TEST_F(RealKeystone, TheEndpointFromItsCatalogue) {
    Arguments words{CHECK_OCCI_VM, "--checks-only",  "--vo",          "ops",      "-t",
                    "30",          "--keystone-url", keystone_.url(), "--region", "RegionOne",
                    "--state-dir", state_.path()};
    const auto token = by_token("good");
    words.insert(words.end(), token.begin(), token.end());
    expect_line(test::run(words), 0,
                "OCCI-VM OK - the model of " + open_site_.endpoint("open-site"));
    EXPECT_EQ(open_site_.requests("open-site").size(), 1U);
    EXPECT_TRUE(open_site_.requests("open-site")[0].at("headers").contains("X-Auth-Token"));
}

// As at sites that take proxies: Apache looks at the certificate, and tells Keystone of the VO.
TEST_F(RealKeystone, AProxyIsMappedBehindGridsite) {
    const auto& pki = GridPki::instance();
    // It is Keystone that looks at the VO here.
    const RealServer front(
        {"gridsite_server.sh", "--vo", "any", pki.folder(), "STATE", keystone_.url()});
    if (!front.skipped().empty()) {
        GTEST_SKIP() << front.skipped();
    }
    const Arguments login{
        "-x",        pki / "proxy-ops-rfc.pem", "--ca-path",      pki / "certificates",
        "--vomsdir", pki / "vomsdir",           "--keystone-url", front.url()};
    expect_line(read_model(login), 0, "OCCI-VM OK");
    EXPECT_NE(keystone_.log("log").find("/protocols/mapped/auth"), std::string::npos);
}

}  // namespace
}  // namespace fedcloud::test
