// check_cloud_bdii as a scheduler runs it: against real slapds with the schema of GLUE 2.0, and
// against the testbed for what a slapd with that schema does not take.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "expectations.hpp"
#include "grid.hpp"
#include "testbed.hpp"

namespace fedcloud::test {
namespace {

Outcome check(int port, const Arguments& more) {
    Arguments words{CHECK_CLOUD_BDII, "-H", "127.0.0.1", "-p", std::to_string(port), "-t", "20"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
}

// A slapd of bdii_server.sh.
class RealBdii {
  public:
    explicit RealBdii(Arguments options) : server_(command(std::move(options))) {}

    const std::string& skipped() const { return server_.skipped(); }
    Outcome check(const Arguments& more) const {
        const std::string url = server_.announcement().at("url");
        return test::check(std::stoi(url.substr(url.rfind(':') + 1)), more);
    }

  private:
    static Arguments command(Arguments options) {
        options.insert(options.begin(), "bdii_server.sh");
        options.emplace_back("STATE");
        return options;
    }

    RealServer server_;
};

// One slapd with a site of that name, asked as `more` says; `skipped` where there is none.
class RealBdiiTest : public testing::Test {
  protected:
    void start(Arguments options) {
        server_.emplace(std::move(options));
        if (!server_->skipped().empty()) {
            GTEST_SKIP() << server_->skipped();
        }
    }
    Outcome check(const Arguments& more) const { return server_->check(more); }

  private:
    std::optional<RealBdii> server_;
};

// The same of every level: what is there, what is not, what the command of old configurations says.
class EveryLevel : public RealBdiiTest, public testing::WithParamInterface<const char*> {};

TEST_P(EveryLevel, PublishesItsSite) {
    const std::string level = GetParam();
    ASSERT_NO_FATAL_FAILURE(start({"--kind", level}));
    if (IsSkipped()) {
        return;
    }
    expect_line(check({"-3", "-b", "o=glue"}), 0, "CloudBDII-Check OK - 127.0.0.1:");
    expect_line(check({"-3", "-b", "o=nowhere"}), 2, "noSuchObject (32); nothing of it exists");
    const auto good = check({"--site", "EXAMPLE-CLOUD"});
    expect_line(
        good, 0,
        "OK - EXAMPLE-CLOUD: 2 services, 3 endpoints, 3 images, 5 templates (" + level + " BDII, ");
    for (const auto* perfdata : {" entries=15;", " services=2;;1:;0", " endpoints=3;;1:;0",
                                 " images=3;", " templates=5;", " glue21=0;", " age="}) {
        EXPECT_NE(good.out.find(perfdata), std::string::npos) << good.out;
    }
    expect_line(check({"--site", "EXAMPLE-CLOUD", "-e",
                       "https://compute.cloud.example.org:5000/v2.0/?image=a&amp;resource=b"}),
                0, "3 endpoints");
    expect_line(check({"--site", "EXAMPLE-CLOUD", "-e", "https://compute.cloud.example.org/"}), 2,
                "endpoint https://compute.cloud.example.org/ is not published");
    expect_line(check({"--site", "EXAMPLE-CLOUD", "--min-images", "4"}), 2,
                "3 images published, at least 4 wanted");
    expect_line(check({"--site", "NO-SUCH-SITE"}), 2,
                level == "resource" ? "service of the site 'EXAMPLE-CLOUD', not of 'NO-SUCH-SITE'"
                                    : "site 'NO-SUCH-SITE' is unknown to this " + level + " BDII");
    expect_line(check({"--site", "example-cloud"}), 2, "'example-cloud'");
}

INSTANTIATE_TEST_SUITE_P(Levels, EveryLevel, testing::Values("site", "top", "resource"),
                         [](const auto& shown) { return std::string(shown.param); });

TEST_F(RealBdiiTest, SitesWithoutCloudInformation) {
    ASSERT_NO_FATAL_FAILURE(start({"--kind", "top"}));
    if (IsSkipped()) {
        return;
    }
    expect_line(check({"--site", "EXAMPLE-GRID"}), 2,
                "cloud: site 'EXAMPLE-GRID' is there, but without cloud information");
    // The bases that sites were told to search by hand.
    const std::string in_grid = ",GLUE2GroupID=grid,o=glue";
    expect_line(check({"--site", "EXAMPLE-CLOUD", "-b",
                       "GLUE2GroupID=cloud,GLUE2DomainID=EXAMPLE-CLOUD" + in_grid}),
                0, "3 endpoints");
    expect_line(check({"--site", "EXAMPLE-GRID", "-b",
                       "GLUE2GroupID=cloud,GLUE2DomainID=EXAMPLE-GRID" + in_grid}),
                2, "site 'EXAMPLE-GRID' is there, but without cloud information");
    expect_line(
        check({"--site", "OTHER", "-b", "GLUE2GroupID=cloud,GLUE2DomainID=OTHER" + in_grid}), 2,
        "site 'OTHER' is unknown here");
}

TEST_F(RealBdiiTest, ASiteBdiiWithoutCloudInformation) {
    ASSERT_NO_FATAL_FAILURE(start({"--no-cloud"}));
    if (IsSkipped()) {
        return;
    }
    expect_line(check({"--site", "EXAMPLE-CLOUD"}), 2,
                "nothing called GLUE2GroupID=cloud below 'GLUE2DomainID=EXAMPLE-CLOUD,o=glue'");
}

TEST_F(RealBdiiTest, InformationThatHasExpired) {
    ASSERT_NO_FATAL_FAILURE(start({"--created-age", "7300", "--validity", "3600"}));
    if (IsSkipped()) {
        return;
    }
    expect_line(check({"--site", "EXAMPLE-CLOUD"}), 2, "5 of 5 dated entries have expired");
}

TEST_F(RealBdiiTest, AValidityOfSixtySeconds) {
    ASSERT_NO_FATAL_FAILURE(start({"--created-age", "500", "--validity", "60"}));
    if (IsSkipped()) {
        return;
    }
    expect_line(check({"--site", "EXAMPLE-CLOUD"}), 0, "3 endpoints");
    expect_line(check({"--site", "EXAMPLE-CLOUD", "-w", "300"}), 1, "range 300s");
}

TEST_F(RealBdiiTest, ABdiiThatIsNoLongerUpdated) {
    ASSERT_NO_FATAL_FAILURE(start({"--created-age", "none", "--updated-age", "7200"}));
    if (IsSkipped()) {
        return;
    }
    expect_line(check({"--site", "EXAMPLE-CLOUD"}), 2, "range 3600s");
    expect_line(check({"--site", "EXAMPLE-CLOUD", "-w", "3600", "-c", "10000"}), 1, "range 3600s");
}

TEST_F(RealBdiiTest, ABdiiThatIsUpdated) {
    ASSERT_NO_FATAL_FAILURE(start({"--created-age", "none"}));
    if (IsSkipped()) {
        return;
    }
    const auto outcome = check({"--site", "EXAMPLE-CLOUD", "-v"});
    expect_line(outcome, 0, "3 endpoints");
    EXPECT_NE(outcome.out.find("by the BDII's last update"), std::string::npos) << outcome.out;
}

class AwkwardName : public RealBdiiTest, public testing::WithParamInterface<const char*> {};

TEST_P(AwkwardName, IsFoundByIt) {
    const std::string name = GetParam();
    ASSERT_NO_FATAL_FAILURE(start({"--kind", "top", "--site", name}));
    if (IsSkipped()) {
        return;
    }
    expect_line(check({"--site", name}), 0, name + ": 2 services");
    std::string encoded;
    for (const char byte : name) {
        std::array<char, 4> text{};
        std::snprintf(text.data(), text.size(), "%%%02X", byte);
        encoded += text.data();
    }
    expect_line(check({"--site", encoded}), 0, name + ": 2 services");
    expect_line(check({"--site", "*"}), 2, "site '*' is unknown to this top BDII");
    expect_line(check({"--site", name + ")(objectClass=*"}), 2, "is unknown to this top BDII");
}

INSTANTIATE_TEST_SUITE_P(Names, AwkwardName,
                         testing::Values("Izola MRF", "#1", "A*(B)", "a,b+c=d", "back\\slash"));

// What a slapd with the schema of GLUE 2.0 refuses.
class SimulatedBdii : public testing::Test {
  protected:
    Outcome check(const Arguments& more = {}) const {
        Arguments words{"--site", "TESTBED-CLOUD"};
        words.insert(words.end(), more.begin(), more.end());
        return test::check(testbed_.port("b"), words);
    }
    void set(const Json& settings) const { testbed_.settings("b", settings); }

    const Testbed testbed_{{}, {"--bdii", "b"}};
};

TEST_F(SimulatedBdii, OneConnectionAndTwoSearches) {
    expect_line(check(), 0, "TESTBED-CLOUD: 2 services, 3 endpoints, 3 images, 5 templates");
    const auto counters = testbed_.counters("b");
    EXPECT_EQ(counters.at("connections"), 1);
    EXPECT_EQ(counters.at("requests"), 2);
    testbed_.reset_requests("b");
    set({{"creation_form", "absent"}, {"validity", ""}});
    expect_line(check(), 0, "3 endpoints");
    EXPECT_EQ(testbed_.counters("b").at("requests"), 3);
}

TEST_F(SimulatedBdii, WithoutASiteItIsOneSearch) {
    const auto outcome = test::check(testbed_.port("b"), {"-3", "-b", "o=glue"});
    expect_line(outcome, 0, "answered in");
    EXPECT_NE(outcome.out.find(" entries=1;"), std::string::npos) << outcome.out;
    const auto requests = testbed_.requests("b");
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_EQ(requests[0].at("base"), "o=glue");
    EXPECT_EQ(requests[0].at("scope"), "base");
    expect_line(test::check(testbed_.port("b"), {"-w", "0"}), 1, "the answer took");
}

TEST_F(SimulatedBdii, NeitherDatesNorStatistics) {
    set({{"creation_form", "absent"}, {"validity", ""}, {"update_stats", false}});
    const auto outcome = check();
    expect_line(outcome, 0, "3 endpoints");
    EXPECT_NE(outcome.out.find("nothing says how old the information is"), std::string::npos);
    EXPECT_EQ(outcome.out.find(" age="), std::string::npos) << outcome.out;
}

TEST_F(SimulatedBdii, States) {
    for (const auto& [setting, value, status] :
         std::vector<std::tuple<std::string, std::string, int>>{{"serving_state", "closed", 2},
                                                                {"serving_state", "draining", 1},
                                                                {"health_state", "critical", 2},
                                                                {"health_state", "warning", 1},
                                                                {"health_state", "unknown", 0}}) {
        set({{"serving_state", "production"}, {"health_state", "ok"}});
        set({{setting, value}});
        expect_line(check(), status, status == 0 ? "3 endpoints" : value);
    }
}

TEST_F(SimulatedBdii, WhatTheSchemaDemands) {
    set({{"missing", {"GLUE2EndpointInterfaceName"}}});
    expect_line(check(), 1, "GLUE2Endpoint without GLUE2EndpointInterfaceName");
    set({{"missing", Json::array()}, {"quality_level", "splendid"}});
    expect_line(check(), 1, "GLUE2EndpointQualityLevel 'splendid' is none of");
    set({{"quality_level", "production"}, {"endpoint_urls", {"no URL"}}});
    expect_line(check(), 1, "endpoint URL 'no URL' is none");
}

TEST_F(SimulatedBdii, Dates) {
    set({{"creation_form", "no-zone"}, {"creation_age", 30000}});
    expect_line(check(), 0, "3 endpoints");
    set({{"creation_form", "zulu"}, {"creation_age", -600}});
    expect_line(check(), 1, "CreationTime in the future");
    set({{"creation_form", "yesterday"}});
    expect_line(check(), 1, "CreationTime 'yesterday' is no time such as");
}

TEST_F(SimulatedBdii, Glue21) {
    set({{"glue21", true}});
    const auto outcome = check();
    expect_line(outcome, 0, "3 services");
    EXPECT_NE(outcome.out.find(" glue21=6;"), std::string::npos) << outcome.out;
    set({{"no_cloud", true}});
    expect_line(check(), 0, "1 service, ");
}

TEST_F(SimulatedBdii, LimitsOfTheServer) {
    set({{"size_limit", 10}});
    expect_line(check(), 1, "the BDII sends only a part of the site's entries");
    set({{"size_limit", 1}, {"sort", "reverse"}});
    const auto outcome = check({"-v"});
    EXPECT_NE(outcome.out.find("cloud OK"), std::string::npos)
        << "what is not listed is asked for by name: " << outcome.out;
}

TEST_F(SimulatedBdii, ReferralsAreNotFollowed) {
    set({{"referral", {"ldap://192.0.2.1/o=glue"}}});
    expect_line(check(), 2, "referral (10)");
    set({{"referral", Json::array()}, {"references", {"ldap://192.0.2.1/o=glue"}}});
    expect_line(check(), 0, "3 endpoints");
}

TEST(BadInputOfBdii, IsOurs) {
    for (const auto& [words, message] : std::vector<std::pair<Arguments, std::string>>{
             {{}, "no target"},
             {{"-H", "a b"}, "-H/--hostname: 'a b' is no host name"},
             {{"-H", "127.0.0.1", "-b", "glue"}, "-b/--base: 'glue' is no distinguished name"},
             {{"-H", "127.0.0.1", "--site", "100%"}, "--site: '100%'"},
             {{"-H", "127.0.0.1", "-e", "x"}, "-e/--expect-endpoint: 'x' is no usable URL"},
             {{"-H", "127.0.0.1", "--min-images", "-1"}, "--min-images: '-1'"}}) {
        Arguments command{CHECK_CLOUD_BDII};
        command.insert(command.end(), words.begin(), words.end());
        expect_line(run(command), 3, message);
    }
}

}  // namespace
}  // namespace fedcloud::test
