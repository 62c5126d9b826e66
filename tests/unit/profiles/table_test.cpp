// Columns on a terminal.
#include "table.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace fedcloud::profiles {
namespace {

TEST(DisplayWidth, CountsColumnsNotBytes) {
    const std::vector<std::pair<std::string, std::size_t>> table{
        {"", 0},         {"abc", 3},  {"Škofja", 6},     {"日本", 4},
        {"e\u0301", 1},  {"한국", 4}, {"\U0001F600", 2}, {"\xff\xfe", 2},
        {"a\u200bb", 2}, {"ｆ", 2},   {"\xe6\x97", 2},   {"Ελλάδα", 6},
    };
    for (const auto& [text, width] : table) {
        EXPECT_EQ(display_width(text), width) << text;
    }
}

TEST(DisplayWidth, IsCutBetweenCharacters) {
    EXPECT_EQ(cut_to_width("abc", 3), "abc");
    EXPECT_EQ(cut_to_width("abcd", 3), "ab…");
    EXPECT_EQ(cut_to_width("日本語", 6), "日本語");
    EXPECT_EQ(cut_to_width("日本語", 5), "日本…");
    EXPECT_EQ(cut_to_width("日本語", 4), "日…");
    EXPECT_EQ(cut_to_width("e\u0301e\u0301e\u0301", 2), "e\u0301…");
}

TEST(Tables, AreAlignedAndHaveNoBlanksAtTheEnd) {
    Table table({"SITE", "COUNTRY", "N"});
    EXPECT_TRUE(table.empty());
    table.add({"日本", "Škofja Loka", "1"});
    table.add({"ABCDEF", "", ""});
    table.add({"", "", "2"});
    EXPECT_FALSE(table.empty());
    EXPECT_EQ(table.render(0),
              "SITE    COUNTRY      N\n"
              "日本    Škofja Loka  1\n"
              "ABCDEF\n"
              "                     2\n");
}

TEST(Tables, FitATerminalByCuttingTheWidest) {
    Table table({"KEY", "TEXT"});
    table.add({"1000G0", "0123456789012345678901234567890"});
    EXPECT_EQ(table.render(20),
              "KEY     TEXT\n"
              "1000G0  01234567890…\n");
    for (const std::size_t width : {1U, 5U, 12U}) {
        EXPECT_NE(table.render(width).find("0123456…"), std::string::npos) << width;
    }
}

TEST(Tables, CleanWhatComesFromOutside) {
    Table table({"A", "B"});
    table.add({"x\ny|z\x1b[31m", "w"});
    const auto text = table.render(0);
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_EQ(text.find('|'), std::string::npos);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
}

}  // namespace
}  // namespace fedcloud::profiles
