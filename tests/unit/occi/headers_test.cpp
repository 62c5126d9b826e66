// text/occi: categories, attributes, links and locations in HTTP headers; media types.
#include <gtest/gtest.h>

#include "occi/rendering.hpp"
#include "samples.hpp"

namespace fedcloud::occi {
namespace {

const std::string compute =
    "compute;scheme=\"http://schemas.ogf.org/occi/infrastructure#\";class=\"kind\"";
const std::string image = "1;scheme=\"t#\";class=\"mixin\";title=\"a, \"b\"; c\"";

TEST(HeaderRendering, ReadsAnEntityWhole) {
    auto read = parse_entity_headers(samples::entity_headers());
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(read->id(), "vm-1");
    EXPECT_EQ(read->title(), "one, two");
    ASSERT_EQ(read->links.size(), 2U);
    EXPECT_EQ(read->links[0].uri, "/storage/7");
    EXPECT_TRUE(read->links[1].is_action());
}

// ooi and rOCCI-server 2 repeat headers, pyssf and rOCCI-server 1.1 join them by commas.
TEST(HeaderRendering, RepeatedAndJoinedHeadersAreEqual) {
    auto repeated = parse_model_headers({{"Category", compute}, {"category", image}});
    auto joined = parse_model_headers({{"Category", compute + "," + image}});
    auto spaced = parse_model_headers({{"CATEGORY", image + ", " + compute}});
    ASSERT_TRUE(repeated);
    ASSERT_TRUE(joined);
    ASSERT_TRUE(spaced);
    ASSERT_EQ(repeated->categories.size(), 2U);
    EXPECT_EQ(repeated->categories[1].title, "a, \"b\"; c");
    EXPECT_EQ(repeated->categories, joined->categories);
    EXPECT_EQ(spaced->categories[0], joined->categories[1]);
}

TEST(HeaderRendering, RocciServer2HasItsOwnNames) {
    auto read = parse_entity_headers({{"X-OCCI-Category", compute},
                                      {"X-OCCI-Category", ""},
                                      {"X-OCCI-Link", ""},
                                      {"X-OCCI-Link", "</x>;rel=\"r#x\""},
                                      {"X-OCCI-Attribute", "a=1"}});
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(read->categories.size(), 1U);
    EXPECT_EQ(read->links.size(), 1U);
    EXPECT_EQ(read->attributes.size(), 1U);
}

TEST(HeaderRendering, OtherHeadersAreIgnored) {
    auto read = parse_model_headers({{"Server", "\"x"}, {"Category", compute}, {"Date", ",;"}});
    ASSERT_TRUE(read);
    EXPECT_EQ(read->categories.size(), 1U);
}

TEST(HeaderRendering, RefusesWithHeaderAndOffset) {
    auto bad = parse_entity_headers(
        {{"Category", compute}, {"X-OCCI-Attribute", "a=1"}, {"x-occi-attribute", "b=2,c"}});
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().where, "header x-occi-attribute (number 2), offset 5");
    EXPECT_EQ(bad.error().expected, "'=' and a value");

    auto second = parse_model_headers({{"Category", compute + ", x;class=\"kind\""}});
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().where,
              "header Category, offset " + std::to_string(compute.size() + 2));
    EXPECT_EQ(second.error().expected, "a category with a scheme");

    auto control = parse_model_headers({{"Category", "a\nb"}});
    ASSERT_FALSE(control);
    EXPECT_EQ(control.error().where, "header Category, offset 1");
}

TEST(HeaderRendering, RefusesWhatIsNotWhole) {
    auto model = parse_model_headers({{"Server", "x"}, {"Category", ","}});
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().message(),
              "the headers: expected at least one category, found the end");
    auto entity = parse_entity_headers({{"Category", image}, {"X-OCCI-Attribute", "a=1"}});
    ASSERT_FALSE(entity);
    EXPECT_EQ(entity.error().expected, "a category of class kind");
}

TEST(HeaderRendering, LocationsOfTheSpecification) {
    auto read = parse_locations_headers(
        {{"X-OCCI-Location", "http://h/a, http://h/b"}, {"x-occi-location", "/c"}, {"Date", "x"}});
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, (std::vector<std::string>{"http://h/a", "http://h/b", "/c"}));
}

// rOCCI-server 1.1 joins without a blank, rOCCI-server 2 repeats.
TEST(HeaderRendering, LocationsOfRocci) {
    auto joined = parse_locations_headers({{"Location", "http://h/a,http://h/b"}});
    ASSERT_TRUE(joined);
    EXPECT_EQ(*joined, (std::vector<std::string>{"http://h/a", "http://h/b"}));
    auto repeated = parse_locations_headers({{"location", "/a"}, {"Location", "/b"}});
    ASSERT_TRUE(repeated);
    EXPECT_EQ(*repeated, (std::vector<std::string>{"/a", "/b"}));
}

TEST(HeaderRendering, NoLocationIsAnEmptyCollection) {
    auto read = parse_locations_headers({{"Content-Type", "text/occi"}, {"X-OCCI-Location", ""}});
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->empty());
}

TEST(HeaderRendering, LocationsAreRefusedWithOffset) {
    auto read = parse_locations_headers({{"Location", "/a, OK"}});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().where, "header Location, offset 4");
    EXPECT_EQ(read.error().found, "OK");
}

TEST(MediaTypes, ParametersAndCaseDoNotMatter) {
    EXPECT_EQ(media_type_of("text/plain; charset=utf-8"), MediaType::text_plain);
    EXPECT_EQ(media_type_of(" Text/OCCI ;x"), MediaType::text_occi);
    EXPECT_EQ(media_type_of("text/uri-list"), MediaType::uri_list);
    EXPECT_EQ(media_type_of("application/occi+json"), MediaType::occi_json);
    EXPECT_EQ(media_type_of("application/json;charset=utf8"), MediaType::occi_json);
    for (const std::string_view other : {"", ";", "text/html", "text/plainer", "text"}) {
        EXPECT_EQ(media_type_of(other), MediaType::unsupported) << other;
    }
}

}  // namespace
}  // namespace fedcloud::occi
