// Ranges and numbers of the Monitoring Plugins guidelines.
#include "plugin/threshold.hpp"

#include <gtest/gtest.h>

#include <clocale>
#include <cmath>
#include <string>
#include <vector>

#include "plugin/number.hpp"

namespace fedcloud::plugin {
namespace {

struct Row {
    std::string text;
    std::vector<double> quiet;
    std::vector<double> alerting;
    std::string printed;
};

TEST(Range, EveryForm) {
    const std::vector<Row> table{
        {"10", {0, 5, 10}, {-0.1, 10.1}, "10"},
        {"10:", {10, 1e9}, {9.9, -1}, "10:"},
        {"~:10", {-1e9, 10}, {10.1}, "~:10"},
        {"10:20", {10, 15, 20}, {9.9, 20.1}, "10:20"},
        {"@10:20", {9.9, 20.1}, {10, 15, 20}, "@10:20"},
        {"0:5", {0, 5}, {-1, 6}, "5"},
        {":7", {0, 7}, {-1, 8}, "7"},
        {"@~:0", {0.1}, {0, -5}, "@~:0"},
        {"-5:-1", {-5, -1}, {0, -6}, "-5:-1"},
        {"0.5", {0.25, 0.5}, {0.6}, "0.5"},
        {"0", {0}, {0.1, -0.1}, "0"},
        {"5:5", {5}, {4, 6}, "5:5"},
    };
    for (const auto& row : table) {
        const auto range = Range::parse(row.text);
        ASSERT_TRUE(range) << row.text;
        for (const double value : row.quiet) {
            EXPECT_FALSE(range->alerts(value)) << row.text << " at " << value;
        }
        for (const double value : row.alerting) {
            EXPECT_TRUE(range->alerts(value)) << row.text << " at " << value;
        }
        EXPECT_EQ(range->to_string(), row.printed);
        EXPECT_EQ(Range::parse(range->to_string())->to_string(), row.printed);
    }
}

TEST(Range, RefusesWhatIsNone) {
    for (const auto* text :
         {"",    "10:5", "a", "1e3",  "10:20:30", ":",  "@",     "@:", " 10",  "10 ", "0x10",
          "nan", "inf",  "~", "10:~", "--5",      "5-", "1.2.3", "+5", "10,5", "10:x"}) {
        const auto range = Range::parse(text);
        ASSERT_FALSE(range) << text;
        EXPECT_NE(range.error().find(std::string("'") + text + "'"), std::string::npos)
            << "does not name it: " << range.error();
    }
}

TEST(Thresholds, CriticalOutweighsWarning) {
    const Thresholds both{*Range::parse("5"), *Range::parse("10")};
    EXPECT_EQ(both.judge(3), State::ok);
    EXPECT_EQ(both.judge(7), State::warning);
    EXPECT_EQ(both.judge(12), State::critical);
    EXPECT_EQ(Thresholds{}.judge(1e9), State::ok);
}

TEST(Thresholds, TheReasonInWords) {
    const Thresholds thresholds{*Range::parse("10"), *Range::parse("@20:30")};
    EXPECT_EQ(thresholds.reason(thresholds.judge(11), "h"), "outside the warning range 10h");
    EXPECT_EQ(thresholds.reason(thresholds.judge(25)), "within the critical range @20:30");
    EXPECT_EQ(thresholds.reason(thresholds.judge(10)), "");
    EXPECT_EQ(thresholds.reason(State::unknown), "");
    EXPECT_EQ(Thresholds().reason(State::critical), "");
}

TEST(Thresholds, EachHasItsOwnDefault) {
    const auto words = [](const Thresholds& given) {
        const Thresholds presets{*Range::parse("6"), *Range::parse("12")};
        const auto all = given.or_default(presets);
        return all.warning->to_string() + ";" + all.critical->to_string();
    };
    EXPECT_EQ(words({}), "6;12");
    EXPECT_EQ(words({*Range::parse("1"), {}}), "1;12");
    EXPECT_EQ(words({{}, *Range::parse("20:")}), "6;20:");
    EXPECT_EQ(words({*Range::parse("1"), *Range::parse("2")}), "1;2");
    EXPECT_FALSE(Thresholds().or_default({{}, *Range::parse("2")}).warning);
}

TEST(Range, InAnotherUnit) {
    for (const auto& [days, seconds] : std::vector<std::pair<const char*, const char*>>{
             {"7", "604800"}, {"@1:2", "@86400:172800"}, {"~:1", "~:86400"}, {"2:", "172800:"}}) {
        EXPECT_EQ(Range::parse(days)->scaled(86400).to_string(), seconds);
    }
}

TEST(Number, ShortestWithoutExponent) {
    EXPECT_EQ(format_number(26.1), "26.1");
    EXPECT_EQ(format_number(3.0), "3");
    EXPECT_EQ(format_number(0.0), "0");
    EXPECT_EQ(format_number(-0.0001), "0");
    EXPECT_EQ(format_number(1e-7, 9), "0.0000001");
    EXPECT_EQ(format_number(1e17), "100000000000000000");
    EXPECT_EQ(format_number(100), "100");
    EXPECT_EQ(format_number(std::nan("")), "U");
    EXPECT_EQ(format_number(-INFINITY), "U");
}

TEST(Number, KnowsNoLocale) {
    const std::string before = std::setlocale(LC_ALL, nullptr);
    // Where no such locale is installed this is the same test under "C".
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    EXPECT_EQ(format_number(1.5), "1.5");
    EXPECT_EQ(parse_number("1.5"), 1.5);
    std::setlocale(LC_ALL, before.c_str());
}

TEST(Number, SecondsForAText) {
    EXPECT_EQ(format_seconds(std::chrono::duration<double>(21.44)), "21.4");
    EXPECT_EQ(format_seconds(std::chrono::duration<double>(0.0934)), "0.093");
    EXPECT_EQ(format_seconds(std::chrono::duration<double>(0.000195)), "0.000195");
}

}  // namespace
}  // namespace fedcloud::plugin
