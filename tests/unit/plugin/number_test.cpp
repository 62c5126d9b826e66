// Numbers as schedulers read them, and as people write them.
#include "plugin/number.hpp"

#include <gtest/gtest.h>

#include <clocale>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace fedcloud::plugin {
namespace {

struct Written {
    double value;
    int decimals;
    std::string text;
};

TEST(FormatNumber, Table) {
    const std::vector<Written> table{
        {1e-7, 3, "0"},
        {1e-7, 9, "0.0000001"},
        {-1e-7, 3, "0"},
        {-0.0, 3, "0"},
        {0.0005, 3, "0.001"},
        {-0.5, 3, "-0.5"},
        {1.0 / 3, 3, "0.333"},
        {2.0 / 3, 0, "1"},
        {100, 3, "100"},
        {1200, 0, "1200"},
        {1e17, 3, "100000000000000000"},
        {123456789012345680.0, 3, "123456789012345680"},
        {1e300, 3, "1000000000000000000"},
        {-1e300, 3, "-1000000000000000000"},
        {std::numeric_limits<double>::denorm_min(), 6, "0"},
        {std::numeric_limits<double>::infinity(), 3, "U"},
        {-std::numeric_limits<double>::infinity(), 3, "U"},
        {std::numeric_limits<double>::quiet_NaN(), 3, "U"},
    };
    for (const auto& row : table) {
        EXPECT_EQ(format_number(row.value, row.decimals), row.text);
    }
}

TEST(FormatNumber, HasNoExponentAtAnyMagnitude) {
    for (int power = -320; power <= 308; ++power) {
        for (const double value : {std::pow(10.0, power), -1.2345 * std::pow(10.0, power - 1)}) {
            const auto text = format_number(value, 6);
            EXPECT_EQ(text.find_first_not_of("-0123456789."), std::string::npos) << text;
            EXPECT_LE(text.size(), 30U) << text;
        }
    }
}

TEST(ParseNumber, Table) {
    for (const auto& row : std::vector<Written>{{10, 0, "10"},
                                                {-2.5, 0, "-2.5"},
                                                {0.5, 0, ".5"},
                                                {5, 0, "5."},
                                                {7, 0, "007"},
                                                {-0.0, 0, "-0"}}) {
        EXPECT_EQ(parse_number(row.text), row.value) << row.text;
    }
    for (const std::string text :
         {"",    "-",     ".",   "-.", "+1",  " 1",  "1 ",  "1e3",      "1E3", "0x10",
          "1,5", "1.2.3", "--1", "1-", "nan", "inf", "NaN", "infinity", "1f",  "\xD9\xA1"}) {
        EXPECT_FALSE(parse_number(text)) << text;
    }
    EXPECT_FALSE(parse_number(std::string_view("1\0", 2)));
    EXPECT_FALSE(parse_number(std::string(400, '9'))) << "larger than any double";
    const auto zeros = parse_number("1." + std::string(400, '0'));
    EXPECT_TRUE(!zeros || *zeros == 1) << *zeros;
    const auto small = parse_number("0." + std::string(400, '0') + "1");
    EXPECT_TRUE(!small || *small == 0) << *small;
}

class UnderLocale : public testing::TestWithParam<const char*> {
  protected:
    void SetUp() override {
        if (std::setlocale(LC_ALL, GetParam()) == nullptr) {
            GTEST_SKIP() << "this machine has no locale " << GetParam();
        }
    }
    void TearDown() override { std::setlocale(LC_ALL, "C"); }
};

TEST_P(UnderLocale, ThePointStaysAPoint) {
    EXPECT_EQ(format_number(1234567.5), "1234567.5");
    EXPECT_EQ(parse_number("1.5"), 1.5);
    EXPECT_FALSE(parse_number("1,5"));
}

// More than these two are not on every machine; the number formatting itself asks no locale.
INSTANTIATE_TEST_SUITE_P(Plain, UnderLocale, testing::Values("C", "C.UTF-8"),
                         [](const auto& row) { return "Number" + std::to_string(row.index); });

TEST(Integer, WhatTheTypeCanHold) {
    EXPECT_EQ(parse_integer<int>("-12"), -12);
    EXPECT_EQ(parse_integer<std::uint16_t>("65535"), 65535);
    EXPECT_EQ(parse_integer<int>("7f", 16), 127);
    for (const auto* text : {"", " 1", "1 ", "+1", "0x1", "1.0", "-", "65536", "-1"}) {
        EXPECT_FALSE(parse_integer<std::uint16_t>(text)) << text;
    }
}

}  // namespace
}  // namespace fedcloud::plugin
