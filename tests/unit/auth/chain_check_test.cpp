// Do the certificates of a proxy file belong together?
#include "auth/chain_check.hpp"

#include <gtest/gtest.h>

#include "mint.hpp"

namespace fedcloud::auth {
namespace {

using mint::Identity;
using mint::Proxy;

class ChainCheck : public testing::Test {
  protected:
    static Chain chain_of(std::initializer_list<const Identity*> identities) {
        std::string pem;
        for (const auto* identity : identities) {
            pem += mint::certificate_of(*identity);
        }
        return read_certificates(pem);
    }
    static void expect_good(std::initializer_list<const Identity*> identities,
                            const std::string& what = "") {
        const auto outcome = check_chain(chain_of(identities));
        EXPECT_TRUE(outcome) << what << ": " << outcome.error();
    }
    static void expect_bad(std::initializer_list<const Identity*> identities,
                           std::initializer_list<std::string> words) {
        const auto outcome = check_chain(chain_of(identities));
        ASSERT_FALSE(outcome) << *words.begin();
        for (const auto& word : words) {
            EXPECT_NE(outcome.error().find(word), std::string::npos) << outcome.error();
        }
    }

    static inline const Identity ca = mint::make_ca();
    static inline const Identity user = mint::make_user(ca);
    static inline const Identity proxy = mint::make_proxy(user);
    static inline const Identity delegated = mint::make_proxy(proxy, {.name = "4712"});
};

TEST_F(ChainCheck, ACertificateAlone) {
    expect_good({&user});
    expect_good({&user, &ca});
    expect_good({&ca});
}

TEST_F(ChainCheck, AProxyWithWhoSignedIt) {
    expect_good({&proxy, &user});
    expect_good({&proxy, &user, &ca});
    expect_good({&delegated, &proxy, &user});
    expect_good({&delegated, &proxy, &user, &ca});
}

TEST_F(ChainCheck, ProxiesOfEveryKind) {
    for (const auto kind :
         {Proxy::full, Proxy::limited, Proxy::legacy, Proxy::legacy_limited, Proxy::draft}) {
        const auto first = mint::make_proxy(user, {.kind = kind});
        const auto second = mint::make_proxy(first, {.kind = kind});
        const auto what = std::to_string(static_cast<int>(kind));
        expect_good({&first, &user}, what);
        expect_good({&second, &first, &user, &ca}, what);
    }
}

TEST_F(ChainCheck, SeveralAuthoritiesFollow) {
    testbed::CertificateRequest request;
    request.subject = {{"DC", "org"}, {"CN", "Intermediate CA"}};
    request.extensions = {{NID_basic_constraints, "critical,CA:TRUE"}};
    const auto middle = testbed::make_identity(request, &ca, testbed::KeyKind::ec_p256);
    const auto person = mint::make_user(middle, "Bob");
    const auto of_person = mint::make_proxy(person);
    expect_good({&of_person, &person, &middle, &ca});
    expect_good({&of_person, &person, &middle});
    expect_bad({&of_person, &person, &ca, &middle}, {"wrong order", "/CN=Grid CA", "/CN=Bob"});
    expect_bad({&of_person, &person, &ca}, {"did not issue it"});
}

TEST_F(ChainCheck, AnIssuerIsMissing) {
    const std::string lacks = "lacks the certificate of /DC=org/DC=example/CN=Alice";
    expect_bad({&proxy}, {lacks, "issued /DC=org/DC=example/CN=Alice/CN=4711"});
    expect_bad({&proxy, &ca}, {lacks});
    expect_bad({&delegated, &proxy}, {lacks});
    expect_bad({&delegated, &user}, {"lacks the certificate of", "/CN=Alice/CN=4711"});
}

TEST_F(ChainCheck, TheOrderIsWrong) {
    expect_bad({&user, &proxy}, {"wrong order"});
    expect_bad({&proxy, &delegated, &user}, {"wrong order"});
    expect_bad({&delegated, &user, &proxy}, {"wrong order"});
    expect_bad({&proxy, &ca, &user}, {"wrong order"});
    expect_bad({&ca, &user}, {"wrong order"});
}

TEST_F(ChainCheck, SignedByAnotherKeyThanTheNameSays) {
    const auto impostor = mint::impostor_of(user);
    const auto forged = mint::make_proxy(impostor);
    expect_bad({&forged, &user}, {"not signed by the key of /DC=org/DC=example/CN=Alice"});
    const auto of_impostor = mint::impostor_of(proxy);
    const auto deep = mint::make_proxy(of_impostor);
    expect_bad({&deep, &proxy, &user}, {"not signed by", "/CN=4711"});
}

// The end entity's own certificate may be a renewed one, with another key.
TEST_F(ChainCheck, ACertificateThatWasRenewedMeanwhile) {
    const auto renewed = mint::make_user(ca);
    expect_bad({&proxy, &renewed}, {"not signed by the key of", "make it again"});
}

TEST_F(ChainCheck, AnRfcProxyBearsItsIssuersNameAndOneMore) {
    const std::vector<testbed::CertificateRequest> names = [] {
        std::vector<testbed::CertificateRequest> all(4);
        all[0].subject = {{"CN", "4711"}, {"CN", "4712"}};  // two more
        all[1].subject = {{"OU", "4711"}};                  // no CN
        all[2].subject = {};                                // its issuer's own
        all[3].subject = {{"DC", "org"}, {"DC", "example"}, {"CN", "Mallory"}, {"CN", "4711"}};
        for (auto& request : all) {
            request.below_issuer = &request != &all[3];
            request.extensions = {{NID_proxyCertInfo, "critical,language:id-ppl-inheritAll"}};
        }
        return all;
    }();
    for (const auto& request : names) {
        const auto odd = testbed::make_identity(request, &user, testbed::KeyKind::ec_p256);
        expect_bad({&odd, &user}, {"does not bear its issuer's name and one CN"});
    }
}

TEST_F(ChainCheck, ThePathLengthHolds) {
    const auto childless = mint::make_proxy(user, {.path_length = 0});
    const auto child = mint::make_proxy(childless);
    expect_good({&childless, &user});
    expect_bad({&child, &childless, &user}, {"allows 0 proxies below it", "there are 1"});
    const auto one_below = mint::make_proxy(user, {.path_length = 1});
    const auto second = mint::make_proxy(one_below);
    const auto third = mint::make_proxy(second);
    expect_good({&second, &one_below, &user});
    expect_bad({&third, &second, &one_below, &user}, {"allows 1 proxies below it", "are 2"});
}

// RFC 3820 section 3.1: an end entity signs proxies, a CA does not.
TEST_F(ChainCheck, AProxyOfAnAuthority) {
    const auto odd = mint::make_proxy(ca);
    expect_bad({&odd, &ca}, {"was issued by a CA"});
}

TEST_F(ChainCheck, DatesAreNotLookedAt) {
    const auto old = mint::make_proxy(user, {.valid = mint::past});
    expect_good({&old, &user});
}

TEST_F(ChainCheck, WhoseItIs) {
    EXPECT_EQ(subject_of(end_entity_of(chain_of({&delegated, &proxy, &user, &ca}))),
              subject_of(*user.certificate));
    EXPECT_EQ(subject_of(end_entity_of(chain_of({&user, &ca}))), subject_of(*user.certificate));
}

}  // namespace
}  // namespace fedcloud::auth
