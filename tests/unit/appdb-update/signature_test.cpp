// Which signatures are believed, and what is said of the others.
#include "signature.hpp"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <algorithm>

#include "samples.hpp"
#include "signing.hpp"

namespace fedcloud::appdb_update {
namespace {

using plugin::Blame;

class Signature : public testing::Test {
  protected:
    void SetUp() override { trust_.add_ca(ca); }

    // What is said of `message`, and whom it blames; empty if it is believed.
    std::string why_not(const std::string& message, Blame blame = Blame::service) const {
        auto envelope = open_envelope(message);
        EXPECT_TRUE(envelope) << envelope.error();
        const auto verified = verify(*envelope, {trust_.path(), crl_required_});
        EXPECT_EQ(ERR_peek_error(), 0U);
        if (verified) {
            return "";
        }
        EXPECT_EQ(verified.error().blame, blame) << verified.error().text;
        return verified.error().text;
    }
    void expect_good(const std::string& message, const std::string& content = sample_json,
                     std::vector<std::string> weaknesses = {}) const {
        auto envelope = open_envelope(message);
        ASSERT_TRUE(envelope) << envelope.error();
        const auto verified = verify(*envelope, {trust_.path()});
        ASSERT_TRUE(verified) << verified.error().text;
        std::string read(without_part_headers(verified->content));
        read.erase(std::remove(read.begin(), read.end(), '\r'), read.end());
        EXPECT_EQ(read, content);
        EXPECT_EQ(verified->weaknesses, weaknesses);
        EXPECT_EQ(verified->signer.subject_text, "/DC=org/DC=example/CN=Alice");
        EXPECT_EQ(verified->signer.issuer_text, "/DC=org/DC=example/CN=Grid CA");
        EXPECT_TRUE(names("/DC=org/DC=example/CN=Alice", verified->signer.subject));
        EXPECT_TRUE(names("/DC=org/DC=example/CN=Grid CA", verified->signer.issuer));
        EXPECT_EQ(ERR_peek_error(), 0U);
    }

    static inline const mint::Identity ca = mint::make_ca();
    static inline const mint::Identity user = mint::make_user(ca);
    static inline const mint::Identity other = mint::make_user(ca, "Bob");
    mint::TrustFolder trust_;
    bool crl_required_ = false;
};

TEST_F(Signature, OfEachForm) {
    expect_good(sign(sample_json, user));
    expect_good(sign(sample_json, user, {.form = Form::opaque}));
    expect_good(sign(sample_json, user, {.with_headers = true}));
    expect_good(sign(sample_json, user, {.digest = "SHA512"}));
}

TEST_F(Signature, LineEndsMayChangeOnTheWay) {
    auto message = sign(sample_json, user);
    message.erase(std::remove(message.begin(), message.end(), '\r'), message.end());
    expect_good(message);
}

TEST_F(Signature, OfBareLineFeedsIsGoodAndSaidToBeRare) {
    expect_good(sign(sample_json, user, {.binary = true}), sample_json,
                {"the signature is of bare line feeds, not of S/MIME's CRLF: much software "
                 "refuses it"});
}

TEST_F(Signature, ByAHost) {
    const auto host = mint::make_host(ca);
    EXPECT_EQ(why_not(sign(sample_json, host)), "");
}

TEST_F(Signature, OfAnotherContent) {
    const std::string words =
        "the signature does not fit the list: it was changed after it was signed";
    auto message = sign(sample_json, user);
    message.replace(message.find("4096"), 4, "4097");
    EXPECT_EQ(why_not(message), words);
    auto longer = sign(sample_json, user, {.binary = true});
    longer.replace(longer.find("4096"), 4, "40960");
    EXPECT_EQ(why_not(longer), words);
}

TEST_F(Signature, ByAnotherKeyThanTheCertificates) {
    const auto impostor = mint::impostor_of(user);
    EXPECT_NE(why_not(sign(sample_json, impostor)), "");
}

TEST_F(Signature, ByACaThatNobodyKnows) {
    const auto elsewhere = mint::make_ca("Nowhere CA");
    EXPECT_EQ(why_not(sign(sample_json, mint::make_user(elsewhere))),
              "no trust anchor vouches for the signer, /DC=org/DC=example/CN=Alice, of "
              "/DC=org/DC=example/CN=Nowhere CA: if that CA is to be trusted, install it in " +
                  trust_.path().string());
    EXPECT_NE(why_not(sign(sample_json, elsewhere)), "") << "signed by itself";
}

// That we cannot read the CA's certificate says nothing of the list.
TEST_F(Signature, ByACaWhoseFileCannotBeRead) {
    const auto file = trust_.put(mint::hash_of(ca) + ".0", "garbage\n");
    const auto message = sign(sample_json, user);
    EXPECT_EQ(
        why_not(message, Blame::ours),
        "the certificate of the signer, /DC=org/DC=example/CN=Alice, cannot be checked: " + file +
            ": no certificate in PEM form (trust anchor of /DC=org/DC=example/CN=Grid CA): mend "
            "that file on this host");
    trust_.remove(mint::hash_of(ca) + ".0");
    EXPECT_NE(why_not(message), "");
}

TEST_F(Signature, ByACertificateOutOfItsTime) {
    EXPECT_EQ(why_not(sign(sample_json, mint::make_user(ca, "Alice", mint::past))),
              "the certificate of the signer, /DC=org/DC=example/CN=Alice, expired 3h ago");
    EXPECT_EQ(why_not(sign(sample_json, mint::make_user(ca, "Alice", mint::future))),
              "the certificate of the signer, /DC=org/DC=example/CN=Alice, is not valid yet: "
              "compare this host's clock");
}

TEST_F(Signature, ByARevokedCertificate) {
    trust_.add_crl(ca, mint::make_crl(ca, {.revoked = {&user}}));
    EXPECT_EQ(why_not(sign(sample_json, user)),
              "the certificate of the signer, /DC=org/DC=example/CN=Alice, was revoked by "
              "/DC=org/DC=example/CN=Grid CA");
    EXPECT_EQ(why_not(sign(sample_json, other)), "");
}

TEST_F(Signature, CrlsAreOursToKeepFresh) {
    trust_.add_crl(ca, mint::make_crl(ca, {.valid = mint::past}));
    const auto why = why_not(sign(sample_json, user), Blame::ours);
    EXPECT_NE(why.find("CRL has expired"), std::string::npos) << why;
    EXPECT_NE(why.find("run fetch-crl on this host"), std::string::npos) << why;
    trust_.remove_crl(ca);
    EXPECT_EQ(why_not(sign(sample_json, user)), "");
    crl_required_ = true;
    EXPECT_NE(why_not(sign(sample_json, user), Blame::ours), "");
}

TEST_F(Signature, OfTwoOrOfNobody) {
    EXPECT_EQ(why_not(sign(sample_json, user, {.further_signers = {&other}})),
              "the list has 2 signers, and must have one");
    EXPECT_EQ(why_not(sign(sample_json, user, {.with_certificate = false})),
              "the signature comes without its signer's certificate");
}

TEST_F(Signature, WeakDigests) {
    expect_good(sign(sample_json, user, {.digest = "SHA1"}), sample_json,
                {"the list is signed with SHA-1, which can be forged: sign it again"});
    // Only RSA goes with MD5.
    testbed::CertificateRequest request;
    request.subject = {{"DC", "org"}, {"CN", "Old"}};
    const auto old = testbed::make_identity(request, &ca, testbed::KeyKind::rsa_2048);
    EXPECT_EQ(why_not(sign(sample_json, old, {.digest = "MD5"})),
              "the list is signed with md5, which anybody can forge");
}

}  // namespace
}  // namespace fedcloud::appdb_update
