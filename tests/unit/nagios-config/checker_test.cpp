#include "checker.hpp"

#include <gtest/gtest.h>

namespace fedcloud::config {
namespace {

TEST(Checker, TellsHowItEnded) {
    const auto good =
        run_checker({"/bin/sh", "-c", "echo out; echo err >&2"}, std::chrono::seconds(20));
    ASSERT_TRUE(good);
    EXPECT_TRUE(good->passed);
    EXPECT_EQ(good->output, "out\nerr\n");
    const auto bad = run_checker({"/bin/sh", "-c", "exit 2"}, std::chrono::seconds(20));
    EXPECT_FALSE(bad->passed);
    EXPECT_EQ(bad->how, "ended with status 2");
    EXPECT_EQ(run_checker({"/bin/sh", "-c", "kill -9 $$"}, std::chrono::seconds(20))->how,
              "was ended by signal 9");
    EXPECT_FALSE(run_checker({"/nowhere/nagios4"}, std::chrono::seconds(1)));
}

TEST(Checker, IsKilledWithItsChildrenWhenItsTimeIsUp) {
    const auto start = std::chrono::steady_clock::now();
    const auto outcome =
        run_checker({"/bin/sh", "-c", "echo begun; sleep 60 & sleep 60"}, std::chrono::seconds(1));
    EXPECT_FALSE(outcome->passed);
    EXPECT_EQ(outcome->how, "was still at work after 1 s and was killed");
    EXPECT_EQ(outcome->output, "begun\n");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(Checker, KeepsTheEndOfALongOutput) {
    const auto outcome =
        run_checker({"/bin/sh", "-c", "yes | head -c 9000000; echo end"}, std::chrono::seconds(60));
    EXPECT_LE(outcome->output.size(), 3U << 20U);
    EXPECT_EQ(outcome->output.substr(outcome->output.size() - 4), "end\n");
}

TEST(Checker, NoShellLooksAtItsArguments) {
    EXPECT_EQ(run_checker({"/bin/echo", "$(id)", "a b;c"}, std::chrono::seconds(20))->output,
              "$(id) a b;c\n");
}

TEST(Checker, TellingLines) {
    EXPECT_EQ(telling_lines("a\nError: b\x1b[0m\nc\n", {"Error:"}), "\n  Error: b?[0m");
    EXPECT_EQ(telling_lines("a\n\nb", {"Error:"}), "\n  a\n  b");
    EXPECT_EQ(telling_lines("", {"Error:"}), "");
}

TEST(Checker, IsFoundInTheFoldersOfPath) {
    EXPECT_EQ(installed_checker({"no-such-program-anywhere"}), "");
    EXPECT_NE(installed_checker({"no-such-program-anywhere", "sh"}), "");
}

}  // namespace
}  // namespace fedcloud::config
