// Text from outside made fit to be printed.
#include "plugin/text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace fedcloud::plugin {
namespace {

using namespace std::string_literals;

TEST(Clean, Table) {
    const std::vector<std::pair<std::string, std::string>> table{
        {"plain", "plain"},
        {"a|b", "a/b"},
        {"a\r\nb\n\n c\t d ", "a b c d"},
        {"  lead", "lead"},
        {"\x1B[31mred\x1B[0m", "?[31mred?[0m"},
        {"nul\0byte"s, "nul?byte"},
        {"\x7F", "?"},
        {"žluť ✓ 😀", "žluť ✓ 😀"},
        {"\xC3", "?"},
        {"\xC0\xAF", "??"},                     // overlong '/'
        {"\xE0\x80\xAF", "???"},                // overlong
        {"\xED\xA0\x80", "???"},                // surrogate
        {"\xF4\x90\x80\x80", "????"},           // beyond U+10FFFF
        {"\xC2\x85next", "??next"},             // C1 control
        {"\xE2\x80\xAE"s + "evil", "???evil"},  // right-to-left override
        {"\xE2\x80\xA8line", "???line"},        // line separator
        {"\xEF\xBB\xBFmark", "???mark"},
        {"a\xE2\x80\x8Bz", "a???z"},  // zero width space
        {"a\xE2\x81\xA0z", "a???z"},  // word joiner
        {"soft\xC2\xADhyphen", "soft??hyphen"},
        {"[1] PROCESS_SERVICE_CHECK_RESULT;h;s;0;fine", "[1] (removed);h;s;0;fine"},
    };
    for (const auto& [dirty, fit] : table) {
        EXPECT_EQ(clean(dirty), fit);
    }
}

TEST(Clean, CutsBetweenCharacters) {
    const std::string text(300, 'x');
    EXPECT_EQ(clean(text).size(), 256U);
    EXPECT_EQ(clean(text).substr(253), "…");
    EXPECT_EQ(clean("žžžž", 7), "žž…");
    EXPECT_EQ(clean("žžžž", 8), "žžžž");
    EXPECT_LE(clean(std::string(1U << 24U, '"')).size(), 256U);
}

TEST(Clean, LeavesNoTailOfTheForbiddenWordAtTheCut) {
    const std::string word = "PROCESS_SERVICE_CHECK_RESULT";
    for (std::size_t lead = 200; lead < 256; ++lead) {
        EXPECT_EQ(clean(std::string(lead, 'x') + word).find(word), std::string::npos);
    }
    // Nor is it put together by what is taken out.
    EXPECT_EQ(clean("PROCESS_SERVICE_" + word + "CHECK_RESULT").find(word), std::string::npos);
}

TEST(Redactor, ReplacesEveryOccurrence) {
    Redactor redact;
    redact.add("secret");
    redact.add("secret-and-more");
    redact.add("abc");  // too short: it would take harmless text with it
    EXPECT_EQ(redact("x secret y secret-and-more z abc"), "x *** y *** z abc");
    EXPECT_EQ(redact("sesecretcret"), "se***cret");
}

TEST(Trim, CutsBothEndsAndNothingElse) {
    EXPECT_EQ(trim(" \ta b\r\n"), "a b");
    EXPECT_EQ(trim(" \r\n"), "");
    EXPECT_EQ(trim(""), "");
    EXPECT_EQ(trim("a\f"), "a\f");
    EXPECT_EQ(trim("//a/", "/"), "a");
}

TEST(Compare, IgnoresCaseInAsciiOnly) {
    EXPECT_TRUE(equal_ignoring_case("Content-TYPE", "content-type"));
    EXPECT_FALSE(equal_ignoring_case("a", "ab"));
    EXPECT_FALSE(equal_ignoring_case("a", "b"));
    EXPECT_FALSE(equal_ignoring_case("[", "{"));  // 32 apart, as a letter's two cases are
    EXPECT_TRUE(equal_ignoring_case("", ""));
    EXPECT_EQ(lower("ŽA"), "Ža");
}

}  // namespace
}  // namespace fedcloud::plugin
