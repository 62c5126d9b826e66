// Certificates and keys read from PEM, and how far away their dates are.
#include "auth/certificates.hpp"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <algorithm>

#include "mint.hpp"

namespace fedcloud::auth {
namespace {

using namespace std::chrono_literals;
using mint::certificate_of;

struct Minted {
    mint::Identity ca = mint::make_ca();
    mint::Identity user = mint::make_user(ca);
    mint::Identity proxy = mint::make_proxy(user);
};

const Minted& minted() {
    static const Minted instance;
    return instance;
}

std::string with_crlf(const std::string& text) {
    std::string result;
    for (const char c : text) {
        result += c == '\n' ? "\r\n" : std::string(1, c);
    }
    return result;
}

std::vector<std::string> subjects(const Chain& chain) {
    std::vector<std::string> all;
    std::transform(chain.begin(), chain.end(), std::back_inserter(all),
                   [](const auto& each) { return subject_of(*each); });
    return all;
}

const std::vector<std::string> proxy_and_user{"/DC=org/DC=example/CN=Alice/CN=4711",
                                              "/DC=org/DC=example/CN=Alice"};

TEST(Certificates, InTheOrderOfTheFile) {
    const auto& [ca, user, proxy] = minted();
    EXPECT_EQ(subjects(read_certificates(mint::proxy_file({&proxy, &user}))), proxy_and_user);
    EXPECT_EQ(subjects(read_certificates(certificate_of(user) + certificate_of(proxy))),
              (std::vector<std::string>{proxy_and_user[1], proxy_and_user[0]}));
}

TEST(Certificates, WhateverStandsBetween) {
    const auto& [ca, user, proxy] = minted();
    const auto first = certificate_of(proxy);
    const auto second = certificate_of(user);
    const auto key = mint::key_of(proxy);
    const std::vector<std::pair<std::string, std::string>> table{
        {"key first", key + first + second},
        {"key in the middle", first + key + second},
        {"key last", first + second + key},
        {"CRLF", with_crlf(first + key + second)},
        {"bag attributes", "Bag Attributes\n    friendlyName: alice\n" + first +
                               "subject=CN = x\nissuer=CN = y\n" + second},
        {"no line break at the end", first + second.substr(0, second.size() - 1)},
        {"a locked key", first + mint::locked_key_of(proxy) + second},
        {"a CRL", first + mint::make_crl(ca) + second},
    };
    for (const auto& [what, pem] : table) {
        EXPECT_EQ(subjects(read_certificates(pem)), proxy_and_user) << what;
    }
}

TEST(Certificates, WhatCannotBeReadEndsTheChain) {
    const auto& [ca, user, proxy] = minted();
    const auto good = certificate_of(proxy);
    auto damaged = certificate_of(user);
    damaged[damaged.size() / 2] = '!';
    EXPECT_EQ(read_certificates(good + damaged + certificate_of(ca)).size(), 1U);
    EXPECT_TRUE(read_certificates(damaged + good).empty());
    EXPECT_EQ(read_certificates(good + certificate_of(user).substr(0, 200)).size(), 1U);
    for (const std::string pem : {"", "\n", "no PEM at all", "-----BEGIN CERTIFICATE-----\n"}) {
        EXPECT_TRUE(read_certificates(pem).empty()) << pem;
    }
    EXPECT_EQ(ERR_peek_error(), 0U) << "an error left behind is taken for the next one's";
}

TEST(Keys, OfEveryKind) {
    mint::ProxyRequest rsa;
    rsa.key = testbed::KeyKind::rsa_2048;
    const auto rsa_proxy = mint::make_proxy(minted().user, rsa);
    const auto traditional = mint::traditional_key_of(rsa_proxy);
    ASSERT_EQ(traditional.find("-----BEGIN RSA PRIVATE KEY-----"), 0U);
    const auto sec1 = mint::traditional_key_of(minted().proxy);
    ASSERT_EQ(sec1.find("-----BEGIN EC PRIVATE KEY-----"), 0U);
    const std::vector<std::pair<std::string, const mint::Identity*>> table{
        {traditional, &rsa_proxy},
        {mint::key_of(rsa_proxy), &rsa_proxy},
        {sec1, &minted().proxy},
        {mint::key_of(minted().proxy), &minted().proxy},
        {with_crlf(sec1), &minted().proxy},
        {certificate_of(minted().user) + sec1, &minted().proxy},
    };
    for (const auto& [pem, owner] : table) {
        const auto [key, locked] = read_private_key(pem);
        ASSERT_NE(key, nullptr) << pem;
        EXPECT_FALSE(locked);
        EXPECT_EQ(EVP_PKEY_eq(key.get(), owner->key.get()), 1) << pem;
    }
}

TEST(Keys, TheFirstOfSeveral) {
    const auto [key, locked] =
        read_private_key(mint::key_of(minted().user) + mint::key_of(minted().proxy));
    ASSERT_NE(key, nullptr);
    EXPECT_EQ(EVP_PKEY_eq(key.get(), minted().user.key.get()), 1);
}

TEST(Keys, LockedOrNone) {
    const auto [locked_key, locked] = read_private_key(mint::locked_key_of(minted().proxy));
    EXPECT_EQ(locked_key, nullptr);
    EXPECT_TRUE(locked);
    for (const auto& pem : {std::string(), std::string("x"), certificate_of(minted().user)}) {
        const auto [key, asked] = read_private_key(pem);
        EXPECT_EQ(key, nullptr) << pem;
        EXPECT_FALSE(asked) << pem;
    }
    EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(Certificates, NamesAndDates) {
    const auto& user = *minted().user.certificate;
    EXPECT_EQ(subject_of(user), "/DC=org/DC=example/CN=Alice");
    EXPECT_EQ(issuer_of(user), "/DC=org/DC=example/CN=Grid CA");
    EXPECT_EQ(not_after(user) - not_before(user), 13h);
    EXPECT_LE(not_before(user), WallClock::now() - 1h + 1s);
}

// RFC 5280 section 4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050.
TEST(Certificates, DatesOfBothKinds) {
    const std::vector<std::pair<std::string, std::int64_t>> table{
        {"700101000000Z", 0},          {"380119031408Z", 2147483648},
        {"491231235959Z", 2524607999}, {"20500101000000Z", 2524608000},
        {"000229120000Z", 951825600},  {"20991231235959Z", 4102444799},
    };
    for (const auto& [text, seconds] : table) {
        const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> time(ASN1_TIME_new(),
                                                                         ASN1_TIME_free);
        ASSERT_EQ(ASN1_TIME_set_string(time.get(), text.c_str()), 1) << text;
        EXPECT_EQ(WallClock::to_time_t(to_time_point(time.get())), seconds) << text;
    }
}

// "No well-defined end" is 99991231235959Z (RFC 5280 section 4.1.2.5); the clock ends in 2262.
TEST(Certificates, DatesBeyondTheClock) {
    for (const auto& [text, is_late] : {std::pair{"99991231235959Z", true},
                                        {"22620412000000Z", true},
                                        {"19000101000000Z", false}}) {
        const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> time(ASN1_TIME_new(),
                                                                         ASN1_TIME_free);
        ASSERT_EQ(ASN1_TIME_set_string(time.get(), text), 1) << text;
        EXPECT_EQ(to_time_point(time.get()),
                  is_late ? WallClock::time_point::max() : WallClock::time_point{})
            << text;
    }
}

}  // namespace
}  // namespace fedcloud::auth
