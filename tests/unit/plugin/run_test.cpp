// One run: steps, faults, signals, secrets.
#include "plugin/run.hpp"

#include <gtest/gtest.h>
#include <signal.h>

namespace fedcloud::plugin {
namespace {

using namespace std::chrono_literals;

class RunTest : public testing::Test {
  protected:
    plugin::Run run() {
        return plugin::Run("X", Budget::of(Clock::now(), 10s, true), options, interrupt);
    }

    CommonOptions options;
    Interrupt interrupt;
};

TEST_F(RunTest, BlameBecomesTheState) {
    const std::vector<std::pair<Fault, State>> table{
        {Fault::ours("o"), State::unknown},     {Fault::service("s"), State::critical},
        {Fault::degraded("d"), State::warning}, {Fault::too_late("t"), State::critical},
        {Fault::by_signal(), State::unknown},
    };
    for (const auto& [fault, state] : table) {
        auto one = run();
        EXPECT_FALSE(
            one.step("s", [fault = fault]() -> Checked<int> { return Unexpected{fault}; }));
        EXPECT_EQ(one.state(), state) << fault.text;
    }
    for (const State asked : {State::ok, State::warning, State::critical, State::unknown}) {
        EXPECT_EQ(state_of(Fault::too_late("t"), asked), asked);
        EXPECT_EQ(state_of(Fault::ours("t"), asked), State::unknown);
    }
}

TEST_F(RunTest, StepsAreMeasuredAndTheirValuesHandedOn) {
    auto one = run();
    const auto value = one.step("wait", [&]() -> Checked<int> {
        (void)wait({Deadline::in(15ms), -1});
        return 42;
    });
    ASSERT_TRUE(value);
    EXPECT_EQ(*value, 42);
    EXPECT_GE(one.duration_of("wait").count(), 0.015);
    EXPECT_EQ(one.duration_of("other").count(), 0);
}

TEST_F(RunTest, OnlyTheServicesFaultNamesTheStep) {
    auto ours = run();
    (void)ours.step("credential",
                    []() -> Checked<void> { return Unexpected{Fault::ours("proxy expired")}; });
    EXPECT_EQ(ours.render(), "X UNKNOWN - proxy expired\n");
    auto service = run();
    (void)service.step("create",
                       []() -> Checked<void> { return Unexpected{Fault::service("HTTP 409")}; });
    EXPECT_EQ(service.render(), "X CRITICAL - create: HTTP 409\n");
}

TEST_F(RunTest, ASignalIsNamedAndShortensTheCleanUp) {
    auto one = run();
    const auto before = one.cleanup().deadline.remaining();
    raise(SIGTERM);
    EXPECT_EQ(wait(one.work()), WaitResult::interrupted);
    (void)one.step("boot", []() -> Checked<void> { return Unexpected{Fault::by_signal()}; });
    const auto out = one.render();
    EXPECT_NE(out.find("SIGTERM"), std::string::npos) << out;
    EXPECT_NE(out.find("'boot'"), std::string::npos) << out;
    EXPECT_LT(one.cleanup().deadline.remaining(), before - 5s);
    EXPECT_EQ(one.cleanup().interrupt_fd, -1);
}

TEST_F(RunTest, SecretsAreNowhere) {
    for (const auto format : {Format::nagios, Format::json}) {
        options.format = format;
        options.verbosity = 3;
        auto one = run();
        one.keep_secret("hunter2hunter2");
        (void)one.step("s", [&]() -> Checked<void> {
            one.find(State::warning, "child", "c hunter2hunter2");
            one.trace(3, "t hunter2hunter2");
            return Unexpected{Fault::service("f hunter2hunter2")};
        });
        one.note("n hunter2hunter2");
        one.succeed("x hunter2hunter2");
        const auto out = one.render();
        EXPECT_EQ(out.find("hunter2"), std::string::npos) << out;
        EXPECT_NE(out.find("t ***"), std::string::npos) << out;
    }
}

// A server that echoes it with other blanks: what is printed has single ones.
TEST_F(RunTest, SecretsAreNowhereWithOtherBlanksEither) {
    options.verbosity = 3;
    auto one = run();
    one.keep_secret("correct horse battery");
    (void)one.step("s", [&]() -> Checked<void> {
        one.trace(3, "t correct\thorse  battery");
        return Unexpected{Fault::service("f correct \thorse battery")};
    });
    one.note("n correct\nhorse battery");
    const auto out = one.render();
    EXPECT_EQ(out.find("horse"), std::string::npos) << out;
}

TEST_F(RunTest, LongLinesOfATraceStayWhole) {
    options.verbosity = 3;
    auto one = run();
    const std::string line(1000, 'x');
    (void)one.step("s", [&]() -> Checked<void> {
        one.trace(3, "> " + line);
        return {};
    });
    EXPECT_NE(one.render().find("> " + line + '\n'), std::string::npos);
}

TEST_F(RunTest, TraceOnlyWhenWanted) {
    auto one = run();
    one.trace(2, "quiet");
    one.note("n");
    EXPECT_EQ(one.render().find("quiet"), std::string::npos);
}

}  // namespace
}  // namespace fedcloud::plugin
