// Dates and times as services write them.
#include "plugin/timestamp.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace fedcloud::plugin {
namespace {

using namespace std::chrono;

// 2026-11-20 03:10:02 UTC
constexpr auto moment = sys_seconds(seconds(1795144202));

TEST(Timestamp, EveryForm) {
    const std::vector<std::string> forms{
        "2026-11-20 03:10:02",       "2026-11-20T03:10:02Z",     "2026-11-20 03:10:02.123456",
        "2026-11-20 03:10:02 UTC",   "2026-11-20 03:10:02 GMT",  "2026-11-20T03:10:02.5+00:00",
        "2026-11-20T04:10:02+01:00", "2026-11-20T04:10:02+0100", "2026-11-19T22:10:02-05:00",
        "2026-11-20T04:10:02 +01",   "2026-11-20T03:10:02,25Z"};
    for (const auto& form : forms) {
        const auto read = parse_timestamp(form);
        ASSERT_TRUE(read) << form;
        EXPECT_EQ(floor<seconds>(read->time), moment) << form;
        EXPECT_TRUE(read->has_time) << form;
    }
    EXPECT_FALSE(parse_timestamp(forms[0])->has_zone);
    EXPECT_TRUE(parse_timestamp(forms[1])->has_zone);
    const auto day = parse_timestamp("2026-11-20");
    ASSERT_TRUE(day);
    EXPECT_FALSE(day->has_time);
    EXPECT_EQ(day->time, floor<days>(moment));
    EXPECT_EQ(parse_timestamp("2026-11-20 03:10")->time, moment - 2s);
    EXPECT_EQ(parse_timestamp("2024-02-29")->time, sys_days(2024y / February / 29));
}

TEST(Timestamp, WhatIsNone) {
    for (const auto* text : {"",
                             "None",
                             "2021-02-31",
                             "2026-13-01",
                             "2026-1-2",
                             "26-11-20",
                             "2026-11-20 24:00:00",
                             "2026-11-20 03:60",
                             "2026-11-20 03:10:02x",
                             "2026-11-20 03:10:02.",
                             "x2026-11-20",
                             "2026-11-20 ",
                             "0000-01-01",
                             "1969-12-31",
                             "2262-01-01",
                             "9999-12-31",
                             "2026-11-20T",
                             "2026-11-20 03:10:02 CET",
                             "2026-11-20T03:10:02+15:00",
                             "2026/11/20",
                             "20261120"}) {
        EXPECT_FALSE(parse_timestamp(text)) << text;
    }
}

TEST(Timestamp, FoundInALongerText) {
    EXPECT_EQ(find_timestamp("Page last updated: 2026-11-20 03:10:02.5")->time, moment);
    EXPECT_EQ(find_timestamp("1 of 2021-02-31, then 2026-11-20 03:10:02 UTC.")->time, moment);
    EXPECT_EQ(find_timestamp("built on 2026-11-20 03:10:02.")->time, moment);
    EXPECT_EQ(find_timestamp("4726 days ago: 2026-11-20 ]")->time, floor<days>(moment));
    for (const auto* text : {"", "12026-11-20", "2026-11", "no date", "4726 days ago"}) {
        EXPECT_FALSE(find_timestamp(text)) << text;
    }
}

TEST(Timestamp, OfAnHttpHeader) {
    EXPECT_EQ(parse_http_date("Fri, 20 Nov 2026 03:10:02 GMT"), moment);
    for (const auto* text : {"", "Fri, 20 Nov 2026 03:10:02", "Friday, 20-Nov-26 03:10:02 GMT",
                             "Fri, 20 ovD 2026 03:10:02 GMT", "Fri, 31 Feb 2026 03:10:02 GMT",
                             "Fri, 20 Nov 2026 GMT", "0", ","}) {
        EXPECT_FALSE(parse_http_date(text)) << text;
    }
}

TEST(Timestamp, BackToText) {
    EXPECT_EQ(format_utc(moment), "2026-11-20 03:10:02 UTC");
    EXPECT_EQ(format_utc(sys_seconds(seconds(-1))), "1969-12-31 23:59:59 UTC");
}

TEST(Timestamp, Distances) {
    const std::vector<std::pair<system_clock::duration, std::string>> table{
        {0s, "0s"},      {1999ms, "1s"},      {-30s, "30s"},     {119s, "119s"},
        {2min, "2min"},  {121s, "3min"},      {-5min, "5min"},   {89min, "89min"},
        {90min, "1.5h"}, {3h, "3h"},          {19h + 2s, "19h"}, {-6h - 20min, "6.3h"},
        {50h, "2d"},     {364 * 24h, "364d"}, {24h * 800, "2y"}, {6 * 365 * 24h, "6y"}};
    for (const auto& [time, text] : table) {
        EXPECT_EQ(distance(time), text);
    }
    EXPECT_EQ(distance(hours(24 * 365 * 8000LL)), "8000y");  // beyond a clock of nanoseconds
}

}  // namespace
}  // namespace fedcloud::plugin
