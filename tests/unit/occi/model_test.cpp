// Look-ups in the model.
#include "occi/model.hpp"

#include <gtest/gtest.h>

namespace fedcloud::occi {
namespace {

Category mixin(std::string term, std::string scheme, std::vector<std::string> rel) {
    Category made;
    made.term = std::move(term);
    made.scheme = std::move(scheme);
    made.category_class = CategoryClass::mixin;
    made.rel = std::move(rel);
    return made;
}

std::vector<std::string> terms(const std::vector<const Category*>& categories) {
    std::vector<std::string> names;
    for (const Category* category : categories) {
        names.push_back(category->term);
    }
    return names;
}

TEST(OcciModel, FindsByIdentifier) {
    const Model model{{mixin("a", "s#", {}), mixin("b", "s#", {})}};
    EXPECT_EQ(model.find("s#b"), &model.categories[1]);
    EXPECT_EQ(model.find("s#c"), nullptr);
}

TEST(OcciModel, MixinsAreChosenByRel) {
    const std::string os(os_tpl_id);
    Category kind = mixin("kind", "x#", {os});
    kind.category_class = CategoryClass::kind;
    const Model model{{mixin("os_tpl", std::string(infrastructure_scheme), {}),
                       mixin("one", "http://site/any#", {os}),
                       mixin("rocci2", "x#", {os, std::string(compute_id)}),
                       mixin("size", "x#", {std::string(resource_tpl_id)}), kind}};
    EXPECT_EQ(terms(model.mixins_of(os_tpl_id)), (std::vector<std::string>{"one", "rocci2"}));
    EXPECT_EQ(terms(model.mixins_of(resource_tpl_id)), std::vector<std::string>{"size"});
}

TEST(OcciModel, OcciOsMixinsWithoutRelAreChosenByScheme) {
    const Model model{{mixin("img", "http://schemas.openstack.org/template/os#", {}),
                       mixin("m1", "http://schemas.openstack.org/template/resource#", {}),
                       mixin("own", "http://occi.site/occi/infrastructure/os_tpl#", {}),
                       mixin("not", "http://site/macos#", {}),
                       mixin("related", "http://schemas.openstack.org/template/os#", {"x#y"})}};
    EXPECT_EQ(terms(model.mixins_of(os_tpl_id)), (std::vector<std::string>{"img", "own"}));
    EXPECT_EQ(terms(model.mixins_of(resource_tpl_id)), std::vector<std::string>{"m1"});
}

TEST(OcciModel, TheLaterValueOfAnAttributeCounts) {
    const Attributes attributes{{"a", {AttributeValue::Type::string, "1"}},
                                {"b", {AttributeValue::Type::string, "2"}},
                                {"a", {AttributeValue::Type::string, "3"}}};
    ASSERT_NE(find_attribute(attributes, "a"), nullptr);
    EXPECT_EQ(*find_attribute(attributes, "a"), "3");
    EXPECT_EQ(find_attribute(attributes, "c"), nullptr);
}

TEST(OcciModel, ActionsAreTheLinksWithAnActionInTheirQuery) {
    Link link;
    link.uri = "http://h/compute/1?action=stop";
    EXPECT_TRUE(link.is_action());
    link.uri = "?action=stop";
    EXPECT_TRUE(link.is_action());
    link.uri = "/compute/action=stop";
    EXPECT_FALSE(link.is_action());
    link.uri = "/compute/1?x=action=stop";
    EXPECT_FALSE(link.is_action());
}

TEST(OcciModel, EntitiesWithoutIdOrTitle) {
    Entity entity;
    EXPECT_EQ(entity.id(), "");
    EXPECT_EQ(entity.title(), "");
}

TEST(OcciModel, ErrorsAreOneSentence) {
    EXPECT_EQ((ParseError{"line 3, column 17", "a value", "x"}).message(),
              "line 3, column 17: expected a value, found \"x\"");
    EXPECT_EQ((ParseError{"/a", "a value", ""}).message(), "/a: expected a value, found the end");
}

TEST(OcciModel, ClassesHaveTheirNames) {
    EXPECT_EQ(to_string(CategoryClass::kind), "kind");
    EXPECT_EQ(to_string(CategoryClass::mixin), "mixin");
    EXPECT_EQ(to_string(CategoryClass::action), "action");
}

}  // namespace
}  // namespace fedcloud::occi
