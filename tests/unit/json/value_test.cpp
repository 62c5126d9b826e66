// What is read of JSON from outside: values, members, elements.
#include "json/value.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace fedcloud::json {
namespace {

using Type = Value::Type;

Value read(std::string_view body) {
    auto value = parse(body);
    EXPECT_TRUE(value) << body << ": " << value.error().message();
    return value ? std::move(*value) : Value();
}

TEST(JsonValue, OfEveryType) {
    const std::vector<std::tuple<std::string, Type, std::string>> table{
        {"null", Type::null, ""},
        {"true", Type::boolean, "true"},
        {"false", Type::boolean, "false"},
        {"0", Type::number, "0"},
        {"\"\"", Type::string, ""},
        {"\"a b\"", Type::string, "a b"},
        {"[]", Type::array, ""},
        {"{}", Type::object, ""},
        {" \t\r\n1 \n", Type::number, "1"},
    };
    for (const auto& [body, type, text] : table) {
        const auto value = read(body);
        EXPECT_EQ(value.type, type) << body;
        EXPECT_EQ(value.text, text) << body;
        EXPECT_TRUE(value.children.empty()) << body;
    }
}

// A tree of doubles would make 1e+16 of a size in bytes, and 1 of a version "1.0".
TEST(JsonValue, NumbersKeepTheirText) {
    for (const std::string number : {"0",
                                     "-0",
                                     "1",
                                     "-1",
                                     "1.0",
                                     "1.10",
                                     "0.125",
                                     "-0.0",
                                     "1e3",
                                     "1E+3",
                                     "1e-3",
                                     "1.5e300",
                                     "9007199254740993",
                                     "18446744073709551615",
                                     "18446744073709551616",
                                     "-9223372036854775808",
                                     "-9223372036854775809",
                                     "123456789012345678901234567890",
                                     "0.1000000000000000000000000000001",
                                     "1e-400"}) {
        const auto value = read('[' + number + ']');
        ASSERT_EQ(value.children.size(), 1U) << number;
        EXPECT_EQ(value.children[0].type, Type::number) << number;
        EXPECT_EQ(value.children[0].text, number);
    }
}

TEST(JsonValue, Strings) {
    const std::vector<std::pair<std::string, std::string>> table{
        {R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t"},
        {R"("\u0041\u017e\u20AC")", "Až€"},
        {R"("\ud83d\ude00")", "😀"},
        {R"("žluť 😀")", "žluť 😀"},
        {"\"\x7F\"", "\x7F"},
        {R"("\u0000")", std::string(1, '\0')},
    };
    for (const auto& [body, text] : table) {
        EXPECT_EQ(read(body).text, text) << body;
    }
}

TEST(JsonValue, MembersByName) {
    const auto value = read(
        R"({"token":{"id":"T","expires":null,"user":{"name":"probe"}},"a/b":"slash","":"no"})");
    ASSERT_NE(value.find("token"), nullptr);
    EXPECT_EQ(value.find("token")->key, "token");
    EXPECT_EQ(value.find("token")->string("id"), "T");
    EXPECT_EQ(value.string("a/b"), "slash");
    EXPECT_EQ(value.string(""), "no");
    EXPECT_EQ(value.find("Token"), nullptr) << "names are compared byte by byte";
    EXPECT_EQ(value.find("token")->find("expires"), nullptr) << "null is none";
    ASSERT_NE(value.find({"token", "user", "name"}), nullptr);
    EXPECT_EQ(value.find({"token", "user", "name"})->text, "probe");
    for (const auto& path : std::vector<std::vector<std::string_view>>{
             {"token", "user", "nome"}, {"token", "nobody", "name"}, {"token", "id", "name"}}) {
        EXPECT_EQ(value.find({path[0], path[1], path[2]}), nullptr);
    }
    EXPECT_EQ(value.find({}), &value);
}

TEST(JsonValue, TheLastOfSeveralMembersOfOneName) {
    EXPECT_EQ(read(R"({"a":"1","b":"x","a":"2"})").string("a"), "2");
    EXPECT_EQ(read(R"({"a":"1","a":null})").find("a"), nullptr);
    EXPECT_EQ(read(R"({"a":null,"a":"2"})").string("a"), "2");
    EXPECT_EQ(read(R"({"a":[1],"a":{}})").list("a").size(), 0U);
    EXPECT_EQ(read(R"({"a":"1","\u0061":"2"})").string("a"), "2") << "escapes make no difference";
    EXPECT_EQ(read(R"({"a":1,"a":2})").children.size(), 2U);
}

TEST(JsonValue, WhatIsNotOfTheTypeIsAsGoodAsNone) {
    const auto value = read(R"({"s":"text","n":1,"b":true,"l":["x","y"],"o":{"k":"v"},"z":null})");
    EXPECT_EQ(value.string("s"), "text");
    for (const auto* name : {"n", "b", "l", "o", "z", "missing"}) {
        EXPECT_EQ(value.string(name), "") << name;
    }
    EXPECT_EQ(value.list("l").size(), 2U);
    for (const auto* name : {"s", "n", "b", "o", "z", "missing"}) {
        EXPECT_TRUE(value.list(name).empty()) << name;
    }
    for (const auto* body : {"null", "1", "\"s\"", "[]", R"([{"a":1}])"}) {
        EXPECT_EQ(read(body).find("a"), nullptr) << body;
        EXPECT_EQ(read(body).string("a"), "") << body;
        EXPECT_TRUE(read(body).list("a").empty()) << body;
    }
}

TEST(JsonValue, OrderIsKept) {
    const auto value = read(R"({"z":1,"a":[3,{"q":4},[5]],"m":2})");
    ASSERT_EQ(value.children.size(), 3U);
    EXPECT_EQ(value.children[0].key, "z");
    EXPECT_EQ(value.children[2].key, "m");
    const auto& list = value.list("a");
    ASSERT_EQ(list.size(), 3U);
    EXPECT_EQ(list[0].text, "3");
    EXPECT_EQ(list[1].find("q")->text, "4");
    EXPECT_EQ(list[2].children[0].text, "5");
    EXPECT_EQ(list[0].key, "") << "elements have no name";
}

}  // namespace
}  // namespace fedcloud::json
