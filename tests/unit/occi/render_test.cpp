// What is written, byte by byte, and that it reads back.
#include <gtest/gtest.h>

#include "occi/rendering.hpp"
#include "samples.hpp"

namespace fedcloud::occi {
namespace {

using Type = AttributeValue::Type;

Category compute() {
    Category made;
    made.term = "compute";
    made.scheme = infrastructure_scheme;
    made.title = "not sent";
    made.rel = {"not sent"};
    made.location = "/not-sent/";
    return made;
}

Link storage_link() {
    Link link;
    link.uri = "/storage/7";
    link.rel = {"http://schemas.ogf.org/occi/infrastructure#storage"};
    link.self = "/link/storagelink/8";
    link.category = {"http://schemas.ogf.org/occi/infrastructure#storagelink"};
    link.attributes = {{"occi.core.id", {Type::string, "8"}},
                       {"occi.core.target", {Type::string, "/storage/7"}},
                       {"occi.core.source", {Type::string, "/compute/1"}}};
    return link;
}

Entity machine() {
    Entity entity;
    entity.categories = {compute()};
    entity.attributes = {{"occi.core.id", {Type::string, "1"}},
                         {"occi.core.title", {Type::string, R"(a "b" \ c; d, e)"}},
                         {"occi.compute.memory", {Type::number, "0.125"}}};
    entity.links = {storage_link()};
    return entity;
}

TEST(Render, CategoriesAreShort) {
    EXPECT_EQ(render_entity({{compute()}, {}, {}}),
              "Category: compute;scheme=\"http://schemas.ogf.org/occi/infrastructure#\";"
              "class=\"kind\"");
}

std::string render_attribute(const AttributeValue& value) {
    return render_entity({{}, {{"a", value}}, {}});
}

TEST(Render, AttributesAreQuotedAndEscaped) {
    EXPECT_EQ(render_attribute({Type::string, R"(x "y" \)"}),
              R"(X-OCCI-Attribute: a="x \"y\" \\")");
    EXPECT_EQ(render_attribute({Type::number, "1.0"}), "X-OCCI-Attribute: a=1.0");
    EXPECT_EQ(render_attribute({Type::boolean, "true"}), "X-OCCI-Attribute: a=true");
}

TEST(Render, NoValueBeginsANewLine) {
    EXPECT_EQ(render_attribute({Type::string, "x\r\nLink: <y>"}),
              "X-OCCI-Attribute: a=\"x  Link: <y>\"");
    EXPECT_EQ(render_attribute({Type::number, "1\nb=2"}), "X-OCCI-Attribute: a=\"1 b=2\"");
    EXPECT_EQ(render_attribute({Type::boolean, "yes"}), "X-OCCI-Attribute: a=\"yes\"");
}

std::string render_link(const Link& link) {
    return render_entity({{}, {}, {link}});
}

TEST(Render, LinksInTheFormThatEveryServerTakes) {
    EXPECT_EQ(render_link(storage_link()),
              "Link: </storage/7>; rel=\"http://schemas.ogf.org/occi/infrastructure#storage\"; "
              "self=\"/link/storagelink/8\"; "
              "category=\"http://schemas.ogf.org/occi/infrastructure#storagelink\"; "
              "occi.core.id=\"8\"; occi.core.target=\"/storage/7\"; "
              "occi.core.source=\"/compute/1\"");
}

TEST(Render, OoiNeedsTheTargetAsAttribute) {
    Link link;
    link.uri = "/network/1";
    link.rel = {"i#network"};
    EXPECT_EQ(render_link(link),
              "Link: </network/1>; rel=\"i#network\"; occi.core.target=\"/network/1\"");
    link.uri = "/compute/1?action=stop";
    EXPECT_EQ(render_link(link), "Link: </compute/1?action=stop>; rel=\"i#network\"");
}

// ooi answers 500 to a body that ends with an empty line.
TEST(Render, EntitiesHaveNoEmptyLastLine) {
    const std::string body = render_entity(machine());
    EXPECT_FALSE(body.ends_with('\n'));
    EXPECT_EQ(body.find('\r'), std::string::npos);
    EXPECT_TRUE(body.starts_with("Category: compute;"));
    EXPECT_LT(body.find("X-OCCI-Attribute: "), body.find("Link: "));
}

void expect_machine(const Expected<Entity, ParseError>& read) {
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_TRUE(samples::has_category(*read, compute_id));
    for (const auto& [name, value] : machine().attributes) {
        ASSERT_NE(find_attribute(read->attributes, name), nullptr) << name;
        EXPECT_EQ(*find_attribute(read->attributes, name), value.text);
    }
    ASSERT_EQ(read->links.size(), 1U);
    const Link expected = storage_link();
    EXPECT_EQ(read->links[0].uri, expected.uri);
    EXPECT_EQ(read->links[0].rel, expected.rel);
    EXPECT_EQ(read->links[0].category, expected.category);
    for (const auto& [name, value] : expected.attributes) {
        ASSERT_NE(find_attribute(read->links[0].attributes, name), nullptr) << name;
        EXPECT_EQ(*find_attribute(read->links[0].attributes, name), value.text);
    }
}

TEST(Render, EveryRenderingReadsBack) {
    expect_machine(parse_entity_text(render_entity(machine())));
    expect_machine(parse_entity_headers(render_entity_headers(machine())));
}

TEST(Render, HeadersHoldOneItemEach) {
    const Headers headers = render_entity_headers(machine());
    ASSERT_EQ(headers.size(), 5U);
    EXPECT_EQ(headers[0].first, "Category");
    EXPECT_EQ(headers[1],
              (std::pair<std::string, std::string>{"X-OCCI-Attribute", "occi.core.id=\"1\""}));
    EXPECT_EQ(headers[4].first, "Link");
}

}  // namespace
}  // namespace fedcloud::occi
