// What GOCDB can make the probes do with our passwords and tokens: nothing that nobody here
// allowed.
#include <gtest/gtest.h>

#include <string>

#include "expectations.hpp"
#include "keystone_site.hpp"
#include "site_folders.hpp"

namespace fedcloud::test {
namespace {

// A testbed whose certificates are good for localhost and 127.0.0.1, which are two parties.
class CredentialHost : public testing::Test {
  protected:
    CredentialHost()
        : keystone_("", "",
                    {"--site", "basic,tls=good,auth=basic", "--site", "clear,auth=basic", "--cdmi",
                     "c,dialect=spec,tls=good,auth=basic", "--appdb", "list,tls=good", "--appdb",
                     "private,tls=good,token=sesame-token"}) {
        write_file(password_, "secret\n");
        write_file(appdb_token_, "sesame-token\n");
    }

    // The same server, by its other name.
    static std::string by_address(std::string url) {
        const auto at = url.find("localhost");
        return at == std::string::npos ? url : url.replace(at, 9, "127.0.0.1");
    }
    std::string at(const std::string& server) const { return keystone_.testbed.endpoint(server); }
    // GOCDB's only service, and what an override says beside it.
    void register_as(const std::string& type, const std::string& host, const std::string& endpoint,
                     Json options) {
        folders_.site["services"] = Json::array();
        folders_.add("1G0", type, endpoint)["host"] = host;
        folders_.write();
        options["ca-path"] = keystone_.testbed.pki("certificates");
        options["oidc-issuer"] = at("issuer");
        folders_.override_with({{"format", 1}, {"options", {{"*", options}}}});
    }
    void register_occi(const std::string& host, const std::string& endpoint, const Json& options) {
        register_as("eu.egi.cloud.vm-management.occi", host, endpoint, options);
    }
    Outcome check(const std::string& program, const Arguments& more = {}) const {
        auto words = more;
        words.insert(words.end(), {"--state-dir", state_.path()});
        return run(folders_.command(program, words));
    }
    Outcome check_occi(Arguments more = {}) const {
        more.emplace_back("--checks-only");
        return check(CHECK_OCCI_VM, more);
    }
    Json with_password(Json more = Json::object()) const {
        more["username"] = "probe";
        more["password-file"] = password_;
        return more;
    }
    int connections() const {
        int sum = 0;
        for (const auto* server :
             {"ooi-site", "keystone", "basic", "clear", "c", "list", "private"}) {
            sum += keystone_.connections(server);
        }
        return sum;
    }
    void expect_nothing_sent(const Outcome& outcome, const std::string& words) const {
        expect_line(outcome, 3, words);
        EXPECT_NE(outcome.out.find("nothing was sent"), std::string::npos) << outcome.out;
        EXPECT_EQ(connections(), 0) << outcome.out;
    }
    // No header of any request to `server` has it.
    void expect_no_header(const std::string& server, const std::string& name) const {
        const auto requests = keystone_.testbed.requests(server);
        EXPECT_FALSE(requests.empty());
        for (const auto& request : requests) {
            EXPECT_FALSE(request.at("headers").contains(name)) << request.dump();
        }
    }

    KeystoneSite keystone_;
    SiteFolders folders_;
    TemporaryFolder state_;
    std::string password_ = state_ / "password";
    std::string appdb_token_ = state_ / "appdb-token";
};

TEST_F(CredentialHost, AnotherPartyThanHostnameGetsNoPassword) {
    register_occi("good.example.org", at("basic"), with_password());
    expect_nothing_sent(check_occi(),
                        "as the endpoint of a service on good.example.org, which is "
                        "another party: our password may not go there");
    register_as("eu.egi.cloud.storage-management.cdmi", "good.example.org", at("c"),
                with_password());
    expect_nothing_sent(check(CHECK_CDMI, {"--read-only"}), "our password may not go there");
    register_occi("good.example.org", at("ooi-site"), with_password());
    expect_nothing_sent(check_occi({"--auth", "keystone"}), "our password may not go there");
    // By HOSTNAME, by --credential-host, by hand.
    register_occi("localhost", at("basic"), with_password());
    expect_line(check_occi(), 0, "OCCI-VM OK");
    register_occi("good.example.org", at("basic"),
                  with_password({{"credential-host", {"other.example.org", "localhost"}}}));
    expect_line(check_occi(), 0, "OCCI-VM OK");
    register_occi("good.example.org", at("clear"), with_password());
    expect_line(check_occi({"-e", at("basic")}), 0, "OCCI-VM OK");
    expect_line(check_occi({"-e", at("clear")}), 0, "OCCI-VM OK");
}

TEST_F(CredentialHost, AnotherPartyThanHostnameGetsNoToken) {
    const Json token{{"access-token", keystone_.testbed.pki("token-good.jwt")}};
    register_occi("good.example.org", at("ooi-site"), token);
    expect_nothing_sent(check_occi(), "our access token may not go there");
    const Json refresh{{"oidc-refresh", keystone_.testbed.pki("refresh-token")},
                       {"oidc-client-id", "x"}};
    register_occi("good.example.org", at("ooi-site"), refresh);
    expect_nothing_sent(check_occi(), "our access token may not go there");
    EXPECT_EQ(keystone_.connections("issuer"), 0);
    register_occi("localhost", at("ooi-site"), token);
    expect_line(check_occi(), 0, "OCCI-VM OK");
}

TEST_F(CredentialHost, ATokenOfOurKeystoneGoesToItsOwnPartyOnly) {
    const auto options = with_password({{"keystone-url", at("keystone")}, {"project", "ops"}});
    register_occi("127.0.0.1", by_address(at("ooi-site")), options);
    expect_nothing_sent(check_occi(),
                        "which is another party than the Keystone https://localhost:");
    auto allowed = options;
    allowed["credential-host"] = {"127.0.0.1"};
    register_occi("127.0.0.1", by_address(at("ooi-site")), allowed);
    expect_line(check_occi(), 0, "OCCI-VM OK");
    register_occi("localhost", at("ooi-site"), options);
    expect_line(check_occi(), 0, "OCCI-VM OK");
}

TEST_F(CredentialHost, OnlyTheHostsThatAreNamed) {
    register_occi("localhost", at("basic"), with_password({{"credential-host", {"127.0.0.1"}}}));
    expect_nothing_sent(check_occi(),
                        "our password is for 127.0.0.1 only (--credential-host), and "
                        "GOCDB names localhost");
    expect_nothing_sent(check_occi({"-e", at("basic")}), "and the endpoint is on localhost");
    expect_nothing_sent(check_occi({"--credential-host", "occi.example.org"}),
                        "our password is for occi.example.org only");
    expect_line(check_occi({"-H", "127.0.0.1"}), 0, "OCCI-VM OK");
}

TEST_F(CredentialHost, LoopbackGetsNothingInClear) {
    for (const auto* method : {"auto", "basic"}) {
        auto options = with_password({{"credential-host", {"127.0.0.1", "localhost"}}});
        options["auth"] = method;
        register_occi("127.0.0.1", at("clear"), options);
        expect_line(check_occi(), 3, "in clear text");
    }
    expect_no_header("clear", "Authorization");
    expect_no_header("clear", "authorization");
    register_occi("127.0.0.1", at("clear"), with_password());
    expect_line(check_occi({"-e", at("clear")}), 0, "OCCI-VM OK");
}

TEST_F(CredentialHost, AppdbsTokenIsForAppdbAndForListsGivenByHand) {
    const std::string path = "/store/vappliance/fedcloud.monitoring.va/image.list";
    const Json token{{"appdb-token", appdb_token_}};
    register_as("egi.AppDB", "localhost", at("list") + path, token);
    const auto open = check(CHECK_APPDB_UPDATE, {"--allow-unsigned"});
    EXPECT_NE(open.out.find("--appdb-token was not sent to localhost, which only GOCDB names"),
              std::string::npos)
        << open.out;
    EXPECT_EQ(open.status, 0) << open.out;
    expect_no_header("list", "Authorization");
    register_as("egi.AppDB", "localhost", at("private") + path, token);
    expect_line(check(CHECK_APPDB_UPDATE), 3,
                "the list is private, and --appdb-token was not sent to a host that only GOCDB "
                "names: give the list by --url");
    expect_no_header("private", "Authorization");
    const auto by_hand = check(CHECK_APPDB_UPDATE, {"--url", at("private") + path});
    EXPECT_EQ(by_hand.out.find("was not sent"), std::string::npos) << by_hand.out;
    EXPECT_EQ(by_hand.status, 0) << by_hand.out;
}

}  // namespace
}  // namespace fedcloud::test
