// Where a credential may go: parties by the Public Suffix List, TLS, and what is allowed by hand.
#include "auth/destination.hpp"

#include <gtest/gtest.h>

#include "samples.hpp"

namespace fedcloud::auth {
namespace {

using Names = std::vector<std::string>;

bool same(const std::string& a, const std::string& b) {
    const bool there = is_same_party(url("https://" + a + "/"), url("https://" + b + "/"));
    const bool back = is_same_party(url("https://" + b + "/"), url("https://" + a + "/"));
    EXPECT_EQ(there, back) << a << " and " << b;
    return there;
}

plugin::Checked<void> ask(const std::string& keystone, const std::string& endpoint,
                          const Names& allowed = {}) {
    return may_log_in_at(url(keystone), url(endpoint), allowed);
}

TEST(Destination, ConfidentialIsTlsOrThisHost) {
    for (const auto* good : {"https://cloud.example.org/", "http://127.0.0.1:5000/",
                             "http://127.8.9.10/", "http://[::1]:5000/"}) {
        EXPECT_TRUE(is_confidential(url(good))) << good;
    }
    for (const auto* bad :
         {"http://cloud.example.org/", "http://127.example.org/", "http://10.0.0.1/",
          "http://localhost.example.org/", "http://127.0.0.1.example.org/", "http://[::2]/",
          "http://[2001:db8::1]/", "ldap://cloud.example.org/", "http://128.0.0.1/",
          "http://1.127.0.0/", "http://0.0.0.0/"}) {
        EXPECT_FALSE(is_confidential(url(bad))) << bad;
    }
}

TEST(Destination, LoopbackWhateverTheScheme) {
    EXPECT_TRUE(is_loopback(url("https://127.0.0.1/")));
    EXPECT_TRUE(is_loopback(url("https://[::1]:8443/")));
    EXPECT_FALSE(is_loopback(url("https://cloud.example.org/")));
    EXPECT_FALSE(is_loopback(url("https://localhost.example.org/")));
}

TEST(Destination, TheSameHost) {
    for (const std::string host :
         {"cloud.example.org", "localhost", "cloud", "10.0.0.1", "[2001:db8::1]", "co.uk"}) {
        EXPECT_TRUE(same(host, host)) << host;
    }
    EXPECT_TRUE(same("Cloud.Example.ORG", "cloud.example.org"));
    EXPECT_TRUE(is_same_party(url("https://cloud.example.org:5000/v3"),
                              url("http://cloud.example.org/occi1.1")));
}

TEST(Destination, TheSameRegistrableDomain) {
    EXPECT_TRUE(same("cloud.example.org", "keystone.example.org"));
    EXPECT_TRUE(same("example.org", "keystone.example.org"));
    EXPECT_TRUE(same("a.b.c.example.org", "z.example.org"));
    EXPECT_TRUE(same("cloud.example.co.uk", "keystone.example.co.uk"));
    EXPECT_TRUE(same("KEYSTONE.example.co.uk", "cloud.EXAMPLE.co.uk"));
}

TEST(Destination, NeighboursUnderAPublicSuffix) {
    EXPECT_FALSE(same("cloud.co.uk", "keystone.co.uk"));
    EXPECT_FALSE(same("example.org", "example.net"));
    EXPECT_FALSE(same("cloud.example.org", "cloud.example.com"));
    EXPECT_FALSE(same("example.org", "evilexample.org"));
    EXPECT_FALSE(same("example.org", "example.org.evil.net"));
    EXPECT_FALSE(same("org", "example.org"));
    EXPECT_FALSE(same("co.uk", "cloud.co.uk"));
    EXPECT_FALSE(same("cloud", "keystone"));
}

TEST(Destination, PrivateSuffixesDivideTheirCustomers) {
    EXPECT_FALSE(same("alice.github.io", "mallory.github.io"));
    EXPECT_FALSE(same("github.io", "mallory.github.io"));
    EXPECT_TRUE(same("cloud.alice.github.io", "keystone.alice.github.io"));
}

TEST(Destination, RulesWithWildcards) {  // *.ck and !www.ck of the list
    EXPECT_FALSE(same("cloud.example.ck", "keystone.example.ck"));
    EXPECT_TRUE(same("a.cloud.example.ck", "b.cloud.example.ck"));
    EXPECT_TRUE(same("a.www.ck", "b.www.ck"));
}

TEST(Destination, AddressesOnlyIfEqual) {
    EXPECT_FALSE(same("10.1.2.3", "11.1.2.3"));
    EXPECT_FALSE(same("10.1.2.3", "10.1.2.4"));
    EXPECT_FALSE(same("[2001:db8::1]", "[2001:db8::2]"));
    EXPECT_FALSE(same("127.0.0.1", "[::1]"));
    EXPECT_FALSE(same("10.1.2.3", "10.1.2.3.example.org"));
    EXPECT_TRUE(same("[2001:DB8::1]", "[2001:db8::1]"));
    // What inet_aton(3), and so a resolver, takes for an address too.
    EXPECT_FALSE(same("10.1.2.03", "11.1.2.03"));
    EXPECT_FALSE(same("10.1.0x2", "11.1.0x2"));
}

TEST(Destination, InternationalNames) {
    EXPECT_TRUE(same("cloud.xn--mller-kva.de", "keystone.xn--mller-kva.de"));
    EXPECT_FALSE(same("cloud.xn--mller-kva.de", "cloud.muller.de"));
    // 公司.cn is a public suffix.
    EXPECT_FALSE(same("cloud.xn--55qx5d.cn", "keystone.xn--55qx5d.cn"));
    EXPECT_TRUE(same("cloud.a.xn--55qx5d.cn", "keystone.a.xn--55qx5d.cn"));
}

TEST(Destination, ADotAtTheEndIsNoOtherHost) {
    EXPECT_TRUE(same("cloud.example.org.", "cloud.example.org"));
    EXPECT_TRUE(same("cloud.example.org.", "keystone.example.org"));
    EXPECT_FALSE(same("cloud.co.uk.", "keystone.co.uk."));
    EXPECT_FALSE(same("cloud.co.uk.", "keystone.co.uk"));
}

TEST(Destination, LogInAtTheSameParty) {
    for (const auto& [keystone, endpoint] : std::vector<std::pair<std::string, std::string>>{
             {"https://cloud.example.org:5000/v3", "https://cloud.example.org:8787/"},
             {"https://keystone.example.org/v3", "https://cloud.example.org/"},
             {"https://keystone.example.org/v3", "http://cloud.example.org/"},
             {"http://127.0.0.1:5000/v2.0", "http://127.0.0.1:8787/"},
             {"http://127.0.0.1:5000/v2.0", "https://127.0.0.1:8787/"},
             {"https://10.0.0.1:5000/", "https://10.0.0.1/"}}) {
        EXPECT_TRUE(ask(keystone, endpoint)) << keystone << " for " << endpoint;
    }
}

TEST(Destination, WithoutTlsIsTheServicesFault) {
    for (const auto* keystone : {"http://cloud.example.org:5000/v3", "http://keystone.example.org/",
                                 "http://elsewhere.net/", "http://127.example.org/"}) {
        const auto checked =
            ask(keystone, "https://cloud.example.org/",
                {"cloud.example.org", "keystone.example.org", "elsewhere.net", "127.example.org"});
        ASSERT_FALSE(checked) << keystone;
        EXPECT_EQ(checked.error().blame, plugin::Blame::service) << keystone;
        EXPECT_TRUE(says(checked.error().text, url(keystone).host));
    }
}

TEST(Destination, ElsewhereIsForUsToAllow) {
    const std::string endpoint = "https://cloud.example.org/";
    for (const std::string host : {"keystone.elsewhere.net", "10.0.0.1", "cloud.example.com"}) {
        const auto refused = ask("https://" + host + ":5000/v3", endpoint, {"else.where.net"});
        ASSERT_FALSE(refused) << host;
        EXPECT_EQ(refused.error().blame, plugin::Blame::ours) << host;
        EXPECT_TRUE(says(refused.error().text, host));
        EXPECT_TRUE(says(refused.error().text, "--allow-keystone"));
        EXPECT_TRUE(ask("https://" + host + ":5000/v3", endpoint, {"else.where.net", host}));
    }
    EXPECT_TRUE(ask("https://Keystone.Elsewhere.NET/", endpoint, {"keystone.elsewhere.net"}));
}

TEST(Destination, WhatIsAllowedIsOneHost) {
    const std::string endpoint = "https://cloud.example.org/";
    EXPECT_FALSE(ask("https://keystone.elsewhere.net/", endpoint, {"elsewhere.net"}));
    EXPECT_FALSE(ask("https://elsewhere.net/", endpoint, {"keystone.elsewhere.net"}));
    EXPECT_FALSE(ask("https://elsewhere.net.evil.org/", endpoint, {"elsewhere.net"}));
    EXPECT_FALSE(ask("https://elsewhere.net/", endpoint, {""}));
    EXPECT_FALSE(ask("https://elsewhere.net/", endpoint, {"*", "net"}));
}

// "localhost" in the advertised URL is this host, which is not the one that wrote it.
TEST(Destination, ARemoteServiceCannotPointToThisHost) {
    for (const auto* keystone : {"http://127.0.0.1:5000/v3", "http://[::1]:5000/v3",
                                 "https://127.0.0.1:5000/v3", "http://localhost:5000/v3"}) {
        EXPECT_FALSE(ask(keystone, "https://cloud.example.org/")) << keystone;
    }
}

}  // namespace
}  // namespace fedcloud::auth
