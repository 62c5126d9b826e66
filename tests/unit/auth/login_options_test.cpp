// The options by which a probe is told who it is: each of them, and those that exclude each other.
#include "auth/login_options.hpp"

#include <gtest/gtest.h>

#include "auth/credential.hpp"
#include "samples.hpp"
#include "token_samples.hpp"

namespace fedcloud::auth {
namespace {

using namespace std::chrono_literals;
using Words = std::vector<const char*>;

// The error, empty if there is none.
std::string parse(LoginOptions& options, Words words) {
    words.insert(words.begin(), "probe");
    const auto parsed = plugin::parse_options(login_option_table(options),
                                              static_cast<int>(words.size()), words.data());
    return parsed ? "" : parsed.error();
}

LoginOptions parsed(const Words& words) {
    LoginOptions options;
    EXPECT_EQ(parse(options, words), "");
    return options;
}

TEST(LoginOptions, Defaults) {
    const auto options = parsed({});
    EXPECT_EQ(options.method, Method::automatic);
    EXPECT_EQ(options.proxy, "");
    EXPECT_FALSE(options.voms);
    EXPECT_EQ(options.proxy_warning, 6h);
    EXPECT_EQ(options.user_domain, "Default");
    EXPECT_EQ(options.identity_provider, "egi.eu");
    EXPECT_EQ(options.issuer, "https://aai.egi.eu/auth/realms/egi");
    EXPECT_TRUE(options.allow_keystone.empty());
}

TEST(LoginOptions, Methods) {
    const std::vector<std::pair<const char*, Method>> table{
        {"auto", Method::automatic}, {"none", Method::none},         {"basic", Method::basic},
        {"x509", Method::x509},      {"keystone", Method::keystone}, {"oidc", Method::oidc}};
    for (const auto& [word, method] : table) {
        EXPECT_EQ(parsed({"--auth", word}).method, method) << word;
        EXPECT_EQ(parsed({"-n", word}).method, method) << word;
    }
    LoginOptions options;
    for (const auto* word : {"", "x50", "voms", "token"}) {
        EXPECT_TRUE(says(parse(options, {"--auth", word}), "auth")) << word;
    }
}

TEST(LoginOptions, OfACertificate) {
    for (const auto* name : {"-x", "--proxy", "--user-cred", "--cert"}) {
        EXPECT_EQ(parsed({name, "/tmp/p.pem"}).proxy, "/tmp/p.pem") << name;
    }
    EXPECT_EQ(parsed({"-x", "file:///tmp/p.pem"}).proxy, "/tmp/p.pem");
    EXPECT_EQ(parsed({"--vo", "ops"}).vo, "ops");
    EXPECT_TRUE(parsed({"--voms"}).voms);
    EXPECT_EQ(parsed({"--vomsdir", "/etc/vomsdir"}).vomsdir, "/etc/vomsdir");
    const std::vector<std::pair<const char*, std::chrono::seconds>> table{
        {"90m", 90min}, {"6h", 6h}, {"2d", 48h}, {"30s", 30s}, {"0", 0s}};
    for (const auto& [word, time] : table) {
        EXPECT_EQ(parsed({"--proxy-warning", word}).proxy_warning, time) << word;
    }
    LoginOptions options;
    for (const auto* word : {"", "h", "-1h", "6x", "6 h", "1e99", "nan", "99999d"}) {
        EXPECT_TRUE(says(parse(options, {"--proxy-warning", word}), "proxy-warning")) << word;
    }
}

TEST(LoginOptions, OfKeystone) {
    const auto options = parsed({"--username", "probe", "--password-file=/p", "--user-domain",
                                 "egi", "--keystone-url", "https://k/v3", "--allow-keystone",
                                 "Keystone.Example.ORG", "--allow-keystone", "k2.example.org",
                                 "--idp", "egi-old", "--project", "EGI_ops", "--region", "One"});
    EXPECT_EQ(options.username, "probe");
    EXPECT_EQ(options.password_file, "/p");
    EXPECT_EQ(options.user_domain, "egi");
    EXPECT_EQ(options.keystone_url, "https://k/v3");
    EXPECT_EQ(options.allow_keystone,
              (std::vector<std::string>{"keystone.example.org", "k2.example.org"}));
    EXPECT_EQ(options.identity_provider, "egi-old");
    EXPECT_EQ(options.project, "EGI_ops");
    EXPECT_EQ(options.region, "One");
    EXPECT_EQ(parsed({"-u", "probe"}).username, "probe");
    EXPECT_EQ(
        parsed({"--credential-host", "A.example.org.", "--credential-host=::1"}).credential_hosts,
        (std::vector<std::string>{"a.example.org", "::1"}));
    LoginOptions other;
    for (const auto* host : {"", "https://k.example.org/", "k.example.org:5000", "*", "a b"}) {
        EXPECT_TRUE(says(parse(other, {"--allow-keystone", host}), "allow-keystone")) << host;
        EXPECT_TRUE(says(parse(other, {"--credential-host", host}), "credential-host")) << host;
    }
}

TEST(LoginOptions, OfTokens) {
    const auto options = parsed({"--access-token", "/a", "--oidc-refresh", "/r", "--oidc-client-id",
                                 "c", "--oidc-client-secret", "/s", "--oidc-issuer", "https://i",
                                 "--oidc-ca-path", "/ca"});
    EXPECT_EQ(options.access_token_file, "/a");
    EXPECT_EQ(options.refresh_token_file, "/r");
    EXPECT_EQ(options.client_id, "c");
    EXPECT_EQ(options.client_secret_file, "/s");
    EXPECT_EQ(options.issuer, "https://i");
    EXPECT_EQ(options.oidc_ca_path, "/ca");
}

TEST(LoginOptions, EmptyValuesAreRefusedByName) {
    for (const auto* name :
         {"proxy", "vo", "vomsdir", "username", "password-file", "user-domain", "keystone-url",
          "idp", "project", "region", "access-token", "oidc-refresh", "oidc-client-id",
          "oidc-client-secret", "oidc-issuer", "oidc-ca-path"}) {
        LoginOptions options;
        const auto option = "--" + std::string(name);
        EXPECT_TRUE(says(parse(options, {option.c_str(), ""}), name));
        EXPECT_TRUE(says(parse(options, {option.c_str()}), name)) << "without a value";
    }
}

class Contradictions : public FolderTest {
  protected:
    // The error, which must be ours; empty if there is none.
    std::string refusal(const LoginOptions& options, const std::string& endpoint = "https://h/") {
        Purpose purpose;
        purpose.endpoint = url(endpoint);
        purpose.state_dir = folder;
        const auto found = find_credential(options, purpose, WallClock::now());
        if (found) {
            return "";
        }
        EXPECT_EQ(found.error().blame, plugin::Blame::ours);
        return found.error().text;
    }
    void SetUp() override {
        FolderTest::SetUp();
        setenv("X509_USER_PROXY", (folder / "none.pem").c_str(), 1);
    }
    std::string token() { return put("token", "opaque\n"); }
    std::string password() { return put("password", "secret\n"); }
};

TEST_F(Contradictions, UserNameAndPassword) {
    LoginOptions options;
    options.username = "probe";
    EXPECT_TRUE(says(refusal(options), "--password-file"));
    options.username.clear();
    options.password_file = password();
    EXPECT_TRUE(says(refusal(options), "--username"));
    options.username = "probe";
    EXPECT_EQ(refusal(options), "");
    LoginOptions basic;
    basic.method = Method::basic;
    EXPECT_TRUE(says(refusal(basic), "--username"));
}

TEST_F(Contradictions, Tokens) {
    LoginOptions options;
    options.method = Method::oidc;
    EXPECT_TRUE(says(refusal(options), "--access-token"));
    options.access_token_file = token();
    EXPECT_EQ(refusal(options), "");
    options.refresh_token_file = put("refresh", "r\n");
    EXPECT_TRUE(says(refusal(options), "--access-token"));
    EXPECT_TRUE(says(refusal(options), "--oidc-refresh"));
    options.access_token_file.clear();
    EXPECT_TRUE(says(refusal(options), "--oidc-client-id"));
    options.client_id = "c";
    EXPECT_EQ(refusal(options), "");
    for (const std::string issuer : {"http://aai.example.org", "aai.example.org", "file:///x"}) {
        options.issuer = issuer;
        EXPECT_TRUE(says(refusal(options), "--oidc-issuer")) << issuer;
    }
}

// The method decides: a template that names every credential there is serves all of them.
TEST_F(Contradictions, WhatAMethodHasNoUseForIsLeftAlone) {
    LoginOptions options;
    options.username = "probe";
    options.password_file = folder / "missing";
    options.access_token_file = folder / "missing";
    EXPECT_NE(refusal(options), "");
    options.method = Method::none;
    const auto nothing = find_credential(options, {url("https://h/"), {}, folder}, {});
    ASSERT_TRUE(nothing) << nothing.error().text;
    EXPECT_FALSE(nothing->presents_something());
    options.method = Method::oidc;
    options.access_token_file = token();
    const auto one = find_credential(options, {url("https://h/"), {}, folder}, {});
    ASSERT_TRUE(one) << one.error().text;
    EXPECT_TRUE(one->token);
    EXPECT_FALSE(one->password);
}

}  // namespace
}  // namespace fedcloud::auth
