// Every form of a date that servers write, and those that are none.
#include "time_stamp.hpp"

#include <gtest/gtest.h>

namespace fedcloud::cloud_bdii {
namespace {

using namespace std::chrono;

const Time instant = sys_days(2026y / November / 20d) + 21h + 14min + 16s;

TEST(CreationTime, Forms) {
    for (const auto* text :
         {"2026-11-20T21:14:16Z", "2026-11-20T21:14:16.123456Z", "2026-11-20T22:14:16+01:00",
          "2026-11-20T22:14:16+0100", "2026-11-20T22:14:16+01", "2026-11-20T15:44:16-05:30",
          "2026-11-21T11:14:16+14:00", "2026-11-20T21:14:16,5Z", "2026-11-20T21:14:16-00:00"}) {
        const auto stamp = parse_creation_time(text);
        ASSERT_TRUE(stamp) << text;
        EXPECT_EQ(stamp->time, instant) << text;
        EXPECT_TRUE(stamp->has_zone);
        EXPECT_EQ(stamp->earliest(), instant);
        EXPECT_EQ(stamp->latest(), instant);
    }
}

TEST(CreationTime, WithoutAZone) {
    for (const auto* text : {"2026-11-20T21:14:16", "2026-11-20T21:14:16.123456"}) {
        const auto stamp = parse_creation_time(text);
        ASSERT_TRUE(stamp) << text;
        EXPECT_FALSE(stamp->has_zone);
        EXPECT_EQ(stamp->time, instant);
        EXPECT_EQ(stamp->earliest(), instant - 14h);
        EXPECT_EQ(stamp->latest(), instant + 12h);
    }
}

TEST(CreationTime, Calendar) {
    EXPECT_TRUE(parse_creation_time("2028-02-29T00:00:00Z"));
    EXPECT_FALSE(parse_creation_time("2026-02-29T00:00:00Z"));
    EXPECT_TRUE(parse_creation_time("1970-01-01T00:00:00Z"));
    EXPECT_TRUE(parse_creation_time("9999-12-31T23:59:60Z"));
}

TEST(CreationTime, None) {
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
                             "2026-11-20T21:14:16 UTC",
                             "20261120211416Z",
                             "-026-11-20T21:14:16Z",
                             "1763673256",
                             "2026-11-20T21:14:16Z\n"}) {
        const auto stamp = parse_creation_time(text);
        EXPECT_FALSE(stamp) << text;
        if (!stamp) {
            EXPECT_NE(stamp.error().message().find("2026-11-20T21:14:16Z"), std::string::npos);
        }
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

}  // namespace
}  // namespace fedcloud::cloud_bdii
