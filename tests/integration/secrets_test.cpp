// No secret is ever to be read in what a probe prints, at its most talkative, nor in what it leaves
// on disk.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "keystone_site.hpp"

namespace fedcloud::test {
namespace {

std::string first_line_of(const std::string& path) {
    const auto content = content_of(path);
    return content.substr(0, content.find('\n'));
}

class Secrets : public testing::Test {
  protected:
    // Runs with -vvv; what was tried must be in the output, or it proves nothing.
    Outcome run(Arguments more, const std::string& trace) const {
        more.emplace_back("-vvv");
        const auto outcome = site.run(more);
        EXPECT_NE(outcome.out.find(trace), std::string::npos) << outcome.out;
        return outcome;
    }
    void add_tokens() {
        for (const auto& token : site.testbed.tokens("keystone")) {
            secrets.push_back(token.at("id"));
        }
    }
    void expect_kept(const Outcome& outcome) const {
        for (const auto& secret : secrets) {
            ASSERT_GE(secret.size(), 6U);
            EXPECT_EQ(outcome.out.find(secret), std::string::npos) << secret << outcome.out;
            EXPECT_EQ(outcome.err.find(secret), std::string::npos) << secret << outcome.err;
        }
    }
    // In no file but those that `allowed` begins the name of.
    void expect_kept_on_disk(const std::string& allowed) const {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(site.site.state())) {
            if (!entry.is_regular_file() ||
                entry.path().filename().string().rfind(allowed, 0) == 0) {
                continue;
            }
            const auto content = content_of(entry.path());
            for (const auto& secret : secrets) {
                EXPECT_EQ(content.find(secret), std::string::npos) << entry.path();
            }
        }
    }

    const KeystoneSite site;
    std::vector<std::string> secrets;
};

TEST_F(Secrets, AccessTokensAndKeystonesTokens) {
    const auto token = first_line_of(site.testbed.pki("token-good.jwt"));
    secrets = {token, token.substr(token.rfind('.') + 1), token.substr(0, token.rfind('.'))};
    const auto outcome = run(site.by_token(), "> Authorization: ***");
    EXPECT_EQ(outcome.status, 0) << outcome.out;
    EXPECT_NE(outcome.out.find("X-Auth-Token:"), std::string::npos);
    EXPECT_NE(outcome.out.find("X-Subject-Token:"), std::string::npos);
    add_tokens();
    ASSERT_EQ(secrets.size(), 5U);
    expect_kept(outcome);
    expect_kept_on_disk("none");
}

TEST_F(Secrets, Passwords) {
    secrets = {"\"secret\"", "=secret", ": secret", "cHJvYmU6c2VjcmV0"};
    const auto outcome = run(site.by_password(), "bytes, not shown: a log-in");
    EXPECT_EQ(outcome.status, 0) << outcome.out;
    add_tokens();
    expect_kept(outcome);
    secrets.push_back("secret");
    expect_kept_on_disk("password");
}

TEST_F(Secrets, RefreshTokens) {
    const auto token = first_line_of(site.testbed.pki("refresh-token"));
    secrets = {token};
    const auto outcome = run(
        {"--oidc-refresh", site.testbed.pki("refresh-token"), "--oidc-client-id", "fedcloud-probe"},
        "bytes, not shown: a log-in");
    EXPECT_EQ(outcome.status, 0) << outcome.out;
    // The one file that may hold them.
    std::string cache;
    for (const auto& name : list_folder(site.site.state())) {
        if (name.rfind("oidc-", 0) == 0 && name.rfind(".json") + 5 == name.size()) {
            cache = content_of(site.site.state() + '/' + name);
        }
    }
    const auto kept = Json::parse(cache, nullptr, false);
    ASSERT_TRUE(kept.is_object()) << cache;
    secrets.push_back(kept.at("access_token"));
    secrets.push_back(kept.at("refresh_token"));
    add_tokens();
    expect_kept(outcome);
    expect_kept_on_disk("oidc-");
}

TEST_F(Secrets, AnEchoOfTheServer) {
    const auto token = first_line_of(site.testbed.pki("token-good.jwt"));
    secrets = {token, token.substr(token.rfind('.') + 1)};
    for (const auto* server : {"ooi-site", "keystone"}) {
        SCOPED_TRACE(server);
        site.testbed.clear_faults(server);
        site.testbed.reset_requests(server);
        site.testbed.fault(
            server, {{"kind", "redirect"}, {"to", "https://" + token + ".example.org/?" + token}});
        const auto outcome = run(site.by_token(), "example.org");
        EXPECT_NE(outcome.status, 0);
        expect_kept(outcome);
        site.testbed.clear_faults(server);
    }
}

TEST_F(Secrets, PrivateKeys) {
    const auto proxy = content_of(site.testbed.pki("proxy.pem"));
    const auto begin = proxy.find('\n', proxy.find("PRIVATE KEY-----")) + 1;
    secrets = {proxy.substr(begin, 40), "PRIVATE KEY"};
    const auto outcome = test::run(site.site.command(
        {"-n", "auto", "--ca-path", site.testbed.pki("certificates"), "-x",
         site.testbed.pki("proxy.pem"), "--project", "ops", "--checks-only", "-vvv"}));
    EXPECT_EQ(outcome.status, 0) << outcome.out;
    add_tokens();
    expect_kept(outcome);
}

}  // namespace
}  // namespace fedcloud::test
