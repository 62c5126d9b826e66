// JSON that is none, or means harm: where it is refused, and in which words.
#include <gtest/gtest.h>

#include <utility>

#include "json/value.hpp"

namespace fedcloud::json {
namespace {

ParseError refusal(std::string_view body) {
    const auto value = parse(body);
    EXPECT_FALSE(value) << body.substr(0, 60);
    return value ? ParseError() : value.error();
}

std::string repeat(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

TEST(JsonRefused, WhatIsNoJsonIsPlacedByLineAndColumn) {
    const std::vector<std::pair<std::string, std::string>> table{
        {"", "line 1, column 1"},
        {" ", "line 1, column 2"},
        {"<html>", "line 1, column 1"},
        {"{\"a\":1,}", "line 1, column 8"},
        {"[1,]", "line 1, column 4"},
        {"[1 2]", "line 1, column 4"},
        {"{\n\"a\": 'x'}", "line 2, column 6"},
        {"{\"a\":1}\n\n{}", "line 3, column 1"},
        {"[1]x", "line 1, column 4"},
        {"// note\n1", "line 1, column 1"},
        {"{a:1}", "line 1, column 2"},
        {"{\"a\"}", "line 1, column 5"},
        {"NaN", "line 1, column 1"},
    };
    for (const auto& [body, where] : table) {
        const auto error = refusal(body);
        EXPECT_EQ(error.where, where) << body;
        EXPECT_EQ(error.expected, "JSON in UTF-8") << body;
        EXPECT_EQ(error.message().find(where + ": expected JSON in UTF-8, found "), 0U)
            << error.message();
    }
}

TEST(JsonRefused, OtherNotationsOfNumbersAndStrings) {
    for (const std::string body : {"01",
                                   "+1",
                                   ".5",
                                   "1.",
                                   "1e",
                                   "0x10",
                                   "-",
                                   "Infinity",
                                   "1,5",
                                   "True",
                                   "nul",
                                   "\"",
                                   "\"\\",
                                   "\"\\x41\"",
                                   "\"\\u12\"",
                                   "\"a\nb\"",
                                   "\"tab\there\"",
                                   "{\"a\":1",
                                   "[",
                                   "]",
                                   "}",
                                   "{]"}) {
        EXPECT_EQ(refusal(body).where.find("line "), 0U) << body;
    }
}

// RFC 3629: overlong forms, surrogates and what lies beyond U+10FFFF are no UTF-8.
TEST(JsonRefused, InvalidUtf8) {
    for (const std::string bytes :
         {"\xFF", "\x80", "\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
          "\xF8\x88\x80\x80\x80", "\xE2\x82"}) {
        EXPECT_EQ(refusal("{\"a\":\"" + bytes + "\"}").where.find("line 1, column "), 0U);
        EXPECT_EQ(refusal("{\"" + bytes + "\":1}").expected, "JSON in UTF-8");
        EXPECT_EQ(refusal("[" + bytes + "]").where, "line 1, column 2");
    }
    for (const std::string escape : {R"("\ud800")", R"("\udc00")", R"("\ud800\u0041")"}) {
        EXPECT_EQ(refusal(escape).expected, "JSON in UTF-8") << escape;
    }
}

TEST(JsonRefused, ANulByteIsNoEnd) {
    for (const std::string& body : {std::string("{}\0", 3), std::string("\0{}", 3),
                                    std::string("{\"a\":\"\0\"}", 9), std::string(64, '\0')}) {
        EXPECT_EQ(refusal(body).where.find("line 1, column "), 0U);
    }
}

TEST(JsonRefused, TheExcerptIsShort) {
    const auto error = refusal("[1," + std::string(1U << 20U, 'x') + "]");
    EXPECT_EQ(error.where, "line 1, column 4");
    EXPECT_LE(error.found.size(), 40U);
    EXPECT_LT(error.message().size(), 200U);
}

TEST(JsonDepth, IsThirtyTwoAndNoMore) {
    const std::vector<std::tuple<std::string, std::string, std::string>> table{
        {"[", "]", "/0"}, {"{\"a\":", "}", "/a"}, {"[{\"k/~\":", "}]", "/0/k~1~0"}};
    for (const auto& [open, close, step] : table) {
        const std::size_t levels = step == "/0" || step == "/a" ? 1 : 2;
        const std::size_t times = depth_limit / levels;
        EXPECT_TRUE(parse(repeat(open, times) + "1" + repeat(close, times))) << open;
        const auto error = refusal(repeat(open, times) + "[1]" + repeat(close, times));
        EXPECT_EQ(error.where, repeat(step, times));
        EXPECT_EQ(error.expected, "at most 32 levels of nesting");
    }
}

// Depth is what is open at once, not what was opened in all.
TEST(JsonDepth, CountsOnlyWhatIsOpen) {
    const auto deep = repeat("[", depth_limit - 1) + repeat("]", depth_limit - 1);
    EXPECT_TRUE(parse("[" + repeat(deep + ",", 100) + deep + "]"));
}

TEST(JsonDepth, IsLookedAtBeforeTheEndIs) {
    EXPECT_EQ(refusal(std::string(10'000'000, '[')).where, repeat("/0", depth_limit));
    EXPECT_EQ(refusal(repeat("{\"a\":", 1'000'000)).where, repeat("/a", depth_limit));
}

// RFC 8259 section 9 lets a reader limit the range of numbers: they are JSON all the same.
TEST(JsonRange, NumbersBeyondAnyDoubleAreNamed) {
    const std::vector<std::tuple<std::string, std::string, std::string>> table{
        {R"({"a":1e400})", "/a", "1e400"},
        {"[1,\n-1e400, 2]", "/1", "-1e400"},
        {R"({"a":[{"b":)" + std::string(400, '9') + "}]}", "/a/0/b", std::string(40, '9')},
        {"1e999", "the document", "1e999"}};
    for (const auto& [body, where, found] : table) {
        const auto error = refusal(body);
        EXPECT_EQ(error.where, where) << body;
        EXPECT_EQ(error.expected, "a number that a double can hold");
        EXPECT_EQ(error.found, found);
    }
}

TEST(JsonPath, NamesThePlace) {
    const Path root{};
    const Path token(root, "token");
    const Path catalog(token, "catalog");
    const Path second(catalog, 1);
    const Path odd(second, "a/b~c");
    EXPECT_EQ(root.pointer(), "the document");
    EXPECT_EQ(second.pointer(), "/token/catalog/1");
    EXPECT_EQ(odd.pointer(), "/token/catalog/1/a~1b~0c");
    EXPECT_EQ(Path(root, "").pointer(), "/") << "an empty name is one, too (RFC 6901 section 5)";
    std::string pointer = "/x";
    append_pointer(pointer, "~1");
    EXPECT_EQ(pointer, "/x/~01");
}

TEST(JsonPath, SaysWhatWasThereInstead) {
    const Path root{};
    const Path id(root, "id");
    const auto document = parse(R"({"s":"text","e":"","n":12,"b":false,"a":[],"o":{},"z":null})");
    ASSERT_TRUE(document);
    const std::vector<std::pair<std::size_t, std::string>> table{
        {0, "text"},     {1, "an empty string"}, {2, "12"},  {3, "false"},
        {4, "an array"}, {5, "an object"},       {6, "null"}};
    for (const auto& [index, found] : table) {
        const auto error = id.fail("a string", &document->children[index]).error;
        EXPECT_EQ(error.message(), "/id: expected a string, found \"" + found + '"');
    }
    EXPECT_EQ(id.fail("a string", nullptr).error.where, "/id");
    Value huge;
    huge.type = Value::Type::string;
    huge.text = std::string(10'000, 'x');
    EXPECT_LT(id.fail("a number", &huge).error.message().size(), 200U);
}

// A key of a megabyte must not push what is wrong out of the message.
TEST(JsonRefused, OfLongKeysThePlaceHoldsTheBeginning) {
    const std::string key(5000, 'k');
    const Path root{};
    const Path path(root, key);
    const auto error = path.fail("a number", nullptr).error;
    EXPECT_EQ(error.where, "/" + key.substr(0, 80) + "…");
    EXPECT_EQ(Path(path, "b").pointer(), error.where + "/b");
}

}  // namespace
}  // namespace fedcloud::json
