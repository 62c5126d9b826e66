// A proxy file is taken, or what is wrong with it is said and ours.
#include "auth/x509_credential.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include "mint.hpp"

namespace fedcloud::auth {
namespace {

using namespace std::chrono_literals;
using mint::certificate_of;
using mint::Identity;
using mint::key_of;
using mint::proxy_file;

class X509File : public testing::Test {
  protected:
    plugin::Checked<X509Credential> load(const std::string& pem,
                                         WallClock::time_point now = WallClock::now()) const {
        return load_x509({folder_.put("file.pem", pem)}, now);
    }
    void expect_refused(const std::string& pem, std::initializer_list<std::string> words,
                        WallClock::time_point now = WallClock::now()) const {
        const auto outcome = load(pem, now);
        ASSERT_FALSE(outcome) << *words.begin();
        EXPECT_EQ(plugin::state_of(outcome.error(), plugin::State::critical),
                  plugin::State::unknown);
        EXPECT_NE(outcome.error().text.find("file.pem"), std::string::npos) << outcome.error().text;
        for (const auto& word : words) {
            EXPECT_NE(outcome.error().text.find(word), std::string::npos) << outcome.error().text;
        }
    }

    static inline const Identity ca = mint::make_ca();
    static inline const Identity user = mint::make_user(ca);
    static inline const Identity proxy = mint::make_proxy(user);
    static inline const std::string alice = "/DC=org/DC=example/CN=Alice";
    mint::Folder folder_;
};

TEST_F(X509File, AProxy) {
    const auto pem = proxy_file({&proxy, &user});
    const auto credential = load(pem);
    ASSERT_TRUE(credential) << credential.error().text;
    EXPECT_EQ(credential->pem, pem);
    EXPECT_EQ(credential->name, "proxy file.pem");
    EXPECT_EQ(credential->kind, CertificateKind::rfc_proxy);
    EXPECT_EQ(credential->identity, alice);
    EXPECT_EQ(credential->chain.size(), 2U);
    EXPECT_FALSE(credential->has_voms);
}

TEST_F(X509File, ACertificateWithItsKey) {
    const auto credential = load(proxy_file({&user, &ca}));
    ASSERT_TRUE(credential) << credential.error().text;
    EXPECT_EQ(credential->name, "certificate file.pem");
    EXPECT_EQ(credential->kind, CertificateKind::end_entity);
    EXPECT_EQ(credential->identity, alice);
}

TEST_F(X509File, ProxiesOfEveryKind) {
    using mint::Proxy;
    const std::vector<std::pair<Proxy, CertificateKind>> table{
        {Proxy::full, CertificateKind::rfc_proxy},
        {Proxy::limited, CertificateKind::rfc_limited},
        {Proxy::legacy, CertificateKind::legacy_proxy},
        {Proxy::legacy_limited, CertificateKind::legacy_limited},
        {Proxy::draft, CertificateKind::draft_proxy}};
    for (const auto& [made, kind] : table) {
        const auto first = mint::make_proxy(user, {.kind = made});
        const auto second = mint::make_proxy(first, {.kind = made});
        const auto credential = load(proxy_file({&second, &first, &user}));
        ASSERT_TRUE(credential) << credential.error().text;
        EXPECT_EQ(credential->kind, kind);
        EXPECT_EQ(credential->name, "proxy file.pem");
        EXPECT_EQ(credential->identity, alice);
    }
}

TEST_F(X509File, WhereverTheKeyStands) {
    const auto first = certificate_of(proxy);
    const auto rest = certificate_of(user);
    const auto key = mint::traditional_key_of(proxy);
    std::string crlf;
    for (const char c : first + key + rest) {
        crlf += c == '\n' ? "\r\n" : std::string(1, c);
    }
    for (const auto& pem :
         {key + first + rest, first + key + rest, first + rest + key, crlf,
          "Bag Attributes\n" + first + "\nsubject: x\n" + key + "text\n" + rest + "-- \nend"}) {
        const auto credential = load(pem);
        EXPECT_TRUE(credential) << credential.error().text << '\n' << pem;
    }
}

TEST_F(X509File, KeysThatAreMissingLockedOrOfAnother) {
    const auto chain = certificate_of(proxy) + certificate_of(user);
    const auto stranger = mint::make_user(ca, "Bob");
    expect_refused(chain, {"proxy file.pem holds no private key"});
    expect_refused(certificate_of(user), {"certificate file.pem holds no private key"});
    expect_refused(chain + mint::locked_key_of(proxy), {"locked by a pass phrase"});
    expect_refused(chain + key_of(stranger),
                   {"private key does not belong to its first certificate", alice + "/CN=4711"});
    expect_refused(chain + key_of(user), {"private key belongs to " + alice, "wrong order"});
}

TEST_F(X509File, WhatIsNoCredential) {
    expect_refused("", {"is empty"});
    expect_refused("hello\n", {"holds no certificate in PEM"});
    expect_refused(key_of(user), {"holds no certificate in PEM"});
    expect_refused(std::string(64, '\0'), {"holds no certificate in PEM"});
    expect_refused(std::string((1U << 20U) + 1, 'x'), {"larger than 1 MiB"});
}

TEST_F(X509File, ChainsThatDoNotBelongTogether) {
    const auto key = key_of(proxy);
    expect_refused(certificate_of(proxy) + key, {"proxy file.pem lacks the certificate of", alice});
    expect_refused(key + certificate_of(user) + certificate_of(proxy), {"wrong order"});
    const auto renewed = mint::make_user(ca);
    expect_refused(proxy_file({&proxy, &renewed}), {"is broken", "make it again"});
    const auto other = mint::make_user(ca, "Bob");
    expect_refused(proxy_file({&user, &other}), {"certificate file.pem", "did not issue it"});
}

TEST_F(X509File, Dates) {
    const auto expired = mint::make_proxy(user, {.valid = mint::past});
    expect_refused(proxy_file({&expired, &user}), {"proxy file.pem expired 3h ago: renew it"});
    const auto early = mint::make_proxy(user, {.valid = mint::future});
    expect_refused(proxy_file({&early, &user}),
                   {"proxy file.pem is valid only in 3h", "this host's clock"});
    const auto old_user = mint::make_user(ca, "Alice", mint::past);
    expect_refused(proxy_file({&old_user}), {"certificate file.pem expired 3h ago"});
    const auto outlived = mint::make_proxy(old_user);
    expect_refused(proxy_file({&outlived, &old_user}),
                   {"proxy file.pem: " + alice + " in its chain expired 3h ago"});
    const auto young_user = mint::make_user(ca, "Alice", mint::future);
    const auto hasty = mint::make_proxy(young_user);
    expect_refused(proxy_file({&hasty, &young_user}), {alice + " in its chain is valid only in"});
}

// RFC 5280 says that both ends belong to it; OpenSSL, and so most servers, end it at notAfter.
TEST_F(X509File, TheEndsOfItsTime) {
    const auto pem = proxy_file({&proxy, &user});
    const auto begin = std::max(not_before(*proxy.certificate), not_before(*user.certificate));
    const auto end = std::min(not_after(*proxy.certificate), not_after(*user.certificate));
    EXPECT_TRUE(load(pem, begin));
    EXPECT_FALSE(load(pem, begin - 1s));
    EXPECT_TRUE(load(pem, end - 1s));
    EXPECT_FALSE(load(pem, end));
}

TEST_F(X509File, LastsAsLongAsTheShortestOfItsChain) {
    const auto until = [](std::chrono::seconds time) { return mint::Validity{-1h, time}; };
    const auto short_user = mint::make_user(ca, "Alice", until(2h));
    const auto long_proxy = mint::make_proxy(short_user, {.valid = until(10h)});
    const auto long_user = mint::make_user(ca, "Alice", until(10h));
    const auto middle = mint::make_proxy(long_user, {.valid = until(2h)});
    const auto last = mint::make_proxy(middle, {.valid = until(5h)});
    const auto short_proxy = mint::make_proxy(long_user, {.valid = until(2h)});
    for (const auto& [pem, shortest] :
         {std::pair{proxy_file({&long_proxy, &short_user}), &short_user},
          std::pair{proxy_file({&last, &middle, &long_user}), &middle},
          std::pair{proxy_file({&short_proxy, &long_user}), &short_proxy}}) {
        const auto credential = load(pem);
        ASSERT_TRUE(credential) << credential.error().text;
        EXPECT_EQ(credential->not_after, not_after(*shortest->certificate));
    }
}

TEST_F(X509File, FileFaultsComeThrough) {
    const auto now = WallClock::now();
    const auto good = proxy_file({&proxy, &user});
    for (const unsigned mode : {0644U, 0666U}) {
        const auto outcome = load_x509({folder_.put("open.pem", good, mode)}, now);
        ASSERT_FALSE(outcome) << std::oct << mode;
        EXPECT_NE(outcome.error().text.find("read by everybody"), std::string::npos);
    }
    for (const unsigned mode : {0400U, 0600U, 0640U}) {
        EXPECT_TRUE(load_x509({folder_.put("kept.pem", good, mode)}, now)) << std::oct << mode;
    }
    for (const auto& path : {folder_.path(), folder_.path() / "missing"}) {
        EXPECT_FALSE(load_x509({path}, now)) << path;
    }
    const auto ours = folder_.put("ours.pem", good);
    EXPECT_TRUE(load_x509({ours, {}, Owner::ourselves}, now));
    if (chown(ours.c_str(), 1, 1) == 0) {  // root alone may do that
        EXPECT_FALSE(load_x509({ours, {}, Owner::ourselves}, now));
        EXPECT_TRUE(load_x509({ours, {}, Owner::anybody}, now));
    }
}

TEST_F(X509File, AttributesAreSeenAnywhereInTheChain) {
    const auto with = mint::make_proxy(user, {.voms = "30:00"});
    const auto below = mint::make_proxy(with);
    const auto first = load(proxy_file({&with, &user}));
    const auto second = load(proxy_file({&below, &with, &user}));
    ASSERT_TRUE(first && second);
    EXPECT_TRUE(first->has_voms);
    EXPECT_TRUE(second->has_voms);
}

}  // namespace
}  // namespace fedcloud::auth
