// The frame: which subcommand runs, and what its options are told.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include "commands.hpp"
#include "plugin/file_descriptor.hpp"
#include "pull_options.hpp"

namespace fedcloud::profiles {
namespace {

std::string content(int file) {
    std::string text;
    std::array<char, 4096> buffer{};
    lseek(file, 0, SEEK_SET);
    for (ssize_t count = 0; (count = read(file, buffer.data(), buffer.size())) > 0;) {
        text.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return text;
}

struct Result {
    int status = -1;
    std::string out;
    std::string err;
};

Result run(std::vector<Subcommand> commands, std::vector<const char*> words) {
    words.insert(words.begin(), "fedcloud-profiles");
    const plugin::FileDescriptor out(memfd_create("out", MFD_CLOEXEC));
    const plugin::FileDescriptor err(memfd_create("err", MFD_CLOEXEC));
    Terminal terminal(out.fd(), err.fd());
    Result result;
    result.status =
        run_subcommand(std::move(commands), static_cast<int>(words.size()), words.data(), terminal);
    result.out = content(out.fd());
    result.err = content(err.fd());
    return result;
}

Result run_sample(std::vector<const char*> words, Expected<Exit, std::string> exit = Exit::done) {
    const auto name = std::make_shared<std::string>();
    Subcommand sample;
    sample.name = "greet";
    sample.operand = "[NAME]";
    sample.summary = "Greets.";
    sample.examples = {"fedcloud-profiles greet you"};
    sample.options = {{"name", 'n', "NAME", "whom", plugin::into(*name), {}, true}};
    sample.run = [name, exit](Context& context) {
        context.terminal.print("hello " + *name + '\n');
        context.terminal.progress("not on a terminal");
        return exit;
    };
    return run({sample}, std::move(words));
}

TEST(Subcommand, Runs) {
    const auto result = run_sample({"greet", "you"}, Exit::something_to_tell);
    EXPECT_EQ(result.status, 1);
    EXPECT_EQ(result.out, "hello you\n");
    EXPECT_EQ(result.err, "");
}

TEST(Subcommand, FailureHasNoResults) {
    const auto result = run_sample({"greet"}, Unexpected{std::string("no disk")});
    EXPECT_EQ(result.status, 3);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err, "fedcloud-profiles greet: no disk\n");
}

// What does not watch for them is ended by them.
TEST(Subcommand, SignalsAreNotHeldBack) {
    sigset_t none;
    sigemptyset(&none);
    ASSERT_EQ(sigprocmask(SIG_SETMASK, &none, nullptr), 0);
    sigset_t blocked;
    sigfillset(&blocked);
    Subcommand sample;
    sample.name = "look";
    sample.run = [&](Context&) -> Expected<Exit, std::string> {
        sigprocmask(SIG_BLOCK, nullptr, &blocked);
        return Exit::done;
    };
    EXPECT_EQ(run({sample}, {"look"}).status, 0);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
        EXPECT_EQ(sigismember(&blocked, signal), 0) << signal;
    }
}

TEST(Subcommand, Help) {
    auto result = run_sample({"--help"});
    EXPECT_EQ(result.status, 0);
    EXPECT_NE(result.out.find("  greet       Greets.\n"), std::string::npos) << result.out;
    result = run_sample({"greet", "-h"});
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.out.find("Usage: fedcloud-profiles greet [OPTION]... [NAME]\n"), 0U);
    EXPECT_NE(result.out.find("-n, --name NAME"), std::string::npos);
    for (const auto& words :
         {std::vector<const char*>{"--version"}, {"greet", "--version"}, {"greet", "-V"}}) {
        result = run_sample(words);
        EXPECT_EQ(result.status, 0);
        EXPECT_EQ(result.out.find("fedcloud-profiles ("), 0U) << result.out;
    }
}

TEST(Subcommand, BadInputIsNamed) {
    const auto expect = [](std::vector<const char*> words, const std::string& part) {
        const auto result = run_sample(std::move(words));
        EXPECT_EQ(result.status, 3);
        EXPECT_EQ(result.out, "");
        EXPECT_NE(result.err.find(part), std::string::npos) << result.err;
    };
    expect({}, "no subcommand");
    expect({"dance"}, "unknown subcommand 'dance'");
    expect({"greet", "--colour"}, "unknown option '--colour'");
    expect({"greet", "--name"}, "'--name' needs a value");
    expect({"greet", "a", "b"}, "unexpected argument 'b'");
}

TEST(Subcommand, OptionsOfPull) {
    const auto expect = [](std::vector<const char*> words, const std::string& part) {
        words.insert(words.begin(), "pull");
        const auto result = run({pull_command(), diff_command()}, std::move(words));
        EXPECT_EQ(result.status, 3);
        EXPECT_EQ(result.out, "");
        EXPECT_NE(result.err.find(part), std::string::npos) << result.err;
    };
    expect({}, "--gocdb is missing");
    expect({"--gocdb", "goc"}, "--gocdb: 'goc' is no usable URL");
    expect({"--max-removals", "101"}, "--max-removals: '101'");
    expect({"--max-removals", "ten"}, "--max-removals: 'ten'");
    expect({"--downtime-days", "-1"}, "--downtime-days: '-1'");
    expect({"--certification-status", "Good"}, "--certification-status: 'Good' is none of");
    expect({"--ngi", "a'b"}, "--ngi: 'a'b' holds a character that GOCDB refuses");
    expect({"--scope", "EGI,\"x"}, "--scope: '\"x' holds a character");
    expect({"--scope", "EGI,,x"}, "--scope: the value is empty");
    expect({"--vo", "a b"}, "--vo: 'a b' is not a VO's name");
    expect({"--vo", "-x"}, "--vo");
    expect({"--site", ""}, "--site");
    expect({"--site", "a%0Ab"}, "--site");
    expect({"--timeout", "0"}, "--timeout: '0'");
    expect({"--format", "xml"}, "--format: 'xml' is none of table, json");
    expect({"--gocdb", "http://127.0.0.1:9/", "--key", "x"}, "--key is of no use without --cert");
    expect({"--gocdb", "https://h.org/", "--cert", "/nowhere.pem"}, "--cert: ");
}

TEST(Subcommand, ScopesOfAnyAreNoFilter) {
    for (const std::string value : {"any", "ANY", ""}) {
        PullOptions options;
        const auto table = pull_option_table(options);
        const auto* scope = plugin::find_option(table, "scope");
        ASSERT_NE(scope, nullptr);
        ASSERT_TRUE(scope->set("EGI, any"));
        EXPECT_EQ(options.selection.scopes, (std::vector<std::string>{"EGI", "any"}));
        ASSERT_TRUE(scope->set(value));
        EXPECT_TRUE(options.selection.scopes.empty()) << value;
    }
}

// A file that goes with it.
class ConfigFile {
  public:
    explicit ConfigFile(const std::string& content) {
        const plugin::FileDescriptor file(mkstemp(path_.data()));
        EXPECT_EQ(write(file.fd(), content.data(), content.size()),
                  static_cast<ssize_t>(content.size()));
    }
    ~ConfigFile() { unlink(path_.c_str()); }
    ConfigFile(const ConfigFile&) = delete;
    ConfigFile& operator=(const ConfigFile&) = delete;
    const char* path() const { return path_.c_str(); }

  private:
    std::string path_ = testing::TempDir() + "fedcloudXXXXXX";
};

// What a subcommand with the options --name, --word (again and again) and --loud is told.
Result run_with(const std::string& config, std::vector<const char*> words) {
    const ConfigFile file(config);
    const auto told = std::make_shared<std::string>();
    Subcommand sample;
    sample.name = "greet";
    const auto tell = [told](const std::string& what) {
        return [told, what](std::string_view value) -> Expected<void, std::string> {
            if (value == "bad") {
                return Unexpected{std::string("'bad' is bad")};
            }
            *told += what + '=' + std::string(value) + ' ';
            return {};
        };
    };
    sample.options = {{"name", 0, "NAME", "", tell("name")},
                      {"word", 0, "WORD", "", tell("word")},
                      {"loud", 0, "", "", tell("loud")}};
    sample.config_section = "greet";
    sample.run = [told](Context& context) -> Expected<Exit, std::string> {
        context.terminal.print(*told);
        return Exit::done;
    };
    words.insert(words.begin(), {"greet", "--config", file.path()});
    return run({sample}, std::move(words));
}

TEST(ConfigFile, SetsWhatTheCommandLineDoesNot) {
    const auto* config =
        "# all of it\n[greet]\nname = file\nword = a\nword = b c\nloud = true\n"
        "[other]\nname = other\nunknown = 1\n";
    EXPECT_EQ(run_with(config, {}).out, "name=file word=a word=b c loud= ");
    EXPECT_EQ(run_with(config, {"--word", "x"}).out, "word=x name=file loud= ");
    EXPECT_EQ(run_with("[greet]\nloud = false\n", {"--name", "y"}).out, "name=y ");
    EXPECT_EQ(run_with("", {}).status, 0);
}

TEST(ConfigFile, WhatNobodyReadsIsTold) {
    const auto result = run_with("name = a\n[greeet]\nname = b\nword = c\n", {});
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.out, "");
    EXPECT_NE(result.err.find(": 'name' stands before any section, such as [greet]: it has no"),
              std::string::npos)
        << result.err;
    EXPECT_NE(result.err.find(": the section [greeet] has no effect here: [greet] is read\n"),
              std::string::npos)
        << result.err;
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 2);
    EXPECT_EQ(run_with("[greet]\nname = a\n", {}).err, "");
}

TEST(ConfigFile, ErrorsNameFileAndOption) {
    const auto expect = [](const std::string& config, const std::string& part) {
        const auto result = run_with(config, {});
        EXPECT_EQ(result.status, 3);
        EXPECT_NE(result.err.find(part), std::string::npos) << result.err;
    };
    expect("[greet]\nnames = x\n", ": [greet] knows no option 'names'");
    expect("[greet]\nname = bad\n", ": [greet] name: 'bad' is bad");
    expect("[greet]\nloud = 1\n", ": [greet] loud: '1' is neither true nor false");
    expect("[greet]\nhelp = true\n", "no option 'help'");
    expect("rubbish\n", "rubbish");
    const auto none = run({pull_command()}, {"pull", "--config", "/dev/null"});
    EXPECT_NE(none.err.find("--gocdb is missing"), std::string::npos) << none.err;
    const auto missing = run({pull_command()}, {"pull", "--config", "/nowhere/x.conf"});
    EXPECT_EQ(missing.status, 3);
    EXPECT_NE(missing.err.find("--config: cannot read /nowhere/x.conf: No such file"),
              std::string::npos);
}

TEST(Subcommand, ResultsThatCannotBeWrittenAreAFailure) {
    const plugin::FileDescriptor err(memfd_create("err", MFD_CLOEXEC));
    Terminal terminal(-1, err.fd());
    const std::array words{"fedcloud-profiles", "--help"};
    EXPECT_EQ(run_subcommand({pull_command()}, 2, words.data(), terminal), 3);
}

}  // namespace
}  // namespace fedcloud::profiles
