// The command line.
#include "options.hpp"

#include <gtest/gtest.h>

#include <set>

#include "plugin/common_options.hpp"

namespace fedcloud::appdb_update {
namespace {

struct Parsed {
    Options options;
    plugin::CommonOptions common;
    std::string error;
};

void parse(Parsed& parsed, std::vector<const char*> words) {
    words.insert(words.begin(), "check_appdb_update");
    auto table = option_table(parsed.options);
    const auto common = plugin::common_option_table(parsed.common, {"hours", true, true});
    table.insert(table.end(), common.begin(), common.end());
    const auto outcome = plugin::parse_options(table, static_cast<int>(words.size()), words.data());
    parsed.error = outcome ? "" : outcome.error();
}

TEST(Options, CommandLinesOfTheProbeBefore) {
    Parsed parsed;
    parse(parsed, {"-t", "120", "-u", "https://vmcaster.appdb.egi.eu/x", "-w", "9", "-c", "18"});
    EXPECT_EQ(parsed.error, "");
    EXPECT_EQ(parsed.options.url, "https://vmcaster.appdb.egi.eu/x");
    EXPECT_TRUE(parsed.common.thresholds.warning->alerts(9.5));
    EXPECT_FALSE(parsed.common.thresholds.critical->alerts(18));
}

TEST(Options, NoNameStandsForTwo) {
    Options options;
    plugin::CommonOptions common;
    auto table = option_table(options);
    const auto others = plugin::common_option_table(common, {"hours", true, true});
    table.insert(table.end(), others.begin(), others.end());
    std::set<std::string> names;
    for (const auto& option : table) {
        EXPECT_TRUE(names.insert(option.name).second) << option.name;
        for (const auto& old : option.old_names) {
            EXPECT_TRUE(names.insert(old).second) << old;
        }
        if (option.short_name != 0) {
            EXPECT_TRUE(names.insert(std::string(1, option.short_name)).second)
                << option.short_name;
        }
    }
}

TEST(Options, OneVoForListAndSite) {
    Parsed parsed;
    parse(parsed, {"--vo", "ops", "--compare-with", "occi"});
    EXPECT_EQ(parsed.options.vo, "ops");
    EXPECT_EQ(parsed.options.login.vo, "ops");
    EXPECT_EQ(parsed.options.compare_with, Site::occi);
}

TEST(Options, WhatIsRefused) {
    for (const auto& words : std::vector<std::vector<const char*>>{{"--vo", "a/b"},
                                                                   {"--vo", ".."},
                                                                   {"--vo", ""},
                                                                   {"--vappliance", "a b"},
                                                                   {"--check-images", "-1"},
                                                                   {"--check-images", "1001"},
                                                                   {"--check-images", "3x"},
                                                                   {"--compare-with", "nova"},
                                                                   {"--compare-warning", "x"},
                                                                   {"--url", ""},
                                                                   {"--unknown"}}) {
        Parsed parsed;
        parse(parsed, words);
        EXPECT_NE(parsed.error, "") << words[0];
    }
}

// The URL that is taken from a profile, while `set` is set.
std::string taken(const std::string& endpoint, const std::string& set = "") {
    const site::Profile profile;
    site::Service service;
    service.parameters.endpoint = endpoint;
    const auto values = probe_site().map({profile, service, {}},
                                         [&](std::string_view name) { return name == set; });
    EXPECT_TRUE(values);
    return values && !values->empty() ? values->front().first + '=' + values->front().second : "";
}

TEST(Options, OfAProfile) {
    EXPECT_EQ(taken("https://appdb.egi.eu/"), "");
    EXPECT_EQ(taken("/image.list"), "");
    EXPECT_EQ(taken("https://vmcaster.appdb.egi.eu/store/vo/ops/image.list"),
              "url=https://vmcaster.appdb.egi.eu/store/vo/ops/image.list");
    for (const auto* other : {"vo", "vappliance", "appdb-url"}) {
        EXPECT_EQ(taken("https://vmcaster.appdb.egi.eu/store/vo/ops/image.list", other), "");
    }
}

TEST(Options, WhoseWordTheListsUrlIs) {
    Options options;
    const auto taken = list_into(options);
    taken({}, {}, [](std::string_view) { return true; });
    EXPECT_FALSE(options.url_is_registered);
    taken({}, {"url"}, [](std::string_view) { return true; });
    EXPECT_TRUE(options.url_is_registered);
}

}  // namespace
}  // namespace fedcloud::appdb_update
