// Command lines at the edge: what looks like an option and is a value, and the other way round.
#include <gtest/gtest.h>

#include "plugin/common_options.hpp"

namespace fedcloud::plugin {
namespace {

struct Given {
    CommonOptions common;
    std::string error;
};

Given give(std::vector<const char*> words) {
    Given given;
    const auto table = common_option_table(given.common, {"seconds", true, true});
    words.insert(words.begin(), "check_x");
    const auto done = parse_options(table, static_cast<int>(words.size()), words.data());
    given.error = done ? "" : done.error();
    return given;
}

TEST(CommandLine, RangesThatBeginWithADash) {
    for (const auto& words : std::vector<std::vector<const char*>>{
             {"-w", "-5:-1"}, {"-w-5:-1"}, {"--warning", "-5:-1"}, {"--warning=-5:-1"}}) {
        const auto given = give(words);
        ASSERT_EQ(given.error, "") << words.front();
        ASSERT_TRUE(given.common.thresholds.warning);
        EXPECT_EQ(given.common.thresholds.warning->to_string(), "-5:-1");
    }
    // -4 is an option of its own.
    EXPECT_EQ(give({"-w", "-4:10"}).error, "");
    EXPECT_EQ(give({"-c", "@~:0", "-w", "~:5"}).common.thresholds.critical->to_string(), "@~:0");
}

TEST(CommandLine, FlagsAndValuesInOneWord) {
    const auto given = give({"-vvt7", "-4v"});
    EXPECT_EQ(given.error, "");
    EXPECT_EQ(given.common.verbosity, 3);
    EXPECT_EQ(given.common.timeout, std::chrono::seconds(7));
    EXPECT_EQ(given.common.family, AddressFamily::ipv4);
}

TEST(CommandLine, TheLastWinsOfEveryKind) {
    const auto given = give({"-4", "-6", "-H", "a", "--hostname=b", "-p", "1", "-p2", "--format",
                             "json", "--format=nagios", "-w", "1", "-w", "2"});
    EXPECT_EQ(given.error, "");
    EXPECT_EQ(given.common.family, AddressFamily::ipv6);
    EXPECT_EQ(given.common.hostname, "b");
    EXPECT_EQ(given.common.port, 2);
    EXPECT_EQ(given.common.format, Format::nagios);
    EXPECT_EQ(given.common.thresholds.warning->to_string(), "2");
}

TEST(CommandLine, EverythingElseIsRefusedInOneLine) {
    const std::vector<std::pair<std::vector<const char*>, std::string>> table{
        {{"--time", "5"}, "--time"},
        {{"--verb"}, "--verb"},
        {{"--verbose=3"}, "--verbose"},
        {{"--", "word"}, "word"},
        {{"-t", "1", "word"}, "word"},
        {{"-"}, ""},
        {{""}, ""},
        {{"-t=30"}, "=30"},
        {{"-t", "1e1"}, "1e1"},
        {{"-t", "86401"}, "86401"},
        {{"-t", " 5"}, "--timeout"},
        {{"-p", "+80"}, "+80"},
        {{"-p", "http"}, "http"},
        {{"-H", ""}, "--hostname"},
        {{"-H"}, "--hostname"},
        {{"--hostname="}, "hostname"},
        {{"-w", ""}, "warning"},
        {{"-w", "10:5"}, "10:5"},
        {{"--timeout-state", "4"}, "4"},
        {{"--format", ""}, "--format"},
        {{"-T", "5"}, "-T"},
        {{"-vVx"}, "x"},
        {{"--\x01help"}, "help"},
        {{"--b\nad|\x1B"}, "ad/"},
    };
    for (const auto& [words, names] : table) {
        const auto error = give(words).error;
        EXPECT_NE(error, "") << words.front();
        EXPECT_NE(error.find(names), std::string::npos) << words.front() << ": " << error;
        EXPECT_EQ(error.find_first_of("|\r\n\x1B\x01"), std::string::npos) << error;
    }
}

TEST(CommandLine, DefaultsStand) {
    const auto given = give({});
    EXPECT_EQ(given.error, "");
    EXPECT_EQ(given.common.timeout_state, State::critical);
    EXPECT_EQ(given.common.verbosity, 0);
    EXPECT_EQ(given.common.family, AddressFamily::any);
    EXPECT_EQ(given.common.format, Format::nagios);
    EXPECT_FALSE(given.common.port);
    EXPECT_TRUE(given.common.ca_path.empty());
}

TEST(CommandLine, OptionsThatAProbeHasNoUseForAreUnknown) {
    CommonOptions options;
    const auto table = common_option_table(options, {"seconds", false, false});
    for (const auto* word : {"--ca-path=x", "--capath=x", "--state-dir=x"}) {
        const std::vector<const char*> words{"check_x", word};
        EXPECT_FALSE(parse_options(table, 2, words.data())) << word;
    }
}

}  // namespace
}  // namespace fedcloud::plugin
