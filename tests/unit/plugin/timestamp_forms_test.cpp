// The strict forms of dates: every one, and those that are none.
#include "plugin/timestamp.hpp"

#include <gtest/gtest.h>

namespace fedcloud::plugin {
namespace {

using namespace std::chrono;

const UtcTime instant = sys_days(2026y / November / 20d) + 21h + 14min + 16s;

TEST(DateTime, Forms) {
    for (const auto* text :
         {"2026-11-20T21:14:16Z", "2026-11-20T21:14:16.123456Z", "2026-11-20T22:14:16+01:00",
          "2026-11-20T22:14:16+0100", "2026-11-20T22:14:16+01", "2026-11-20T15:44:16-05:30",
          "2026-11-21T11:14:16+14:00", "2026-11-20T21:14:16,5Z", "2026-11-20T21:14:16-00:00"}) {
        const auto stamp = parse_date_time(text);
        ASSERT_TRUE(stamp) << text;
        EXPECT_EQ(stamp->time, instant) << text;
        EXPECT_TRUE(stamp->has_zone);
        EXPECT_EQ(stamp->earliest(), instant);
        EXPECT_EQ(stamp->latest(), instant);
    }
}

TEST(DateTime, WithoutAZone) {
    for (const auto* text : {"2026-11-20T21:14:16", "2026-11-20T21:14:16.123456"}) {
        const auto stamp = parse_date_time(text);
        ASSERT_TRUE(stamp) << text;
        EXPECT_FALSE(stamp->has_zone);
        EXPECT_EQ(stamp->time, instant);
        EXPECT_EQ(stamp->earliest(), instant - 14h);
        EXPECT_EQ(stamp->latest(), instant + 12h);
    }
}

TEST(DateTime, Calendar) {
    EXPECT_TRUE(parse_date_time("2028-02-29T00:00:00Z"));
    EXPECT_FALSE(parse_date_time("2026-02-29T00:00:00Z"));
    EXPECT_TRUE(parse_date_time("1970-01-01T00:00:00Z"));
    EXPECT_TRUE(parse_date_time("9999-12-31T23:59:60Z"));
}

TEST(DateTime, None) {
    for (const auto* text : {"",
                             "now",
                             "2026-11-20",
                             "2026-11-20T21:14",
                             "2026-11-20 21:14:16Z",
                             "2026-11-20T21:14:16z",
                             "2026-13-20T21:14:16Z",
                             "2026-00-20T21:14:16Z",
                             "2026-11-31T21:14:16Z",
                             "2026-11-20T24:14:16Z",
                             "2026-11-20T21:60:16Z",
                             "2026-11-20T21:14:61Z",
                             "2026-11-20T21:14:16ZZ",
                             "2026-11-20T21:14:16.Z",
                             "2026-11-20T21:14:16+",
                             "2026-11-20T21:14:16+1",
                             "2026-11-20T21:14:16+15:00",
                             "2026-11-20T21:14:16+05:60",
                             "2026-11-20T21:14:16 UTC",
                             "20261120211416Z",
                             "-026-11-20T21:14:16Z",
                             "1763673256",
                             "2026-11-20T21:14:16Z\n"}) {
        EXPECT_FALSE(parse_date_time(text)) << text;
    }
}

TEST(GeneralizedTime, Forms) {
    for (const auto* text : {"20261120211416Z", "20261120211416.0Z", "20261120221416+0100",
                             "20261120161416-05", "20261120211416,25Z"}) {
        const auto stamp = parse_generalized_time(text);
        ASSERT_TRUE(stamp) << text;
        EXPECT_EQ(stamp->time, instant) << text;
    }
    EXPECT_EQ(parse_generalized_time("2026112021Z")->time, instant - 14min - 16s);
    EXPECT_EQ(parse_generalized_time("202611202114Z")->time, instant - 16s);
}

TEST(GeneralizedTime, None) {
    for (const auto* text : {"", "20261120211416", "2026-11-20T21:14:16Z", "20261320211416Z",
                             "20261120", "20261120211416+01:00", "2026112021141Z", "Z"}) {
        EXPECT_FALSE(parse_generalized_time(text)) << text;
    }
}

TEST(UtcTime, OneForm) {
    EXPECT_EQ(parse_utc_time("1970-01-02T00:00:01Z"), UtcTime(24h + 1s));
    EXPECT_EQ(parse_utc_time("2026-03-01T00:00:00Z"), *parse_utc_time("2026-02-28T23:59:59Z") + 1s);
    EXPECT_EQ(parse_utc_time("2028-03-01T00:00:00Z"), *parse_utc_time("2028-02-29T23:59:59Z") + 1s);
}

TEST(UtcTime, BeyondAClockOfNanoseconds) {
    const auto last = parse_utc_time("2499-12-31T22:00:00Z");
    ASSERT_TRUE(last);
    EXPECT_GT(*last, *parse_utc_time("2262-04-11T23:47:17Z"));
}

TEST(UtcTime, NothingElse) {
    for (const auto* text :
         {"", "2026-06-01", "2026-06-01T06:00:00", "2026-06-01T06:00:00z", "2026-06-01 06:00:00Z",
          "2026-06-01T06:00:00+00:00", "2026-6-01T06:00:00Z", "2026-13-01T06:00:00Z",
          "2026-00-01T06:00:00Z", "2026-02-29T06:00:00Z", "2026-06-31T06:00:00Z",
          "2026-06-01T24:00:00Z", "2026-06-01T06:60:00Z", "2026-06-01T06:00:60Z",
          "2026-06-01T06:00:00Z ", " 2026-06-01T06:00:00Z", "-026-06-01T06:00:00Z",
          "+026-06-01T06:00:00Z", "2026-06-01T06:00:0xZ"}) {
        EXPECT_FALSE(parse_utc_time(text)) << text;
    }
}

}  // namespace
}  // namespace fedcloud::plugin
