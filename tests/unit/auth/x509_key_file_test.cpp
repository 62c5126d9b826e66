// A certificate whose key lies in a file of its own, as robots' do.
#include <gtest/gtest.h>

#include "auth/credential.hpp"
#include "auth/x509_credential.hpp"
#include "mint.hpp"

namespace fedcloud::auth {
namespace {

using mint::certificate_of;
using mint::Identity;
using mint::key_of;

class X509KeyFile : public testing::Test {
  protected:
    plugin::Checked<X509Credential> load(const std::string& certificate, const std::string& key,
                                         unsigned key_mode = 0600) const {
        return load_x509({folder_.put("robotcert.pem", certificate, 0644),
                          folder_.put("robotkey.pem", key, key_mode)},
                         WallClock::now());
    }
    static void expect_refused(const plugin::Checked<X509Credential>& outcome,
                               std::string_view words) {
        ASSERT_FALSE(outcome) << words;
        EXPECT_EQ(outcome.error().blame, plugin::Blame::ours);
        EXPECT_NE(outcome.error().text.find(words), std::string::npos) << outcome.error().text;
    }

    static inline const Identity ca = mint::make_ca();
    static inline const Identity robot = mint::make_user(ca, "Robot: Perun probe");
    mint::Folder folder_;
};

TEST_F(X509KeyFile, EverybodyMayReadTheCertificate) {
    const auto credential = load(certificate_of(robot), key_of(robot));
    ASSERT_TRUE(credential) << credential.error().text;
    EXPECT_EQ(credential->name, "certificate robotcert.pem");
    EXPECT_EQ(credential->identity, "/DC=org/DC=example/CN=Robot: Perun probe");
    EXPECT_EQ(credential->pem, certificate_of(robot) + key_of(robot)) << "as it is presented";
    ASSERT_TRUE(load(certificate_of(robot) + certificate_of(ca), key_of(robot)));
    ASSERT_TRUE(load("Bag Attributes\n" + certificate_of(robot), "text\n" + key_of(robot)));
}

// -C and -K may name the same file, or the first one may hold a key that is not asked for.
TEST_F(X509KeyFile, EachFileGivesItsOwnPart) {
    const auto stranger = mint::make_user(ca, "Bob");
    const auto both = certificate_of(robot) + key_of(robot);
    for (const auto& certificate : {both, certificate_of(robot) + key_of(stranger)}) {
        const auto credential = load(certificate, both);
        ASSERT_TRUE(credential) << credential.error().text;
        EXPECT_EQ(credential->chain.size(), 1U);
        EXPECT_EQ(credential->pem, both);
    }
}

TEST_F(X509KeyFile, WhatIsWrongNamesItsFile) {
    const auto certificate = certificate_of(robot);
    const auto key = key_of(robot);
    expect_refused(load(certificate, key, 0644), "robotkey.pem: can be read by everybody");
    expect_refused(load(certificate, certificate), "key robotkey.pem holds no private key");
    expect_refused(load(certificate, mint::locked_key_of(robot)),
                   "private key robotkey.pem is locked by a pass phrase");
    expect_refused(load(certificate, key_of(mint::make_user(ca, "Bob"))),
                   "private key robotkey.pem does not belong to certificate robotcert.pem");
    expect_refused(load(key, key), "robotcert.pem holds no certificate");
    expect_refused(load("", key), "robotcert.pem: is empty");
    expect_refused(load(certificate.substr(0, certificate.size() / 2), key), "no certificate");
    expect_refused(load(certificate_of(mint::make_user(ca, "Old", mint::past)), key),
                   "certificate robotcert.pem expired 3h ago");
    expect_refused(load_x509({folder_.path() / "none", folder_.put("key", key)}, WallClock::now()),
                   "certificate ");
    expect_refused(
        load_x509({folder_.put("cert", certificate), folder_.path() / "none"}, WallClock::now()),
        "key ");
    expect_refused(load_x509({folder_.path(), folder_.put("key", key)}, WallClock::now()),
                   "is a folder");
}

TEST_F(X509KeyFile, AKeyAloneIsNoCredential) {
    LoginOptions options;
    options.key = folder_.put("robotkey.pem", key_of(robot));
    const auto found = find_credential(options, {}, WallClock::now());
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().text, "--key belongs to --proxy (or --cert)");
}

}  // namespace
}  // namespace fedcloud::auth
