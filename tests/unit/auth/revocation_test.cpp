// Whether our own certificate was revoked, as far as the CRLs of the trust folder can tell.
#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "auth/x509_credential.hpp"
#include "mint.hpp"

namespace fedcloud::auth {
namespace {

using mint::Identity;
using mint::make_crl;

class Revocation : public testing::Test {
  protected:
    void SetUp() override { trust_.add_ca(ca); }

    plugin::Checked<bool> check(std::initializer_list<const Identity*> chain) const {
        const auto credential =
            load_x509({folder_.put("p.pem", mint::proxy_file(chain))}, WallClock::now());
        EXPECT_TRUE(credential) << credential.error().text;
        return check_revocation(*credential, {trust_.path()});
    }
    void expect_taken(std::initializer_list<const Identity*> chain, const char* why) const {
        const auto outcome = check(chain);
        EXPECT_TRUE(outcome) << why << ": " << outcome.error().text;
        EXPECT_EQ(ERR_peek_error(), 0U) << why;
    }
    void expect_refused(std::initializer_list<const Identity*> chain,
                        std::initializer_list<std::string> words) const {
        const auto outcome = check(chain);
        ASSERT_FALSE(outcome) << *words.begin();
        EXPECT_EQ(outcome.error().blame, plugin::Blame::ours);
        for (const auto& word : words) {
            EXPECT_NE(outcome.error().text.find(word), std::string::npos) << outcome.error().text;
        }
        EXPECT_EQ(ERR_peek_error(), 0U);
    }

    static inline const Identity ca = mint::make_ca();
    static inline const Identity user = mint::make_user(ca);
    static inline const Identity other = mint::make_user(ca, "Bob");
    static inline const Identity proxy = mint::make_proxy(user);
    mint::Folder folder_;
    mint::TrustFolder trust_;
};

TEST_F(Revocation, ACrlThatDoesNotNameIt) {
    expect_taken({&proxy, &user}, "no CRL at all");
    trust_.add_crl(ca, make_crl(ca));
    expect_taken({&proxy, &user}, "an empty CRL");
    trust_.add_crl(ca, make_crl(ca, {.revoked = {&other}}));
    expect_taken({&proxy, &user}, "another one's revocation");
    expect_taken({&user}, "another one's revocation, without a proxy");
    // Serial numbers are unique to a CA, not to a proxy's issuer.
    trust_.add_crl(ca, make_crl(ca, {.revoked = {&proxy}}));
    expect_taken({&proxy, &user}, "the proxy's own number");
}

TEST_F(Revocation, OfTheEndEntity) {
    const auto below = mint::make_proxy(proxy);
    trust_.add_crl(ca, make_crl(ca, {.revoked = {&other, &user}}));
    const std::string named = "/DC=org/DC=example/CN=Alice was revoked by its CA";
    expect_refused({&user}, {"certificate p.pem: " + named});
    expect_refused({&proxy, &user}, {"proxy p.pem: " + named, "/DC=org/DC=example/CN=Grid CA"});
    expect_refused({&below, &proxy, &user}, {"proxy p.pem: " + named});
    expect_refused({&proxy, &user, &ca}, {"proxy p.pem: " + named});
}

TEST_F(Revocation, OfAProxyThatCameBeforeTheRfc) {
    const auto legacy = mint::make_proxy(user, {.kind = mint::Proxy::legacy});
    expect_taken({&legacy, &user}, "no CRL");
    trust_.add_crl(ca, make_crl(ca, {.revoked = {&user}}));
    expect_refused({&legacy, &user}, {"/CN=Alice was revoked"});
}

// fetch-crl writes .r1 where a CA publishes two, and during the change of its key.
TEST_F(Revocation, InTheSecondOfTwoCrls) {
    trust_.add_crl(ca, make_crl(ca, {.valid = mint::past}), 0);
    trust_.add_crl(ca, make_crl(ca, {.revoked = {&user}}), 1);
    expect_refused({&proxy, &user}, {"/CN=Alice was revoked"});
    trust_.add_crl(ca, make_crl(ca), 1);
    expect_taken({&proxy, &user}, "neither names it");
}

TEST_F(Revocation, AStaleCrlIsForFetchCrlToMend) {
    trust_.add_crl(ca, make_crl(ca, {.valid = mint::past}));
    expect_refused({&proxy, &user}, {"CRL has expired", "/CN=Grid CA", "run fetch-crl"});
    trust_.add_crl(ca, make_crl(ca, {.valid = mint::future}));
    expect_refused({&proxy, &user}, {"CRL is not yet valid", "run fetch-crl"});
}

// A download that was cut, an HTML page in its place: it may hold anything.
TEST_F(Revocation, ACrlThatCannotBeReadIsForFetchCrlToMend) {
    for (const std::string content : {"garbage\n", "", "-----BEGIN X509 CRL-----\nMIIB"}) {
        trust_.add_crl(ca, content);
        expect_refused({&proxy, &user}, {"unable to get certificate CRL", "run fetch-crl"});
    }
}

// Revocations are not taken back (RFC 5280 section 3.3: an entry stays until after the end).
TEST_F(Revocation, ARevocationInAStaleCrlStands) {
    trust_.add_crl(ca, make_crl(ca, {.revoked = {&user}, .valid = mint::past}));
    expect_refused({&proxy, &user}, {"/CN=Alice was revoked"});
}

TEST_F(Revocation, WhatACrlThatTheCaDidNotSignSaysIsNotBelieved) {
    const auto impostor = mint::impostor_of(ca);
    trust_.add_crl(ca, make_crl(impostor, {.revoked = {&user}}));
    expect_refused({&proxy, &user}, {"whether it was revoked cannot be told", "run fetch-crl"});
    expect_refused({&user}, {"whether it was revoked cannot be told", "run fetch-crl"});
}

TEST_F(Revocation, ACrlOfACaThatIsNotThereIsNoEvidence) {
    const auto unknown = mint::make_ca("Unknown CA");
    const auto person = mint::make_user(unknown);
    const auto of_person = mint::make_proxy(person);
    expect_taken({&of_person, &person}, "neither CA nor CRL");
    trust_.add_crl(unknown, make_crl(unknown, {.revoked = {&person}}));
    expect_taken({&of_person, &person}, "nobody can tell whether the CRL is true");
    EXPECT_FALSE(*check({&of_person, &person})) << "its CA is not known";
    EXPECT_TRUE(*check({&proxy, &user})) << "its CA is known";
}

TEST_F(Revocation, OfTheAuthorityThatCertifiedIt) {
    testbed::CertificateRequest request;
    request.subject = {{"DC", "org"}, {"CN", "Intermediate CA"}};
    request.extensions = {{NID_basic_constraints, "critical,CA:TRUE"}};
    const auto middle = testbed::make_identity(request, &ca, testbed::KeyKind::ec_p256);
    const auto person = mint::make_user(middle, "Carol");
    const auto of_person = mint::make_proxy(person);
    trust_.add_ca(middle);
    expect_taken({&of_person, &person}, "no CRLs");
    trust_.add_crl(ca, make_crl(ca, {.revoked = {&middle}}));
    expect_refused({&of_person, &person},
                   {"/DC=org/CN=Intermediate CA was revoked", "/CN=Grid CA"});
    expect_refused({&of_person, &person, &middle}, {"/DC=org/CN=Intermediate CA was revoked"});
    const auto impostor = mint::impostor_of(middle);
    trust_.add_crl(middle, make_crl(impostor, {.revoked = {&person}}));
    expect_refused({&of_person, &person}, {"/DC=org/CN=Intermediate CA was revoked"});
}

TEST_F(Revocation, WithoutAFolderNobodyIsAsked) {
    trust_.add_crl(ca, make_crl(ca, {.revoked = {&user}}));
    const auto credential =
        load_x509({folder_.put("p.pem", mint::proxy_file({&proxy, &user}))}, WallClock::now());
    ASSERT_TRUE(credential);
    EXPECT_TRUE(check_revocation(*credential, {}));
    mint::TrustFolder empty;
    EXPECT_TRUE(check_revocation(*credential, {empty.path()}));
    EXPECT_TRUE(check_revocation(*credential, {empty.path() / "missing"}));
    EXPECT_FALSE(check_revocation(*credential, {trust_.path()}));
}

}  // namespace
}  // namespace fedcloud::auth
