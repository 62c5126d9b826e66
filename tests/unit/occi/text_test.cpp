// text/plain bodies of models, entities and collections.
#include <gtest/gtest.h>

#include "occi/rendering.hpp"
#include "samples.hpp"

namespace fedcloud::occi {
namespace {

const std::string kind_line =
    "Category: compute;scheme=\"http://schemas.ogf.org/occi/infrastructure#\";class=\"kind\"\n";

Model model(std::string_view body) {
    auto parsed = parse_model_text(body);
    if (!parsed) {
        ADD_FAILURE() << parsed.error().message();
        return {};
    }
    return *parsed;
}

Entity entity(std::string_view body) {
    auto parsed = parse_entity_text(body);
    if (!parsed) {
        ADD_FAILURE() << parsed.error().message();
        return {};
    }
    return *parsed;
}

TEST(Text, ReadsAModelWhole) {
    const Model read = model(samples::model_text);
    ASSERT_EQ(read.categories.size(), 2U);
    const Category& compute = read.categories[0];
    EXPECT_EQ(compute.id(), compute_id);
    EXPECT_EQ(compute.category_class, CategoryClass::kind);
    EXPECT_EQ(compute.title, "A machine");
    EXPECT_EQ(compute.rel, std::vector<std::string>{"http://schemas.ogf.org/occi/core#resource"});
    EXPECT_EQ(compute.location, "/compute/");
    ASSERT_EQ(compute.attributes.size(), 2U);
    EXPECT_EQ(compute.attributes[0], (AttributeDefinition{"occi.core.id", true, true}));
    EXPECT_EQ(compute.attributes[1], (AttributeDefinition{"occi.core.title", false, false}));
    ASSERT_EQ(compute.actions.size(), 1U);
    EXPECT_EQ(read.categories[1].title, R"(An "ops" image; small, new)");
    EXPECT_EQ(read.categories[1].rel, std::vector<std::string>{std::string(os_tpl_id)});
}

TEST(Text, ReadsAnEntityWhole) {
    const Entity read = entity(samples::entity_text);
    EXPECT_TRUE(samples::has_category(read, compute_id));
    EXPECT_EQ(read.id(), "vm-1");
    EXPECT_EQ(read.title(), R"(one; two, "three")");
    ASSERT_EQ(read.attributes.size(), 3U);
    EXPECT_EQ(read.attributes[2].second, (AttributeValue{AttributeValue::Type::number, "0.125"}));
    ASSERT_EQ(read.links.size(), 1U);
    EXPECT_EQ(read.links[0].uri, "/storage/7");
    EXPECT_EQ(read.links[0].self, "/storagelink/8");
    EXPECT_EQ(read.links[0].category.size(), 1U);
    ASSERT_EQ(read.links[0].attributes.size(), 1U);
    EXPECT_FALSE(read.links[0].is_action());
}

TEST(Text, PyssfBeginsWithAnEmptyLine) {
    EXPECT_EQ(model("\n" + kind_line).categories.size(), 1U);
    EXPECT_EQ(model(" \t\r\n\r\n" + kind_line + "\r\n").categories.size(), 1U);
}

TEST(Text, LinesMayEndInCrlf) {
    const Entity read =
        entity("Category: compute;scheme=\"s#\";class=\"kind\"\r\nX-OCCI-Attribute: a=\"b\"\r\n");
    EXPECT_EQ(read.categories[0].category_class, CategoryClass::kind);
    EXPECT_EQ(*find_attribute(read.attributes, "a"), "b");
}

TEST(Text, ErocciWritesNamesInLowerCase) {
    const Entity read = entity(
        "category: c;scheme=\"s#\";class=\"kind\"\nx-occi-attribute: a=1\nLINK: </x>;rel=\"r\"\n");
    EXPECT_EQ(read.categories.size(), 1U);
    EXPECT_EQ(*find_attribute(read.attributes, "a"), "1");
    EXPECT_EQ(read.links.size(), 1U);
}

TEST(Text, ClassMayBeUnquoted) {
    EXPECT_EQ(model("Category: c;scheme=\"s#\";class=mixin").categories[0].category_class,
              CategoryClass::mixin);
}

// erocci#15: location after attributes.
TEST(Text, ErocciOrdersParametersItsOwnWay) {
    const Model read = model(
        "Category: c;attributes=\"a{required} b\";location=\"/c/\";class=\"kind\";foo=\"bar\";"
        "title=\"t\";scheme=\"s#\"");
    EXPECT_EQ(read.categories[0].location, "/c/");
    EXPECT_EQ(read.categories[0].title, "t");
    EXPECT_EQ(read.categories[0].id(), "s#c");
    EXPECT_EQ(read.categories[0].attributes[0], (AttributeDefinition{"a", false, true}));
}

TEST(Text, RocciServer2PutsSeveralIdentifiersIntoRel) {
    const Model read =
        model("Category: x;scheme=\"s#\";class=\"mixin\";rel=\"i#os_tpl  i#compute\"");
    EXPECT_EQ(read.categories[0].rel, (std::vector<std::string>{"i#os_tpl", "i#compute"}));
}

// pyssf quotes numbers, the others do not.
TEST(Text, NumbersMayBeQuoted) {
    const Entity read = entity(kind_line +
                               "X-OCCI-Attribute: a=\"2\"\nX-OCCI-Attribute: b=1.0\n"
                               "X-OCCI-Attribute: c=true\nX-OCCI-Attribute: d=active\n"
                               "X-OCCI-Attribute: e=007\n");
    using Type = AttributeValue::Type;
    const AttributeValue expected[] = {{Type::string, "2"},
                                       {Type::number, "1.0"},
                                       {Type::boolean, "true"},
                                       {Type::string, "active"},
                                       {Type::string, "007"}};
    ASSERT_EQ(read.attributes.size(), std::size(expected));
    for (std::size_t i = 0; i < std::size(expected); ++i) {
        EXPECT_EQ(read.attributes[i].second, expected[i]) << i;
    }
}

// rOCCI-server 1.1 and 2 escape a title twice: a \"q\" b was sent.
TEST(Text, RocciServerEscapesTwice) {
    const Entity read = entity(kind_line + R"(X-OCCI-Attribute: occi.core.title="a \\\"q\\\" b")");
    EXPECT_EQ(read.title(), R"(a \"q\" b)");
}

// erocci#35.
TEST(Text, ErocciLinksWithoutSourceAndTarget) {
    const Entity read = entity(kind_line + "Link: </storage/1>;rel=\"i#storage\";self=\"/l/1\"\n");
    EXPECT_EQ(read.links[0].uri, "/storage/1");
    EXPECT_TRUE(read.links[0].attributes.empty());
}

TEST(Text, LinesThatLookLikeHeadersAreIgnored) {
    EXPECT_EQ(model("Server: x/1\nX-Other: \"\n" + kind_line).categories.size(), 1U);
    EXPECT_EQ(entity("Date: today\n" + kind_line).categories.size(), 1U);
}

struct Refused {
    std::string body;
    std::string_view where;
    std::string_view expected;
    std::string_view found;
};

TEST(Text, ModelsAreRefusedWithPlaceAndReason) {
    const Refused cases[] = {
        {"<!DOCTYPE html>\n<html>\n", "line 1, column 1", "`Name: value`", "<!DOCTYPE html>"},
        {kind_line + "Test\n", "line 2, column 1", "`Name: value`", "Test"},
        {kind_line + " Category: a\n", "line 2, column 1", "`Name: value`", " Category: a"},
        {"", "line 1, column 1", "at least one category", ""},
        {"\nServer: x\n", "line 3, column 1", "at least one category", ""},
        {"Category:\n", "line 1, column 10", "a value", ""},
        {"Category: c;class=\"kind\"", "line 1, column 11", "a category with a scheme",
         "c;class=\"kind\""},
        {"Category: c;scheme=\"\";class=\"kind\"", "line 1, column 11", "a category with a scheme",
         "c;scheme=\"\";class=\"kind\""},
        {kind_line + "Category: c;scheme=\"s#\"", "line 2, column 11",
         "a category of class kind, mixin or action", "c;scheme=\"s#\""},
        {"\nCategory: c;scheme=\"s#\";class=\"myClass\"", "line 2, column 32",
         "a category of class kind, mixin or action", "myClass\""},
        {"Category: c;scheme=\"s#\";class=\"kind\";title=\"x", "line 1, column 44",
         "a closing quotation mark", "\"x"},
        {"Category: c;scheme=\"s#\";class=\"kind\";attributes=\"a b{required\"",
         "line 1, column 52", "an attribute with its properties in '{' and '}'", "b{required\""},
        {"Category: c\rd", "line 1, column 12", "no control character", "\rd"}};
    for (const Refused& refused : cases) {
        auto parsed = parse_model_text(refused.body);
        ASSERT_FALSE(parsed) << refused.body;
        EXPECT_EQ(parsed.error().where, refused.where) << refused.body;
        EXPECT_EQ(parsed.error().expected, refused.expected) << refused.body;
        EXPECT_EQ(parsed.error().found, refused.found) << refused.body;
    }
}

TEST(Text, EntitiesAreRefusedWithPlaceAndReason) {
    const std::string mixin = "Category: m;scheme=\"s#\";class=\"mixin\"\n";
    const Refused cases[] = {
        {mixin + "X-OCCI-Attribute: a=1\n", "line 3, column 1", "a category of class kind", ""},
        {kind_line + "X-OCCI-Attribute: a\n", "line 2, column 20", "'=' and a value", ""},
        {kind_line + "X-OCCI-Attribute: a=\"1\n", "line 2, column 21", "a closing quotation mark",
         "\"1"},
        {kind_line + "Link: </x>\n", "line 2, column 7", "a link with a rel", "</x>"},
        {kind_line + "Link: </x>;rel=\"r\n", "line 2, column 16", "a closing quotation mark",
         "\"r"},
        {kind_line + std::string("X-OCCI-Attribute: a=\"\0\"", 23), "line 2, column 22",
         "no control character", std::string_view("\0\"", 2)}};
    for (const Refused& refused : cases) {
        auto parsed = parse_entity_text(refused.body);
        ASSERT_FALSE(parsed) << refused.body;
        EXPECT_EQ(parsed.error().where, refused.where) << refused.body;
        EXPECT_EQ(parsed.error().expected, refused.expected) << refused.body;
        EXPECT_EQ(parsed.error().found, refused.found) << refused.body;
    }
}

TEST(Text, LocationsInTheirOrder) {
    auto read = parse_locations_text(
        "\nX-OCCI-Location: http://h/compute/2 \r\nx-occi-location: /compute/1\nServer: x");
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(*read, (std::vector<std::string>{"http://h/compute/2", "/compute/1"}));
}

TEST(Text, AnEmptyBodyIsAnEmptyCollection) {
    for (const std::string_view body : {"", "\n", "\r\n \n"}) {
        auto read = parse_locations_text(body);
        ASSERT_TRUE(read);
        EXPECT_TRUE(read->empty());
    }
}

TEST(Text, LocationsAreRefusedWithPlaceAndReason) {
    const Refused cases[] = {
        {"OK", "line 1, column 1", "`Name: value`", "OK"},
        {"Error: down\n", "line 2, column 1", "an X-OCCI-Location line", ""},
        {"X-OCCI-Location: OK", "line 1, column 18", "a URL, or a path that begins with '/'", "OK"},
        {"X-OCCI-Location:", "line 1, column 17", "a URL, or a path that begins with '/'", ""},
        {"X-OCCI-Location: /a b", "line 1, column 20", "a URL, or a path that begins with '/'",
         " b"}};
    for (const Refused& refused : cases) {
        auto parsed = parse_locations_text(refused.body);
        ASSERT_FALSE(parsed) << refused.body;
        EXPECT_EQ(parsed.error().where, refused.where) << refused.body;
        EXPECT_EQ(parsed.error().expected, refused.expected) << refused.body;
        EXPECT_EQ(parsed.error().found, refused.found) << refused.body;
    }
}

}  // namespace
}  // namespace fedcloud::occi
