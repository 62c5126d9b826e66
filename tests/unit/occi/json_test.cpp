// application/occi+json of both generations, and JSON that means harm.
#include <gtest/gtest.h>

#include "json/value.hpp"
#include "occi/rendering.hpp"
#include "samples.hpp"

namespace fedcloud::occi {
namespace {

using Type = AttributeValue::Type;

TEST(JsonModel, OfOcci12) {
    auto read = parse_model_json(samples::model_json);
    ASSERT_TRUE(read) << read.error().message();
    ASSERT_EQ(read->categories.size(), 2U);
    const Category& compute = read->categories[0];
    EXPECT_EQ(compute.id(), compute_id);
    EXPECT_EQ(compute.title, "A machine");
    EXPECT_EQ(compute.location, "/compute/");
    EXPECT_EQ(compute.rel, std::vector<std::string>{"http://schemas.ogf.org/occi/core#resource"});
    EXPECT_EQ(compute.attributes, (std::vector<AttributeDefinition>{{"occi.core.id", true, true}}));
    EXPECT_EQ(compute.actions.size(), 1U);
    EXPECT_EQ(read->categories[1].category_class, CategoryClass::mixin);
    EXPECT_EQ(read->mixins_of(os_tpl_id).size(), 1U);
}

// `related` beside `parent` or `depends`, and attributes by levels, one of them called "type".
TEST(JsonModel, OfRocciServer11) {
    auto read = parse_model_json(
        R"({"kinds":[{"term":"c","scheme":"s#","parent":"s#r","related":["s#r"],"title":null,)"
        R"("attributes":{"occi":{"core":{"id":{"type":"string","mutable":false},)"
        R"("type":{"type":"string","required":true}}},"plain":{}}}],)"
        R"("mixins":[{"term":"m","scheme":"s#","related":["a#1","a#2"],"depends":["a#1"]}],)"
        R"("actions":[{"term":"go","scheme":"a#","attributes":{}}]})");
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(read->categories[0].rel, std::vector<std::string>{"s#r"});
    EXPECT_EQ(read->categories[0].attributes,
              (std::vector<AttributeDefinition>{{"occi.core.id", true, false},
                                                {"occi.core.type", false, true},
                                                {"plain", false, false}}));
    EXPECT_EQ(read->categories[1].rel, (std::vector<std::string>{"a#1", "a#2"}));
    EXPECT_EQ(read->categories[2].category_class, CategoryClass::action);
}

TEST(JsonEntity, OfOcci12) {
    auto read = parse_entity_json(samples::entity_json);
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_TRUE(samples::has_category(*read, compute_id));
    EXPECT_TRUE(samples::has_category(*read, "t#42"));
    EXPECT_EQ(read->id(), "vm-1");
    EXPECT_EQ(read->title(), "one");
    EXPECT_EQ(*find_attribute(read->attributes, "occi.compute.memory"), "0.125");
    ASSERT_EQ(read->links.size(), 2U);
    EXPECT_TRUE(read->links[0].is_action());
    EXPECT_EQ(read->links[0].rel, std::vector<std::string>{"a#stop"});
    const Link& storage = read->links[1];
    EXPECT_EQ(storage.uri, "/storage/7");
    EXPECT_EQ(storage.rel, std::vector<std::string>{"i#storage"});
    EXPECT_EQ(storage.category, std::vector<std::string>{"i#storagelink"});
    EXPECT_EQ(*find_attribute(storage.attributes, "occi.core.id"), "8");
    EXPECT_EQ(*find_attribute(storage.attributes, "occi.core.source"), "/compute/vm-1");
    EXPECT_EQ(*find_attribute(storage.attributes, "occi.core.target"), "/storage/7");
}

TEST(JsonEntity, OfRocciServer11) {
    auto read = parse_entity_json(
        R"({"resources":[{"kind":"i#compute","attributes":{"occi":{"core":{"id":"7","title":"t"},)"
        R"("compute":{"cores":1,"on":true,"none":null}}},)"
        R"("id":"7","links":[{"kind":"i#storagelink","rel":"c#link","source":"/compute/7",)"
        R"("target":"/storage/8"}]},{"kind":"x"}]})");
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(read->id(), "7");
    ASSERT_EQ(read->attributes.size(), 4U);
    EXPECT_EQ(read->attributes[2].first, "occi.compute.cores");
    EXPECT_EQ(read->attributes[2].second, (AttributeValue{Type::number, "1"}));
    EXPECT_EQ(read->attributes[3].second, (AttributeValue{Type::boolean, "true"}));
    EXPECT_EQ(read->links[0].uri, "/storage/8");
    EXPECT_EQ(read->links[0].rel, std::vector<std::string>{"c#link"});
}

TEST(JsonEntity, LinksAreEntitiesToo) {
    auto read = parse_entity_json(
        R"({"links":[{"kind":"i#l","id":"1","source":{"location":"/c/1"},"target":"/s/1"}]})");
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(*find_attribute(read->attributes, "occi.core.source"), "/c/1");
    EXPECT_EQ(*find_attribute(read->attributes, "occi.core.target"), "/s/1");
}

TEST(JsonEntity, NumbersKeepTheirText) {
    auto read = parse_entity_json(
        R"({"kind":"i#c","attributes":{"a":1.0,"b":0.125,"c":1e3,"d":-7,"e":18446744073709551616,)"
        R"("f":3.14159265358979323846}})");
    ASSERT_TRUE(read) << read.error().message();
    const std::string_view texts[] = {
        "1.0", "0.125", "1e3", "-7", "18446744073709551616", "3.14159265358979323846"};
    ASSERT_EQ(read->attributes.size(), std::size(texts));
    for (std::size_t i = 0; i < std::size(texts); ++i) {
        EXPECT_EQ(read->attributes[i].second.type, Type::number);
        EXPECT_EQ(read->attributes[i].second.text, texts[i]);
    }
}

Model two_kinds() {
    Category compute;
    compute.scheme = infrastructure_scheme;
    compute.term = "compute";
    compute.location = "http://h/occi/compute/";
    Category link = compute;
    link.term = "storagelink";
    link.location = "/link/storagelink";
    return {{compute, link}};
}

std::vector<std::string> locations(std::string_view body) {
    auto read = parse_locations_json(body, two_kinds());
    if (!read) {
        ADD_FAILURE() << read.error().message();
        return {};
    }
    return *read;
}

using Strings = std::vector<std::string>;

TEST(JsonLocations, RocciServer2SendsAnArrayOfUrls) {
    EXPECT_EQ(locations(R"(["https://h/compute/1","/compute/2"])"),
              (Strings{"https://h/compute/1", "/compute/2"}));
    EXPECT_EQ(locations("[]"), Strings{});
}

TEST(JsonLocations, OoiSendsResources) {
    EXPECT_EQ(locations("{}"), Strings{});
    EXPECT_EQ(locations(R"({"resources":[]})"), Strings{});
    EXPECT_EQ(
        locations(R"({"resources":[{"kind":"http://schemas.ogf.org/occi/infrastructure#compute",)"
                  R"("id":"1"},{"kind":"x#storage","id":"2"}],"links":[{"kind":)"
                  R"("http://schemas.ogf.org/occi/infrastructure#storagelink","id":"a_b"}]})"),
        (Strings{"http://h/occi/compute/1", "/compute/2", "/link/storagelink/a_b"}));
}

TEST(JsonLocations, RocciServer11NestsTheId) {
    EXPECT_EQ(locations(R"({"resources":[{"kind":"k","attributes":{"occi":{"core":{"id":"9"}}}},)"
                        R"({"kind":"k","attributes":{"occi.core.id":"10"}}]})"),
              (Strings{"/compute/9", "/compute/10"}));
}

TEST(JsonLocations, TheInstanceItself) {
    EXPECT_EQ(locations(R"({"kind":"k#c","id":"9"})"), Strings{"/compute/9"});
    EXPECT_EQ(locations(R"({"kind":"k#c","id":"/compute/9"})"), Strings{"/compute/9"});
}

enum class Parser { model, entity, locations };

ParseError refusal(Parser parser, std::string_view body) {
    switch (parser) {
        case Parser::model:
            if (auto read = parse_model_json(body); !read) {
                return read.error();
            }
            break;
        case Parser::entity:
            if (auto read = parse_entity_json(body); !read) {
                return read.error();
            }
            break;
        case Parser::locations:
            if (auto read = parse_locations_json(body, two_kinds()); !read) {
                return read.error();
            }
            break;
    }
    ADD_FAILURE() << "accepted: " << body;
    return {};
}

struct Refused {
    Parser parser;
    std::string_view body;
    std::string_view where;
    std::string_view expected;
};

TEST(Json, RefusesWithPointerAndReason) {
    using enum Parser;
    const Refused cases[] = {
        {model, "[]", "the document", "an object with kinds, mixins or actions"},
        {model, R"([{"kind":{"term":"pyssf"}}])", "the document",
         "an object with kinds, mixins or actions"},
        {model, R"({"code":404})", "the document", "an object with kinds, mixins or actions"},
        {model, R"({"kinds":{}})", "/kinds", "an array of categories"},
        {model, R"({"kinds":[7]})", "/kinds/0", "a category"},
        {model, R"({"mixins":[{"term":"a","scheme":"s#"},{"term":"b"}]})", "/mixins/1",
         "a category with a scheme"},
        {model, R"({"kinds":[{"term":7}]})", "/kinds/0/term", "a string"},
        {model, R"({"kinds":[{"term":"a","scheme":"s#","actions":["x",1]}]})", "/kinds/0/actions/1",
         "a string"},
        {model, R"({"kinds":[{"term":"a","scheme":"s#","attributes":[]}]})", "/kinds/0/attributes",
         "an object of attributes"},
        {model, R"({"kinds":[{"term":"a","scheme":"s#","attributes":{"a/b~":{"mutable":1}}}]})",
         "/kinds/0/attributes/a~1b~0/mutable", "true or false"},
        {entity, "{}", "the document", "an instance, or an object with resources or links"},
        {entity, R"({"resources":[]})", "the document",
         "an instance, or an object with resources or links"},
        {entity, R"({"resources":[{"id":"1"}]})", "/resources/0", "an instance with a kind"},
        {entity, R"({"kind":"compute"})", "/kind", "a type identifier (scheme#term)"},
        {entity, R"({"kind":"a#b","mixins":["c#d","e#"]})", "/mixins/1",
         "a type identifier (scheme#term)"},
        {entity, R"({"kind":"a#b","attributes":{"x":{"y":[1]}}})", "/attributes/x/y",
         "a string, a number, true or false"},
        {entity, R"({"kind":"a#b","links":[{"kind":"c#d","target":7}]})", "/links/0/target",
         "a location"},
        {entity, R"({"kind":"a#b","links":["/x"]})", "/links/0", "a resource or link"},
        {locations, "7", "the document", "an array of URLs or a collection"},
        {locations, R"({"code":404})", "the document", "an object with resources or links"},
        {locations, R"(["/a",7])", "/1", "a URL"},
        {locations, R"(["OK"])", "/0", "a URL, or a path that begins with '/'"},
        {locations, R"({"resources":[{"kind":"a#b"}]})", "/resources/0/id",
         "the id of an instance"},
        {locations, R"({"resources":[{"kind":"a#b","id":"a b"}]})", "/resources/0/id",
         "a URL, or a path that begins with '/'"}};
    for (const Refused& refused : cases) {
        const ParseError error = refusal(refused.parser, refused.body);
        EXPECT_EQ(error.where, refused.where) << refused.body;
        EXPECT_EQ(error.expected, refused.expected) << refused.body;
    }
}

TEST(Json, BrokenTextIsPlacedByLineAndColumn) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"", "line 1, column 1"},
        {"OK", "line 1, column 1"},
        {"{\"a\":1,\n \"b\"?}", "line 2, column 5"},
        {"{\"a\":\"\xFF\"}", "line 1, column 7"},
        {"{\"a\":\"\xC5\"}", "line 1, column 8"},
        {"{\"a\":1", "line 1, column 7"},
        {"{} {}", "line 1, column 4"},
        {{"{}\0{}", 5}, "line 1, column 3"},
        {"{\"a\":\"x\x01\"}", "line 1, column 8"}};
    for (const auto& [body, where] : cases) {
        const ParseError error = refusal(Parser::model, body);
        EXPECT_EQ(error.where, where) << body;
        EXPECT_EQ(error.expected, "JSON in UTF-8") << body;
    }
}

TEST(Json, NestingIsRefusedBeforeItCosts) {
    std::string pointer;
    for (int i = 0; i < 32; ++i) {
        pointer += "/0";
    }
    const ParseError arrays = refusal(Parser::locations, std::string(1'000'000, '['));
    EXPECT_EQ(arrays.where, pointer);
    EXPECT_EQ(arrays.expected, "at most 32 levels of nesting");
    std::string objects;
    for (int i = 0; i < 100'000; ++i) {
        objects += "{\"a\":";
    }
    EXPECT_EQ(refusal(Parser::entity, objects).expected, "at most 32 levels of nesting");
    const std::string allowed = std::string(32, '[') + std::string(32, ']');
    EXPECT_EQ(refusal(Parser::locations, allowed).where, "/0");
}

TEST(Json, ValuesAreCounted) {
    std::string many = "[0";
    for (std::size_t i = 0; i < json::value_limit; ++i) {
        many += ",0";
    }
    const ParseError error = refusal(Parser::locations, many + "]");
    EXPECT_EQ(error.expected, "at most 1000000 values");
    EXPECT_EQ(error.where, "/999999");
}

// Each name below would repeat the long one: 100000 attributes would make gigabytes.
TEST(Json, LongNamesOfLevelsAreRefused) {
    std::string body = R"({"kind":"a#b","attributes":{")" + std::string(100'000, 'n') + "\":{";
    for (int i = 0; i < 100'000; ++i) {
        body += "\"" + std::to_string(i) + "\":1,";
    }
    const ParseError error = refusal(Parser::entity, body + "\"z\":1}}}");
    EXPECT_EQ(error.where, "/attributes");
    EXPECT_EQ(error.expected, "names of attributes of at most 1024 bytes");
}

}  // namespace
}  // namespace fedcloud::occi
