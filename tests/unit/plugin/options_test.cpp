// The command line in every form that schedulers use.
#include "plugin/options.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "plugin/common_options.hpp"

namespace fedcloud::plugin {
namespace {

struct Parsed {
    CommonOptions common;
    std::string endpoint;
    bool bare = false;
    std::string error;
};

Parsed parse(std::vector<const char*> words) {
    Parsed parsed;
    OptionTable table{
        {"endpoint", 'e', "URL", "where", into(parsed.endpoint), {"url"}},
        {"bare-flag", 'F', "", "bare", flag(parsed.bare), {"bare_flag", "G"}},
    };
    const auto common = common_option_table(parsed.common, {"seconds", true, true});
    table.insert(table.end(), common.begin(), common.end());
    words.insert(words.begin(), "check_x");
    const auto done = parse_options(table, static_cast<int>(words.size()), words.data());
    parsed.error = done ? "" : done.error();
    return parsed;
}

TEST(Options, AnyOrderAndEverySpelling) {
    for (const auto& words : std::vector<std::vector<const char*>>{
             {"-H", "h", "-t", "30", "-e", "x", "-F"},
             {"-F", "-e", "x", "-t30", "-H", "h"},
             {"--bare-flag", "--endpoint=x", "--timeout=30", "--hostname", "h"},
             {"--bare_flag", "--url", "x", "--timeout", "30", "-Hh"},
             {"-G", "--url=x", "-t", "30", "-H", "h"},
         }) {
        const auto parsed = parse(words);
        EXPECT_EQ(parsed.error, "");
        EXPECT_EQ(parsed.endpoint, "x");
        EXPECT_EQ(parsed.common.hostname, "h");
        EXPECT_EQ(parsed.common.timeout, std::chrono::seconds(30));
        EXPECT_TRUE(parsed.bare);
    }
}

TEST(Options, NothingAfterTheEqualsSignIsAnEmptyValue) {
    std::string scopes = "EGI";
    bool bare = false;
    const OptionTable table{{"scope",
                             's',
                             "LIST",
                             "",
                             [&](std::string_view value) -> Expected<void, std::string> {
                                 scopes = value;
                                 return {};
                             },
                             {"old_scope"}},
                            {"bare", 'b', "", "", flag(bare)}};
    const auto parse_words = [&](std::vector<const char*> words) {
        words.insert(words.begin(), "check_x");
        const auto done = parse_options(table, static_cast<int>(words.size()), words.data());
        return done ? "" : done.error();
    };
    EXPECT_EQ(parse_words({"--scope=", "-b"}), "");
    EXPECT_EQ(scopes, "");
    EXPECT_TRUE(bare);
    EXPECT_EQ(parse_words({"--scope=a="}), "");
    EXPECT_EQ(scopes, "a=");
    EXPECT_EQ(parse_words({"--old_scope="}), "");
    EXPECT_EQ(scopes, "");
    EXPECT_EQ(parse_words({"--scope", ""}), "");
    EXPECT_EQ(parse_words({"--bare="}), "option '--bare' takes no value");
    EXPECT_EQ(parse_words({"--colour="}), "unknown option '--colour='");
    EXPECT_EQ(parse_words({"--", "--scope="}), "unexpected argument '--scope='");
    EXPECT_NE(parse_words({"--="}), "");
    EXPECT_NE(parse_words({"--scope"}).find("needs a value"), std::string::npos);
    // A setter says what it does not take.
    EXPECT_EQ(parse({"--endpoint="}).error, "-e/--endpoint: the value is empty");
}

TEST(Options, OneMayComeWithoutItsName) {
    std::string url;
    bool bare = false;
    OptionTable table{{"endpoint", 'e', "URL", "where", into(url)},
                      {"bare", 'b', "", "bare", flag(bare)}};
    table.front().positional = true;
    const auto parse_words = [&](std::vector<const char*> words) {
        words.insert(words.begin(), "check_x");
        const auto done = parse_options(table, static_cast<int>(words.size()), words.data());
        return done ? "" : done.error();
    };
    EXPECT_EQ(parse_words({"https://a/", "-b"}), "");
    EXPECT_EQ(url, "https://a/");
    EXPECT_TRUE(bare);
    EXPECT_EQ(parse_words({"-b", "https://b/"}), "");
    EXPECT_EQ(url, "https://b/");
    EXPECT_EQ(parse_words({"https://a/", "https://b/"}), "unexpected argument 'https://b/'");
    EXPECT_EQ(parse_words({""}), "-e/--endpoint: the value is empty");
}

TEST(Options, VerboseIsCounted) {
    EXPECT_EQ(parse({"-v"}).common.verbosity, 1);
    EXPECT_EQ(parse({"-vvv"}).common.verbosity, 3);
    EXPECT_EQ(parse({"-v", "--verbose", "-v"}).common.verbosity, 3);
}

TEST(Options, TheLastOneWins) {
    EXPECT_EQ(parse({"-t", "10", "-t", "20"}).common.timeout, std::chrono::seconds(20));
}

TEST(Options, RefusesAndNames) {
    const std::vector<std::pair<std::vector<const char*>, std::string>> table{
        {{"--bogus"}, "--bogus"},
        {{"-Z"}, "-Z"},
        {{"--timeo", "5"}, "--timeo"},  // no abbreviations
        {{"-t"}, "--timeout"},
        {{"-t", "0"}, "'0'"},
        {{"-t", "-1"}, "'-1'"},
        {{"-t", "5s"}, "'5s'"},
        {{"-t", "99999999999"}, "'99999999999'"},
        {{"-p", "0"}, "'0'"},
        {{"-p", "65536"}, "'65536'"},
        {{"-w", "5:1"}, "-w/--warning"},
        {{"--endpoint="}, "endpoint"},
        {{"--bare-flag=x"}, "bare-flag"},
        {{"stray"}, "'stray'"},
        {{"--format", "xml"}, "xml"},
        {{"--timeout-state", "bad"}, "bad"},
        {{"-e", ""}, "endpoint"},
    };
    for (const auto& [words, names] : table) {
        const auto error = parse(words).error;
        EXPECT_NE(error.find(names), std::string::npos) << words.front() << ": " << error;
    }
}

TEST(Options, FamilyFormatAndState) {
    EXPECT_EQ(parse({"-4"}).common.family, AddressFamily::ipv4);
    EXPECT_EQ(parse({"--ipv6"}).common.family, AddressFamily::ipv6);
    EXPECT_EQ(parse({"--format", "json"}).common.format, Format::json);
    EXPECT_EQ(parse({"--timeout-state", "UNKNOWN"}).common.timeout_state, State::unknown);
}

TEST(Help, FitsEightyColumns) {
    CommonOptions options;
    std::istringstream lines(describe_options(common_option_table(
        options, {"seconds until something has happened at last", true, true})));
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        EXPECT_LE(line.size(), 80U) << line;
    }
    EXPECT_GT(count, 14);
}

}  // namespace
}  // namespace fedcloud::plugin
