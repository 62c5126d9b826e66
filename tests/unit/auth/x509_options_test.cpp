// The options that name a proxy and say how long it must last, in every spelling.
#include <gtest/gtest.h>

#include "auth/login_options.hpp"

namespace fedcloud::auth {
namespace {

using namespace std::chrono_literals;

Expected<plugin::GivenOptions, std::string> parse(LoginOptions& options, std::vector<std::string> words) {
    words.insert(words.begin(), "check_x");
    std::vector<const char*> arguments;
    for (const auto& word : words) {
        arguments.push_back(word.c_str());
    }
    return plugin::parse_options(login_option_table(options), static_cast<int>(arguments.size()),
                                 arguments.data());
}

TEST(X509Options, TheProxyInEverySpelling) {
    const std::vector<std::vector<std::string>> table{
        {"-x", "/p.pem"},
        {"--proxy", "/p.pem"},
        {"--cert", "/p.pem"},
        {"--user-cred", "/p.pem"},
        {"--proxy=/p.pem"},
        {"-x/p.pem"},
        {"-x", "file:///p.pem"},
        {"--user-cred=file:///p.pem"},
        {"-x", "/o.pem", "-x", "/p.pem"},
    };
    for (const auto& words : table) {
        LoginOptions options;
        const auto parsed = parse(options, words);
        ASSERT_TRUE(parsed) << words[0] << ": " << parsed.error();
        EXPECT_EQ(options.proxy, "/p.pem") << words[0];
    }
    for (const auto& value : {"", "file://"}) {
        LoginOptions options;
        EXPECT_FALSE(parse(options, {"-x", value})) << value;
    }
}

TEST(X509Options, LifetimesWithAndWithoutAUnit) {
    LoginOptions options;
    EXPECT_EQ(options.proxy_warning, 6h) << "unless it is given";
    const std::vector<std::pair<std::string, std::chrono::seconds>> table{
        {"6h", 6h}, {"90m", 90min}, {"2d", 48h},     {"30s", 30s},
        {"3", 3h},  {"0", 0s},      {"1.5h", 90min},
    };
    for (const auto& [text, time] : table) {
        const auto parsed = parse(options, {"--proxy-warning", text});
        ASSERT_TRUE(parsed) << text << ": " << parsed.error();
        EXPECT_EQ(options.proxy_warning, time) << text;
    }
    for (const auto* text : {"", "h", "-1h", "6x", "6hh", "h6", "nan", "inf", "nanh", "1e99d",
                             "99999999999d", " 6h", "6 h", "0x6h"}) {
        const auto parsed = parse(options, {"--proxy-warning=" + std::string(text)});
        ASSERT_FALSE(parsed) << text;
        EXPECT_NE(parsed.error().find("proxy-warning"), std::string::npos) << parsed.error();
    }
}

TEST(X509Options, VomsIsAFlagAndAFolder) {
    LoginOptions options;
    ASSERT_TRUE(parse(options, {"--vomsdir", "/v", "-X", "--vo", "ops"}));
    EXPECT_TRUE(options.voms);
    EXPECT_EQ(options.vomsdir, "/v");
    EXPECT_EQ(options.vo, "ops");
    LoginOptions none;
    ASSERT_TRUE(parse(none, {}));
    EXPECT_FALSE(none.voms);
    EXPECT_EQ(none.proxy, "");
    EXPECT_EQ(none.method, Method::automatic);
}

}  // namespace
}  // namespace fedcloud::auth
