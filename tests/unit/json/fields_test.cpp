// Reading the members of an object by their type.
#include "json/fields.hpp"

#include <gtest/gtest.h>

namespace fedcloud::json {
namespace {

class FieldsOf : public testing::Test {
  protected:
    Fields of(std::string_view text) {
        document_ = *parse(text);
        error_.reset();
        return {document_, root_, error_};
    }
    std::string error() const { return error_ ? error_->message() : ""; }

  private:
    Value document_;
    const Path root_{};
    std::optional<ParseError> error_;
};

TEST_F(FieldsOf, NumbersHaveBounds) {
    EXPECT_EQ(of(R"({"n":300})").integer("n", 1, 300), 300);
    EXPECT_EQ(of(R"({})").integer("n", 1, 300), std::nullopt);
    EXPECT_EQ(error(), "");
    for (const std::string wrong : {"0", "301", "1.5", "1e2", "-1", "\"7\"", "true"}) {
        EXPECT_EQ(of("{\"n\":" + wrong + "}").integer("n", 1, 300), std::nullopt) << wrong;
        EXPECT_EQ(error().substr(0, 42), "/n: expected a whole number from 1 to 300,") << wrong;
    }
}

TEST_F(FieldsOf, FlagsAreTrueOrFalse) {
    EXPECT_EQ(of(R"({"b":true})").flag("b"), true);
    EXPECT_EQ(of(R"({"b":false})").flag("b"), false);
    EXPECT_EQ(of(R"({"b":null})").flag("b"), std::nullopt);
    EXPECT_EQ(of(R"({"b":1})").flag("b"), std::nullopt);
    EXPECT_EQ(error(), R"(/b: expected true or false, found "1")");
}

TEST_F(FieldsOf, ANameThatIsNotKnownIsAMistakeIfOneSaysSo) {
    of(R"({"a":1,"b/c":"x"})").refuse_others({"a"});
    EXPECT_EQ(error(), R"(/b~1c: expected no such member, but any of a, found "x")");
    of(R"({"a":1,"a":2})").refuse_others({"a"});
    EXPECT_EQ(error(), R"(/a: expected this member only once, found "2")");
    of(R"({"a":1})").refuse_others({"a", "d"});
    EXPECT_EQ(error(), "");
}

TEST_F(FieldsOf, MembersOfAnObjectInTheirOrder) {
    std::string seen;
    const auto note = [&](const Value& value, const Path& path) {
        seen += path.pointer() + "=" + value.text + ";";
    };
    of(R"({"o":{"b":1,"a":2}})").each_member("o", note);
    EXPECT_EQ(seen, "/o/b=1;/o/a=2;");
    of(R"({"o":[1]})").each_member("o", note);
    EXPECT_EQ(error(), R"(/o: expected an object, found "an array")");
}

TEST_F(FieldsOf, TheFirstErrorIsKept) {
    const auto fields = of(R"({"a":1,"b":2})");
    (void)fields.text("b");
    (void)fields.text("a");
    (void)fields.required_text("c");
    EXPECT_EQ(error(), R"(/b: expected a string, found "2")");
}

TEST_F(FieldsOf, WhatIsNoObjectHasNoMembers) {
    const auto fields = of("[]");
    EXPECT_EQ(fields.text("a"), "");
    fields.refuse_others({});
    EXPECT_EQ(error(), R"(the document: expected an object, found "an array")");
}

}  // namespace
}  // namespace fedcloud::json
