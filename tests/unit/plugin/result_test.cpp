// Which of many findings make the state and the first line.
#include "plugin/result.hpp"

#include <gtest/gtest.h>

namespace fedcloud::plugin {
namespace {

Step step(std::string name, State state, std::string text = {}, std::vector<Step> children = {}) {
    return {std::move(name), state, std::move(text), Duration{}, std::move(children)};
}

TEST(ResultState, IsTheWorstOfAllLevels) {
    for (const State deep : {State::ok, State::warning, State::unknown, State::critical}) {
        Result result;
        result.steps = {step("a", State::ok),
                        step("b", State::ok, "", {step("c", State::ok, "", {step("d", deep)})})};
        EXPECT_EQ(result.state(), deep);
        EXPECT_EQ(result.steps[1].overall(), deep);
        EXPECT_EQ(result.steps[1].state, State::ok) << "a step keeps its own";
    }
}

TEST(ResultState, WhatIsBrokenOutweighsWhatCouldNotBeTold) {
    Result result;
    result.steps = {step("a", State::unknown), step("b", State::critical)};
    EXPECT_EQ(result.state(), State::critical);
    result.steps = {step("a", State::unknown), step("b", State::warning)};
    EXPECT_EQ(result.state(), State::unknown);
}

TEST(Summary, OrdersBySeverityAndThenByTime) {
    Result result;
    result.text = "well";
    result.steps = {step("a", State::warning, "w1"), step("b", State::unknown, "u1"),
                    step("c", State::critical, "c1", {step("d", State::critical, "c2")})};
    EXPECT_EQ(result.summary(), "c1; c2; u1; well") << "three findings at most";
    result.steps.pop_back();
    EXPECT_EQ(result.summary(), "u1; w1; well");
    result.steps.clear();
    EXPECT_EQ(result.summary(), "well");
}

TEST(Summary, SaysNothingTwiceAndNothingOfWhatIsWell) {
    Result result;
    result.steps = {step("a", State::critical, "same"), step("b", State::critical, "same"),
                    step("c", State::ok, "fine"), step("d", State::critical)};
    EXPECT_EQ(result.summary(), "same");
}

TEST(Summary, NamesTheStepWhereThatIsAskedFor) {
    Result result;
    result.steps = {step("create", State::critical, "HTTP 409")};
    EXPECT_EQ(result.summary(), "HTTP 409");
    result.steps[0].tell_name = true;
    EXPECT_EQ(result.summary(), "create: HTTP 409");
}

TEST(Summary, OfHostileTextsIsOneCleanLine) {
    Result result;
    result.text = "t|\r\n\x1B[1m";
    result.steps = {step("n|\n", State::critical, "c|\n" + std::string(1000, 'x')),
                    step("b", State::warning, "PROCESS_SERVICE_CHECK_RESULT;h;s;0;x")};
    result.steps[0].tell_name = true;
    const auto line = result.summary();
    EXPECT_EQ(line.find_first_of("|\r\n\x1B"), std::string::npos) << line;
    EXPECT_EQ(line.find("PROCESS_SERVICE_CHECK_RESULT"), std::string::npos) << line;
    EXPECT_LE(line.size(), 3U * 258U + 256U);
}

}  // namespace
}  // namespace fedcloud::plugin
