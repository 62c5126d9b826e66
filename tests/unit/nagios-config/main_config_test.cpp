#include <gtest/gtest.h>

#include "nagios_main_config.hpp"
#include "sites.hpp"

namespace fedcloud::config::nagios {
namespace {

using Lines = std::vector<std::string>;

class MainConfigTest : public testing::Test {
  protected:
    MainConfigTest() {
        plan.checks.resize(1);
        plan.checks[0].timeout = std::chrono::seconds(300);
    }

    Expected<MainConfig, std::string> draft(const std::string& text) const {
        const Verification verification{plan,
                                        "/nowhere/fed.draft",
                                        "/nowhere/fed",
                                        "/nowhere/fed.verify/templates.cfg",
                                        "/nowhere/fed-templates.cfg",
                                        "/nowhere/nagios.cfg",
                                        "",
                                        "/nowhere/fed.verify",
                                        std::chrono::seconds(60)};
        return draft_config(text, verification);
    }

    bool has(const MainConfig& config, const std::string& line) const {
        return ('\n' + config.content).find('\n' + line + '\n') != std::string::npos;
    }

    Plan plan;
};

TEST_F(MainConfigTest, TheDraftStandsInThePlaceOfTheFolder) {
    const auto config = draft(
        "# a comment\n cfg_dir = fed/ \ncfg_file=fed-templates.cfg\ncfg_file=/etc/other.cfg\n"
        "log_file=/var/log/nagios.log\ntemp_path=/tmp\nresource_file=resource.cfg\n"
        "broker_module=/usr/lib/x.o\nservice_check_timeout=310\ninterval_length=60");
    ASSERT_TRUE(config);
    EXPECT_TRUE(has(*config, "cfg_dir=/nowhere/fed.draft"));
    EXPECT_TRUE(has(*config, "cfg_file=/nowhere/fed.verify/templates.cfg"));
    EXPECT_TRUE(has(*config, "cfg_file=/etc/other.cfg"));
    EXPECT_TRUE(has(*config, "log_file=/nowhere/fed.verify/spool/log_file"));
    EXPECT_TRUE(has(*config, "temp_path=/nowhere/fed.verify/spool"));
    EXPECT_TRUE(has(*config, "resource_file=/nowhere/resource.cfg"));
    EXPECT_TRUE(has(*config, "interval_length=60"));
    EXPECT_EQ(config->content.find("broker_module"), std::string::npos);
    EXPECT_EQ(config->to_do, Lines{});
}

TEST_F(MainConfigTest, WhatIsMissingIsAddedAndTold) {
    const auto config = draft("cfg_dir=/nowhere/conf.d\n");
    ASSERT_TRUE(config);
    EXPECT_TRUE(has(*config, "cfg_dir=/nowhere/fed.draft"));
    EXPECT_TRUE(has(*config, "cfg_file=/nowhere/fed.verify/templates.cfg"));
    EXPECT_EQ(config->to_do,
              (Lines{"add to /nowhere/nagios.cfg: cfg_dir=/nowhere/fed",
                     "add to /nowhere/nagios.cfg: cfg_file=/nowhere/fed-templates.cfg",
                     "set service_check_timeout=310 in /nowhere/nagios.cfg: with 60 Nagios kills "
                     "checks that may take 300 s"}));
}

TEST_F(MainConfigTest, AFolderAboveTheGeneratedOneIsRefused) {
    const auto config = draft("cfg_dir=/nowhere\n");
    ASSERT_FALSE(config);
    EXPECT_NE(config.error().find("fed.previous"), std::string::npos) << config.error();
}

TEST(StubObjects, OfLocalDependencies) {
    Choices choices;
    EXPECT_EQ(stub_objects({}), "");
    choices.local_host = "mon";
    const auto plan = build_plan({test::site_of("A", {test::service("1G0", "occi", "a.org")})},
                                 test::metrics_of_occi(), choices);
    const auto objects = stub_objects(plan);
    EXPECT_NE(objects.find("host_name mon\n service_description Proxy\n"), std::string::npos);
}

}  // namespace
}  // namespace fedcloud::config::nagios
