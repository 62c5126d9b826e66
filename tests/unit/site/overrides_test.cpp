// Overrides of a site: what is set, by whom, and what is a mistake.
#include "site/overrides.hpp"
#include "site/folder.hpp"

#include <gtest/gtest.h>

namespace fedcloud::site {
namespace {

constexpr std::string_view example = R"({
  "format": 1, "vos": ["ops", "fedcloud.egi.eu"], "disabled_metrics": ["eu.egi.cloud.CDMI-CRUD"],
  "options": {
    "*": {"ca-path": "/ca", "timeout": 40, "proxy": "/all"},
    "check_occi_vm": {"warning": "120", "voms": true, "timeout": "50"}},
  "services": {
    "1000G0": {
      "disabled_metrics": ["org.nagios.OCCI-TCP"],
      "options": {
        "*": {"timeout": 60, "proxy": "/service", "voms": false},
        "check_occi_vm": {"allow-keystone": ["a", "b"], "proxy": "/program"}}}}})";

Overrides read(std::string_view text) {
    const auto overrides = read_overrides(text);
    EXPECT_TRUE(overrides) << overrides.error().message();
    return overrides ? *overrides : Overrides();
}

// Each member counts, also at the bottom of a service's options.
TEST(Overrides, AreEqualWhereTheirFilesSayTheSame) {
    const auto overrides = read(example);
    EXPECT_EQ(overrides, read(example));
    for (const std::string_view part :
         {"/program", "/service", "OCCI-TCP", "1000G0", "120", "ops", "CDMI"}) {
        std::string other(example);
        other.replace(other.find(part) + 1, 1, "7");
        EXPECT_NE(overrides, read(other)) << part;
    }
}

TEST(Overrides, EveryFieldIsRead) {
    const auto overrides = read(example);
    EXPECT_EQ(overrides.vos, (std::vector<std::string>{"ops", "fedcloud.egi.eu"}));
    EXPECT_EQ(overrides.disabled_metrics, std::vector<std::string>{"eu.egi.cloud.CDMI-CRUD"});
    ASSERT_EQ(overrides.programs.size(), 2U);
    EXPECT_EQ(overrides.programs[1].program, "check_occi_vm");
    EXPECT_EQ(overrides.programs[1].options[1],
              (OptionValue{"voms", {}, true, "/options/check_occi_vm/voms"}));
    ASSERT_EQ(overrides.services.size(), 1U);
    EXPECT_EQ(overrides.services[0].key, "1000G0");
    EXPECT_EQ(overrides.services[0].programs[1].options[0],
              (OptionValue{"allow-keystone",
                           {"a", "b"},
                           {},
                           "/services/1000G0/options/check_occi_vm/allow-keystone"}));
}

TEST(Overrides, NothingButTheFormatIsNeeded) {
    EXPECT_EQ(read(R"({"format":1})"), Overrides());
}

TEST(Overrides, TheNearestOneDecides) {
    const auto at_service = options_for(read(example), "check_occi_vm", "1000G0");
    const std::vector<OptionValue> expected{
        {"allow-keystone", {"a", "b"}, {}, "/services/1000G0/options/check_occi_vm/allow-keystone"},
        {"proxy", {"/program"}, {}, "/services/1000G0/options/check_occi_vm/proxy"},
        {"timeout", {"60"}, {}, "/services/1000G0/options/*/timeout", true},
        {"voms", {}, false, "/services/1000G0/options/*/voms", true},
        {"warning", {"120"}, {}, "/options/check_occi_vm/warning"},
        {"ca-path", {"/ca"}, {}, "/options/*/ca-path", true}};
    EXPECT_EQ(at_service, expected);
    for (const auto* key : {"", "2000G0"}) {
        const auto at_site = options_for(read(example), "check_occi_vm", key);
        ASSERT_EQ(at_site.size(), 5U);
        EXPECT_EQ(at_site[2],
                  (OptionValue{"timeout", {"50"}, {}, "/options/check_occi_vm/timeout"}));
        EXPECT_EQ(at_site[4], (OptionValue{"proxy", {"/all"}, {}, "/options/*/proxy", true}));
    }
    EXPECT_EQ(options_for(read(example), "check_cdmi", "").size(), 3U);
}

TEST(Overrides, AMetricIsDisabledForTheSiteOrAService) {
    const auto overrides = read(example);
    EXPECT_TRUE(is_disabled(overrides, "eu.egi.cloud.CDMI-CRUD", "2000G0"));
    EXPECT_TRUE(is_disabled(overrides, "eu.egi.cloud.CDMI-CRUD", ""));
    EXPECT_TRUE(is_disabled(overrides, "org.nagios.OCCI-TCP", "1000G0"));
    EXPECT_FALSE(is_disabled(overrides, "org.nagios.OCCI-TCP", "2000G0"));
    EXPECT_FALSE(is_disabled(overrides, "org.nagios.OCCI-TCP", ""));
}

TEST(Overrides, VosReplaceTheProfiles) {
    Profile profile;
    profile.vos = {"biomed"};
    EXPECT_EQ(vos_of(profile, Overrides()), std::vector<std::string>{"biomed"});
    EXPECT_EQ(vos_of(profile, read(example)).size(), 2U);
    EXPECT_TRUE(vos_of(profile, read(R"({"format":1,"vos":[]})")).empty());
}

TEST(Overrides, MistakesAreNamed) {
    const std::vector<std::pair<std::string, std::string>> table{
        {R"({})", R"(/format: expected 1, found "no such member")"},
        {R"({"format":1,"threshold":1})", "/threshold: expected no such member, but any of format"},
        {R"({"format":1,"vos":"ops"})", R"(/vos: expected an array, found "ops")"},
        {R"({"format":1,"disabled_metrics":[1]})", "/disabled_metrics/0: expected a string"},
        {R"({"format":1,"options":[]})", "/options: expected an object"},
        {R"({"format":1,"options":{"check_x":1}})", "/options/check_x: expected an object"},
        {R"({"format":1,"options":{"Check X":{}}})", "/options/Check X: expected the name of a pr"},
        {R"({"format":1,"options":{"*":{"--proxy":"x"}}})",
         "/options/*/--proxy: expected the long name of an option, without dashes before it"},
        {R"({"format":1,"options":{"*":{"os_tpl":"x"}}})", "/options/*/os_tpl: expected the long"},
        {R"({"format":1,"options":{"*":{"site":"x"}}})",
         R"(/options/*/site: expected an option that may be set here, found "site")"},
        {R"({"format":1,"options":{"*":{"help":true}}})", "/options/*/help: expected an option"},
        {R"({"format":1,"options":{"*":{"a":null}}})", "/options/*/a: expected a string, a number"},
        {R"({"format":1,"options":{"*":{"a":{}}}})", "/options/*/a: expected a string, a number"},
        {R"({"format":1,"options":{"*":{"a":[]}}})", "/options/*/a: expected a string, a number"},
        {R"({"format":1,"options":{"*":{"a":[true]}}})", "/options/*/a: expected a string, a num"},
        {R"({"format":1,"services":{"x":{}}})", "/services/x: expected a GOCDB key such as 1000G0"},
        {R"({"format":1,"services":{"1G0":{"vos":[]}}})",
         "/services/1G0/vos: expected no such member, but any of disabled_metrics, options"},
        {R"({"format":1,"services":{"1G0":[]}})", "/services/1G0: expected an object"},
        {R"(7)", "the document: expected an object"},
        {"{", "line 1, column 2: expected JSON in UTF-8, found the end"}};
    for (const auto& [text, message] : table) {
        const auto overrides = read_overrides(text);
        ASSERT_FALSE(overrides) << text;
        EXPECT_EQ(overrides.error().message().substr(0, message.size()), message) << text;
    }
}

// What is wrong must not be pushed out of the message.
TEST(Overrides, ALongNameIsQuotedInPart) {
    const auto overrides =
        read_overrides(R"({"format":1,"options":{"*":{")" + std::string(5000, 'K') + R"(":"x"}}})");
    ASSERT_FALSE(overrides);
    EXPECT_LT(overrides.error().message().size(), 300U);
}

TEST(OverrideDir, ThatIsGivenMustBeThere) {
    std::string folder;
    const auto option = override_dir_option(plugin::into(folder));
    for (const auto* wrong : {"/nonexistent/sites.d", "/etc/passwd", ""}) {
        EXPECT_FALSE(option.set(wrong)) << wrong;
    }
    EXPECT_EQ(folder, "");
    EXPECT_TRUE(option.set("/etc"));
    EXPECT_EQ(folder, "/etc");
}

}  // namespace
}  // namespace fedcloud::site
