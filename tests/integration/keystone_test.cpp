// check_occi_vm logs in at Keystones of every kind, of the testbed, and then does its work.
#include <gtest/gtest.h>

#include <string>

#include "grid.hpp"
#include "keystone_site.hpp"

namespace fedcloud::test {
namespace {

using Requests = std::vector<std::string>;

const std::string providers = "/v3/OS-FEDERATION/identity_providers/egi.eu/protocols/";

TEST(Keystone, FederationByAccessTokenTakesFiveRequestsAndOneConnectionEach) {
    const KeystoneSite site;
    const auto outcome = site.run(site.by_token());
    expect_line(outcome, 0, "OCCI-VM OK - machine ");
    EXPECT_EQ(site.asked("keystone"), (Requests{"GET " + providers + "openid/auth",
                                                "GET /v3/auth/projects", "POST /v3/auth/tokens"}));
    const auto at_the_site = site.asked("ooi-site");
    ASSERT_GE(at_the_site.size(), 2U);
    EXPECT_EQ(at_the_site[0], "GET /occi1.1/-/");
    EXPECT_EQ(at_the_site[1], "GET /occi1.1/-/");
    EXPECT_EQ(site.testbed.requests("ooi-site")[0].at("status"), 401);
    EXPECT_EQ(site.testbed.requests("ooi-site")[1].at("status"), 200);
    EXPECT_EQ(site.connections("ooi-site"), 1);
    EXPECT_EQ(site.connections("keystone"), 1);
    EXPECT_EQ(site.site.machines_left(), 0U);
    EXPECT_TRUE(site.site.journal().empty());
    EXPECT_NE(outcome.out.find(" auth="), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find(" token_lifetime="), std::string::npos) << outcome.out;
}

TEST(Keystone, ThePathAndTheVersionAreWhereverTheyAre) {
    const KeystoneSite site(",prefix=/identity");
    const auto root = site.testbed.endpoint("keystone");
    for (const auto& uri : {root, root + "/", root + "/v3", root + "/v3/"}) {
        SCOPED_TRACE(uri);
        site.testbed.settings("ooi-site", {{"keystone_uri", uri}});
        site.testbed.reset_requests("keystone");
        expect_line(site.read_model(site.by_token()), 0, "OCCI-VM OK");
        const auto asked = site.asked("keystone");
        EXPECT_EQ(asked.back(), "POST /identity/v3/auth/tokens");
        EXPECT_EQ(asked.size(), uri.find("v3") == std::string::npos ? 4U : 3U);
    }
}

TEST(Keystone, EverySpellingOfTheChallenge) {
    const KeystoneSite site;
    for (const auto* challenge :
         {"Keystone uri='{}'", "Keystone uri=\"{}\"", "Keystone uri={}", "keystone URI = '{}'",
          "snf-auth uri='{}'", "Basic realm=\"x\", Keystone uri='{}'"}) {
        for (const auto* header : {"WWW-Authenticate", "www-authenticate", "Www-authenticate"}) {
            SCOPED_TRACE(std::string(header) + ": " + challenge);
            site.testbed.settings("ooi-site",
                                  {{"challenge", challenge}, {"challenge_header", header}});
            expect_line(site.read_model(site.by_token()), 0, "OCCI-VM OK");
        }
    }
}

TEST(Keystone, FederationAsServersHaveIt) {
    const KeystoneSite site;
    const auto with = [&](const Json& settings, int status, const std::string& words) {
        SCOPED_TRACE(settings.dump());
        site.testbed.settings("keystone", settings);
        expect_line(site.read_model(site.by_token()), status, words);
    };
    with({{"federation_methods", {"POST"}}}, 0, "OCCI-VM OK");
    with({{"federation_methods", {"GET"}}}, 0, "OCCI-VM OK");
    with({{"protocols", {"oidc"}}}, 0, "OCCI-VM OK");
    with({{"protocols", {"mapped"}}}, 2, "unsupported method");
    with({{"protocols", {"openid"}}, {"unmapped", true}}, 2, "HTTP 401");
}

TEST(Keystone, FederationByProxyIsMapped) {
    const KeystoneSite site;
    const auto outcome = test::run(
        site.site.command({"-n", "auto", "--ca-path", site.testbed.pki("certificates"), "-x",
                           site.testbed.pki("proxy.pem"), "--project", "ops", "--checks-only"}));
    expect_line(outcome, 0, "OCCI-VM OK");
    const auto asked = site.testbed.requests("keystone");
    EXPECT_EQ(site.asked("keystone").front(), "GET " + providers + "mapped/auth");
    EXPECT_NE(asked.front().at("client_subject").get<std::string>().find("Probe"),
              std::string::npos)
        << asked.front();
}

TEST(Keystone, PasswordsOfBothVersions) {
    for (const auto* versions : {"v3", "v2.0", "v2.0+v3"}) {
        SCOPED_TRACE(versions);
        const KeystoneSite site(std::string(",versions=") + versions);
        expect_line(site.read_model(site.by_password()), 0, "OCCI-VM OK");
        expect_line(site.read_model(site.by_password("guessed")), 2, "HTTP 401");
    }
}

TEST(Keystone, AProxyOfAVoInVersionTwo) {
    const auto& pki = GridPki::instance();
    if (!pki.skipped().empty()) {
        GTEST_SKIP() << pki.skipped();
    }
    for (const auto* versions : {"v2.0", "v2.0+v3"}) {
        SCOPED_TRACE(versions);
        const KeystoneSite site(
            std::string(",versions=") + versions, "",
            {"--server-pem", pki / "host.pem", "--ca-folder", pki / "certificates"});
        site.testbed.settings("keystone", {{"logins", {"voms"}}, {"needs_voms", true}});
        site.testbed.settings("ooi-site", {{"keystone_uri", site.testbed.endpoint("keystone")}});
        expect_line(site.read_model({"-x", pki / "proxy-ops-rfc.pem", "--ca-path",
                                     pki / "certificates", "--vomsdir", pki / "vomsdir"},
                                    with_leaks_of_others()),
                    0, "OCCI-VM OK");
        const auto asked = site.asked("keystone");
        EXPECT_EQ(asked.back(), "POST /v2.0/tokens");
        EXPECT_EQ(asked[asked.size() - 2], "GET /v2.0/tenants");
        const auto first = site.testbed.requests("keystone").at(asked.size() - 3);
        EXPECT_EQ(Json::parse(first.at("body").get<std::string>()),
                  (Json{{"auth", {{"voms", true}}}}));
    }
}

TEST(Keystone, TheProjectIsChosenOrAskedFor) {
    const KeystoneSite site;
    const auto with = [&](const Json& projects, const Arguments& more, int status,
                          const std::string& words) {
        SCOPED_TRACE(projects.dump());
        site.testbed.settings("keystone", {{"projects", projects}});
        auto options = site.by_token();
        options.insert(options.end(), more.begin(), more.end());
        expect_line(site.read_model(options), status, words);
        const auto tokens = site.testbed.tokens("keystone");
        return tokens.empty() || tokens.back().at("project").is_null()
                   ? std::string()
                   : tokens.back().at("project").get<std::string>();
    };
    EXPECT_EQ(with({"EGI_ops", "ops", "opsec"}, {}, 0, "OK"), "ops");
    EXPECT_EQ(with({"opsec", "EGI_ops"}, {}, 0, "OK"), "EGI_ops");
    EXPECT_EQ(with({"ops", "other"}, {"--project", "other"}, 0, "OK"), "other");
    with({"opsec", "training"}, {}, 3, "opsec, training");
    with({"ops"}, {"--project", "other"}, 3, "other");
    with(Json::array(), {}, 2, "project");
}

TEST(Keystone, TheEndpointFromTheCatalogue) {
    const KeystoneSite site(",prefix=/identity");
    const auto run = [&](const Arguments& more) {
        Arguments words{"--vo", "ops"};
        for (const auto& list : {site.by_token(), more}) {
            words.insert(words.end(), list.begin(), list.end());
        }
        return site.read_model_of_catalogue(words);
    };
    expect_line(run({"--region", "RegionOne"}), 0,
                "OCCI-VM OK - the model of " + site.testbed.endpoint("ooi-site"));
    // It was logged in before, so nothing had to be refused.
    EXPECT_EQ(site.asked("ooi-site"), Requests{"GET /occi1.1/-/"});
    expect_line(run({"--region", "Atlantis"}), 3, "RegionOne, RegionTwo, not in Atlantis");
    expect_line(run({}), 3, "RegionOne, RegionTwo: give --region");
}

}  // namespace
}  // namespace fedcloud::test
