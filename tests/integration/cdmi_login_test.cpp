// How check_cdmi shows who it is: client certificate, password, Keystone, access token.
#include <gtest/gtest.h>

#include <string>

#include "cdmi_site.hpp"
#include "expectations.hpp"

namespace fedcloud::test {
namespace {

class CdmiLogin : public testing::Test {
  protected:
    void start(const std::string& settings, const Arguments& more = {}) {
        Arguments options{"--cdmi", "cdmi,tls=good," + settings};
        options.insert(options.end(), more.begin(), more.end());
        testbed = std::make_unique<Testbed>(std::vector<std::string>{}, options);
        site = std::make_unique<CdmiSite>(*testbed, "cdmi");
    }
    Outcome run(const Arguments& more) const {
        Arguments words{"--ca-path", testbed->pki("certificates"), "--proxy-warning", "0"};
        words.insert(words.end(), more.begin(), more.end());
        return test::run(site->command(words));
    }
    Arguments password(const std::string& text) const {
        write_file(site->state() + "/password", text + '\n');
        return {"-u", "probe", "--password-file", site->state() + "/password"};
    }

    std::unique_ptr<Testbed> testbed;
    std::unique_ptr<CdmiSite> site;
};

TEST_F(CdmiLogin, ByClientCertificate) {
    start("client-cert=required");
    expect_line(run({"-x", testbed->pki("proxy.pem")}), 0, "CDMI-CRUD OK - ");
    expect_nothing_left(*site);
    expect_line(run({"-x", testbed->pki("proxy-expired.pem")}), 3, "expired");
}

TEST_F(CdmiLogin, ByPassword) {
    for (const auto* dialect : {"spec", "osaddon"}) {
        start(std::string("auth=basic,dialect=") + dialect);
        expect_line(run(password("secret")), 0, "CDMI-CRUD OK - ");
        expect_nothing_left(*site);
        expect_line(run(password("wrong")), 2, "HTTP 401");
        expect_line(run({"-n", "none"}), 3, "the service wants a log-in");
        expect_nothing_left(*site);
    }
}

TEST_F(CdmiLogin, AtTheKeystoneThatItNames) {
    for (const auto* dialect : {"osaddon", "onedata"}) {
        start(std::string("auth=keystone,keystone=keystone,dialect=") + dialect,
              {"--keystone", "keystone,tls=good,client-cert=optional"});
        auto words = password("secret");
        words.insert(words.end(), {"--vo", "ops"});
        const auto outcome = run(words);
        expect_line(outcome, 0, "CDMI-CRUD OK - ");
        EXPECT_NE(outcome.out.find(" auth="), std::string::npos) << outcome.out;
        EXPECT_EQ(outcome.out.find("secret"), std::string::npos);
        expect_nothing_left(*site);
        expect_line(run({"-x", testbed->pki("proxy.pem"), "--project", "ops"}), 0,
                    "CDMI-CRUD OK - ");
        expect_nothing_left(*site);
    }
}

TEST_F(CdmiLogin, ByAccessToken) {
    start("auth=bearer,issuer=issuer", {"--issuer", "issuer"});
    const Arguments words{"--access-token", testbed->pki("token-good.jwt"),
                          "--oidc-issuer",  testbed->endpoint("issuer"),
                          "--vo",           "ops"};
    expect_line(run(words), 0, "CDMI-CRUD OK - ");
    expect_nothing_left(*site);
}

}  // namespace
}  // namespace fedcloud::test
