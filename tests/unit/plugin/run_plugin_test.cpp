// From main() to the exit status, in a child process.
#include "plugin/run_plugin.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <new>
#include <stdexcept>
#include <utility>

namespace fedcloud::plugin {
namespace {

using namespace std::chrono_literals;

struct Ended {
    int status;
    std::string out;
    std::chrono::duration<double> time;
};

enum class Output { pipe, closed, broken_pipe, full };

Ended run_child(const std::function<void(plugin::Run&)>& check, std::vector<const char*> words = {},
                Output output = Output::pipe) {
    std::array<int, 2> ends{};
    EXPECT_EQ(pipe(ends.data()), 0);
    if (output == Output::broken_pipe) {  // before there is a child that could write into it
        close(std::exchange(ends[0], -1));
    }
    const auto start = Clock::now();
    const pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        dup2(output == Output::full ? open("/dev/full", O_WRONLY) : ends[1], STDOUT_FILENO);
        if (output == Output::closed) {
            close(STDOUT_FILENO);
        }
        close(ends[1]);
        words.insert(words.begin(), "check_x");
        const Description description{"check_x",
                                      "X",
                                      "Checks x.",
                                      {"check_x -t 1", "check_x -v"},
                                      5s,
                                      false,
                                      {"seconds", true, true}};
        _exit(run_plugin(description, {}, check, static_cast<int>(words.size()), words.data()));
    }
    close(ends[1]);
    Ended ended{};
    if (ends[0] >= 0) {
        std::array<char, 4096> buffer{};
        for (ssize_t count = 0; (count = read(ends[0], buffer.data(), buffer.size())) > 0;) {
            ended.out.append(buffer.data(), static_cast<std::size_t>(count));
        }
        close(ends[0]);
    }
    int status = 0;
    waitpid(pid, &status, 0);
    ended.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    ended.time = Clock::now() - start;
    return ended;
}

void fine(plugin::Run& run) {
    (void)run.step("s", []() -> Checked<void> { return {}; });
    run.succeed("fine");
}

void throw_something() {
    throw std::runtime_error("thrown");
}

TEST(RunPlugin, StatesBecomeTheExitStatus) {
    EXPECT_EQ(run_child(fine).status, 0);
    EXPECT_EQ(run_child(fine).out, "X OK - fine\n");
    const std::vector<std::pair<Fault, int>> table{
        {Fault::degraded("d"), 1}, {Fault::service("s"), 2}, {Fault::ours("o"), 3}};
    for (const auto& [fault, status] : table) {
        EXPECT_EQ(run_child([fault = fault](plugin::Run& run) {
                      (void)run.step("s", [&]() -> Checked<void> { return Unexpected{fault}; });
                  }).status,
                  status);
    }
}

TEST(RunPlugin, WhateverHappensIsUnknown) {
    EXPECT_EQ(run_child([](plugin::Run&) { throw std::bad_alloc(); }).status, 3);
    const auto thrown = run_child([](plugin::Run&) { throw std::runtime_error("a|b"); });
    EXPECT_EQ(thrown.status, 3);
    EXPECT_EQ(thrown.out, "X UNKNOWN - internal error: a/b\n");
    EXPECT_EQ(run_child([](plugin::Run&) { throw 42; }).status, 3);
    const auto terminated = run_child([](plugin::Run&) { []() noexcept { throw_something(); }(); });
    EXPECT_EQ(terminated.status, 3);
    EXPECT_NE(terminated.out.find("UNKNOWN"), std::string::npos);
    EXPECT_EQ(run_child([](plugin::Run&) {}).status, 3) << "a check that checks nothing";
}

TEST(RunPlugin, OutputThatCannotBeWritten) {
    for (const auto output : {Output::closed, Output::broken_pipe, Output::full}) {
        EXPECT_EQ(run_child(fine, {}, output).status, 3);
    }
}

TEST(RunPlugin, UsageHelpVersion) {
    const auto usage = run_child(fine, {"--bogus"});
    EXPECT_EQ(usage.status, 3);
    EXPECT_EQ(usage.out, "X UNKNOWN - unknown option '--bogus'; see check_x --help\n");
    const auto help = run_child(fine, {"--help"});
    EXPECT_EQ(help.status, 0);
    const std::string examples = "Examples:\n  check_x -t 1\n  check_x -v\n";
    EXPECT_EQ(help.out.substr(help.out.size() - examples.size()), examples);
    EXPECT_EQ(run_child(fine, {"-V"}).status, 0);
}

TEST(RunPlugin, TheWatchdogEndsWhatDoesNotReturn) {
    const auto ended = run_child(
        [](plugin::Run&) {
            for (volatile bool forever = true; forever;) {
            }
        },
        {"-t", "1"});
    EXPECT_EQ(ended.status, 3);
    EXPECT_EQ(ended.out.rfind("X UNKNOWN - still busy", 0), 0U) << ended.out;
    EXPECT_LT(ended.time.count(), 5.0);
}

TEST(RunPlugin, NoWatchdogAfterTheResult) {
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    const pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        const std::array<const char*, 3> words{"check_x", "-t", "1"};
        const Description description{"check_x", "X", "Checks x.", {}, 5s, false, {"seconds"}};
        const int status = run_plugin(description, {}, fine, 3, words.data());
        // An end that takes longer than -t: no signal may come in that time.
        timespec rest{1, 200'000'000};
        const bool undisturbed = nanosleep(&rest, nullptr) == 0;
        _exit(undisturbed ? status : 4);
    }
    close(ends[1]);
    std::string out;
    std::array<char, 256> buffer{};
    for (ssize_t count = 0; (count = read(ends[0], buffer.data(), buffer.size())) > 0;) {
        out.append(buffer.data(), static_cast<std::size_t>(count));
    }
    close(ends[0]);
    int status = 0;
    ASSERT_EQ(waitpid(pid, &status, 0), pid);
    EXPECT_EQ(WIFEXITED(status) ? WEXITSTATUS(status) : -1, 0);
    EXPECT_EQ(out.find("still busy"), std::string::npos) << out;
}

}  // namespace
}  // namespace fedcloud::plugin
