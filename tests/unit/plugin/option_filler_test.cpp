// Options that are filled in behind those that are given by hand.
#include "plugin/option_filler.hpp"

#include <gtest/gtest.h>

#include "plugin/common_options.hpp"

namespace fedcloud::plugin {
namespace {

struct Probe {
    std::string endpoint;
    std::vector<std::string> hosts;
    bool bare = false;
    CommonOptions common;
    OptionTable table;

    Probe() {
        const auto add_host = [this](std::string_view value) -> Expected<void, std::string> {
            hosts.emplace_back(value);
            return {};
        };
        table = {
            {"endpoint", 'e', "URL", "where", into(endpoint), {"url"}, true},
            {"host", 0, "HOST", "several", add_host},
            {"bare-flag", 'F', "", "bare", flag(bare), {"G"}},
        };
        const auto more = common_option_table(common, {"seconds", true, true});
        table.insert(table.end(), more.begin(), more.end());
    }

    OptionFiller after(std::vector<const char*> words) {
        words.insert(words.begin(), "check_x");
        const auto given = parse_options(table, static_cast<int>(words.size()), words.data());
        EXPECT_TRUE(given) << given.error();
        return {table, given ? *given : GivenOptions()};
    }
};

FilledOption value(std::string name, std::string text) {
    return {std::move(name), std::move(text), "file"};
}

TEST(OptionFiller, FillsWhatIsNotGiven) {
    Probe probe;
    auto filler = probe.after({"-v"});
    EXPECT_FALSE(filler.is_set("endpoint"));
    EXPECT_TRUE(filler.fill(value("endpoint", "x")));
    EXPECT_TRUE(filler.fill({"bare-flag", std::nullopt, "file"}));
    EXPECT_TRUE(filler.fill(value("timeout", "77")));
    EXPECT_TRUE(filler.fill(value("warning", "10:20")));
    EXPECT_TRUE(filler.fill(value("port", "8443")));
    EXPECT_EQ(probe.endpoint, "x");
    EXPECT_TRUE(probe.bare);
    EXPECT_EQ(probe.common.timeout, std::chrono::seconds(77));
    EXPECT_EQ(probe.common.thresholds.warning->to_string(), "10:20");
    EXPECT_EQ(probe.common.port, 8443);
    EXPECT_TRUE(filler.is_set("endpoint"));
    EXPECT_TRUE(filler.is_set("verbose"));
    EXPECT_FALSE(filler.is_set("critical"));
}

TEST(OptionFiller, WhatIsGivenByHandStaysUnderWhateverName) {
    for (const auto& words : std::vector<std::vector<const char*>>{
             {"-e", "mine"}, {"--endpoint=mine"}, {"--url", "mine"}, {"mine"}}) {
        Probe probe;
        auto filler = probe.after(words);
        EXPECT_TRUE(filler.is_set("endpoint"));
        EXPECT_TRUE(filler.fill(value("endpoint", "theirs")));
        EXPECT_EQ(probe.endpoint, "mine");
    }
    Probe probe;
    auto filler = probe.after({"-G", "--capath", "/ca", "-6"});
    EXPECT_TRUE(filler.is_set("bare-flag"));
    EXPECT_TRUE(filler.fill(value("ca-path", "/other")));
    EXPECT_EQ(probe.common.ca_path, "/ca");
    // -4 and -6 exclude each other: one of them by hand is both by hand.
    EXPECT_TRUE(filler.fill({"ipv4", std::nullopt, "file"}));
    EXPECT_EQ(probe.common.family, AddressFamily::ipv6);
}

TEST(OptionFiller, LaterValuesReplaceOrAdd) {
    Probe probe;
    auto filler = probe.after({});
    for (const auto* text : {"a", "b"}) {
        EXPECT_TRUE(filler.fill(value("endpoint", text)));
        EXPECT_TRUE(filler.fill(value("host", text)));
    }
    EXPECT_EQ(probe.endpoint, "b");
    EXPECT_EQ(probe.hosts, (std::vector<std::string>{"a", "b"}));
}

TEST(OptionFiller, MistakesNameTheirSource) {
    Probe probe;
    auto filler = probe.after({});
    const std::vector<std::pair<FilledOption, std::string>> table{
        {value("timeout", "soon"),
         "file: --timeout: 'soon' is not a whole number of seconds from 1 to 86400"},
        {value("warning", "1:2:3"), "file: --warning: "},
        {value("endpoint", ""), "file: --endpoint: the value is empty"},
        {value("nosuch", "1"), "file: --nosuch: this program has no such option"},
        {value("url", "1"), "file: --url: this program has no such option"},
        {value("bare-flag", "yes"), "file: --bare-flag: it is a bare flag: true or false"},
        {{"endpoint", std::nullopt, "file"}, "file: --endpoint: it needs a value"}};
    for (const auto& [option, message] : table) {
        const auto done = filler.fill(option);
        ASSERT_FALSE(done) << message;
        EXPECT_EQ(done.error().blame, Blame::ours);
        EXPECT_EQ(done.error().text.substr(0, message.size()), message);
        EXPECT_FALSE(filler.is_set(option.name));
    }
    EXPECT_TRUE(filler.has("endpoint"));
    EXPECT_FALSE(filler.has("url"));
}

}  // namespace
}  // namespace fedcloud::plugin
