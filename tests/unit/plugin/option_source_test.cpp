// A run whose options come from a source: when, under which deadline, and what is told.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <thread>

#include "plugin/run_plugin.hpp"

namespace fedcloud::plugin {
namespace {

using namespace std::chrono_literals;

struct Ended {
    int status;
    std::string out;
    std::chrono::duration<double> time;
};

// A probe that succeeds, and says what its options are.
Ended run_with(const OptionSource& source, std::vector<const char*> words = {}) {
    std::array<int, 2> ends{};
    EXPECT_EQ(pipe(ends.data()), 0);
    const auto start = Clock::now();
    const pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        words.insert(words.begin(), "check_x");
        Description description{
            "check_x", "X", "Checks x.", {}, 5s, false, {"seconds", true, true}};
        description.source = source;
        std::string endpoint = "none";
        const auto check = [&](Run& run) {
            (void)run.step("work", []() -> Checked<void> { return {}; });
            const std::chrono::duration<double> budget =
                run.budget().hard.end() - run.budget().start;
            run.succeed(endpoint + " in " + std::to_string(static_cast<int>(budget.count() + 0.5)));
        };
        _exit(run_plugin(description, {{"endpoint", 'e', "URL", "where", into(endpoint)}}, check,
                         static_cast<int>(words.size()), words.data()));
    }
    close(ends[1]);
    Ended ended{};
    std::array<char, 4096> buffer{};
    for (ssize_t count = 0; (count = read(ends[0], buffer.data(), buffer.size())) > 0;) {
        ended.out.append(buffer.data(), static_cast<std::size_t>(count));
    }
    close(ends[0]);
    int status = 0;
    waitpid(pid, &status, 0);
    ended.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    ended.time = Clock::now() - start;
    return ended;
}

OptionSource filling(std::vector<FilledOption> options) {
    return [options = std::move(options)](OptionFiller& filler, Run& run) {
        return run
            .step("profile",
                  [&]() -> Checked<void> {
                      run.note("a note|of the source");
                      for (const auto& option : options) {
                          if (auto done = filler.fill(option); !done) {
                              return done;
                          }
                      }
                      return {};
                  })
            .has_value();
    };
}

TEST(OptionSource, FillsAndIsAStep) {
    const auto source = filling({{"endpoint", "filled", "f"}});
    const auto plain = run_with(source);
    EXPECT_EQ(plain.status, 0);
    EXPECT_EQ(plain.out, "X OK - filled in 5\na note/of the source\n");
    EXPECT_EQ(run_with(source, {"-e", "given"}).out, "X OK - given in 5\na note/of the source\n");
    const auto verbose = run_with(source, {"-v"}).out;
    EXPECT_NE(verbose.find("profile"), std::string::npos) << verbose;
    EXPECT_LT(verbose.find("profile"), verbose.find("work"));
    const auto json = run_with(source, {"--format", "json"}).out;
    EXPECT_NE(json.find(R"("name":"profile")"), std::string::npos) << json;
    EXPECT_NE(json.find(R"("notes":["a note/of the source"])"), std::string::npos) << json;
}

TEST(OptionSource, CommonOptionsCountAsWell) {
    EXPECT_EQ(run_with(filling({{"timeout", "77", "f"}})).out,
              "X OK - none in 77\na note/of the source\n");
    EXPECT_EQ(run_with(filling({{"timeout", "77", "f"}}), {"-t", "9"}).out,
              "X OK - none in 9\na note/of the source\n");
    const auto json = run_with(filling({{"format", "json", "f"}})).out;
    EXPECT_EQ(json.substr(0, 1), "{") << json;
}

TEST(OptionSource, AMistakeEndsTheRun) {
    const auto ended = run_with(filling({{"timeout", "soon", "file: /a"}}));
    EXPECT_EQ(ended.status, 3);
    EXPECT_EQ(ended.out,
              "X UNKNOWN - file: /a: --timeout: 'soon' is not a whole number of seconds from 1 to "
              "86400\na note/of the source\n");
}

TEST(OptionSource, HelpAndUsageErrorsDoNotAskIt) {
    const auto never = [](OptionFiller&, plugin::Run&) -> bool { _exit(77); };
    EXPECT_EQ(run_with(never, {"--help"}).status, 0);
    EXPECT_EQ(run_with(never, {"--version"}).status, 0);
    EXPECT_EQ(run_with(never, {"--nosuch"}).status, 3);
    EXPECT_EQ(run_with(never).status, 77);
}

TEST(OptionSource, TheWatchdogKeepsTheTime) {
    const auto hang = [](OptionFiller&, plugin::Run&) {
        std::this_thread::sleep_for(1h);
        return true;
    };
    const auto ended = run_with(hang, {"-t", "4"});
    EXPECT_EQ(ended.status, 3);
    EXPECT_EQ(ended.out.rfind("X UNKNOWN - still busy after 4 s", 0), 0U) << ended.out;
    EXPECT_LT(ended.time.count(), 4.0);
}

}  // namespace
}  // namespace fedcloud::plugin
