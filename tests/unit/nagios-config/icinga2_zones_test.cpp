// The file of --zones, and which zone has which site.
#include "icinga2_zones.hpp"

#include <gtest/gtest.h>

#include "sample_plan.hpp"

namespace fedcloud::config::icinga2 {
namespace {

using Zones = std::vector<std::string>;

std::string message_of(std::string_view text) {
    const auto map = read_zone_map(text);
    return map ? "no error" : map.error().message();
}

TEST(Icinga2Zones, ASiteByNameBeforeItsNgiBeforeTheDefault) {
    const auto plan = sample_plan();
    const auto by_site =
        read_zone_map(R"({"zones":{"a":{"ngi":["NGI_SI","NGI_HR"]},"b":{"sites":["Izola MRF"]}}})");
    ASSERT_TRUE(by_site) << by_site.error().message();
    EXPECT_EQ(zones_by_map(plan, *by_site).zone_of_site, (Zones{"b", "a"}));

    const auto rest = read_zone_map(R"({"zones":{"a":{"ngi":["NGI_HR"]}},"default":"rest"})");
    ASSERT_TRUE(rest);
    EXPECT_EQ(zones_by_map(plan, *rest).zone_of_site, (Zones{"rest", "a"}));

    const auto idle = read_zone_map(R"({"zones":{"idle":{}}})");
    ASSERT_TRUE(idle);
    EXPECT_EQ(zones_by_map(plan, *idle).zones, (std::set<std::string>{"idle", "master"}));

    const auto nothing = read_zone_map(R"({"zones":{}})");
    ASSERT_TRUE(nothing);
    EXPECT_EQ(zones_by_map(plan, *nothing).zone_of_site, (Zones{"master", "master"}));
}

TEST(Icinga2Zones, AZoneForEachNgi) {
    auto plan = sample_plan();
    EXPECT_EQ(zones_by_ngi(plan).zone_of_site, (Zones{"NGI_SI", "NGI_HR"}));
    plan.ngis[0].name = "global-templates";  // objects there would be checked by every node
    EXPECT_EQ(zones_by_ngi(plan).zone_of_site, (Zones{"NGI_SI", "ngi-global-templates"}));
}

TEST(Icinga2Zones, AMistakeIsNamedByItsField) {
    EXPECT_EQ(message_of("{"), read_zone_map("{").error().message());
    EXPECT_NE(message_of("{").find("line 1"), std::string::npos);
    const std::vector<std::pair<std::string, std::string>> mistakes{
        {"[]", "the document: expected an object"},
        {"{}", "zones: expected an object"},
        {R"({"zones":[]})", "/zones: expected an object"},
        {R"({"zones":{"a b":{}}})", "/zones/a b: expected a zone's name"},
        {R"({"zones":{"../x":{}}})", "/zones/..~1x: expected a zone's name"},
        {R"({"zones":{"global-templates":{}}})", "/zones/global-templates: expected a zone's name"},
        {R"({"zones":{"a":7}})", "/zones/a: expected an object"},
        {R"({"zones":{"a":{"nig":[]}}})", "/zones/a/nig: "},
        {R"({"zones":{"a":{"ngi":"NGI_SI"}}})", "/zones/a/ngi: expected an array"},
        {R"({"zones":{"a":{"sites":[""]}}})",
         "/zones/a/sites/0: expected a text that is not empty"},
        {R"({"zones":{"a":{"ngi":["X"]},"b":{"ngi":["X"]}}})",
         "/zones/b/ngi/0: expected a name that no zone has yet (zone a has this one)"},
        {R"({"zones":{},"default":"a/b"})", "/default: expected a zone's name"},
        {R"({"zones":{},"other":1})", "/other: "}};
    for (const auto& [text, beginning] : mistakes) {
        const auto message = message_of(text);
        EXPECT_NE(message.find(beginning), std::string::npos) << text << ": " << message;
    }
}

TEST(Icinga2Zones, TheExampleHasEveryZoneOnce) {
    const auto text = render_zones_example({"a", "b", "master"});
    const auto first = text.find("object Zone \"a\"");
    ASSERT_NE(first, std::string::npos);
    EXPECT_EQ(text.find("object Zone \"a\"", first + 1), std::string::npos);
    EXPECT_NE(text.find("object Zone \"b\" { endpoints = [ \"satellite.b.example.org\" ]; parent = "
                        "\"master\" }"),
              std::string::npos);
    EXPECT_EQ(text.find("satellite.master"), std::string::npos);
}

}  // namespace
}  // namespace fedcloud::config::icinga2
