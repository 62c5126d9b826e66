// What a scheduler sees of a probe's process: exit status, standard output, standard error.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <new>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "plugin/run_plugin.hpp"

namespace fedcloud::plugin {
namespace {

using namespace std::chrono_literals;
using Check = std::function<void(plugin::Run&)>;

struct Ended {
    int status = -1;
    std::string out;
    std::string err;
    Duration time{};
};

std::string read_all(int fd) {
    std::string text;
    std::array<char, 4096> buffer{};
    for (ssize_t count = 0; (count = read(fd, buffer.data(), buffer.size())) > 0;) {
        text.append(buffer.data(), static_cast<std::size_t>(count));
    }
    close(fd);
    return text;
}

TEST(Process, AClosedStreamIsNoFileOfOurs) {
    const pid_t pid = fork();
    if (pid == 0) {
        for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
            close(stream);
        }
        int first = -1;
        const std::array<const char*, 1> words{"check_x"};
        run_plugin(
            {"check_x", "X", "Checks x.", {}, 5s, false, {"seconds", true, true}}, {},
            [&first](plugin::Run&) { first = dup(STDIN_FILENO); }, 1, words.data());
        _exit(first > STDERR_FILENO && write(STDOUT_FILENO, "x", 1) < 0 ? 0 : 1);
    }
    int status = -1;
    EXPECT_EQ(waitpid(pid, &status, 0), pid);
    EXPECT_EQ(status, 0);
}

Ended run_process(const Check& check, std::vector<const char*> words = {},
                  bool creates_something = false) {
    std::array<int, 2> out{};
    std::array<int, 2> err{};
    EXPECT_EQ(pipe(out.data()), 0);
    EXPECT_EQ(pipe(err.data()), 0);
    const auto start = Clock::now();
    const pid_t pid = fork();
    if (pid == 0) {
        dup2(out[1], STDOUT_FILENO);
        dup2(err[1], STDERR_FILENO);
        for (const int fd : {out[0], out[1], err[0], err[1]}) {
            close(fd);
        }
        words.insert(words.begin(), "check_x");
        const Description description{"check_x",
                                      "X",
                                      "Checks x, and everything about x that can be checked.",
                                      {"check_x -t 1", "check_x -v"},
                                      5s,
                                      creates_something,
                                      {"seconds until x is there", true, true}};
        _exit(run_plugin(description, {}, check, static_cast<int>(words.size()), words.data()));
    }
    close(out[1]);
    close(err[1]);
    Ended ended;
    ended.out = read_all(out[0]);
    ended.err = read_all(err[0]);
    int status = 0;
    EXPECT_EQ(waitpid(pid, &status, 0), pid);
    ended.time = Clock::now() - start;
    ended.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return ended;
}

void fine(plugin::Run& run) {
    (void)run.step("s", []() -> Checked<void> { return {}; });
    run.succeed("fine");
}

struct Thrower {
    ~Thrower() noexcept { throw_it(); }
    static void throw_it() { throw std::runtime_error("from a destructor"); }
};

struct Case {
    std::string name;
    Check check;
    std::vector<const char*> words;
    int status;
    std::string first;  // what the output begins with
};

class Process : public testing::TestWithParam<Case> {};

TEST_P(Process, EndsWithAStateAndALineAndNothingOnStandardError) {
    const auto& [name, check, words, status, first] = GetParam();
    const auto ended = run_process(check, words);
    EXPECT_EQ(ended.status, status);
    EXPECT_TRUE(ended.out.starts_with(first)) << ended.out;
    EXPECT_TRUE(ended.out.ends_with('\n')) << ended.out;
    EXPECT_EQ(ended.err, "");
}

INSTANTIATE_TEST_SUITE_P(
    All, Process,
    testing::Values(
        Case{"Fine", fine, {}, 0, "X OK - fine\n"},
        Case{"Json", fine, {"--format", "json"}, 0, "{\"label\":\"X\",\"state\":\"OK\""},
        Case{"Help", fine, {"--help"}, 0, "Usage: check_x"},
        Case{"HelpBesideOthers", fine, {"-t", "1", "-h"}, 0, "Usage: check_x"},
        Case{"Version", fine, {"--version"}, 0, "check_x (fedcloud-probes) "},
        Case{"Usage", fine, {"--bogus"}, 3, "X UNKNOWN - unknown option '--bogus'"},
        Case{"HostileUsage", fine, {"--b|gus\n\x1B"}, 3, "X UNKNOWN - unknown option '--b/gus"},
        Case{"Positional", fine, {"word"}, 3, "X UNKNOWN - unexpected argument 'word'"},
        Case{"BadAlloc",
             [](plugin::Run&) { throw std::bad_alloc(); },
             {},
             3,
             "X UNKNOWN - out of memory"},
        Case{"Exception",
             [](plugin::Run&) { throw std::runtime_error("a|b\nc"); },
             {},
             3,
             "X UNKNOWN - internal error: a/b c\n"},
        Case{"Integer", [](plugin::Run&) { throw 42; }, {}, 3, "X UNKNOWN - internal error"},
        Case{"Destructor", [](plugin::Run&) { const Thrower thrower; }, {}, 3, "UNKNOWN - "},
        Case{"OtherThread",
             [](plugin::Run&) { std::thread([] { throw std::runtime_error("t"); }).join(); },
             {},
             3,
             "UNKNOWN - "},
        Case{"ExceptionInAStep",
             [](plugin::Run& run) {
                 (void)run.step("s", []() -> Checked<void> { throw std::runtime_error("in"); });
             },
             {},
             3,
             "X UNKNOWN - internal error: in\n"}),
    [](const auto& row) { return row.param.name; });

TEST(ProcessOnce, ASignalEndsTheWaitingAndIsNamed) {
    for (const int signal : {SIGTERM, SIGINT, SIGALRM}) {
        const auto ended = run_process([signal](plugin::Run& run) {
            (void)run.step("boot", [&]() -> Checked<void> {
                raise(signal);
                if (wait(run.work()) == WaitResult::interrupted) {
                    return Unexpected{Fault::by_signal()};
                }
                return {};
            });
        });
        EXPECT_EQ(ended.status, 3);
        const auto named = "by SIG" + std::string(sigabbrev_np(signal)) + " after ";
        EXPECT_NE(ended.out.find(named), std::string::npos) << ended.out;
        EXPECT_NE(ended.out.find("during the step 'boot'"), std::string::npos) << ended.out;
        EXPECT_EQ(ended.err, "");
        EXPECT_LT(ended.time, 3s);
    }
}

TEST(ProcessOnce, TheWatchdogSpeaksForACheckThatSpins) {
    const auto ended = run_process(
        [](plugin::Run&) {
            for (volatile bool forever = true; forever;) {
            }
        },
        {"-t", "1"}, true);
    EXPECT_EQ(ended.status, 3);
    EXPECT_TRUE(ended.out.starts_with("X UNKNOWN - still busy after 1 s")) << ended.out;
    EXPECT_TRUE(ended.out.ends_with('\n'));
    EXPECT_GE(ended.time, 950ms) << "the work was cut short";
    EXPECT_LT(ended.time, 5s);
    EXPECT_EQ(ended.err, "");
}

TEST(HelpText, FitsEightyColumnsAndEndsWithTwoExamples) {
    const auto help = run_process(fine, {"-h"}).out;
    std::istringstream lines(help);
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(line.size(), 80U) << line;
    }
    EXPECT_TRUE(help.ends_with("\nExamples:\n  check_x -t 1\n  check_x -v\n")) << help;
    for (const auto* option :
         {"-t, --timeout SECONDS", "-w, --warning RANGE", "--ca-path DIR", "-4, --ipv4",
          "--timeout-state ok|warning|critical|unknown", "(also --capath)"}) {
        EXPECT_NE(help.find(option), std::string::npos) << option;
    }
}

}  // namespace
}  // namespace fedcloud::plugin
