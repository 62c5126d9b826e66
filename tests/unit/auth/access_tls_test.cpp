// Who sees our certificate, and who gets nothing because of his own.
#include <gtest/gtest.h>

#include "auth/access.hpp"
#include "keystone_site.hpp"
#include "pki.hpp"
#include "samples.hpp"
#include "token_samples.hpp"

namespace fedcloud::auth {
namespace {

using namespace std::chrono_literals;
using testbed::ServerCertificate;
using Requests = std::vector<std::string>;

// Minted once for all tests of the program.
const testbed::Pki& pki() {
    static const testbed::Pki instance({}, {}, testbed::KeyKind::ec_p256);
    return instance;
}

class AccessTlsTest : public FolderTest {
  protected:
    AccessTlsTest() {
        trust.folder = pki().client_ca_folder();
        options.method = Method::keystone;
        options.proxy = pki().folder() / "proxy.pem";
        speak_v3(site);
        site.on("GET /-/", [](const Received& got) {
            return header_of(got, "X-Auth-Token") == "scoped-t"
                       ? reply(200)
                       : reply(401, "",
                               "WWW-Authenticate: Keystone uri='https://127.0.0.1:" +
                                   header_of(got, "Host").substr(10) + "/'\r\n");
        });
    }
    // Finds the credential, opens the way and asks the service once: its status, or the fault.
    plugin::Checked<int> ask() {
        plugin::Interrupt interrupt;
        plugin::Run run("X", plugin::Budget::of(plugin::Clock::now(), 20s, false), common,
                        interrupt);
        const auto endpoint = url(site.url("/"));
        auto credential = find_credential(options, {endpoint, trust, folder}, WallClock::now());
        if (!credential) {
            return Unexpected{credential.error()};
        }
        Access access(*credential, options, endpoint,
                      {trust, {}, plugin::AddressFamily::any, "unit-test", {}}, run);
        if (auto opened = access.open("occi"); !opened) {
            return Unexpected{opened.error()};
        }
        http::Request request;
        request.url = url(site.url("/-/"));
        const auto answer = access.session().send(request, run.work());
        if (!answer) {
            return Unexpected{answer.error().fault};
        }
        return answer->status;
    }

    http::Trust trust;
    Site site{pki().server_file(ServerCertificate::good)};
    LoginOptions options;
    plugin::CommonOptions common;
};

TEST_F(AccessTlsTest, AProxyIsEnoughForKeystone) {
    const auto status = ask();
    ASSERT_TRUE(status) << status.error().text;
    EXPECT_EQ(*status, 200);
    EXPECT_EQ(site.requests(),
              (Requests{"GET /-/", "GET /", "GET /v3" + federation + "mapped/auth",
                        "GET /v3/auth/projects", "POST /v3/auth/tokens", "GET /-/"}));
    EXPECT_EQ(site.connections(), 1);
    ASSERT_EQ(site.client_chain().size(), 2U) << "the proxy, and who signed it";
    EXPECT_TRUE(says(site.client_chain().front(), "/CN=1893456001"));
}

TEST_F(AccessTlsTest, TheIssuerSeesNoCertificate) {
    Site issuer(pki().server_file(ServerCertificate::good));
    issuer.on("GET /.well-known/openid-configuration",
              json_reply(200, R"({"issuer":")" + issuer.url() + R"(","token_endpoint":")" +
                                  issuer.url("/token") + R"("})"));
    issuer.on("POST /token", json_reply(200, R"({"access_token":"access-t","expires_in":3600})"));
    options.issuer = issuer.url();
    options.client_id = "probe";
    options.refresh_token_file = put("refresh", "refresh-1\n");
    const auto status = ask();
    ASSERT_TRUE(status) << status.error().text;
    EXPECT_EQ(*status, 200);
    EXPECT_EQ(issuer.requests().size(), 2U);
    EXPECT_TRUE(issuer.client_chain().empty());
    EXPECT_EQ(site.client_chain().size(), 2U);
    EXPECT_TRUE(site.was_told("Bearer access-t"));
    EXPECT_FALSE(site.was_told("refresh-1"));
}

TEST_F(AccessTlsTest, AKeystoneThatCannotProveWhoItIs) {
    options.username = "probe";
    options.password_file = put("password", "pass-w\n");
    for (const auto which : {ServerCertificate::expired, ServerCertificate::wrong_name,
                             ServerCertificate::untrusted}) {
        Site keystone(pki().server_file(which));
        speak_v3(keystone);
        site.on(
            "GET /-/",
            reply(401, "", "WWW-Authenticate: Keystone uri=\"" + keystone.url("/v3") + "\"\r\n"));
        const auto status = ask();
        ASSERT_FALSE(status);
        EXPECT_EQ(status.error().blame, plugin::Blame::service) << status.error().text;
        EXPECT_TRUE(says(status.error().text, "Keystone"));
        EXPECT_TRUE(keystone.requests().empty());
    }
}

TEST_F(AccessTlsTest, AnIssuerThatCannotProveWhoItIs) {
    Site issuer(pki().server_file(ServerCertificate::untrusted));
    options.issuer = issuer.url();
    options.client_id = "probe";
    options.refresh_token_file = put("refresh", "refresh-1\n");
    const auto status = ask();
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().blame, plugin::Blame::ours) << status.error().text;
    EXPECT_TRUE(issuer.requests().empty());
    EXPECT_EQ(site.connections(), 0);
}

// A Keystone of the same host over http beside a service over https: a step down.
TEST_F(AccessTlsTest, NoStepDownFromTls) {
    Site plain;
    speak_v3(plain);
    options.allow_keystone = {"0.0.0.0"};
    site.on(
        "GET /-/",
        reply(401, "", "WWW-Authenticate: Keystone uri='" + plain.url("/v3", "0.0.0.0") + "'\r\n"));
    const auto status = ask();
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().blame, plugin::Blame::service);
    EXPECT_EQ(plain.connections(), 0);
}

}  // namespace
}  // namespace fedcloud::auth
