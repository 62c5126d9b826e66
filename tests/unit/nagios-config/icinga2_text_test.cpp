// Values as Icinga 2 writes them.
#include "icinga2_text.hpp"

#include <gtest/gtest.h>

namespace fedcloud::config::icinga2 {
namespace {

TEST(Icinga2Text, ALiteralEndsWhereItShould) {
    EXPECT_EQ(literal("plain"), R"("plain")");
    EXPECT_EQ(literal(R"(a"b\)"), R"("a\"b\\")");
    EXPECT_EQ(literal("a\nb\tc"), R"("a\012b\011c")");
    EXPECT_EQ(literal(std::string_view("a\0b", 3)), R"("a b")");
    EXPECT_EQ(literal("{{{ }}} /* # //"), R"("{{{ }}} /* # //")");
}

TEST(Icinga2Text, ADigitBehindAnEscapeIsNotPartOfIt) {
    EXPECT_EQ(literal("\n1"), R"("\0121")");  // three digits at most
}

TEST(Icinga2Text, TextForPeopleIsOneLineOfALimitedLength) {
    EXPECT_EQ(text_literal("two\nlines | here"), R"("two lines / here")");
    EXPECT_LE(text_literal(std::string(1U << 20U, 'x')).size(), 300U);
}

TEST(Icinga2Text, AVariableHasNoMacros) {
    EXPECT_EQ(variable_literal("$USER1$ $"), R"("$$USER1$$ $$")");
    EXPECT_EQ(variable_text_literal("a\n$x"), R"("a $$x")");
    EXPECT_EQ(variables_literal({"a", "$b"}), R"([ "a", "$$b" ])");
    EXPECT_EQ(variables_literal({}), "[ ]");
}

}  // namespace
}  // namespace fedcloud::config::icinga2
