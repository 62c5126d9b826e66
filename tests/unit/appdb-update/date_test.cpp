// The one form of times in image lists.
#include "date.hpp"

#include <gtest/gtest.h>

namespace fedcloud::appdb_update {
namespace {

using namespace std::chrono_literals;

TEST(Date, OfAList) {
    EXPECT_EQ(parse_time("1970-01-02T00:00:01Z"), Time(24h + 1s));
    EXPECT_EQ(parse_time("2026-03-01T00:00:00Z"), *parse_time("2026-02-28T23:59:59Z") + 1s);
    EXPECT_EQ(parse_time("2028-03-01T00:00:00Z"), *parse_time("2028-02-29T23:59:59Z") + 1s);
}

TEST(Date, BeyondAClockOfNanoseconds) {
    const auto last = parse_time("2499-12-31T22:00:00Z");
    ASSERT_TRUE(last);
    EXPECT_GT(*last, *parse_time("2262-04-11T23:47:17Z"));
}

TEST(Date, NothingElse) {
    for (const auto* text :
         {"", "2026-06-01", "2026-06-01T06:00:00", "2026-06-01T06:00:00z", "2026-06-01 06:00:00Z",
          "2026-06-01T06:00:00+00:00", "2026-6-01T06:00:00Z", "2026-13-01T06:00:00Z",
          "2026-00-01T06:00:00Z", "2026-02-29T06:00:00Z", "2026-06-31T06:00:00Z",
          "2026-06-01T24:00:00Z", "2026-06-01T06:60:00Z", "2026-06-01T06:00:60Z",
          "2026-06-01T06:00:00Z ", " 2026-06-01T06:00:00Z", "-026-06-01T06:00:00Z",
          "+026-06-01T06:00:00Z", "2026-06-01T06:00:0xZ"}) {
        EXPECT_FALSE(parse_time(text)) << text;
    }
}

}  // namespace
}  // namespace fedcloud::appdb_update
