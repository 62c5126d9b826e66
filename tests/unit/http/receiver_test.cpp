// Taking an answer in, with limits.
#include "http/receiver.hpp"

#include <gtest/gtest.h>

namespace fedcloud::http {
namespace {

TEST(Receiver, HeadersByTheLine) {
    Receiver receiver(100);
    for (const auto* line :
         {"HTTP/1.1 200 OK\r\n", "A:b\r\n", "C :  d e \r\n", "no colon\r\n", "E:\r\n", "\r\n"}) {
        EXPECT_TRUE(receiver.take_header(line));
    }
    EXPECT_EQ(receiver.headers, (Headers{{"A", "b"}, {"C", "d e"}, {"E", ""}}));
}

TEST(Receiver, BodyUpToTheLimitAndNotAByteMore) {
    Receiver receiver(4);
    EXPECT_TRUE(receiver.take_body("ab"));
    EXPECT_TRUE(receiver.take_body("cd"));
    EXPECT_FALSE(receiver.take_body("e"));
    EXPECT_EQ(receiver.body, "abcd");
    EXPECT_NE(receiver.problem, "");
}

TEST(Receiver, ASizeThatIsToldInAdvance) {
    const auto takes = [](const std::string& length) {
        Receiver receiver(4);
        return receiver.take_header("HTTP/1.1 200 OK\r\n") &&
               receiver.take_header("content-length: " + length + "\r\n") &&
               receiver.take_header("\r\n");
    };
    EXPECT_TRUE(takes("4"));
    EXPECT_FALSE(takes("5"));
    EXPECT_FALSE(takes("99999999999999999999999999"));
    for (const auto* none : {"", "many", "5 bytes", "-5"}) {
        EXPECT_TRUE(takes(none)) << none;
    }
}

TEST(Receiver, TheBeginningOfASuccessIsJudgedOnce) {
    std::vector<std::string> judged;
    const auto judge = [&judged](std::string_view beginning) {
        judged.emplace_back(beginning);
        return std::string(beginning == "bad" ? "not wanted" : "");
    };
    Receiver good(100, judge);
    EXPECT_TRUE(good.take_header("HTTP/1.1 200 OK\r\n"));
    EXPECT_TRUE(good.take_body("a") && good.take_body("bad"));
    EXPECT_EQ(judged, std::vector<std::string>{"a"});
    Receiver bad(100, judge);
    EXPECT_TRUE(bad.take_header("HTTP/1.1 200 OK\r\n"));
    EXPECT_FALSE(bad.take_body("bad"));
    EXPECT_EQ(bad.problem, "not wanted");
    EXPECT_EQ(bad.body, "");
    Receiver failure(100, judge);
    EXPECT_TRUE(failure.take_header("HTTP/1.1 404 Not Found\r\n"));
    EXPECT_TRUE(failure.take_body("bad"));
}

TEST(Receiver, InterimAnswersCountAgainstTheLimit) {
    Receiver receiver(4);
    const std::string line = "X: " + std::string(1000, 'y') + "\r\n";
    bool more = true;
    int taken = 0;
    for (; more && taken < 10000; ++taken) {
        more = receiver.take_header("HTTP/1.1 100 Continue\r\n") && receiver.take_header(line);
    }
    EXPECT_FALSE(more) << "an endless row of interim answers is taken";
    EXPECT_LT(taken, 2000);
}

}  // namespace
}  // namespace fedcloud::http
