// Results as text and as JSON.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "plugin/result.hpp"

namespace fedcloud::plugin {
namespace {

Result sample() {
    Result result;
    result.label = "OCCI-VM";
    result.text = "machine ready";
    result.steps = {{"model", State::ok, "8 kinds", Duration(0.25)},
                    {"boot", State::ok, "", Duration(2)}};
    result.perfdata = {Perfdata::seconds("total", Duration(2.25)), Perfdata::count("requests", 7)};
    return result;
}

TEST(Nagios, OneLineWithoutVerbose) {
    EXPECT_EQ(render_nagios(sample(), 0), "OCCI-VM OK - machine ready | total=2.25s requests=7\n");
}

TEST(Nagios, StepsAndNotesStandBetween) {
    auto result = sample();
    result.notes = {"leftover removed"};
    EXPECT_EQ(render_nagios(result, 0),
              "OCCI-VM OK - machine ready\nleftover removed | total=2.25s requests=7\n");
    EXPECT_EQ(render_nagios(result, 1),
              "OCCI-VM OK - machine ready\nleftover removed\nmodel OK 0.25s: 8 kinds\nboot OK 2s"
              " | total=2.25s requests=7\n");
}

TEST(Nagios, TheWorstStepSpeaksFirst) {
    auto result = sample();
    result.steps[0].children = {{"leftover", State::warning, "still there"}};
    result.steps[1] = {"boot", State::critical, "HTTP 500", Duration(1), {}, true};
    EXPECT_EQ(result.state(), State::critical);
    EXPECT_EQ(result.summary(), "boot: HTTP 500; still there; machine ready");
    result.steps.clear();
    EXPECT_EQ(result.state(), State::unknown) << "a run without a step has shown nothing";
}

TEST(Nagios, HostileTextsLeaveOneBar) {
    const std::string evil = "a|b=1\n|c=2\x1B[0m PROCESS_SERVICE_CHECK_RESULT;x";
    auto result = sample();
    result.text = evil;
    result.notes = {evil};
    result.trace = {evil};
    result.steps[0].name = evil;
    result.steps[0].text = evil;
    for (int verbosity = 0; verbosity <= 3; ++verbosity) {
        const auto out = render_nagios(result, verbosity);
        EXPECT_EQ(std::count(out.begin(), out.end(), '|'), 1) << out;
        EXPECT_GT(out.rfind('|'), out.rfind("\n", out.size() - 2) == std::string::npos
                                      ? 0
                                      : out.rfind("\n", out.size() - 2));
        EXPECT_EQ(out.find("PROCESS_SERVICE_CHECK_RESULT"), std::string::npos);
        EXPECT_EQ(out.find('\x1B'), std::string::npos);
    }
}

TEST(Nagios, SixteenKilobytesAndPerfdataSurvives) {
    auto result = sample();
    result.trace.assign(1000, std::string(200, 'x'));
    const auto out = render_nagios(result, 3);
    EXPECT_LE(out.size(), 16384U);
    EXPECT_NE(out.find("(more was cut off) | total=2.25s requests=7\n"), std::string::npos);
}

TEST(Json, HasEveryStep) {
    auto result = sample();
    result.steps[0].children = {{"child", State::warning, "w\xC3"}};
    result.perfdata[0].thresholds.warning = Range::parse("5").value();
    const auto object = nlohmann::json::parse(render_json(result));
    EXPECT_EQ(object.at("label"), "OCCI-VM");
    EXPECT_EQ(object.at("state"), "WARNING");
    EXPECT_EQ(object.at("exit_status"), 1);
    EXPECT_EQ(object.at("steps").at(0).at("steps").at(0).at("name"), "child");
    EXPECT_EQ(object.at("steps").at(1).at("seconds"), 2);
    EXPECT_EQ(object.at("perfdata").at(0).at("warning"), "5");
}

}  // namespace
}  // namespace fedcloud::plugin
