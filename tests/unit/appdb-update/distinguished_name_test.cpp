// Two spellings of one name are equal, and two names are not.
#include "distinguished_name.hpp"

#include <gtest/gtest.h>

#include <openssl/x509.h>
#include <chrono>

#include <memory>

#include "http/verification.hpp"

namespace fedcloud::appdb_update {
namespace {

DistinguishedName dn(const std::string& text) {
    auto name = DistinguishedName::parse(text);
    EXPECT_TRUE(name) << text << ": " << name.error();
    return name ? *name : DistinguishedName();
}

struct FreeName {
    void operator()(X509_NAME* name) const { X509_NAME_free(name); }
};
using Name = std::unique_ptr<X509_NAME, FreeName>;

Name name_of(const std::vector<std::pair<std::string, std::string>>& parts,
             int kind = MBSTRING_UTF8) {
    Name name(X509_NAME_new());
    for (const auto& [type, value] : parts) {
        EXPECT_EQ(X509_NAME_add_entry_by_txt(name.get(), type.c_str(), kind,
                                             reinterpret_cast<const unsigned char*>(value.data()),
                                             static_cast<int>(value.size()), -1, 0),
                  1)
            << type;
    }
    return name;
}

TEST(DistinguishedName, InEachForm) {
    const auto name = dn("/DC=org/DC=example/O=EGI.eu/CN=appdb.example.org");
    for (const auto* same : {"DC=org, DC=example, O=EGI.eu, CN=appdb.example.org",
                             "DC = org, DC = example, O = EGI.eu, CN = appdb.example.org",
                             "CN=appdb.example.org,O=EGI.eu,DC=example,DC=org",
                             "/dc=org/dc=example/o=EGI.eu/cn=appdb.example.org",
                             " /DC=org/DC=example/O=EGI.eu/CN=appdb.example.org "}) {
        EXPECT_TRUE(dn(same).matches(name)) << same;
    }
}

TEST(DistinguishedName, OfAnotherOne) {
    const auto name = dn("/DC=org/DC=example/O=EGI.eu/CN=appdb.example.org");
    for (const auto* other :
         {"/DC=org/DC=example/O=EGI.eu", "/DC=org/DC=example/O=EGI.eu/CN=appdb.example.org/CN=1",
          "/DC=org/DC=example/O=EGI.eu/CN=appdb.example.com",
          "/DC=org/DC=example/O=EGI.EU/CN=appdb.example.org",
          "/DC=org/DC=example/OU=EGI.eu/CN=appdb.example.org",
          "/DC=example/DC=org/O=EGI.eu/CN=appdb.example.org", "/CN=appdb.example.org"}) {
        EXPECT_FALSE(dn(other).matches(name)) << other;
    }
}

TEST(DistinguishedName, MailAddressesAndUserIdsHaveManyNames) {
    const auto name = dn("/C=NL/CN=a/emailAddress=a@example.org");
    EXPECT_TRUE(dn("/C=NL/CN=a/Email=a@example.org").matches(name));
    EXPECT_TRUE(dn("E=a@example.org,CN=a,C=NL").matches(name));
    EXPECT_TRUE(dn("/UID=a").matches(dn("/USERID=a")));
    EXPECT_TRUE(dn("/ST=a/CN=b").matches(dn("/S=a/CN=b")));
    EXPECT_TRUE(dn("/OID.1.2.3.4=a").matches(dn("/1.2.3.4=a")));
}

TEST(DistinguishedName, SlashesInAValue) {
    const auto service = dn("/DC=org/CN=host/appdb.example.org");
    EXPECT_TRUE(dn("CN=host/appdb.example.org,DC=org").matches(service));
    EXPECT_TRUE(dn("/DC=org/CN=host\\/appdb.example.org").matches(service));
    EXPECT_TRUE(dn("/CN=Robot: a/b=c").matches(dn("CN=Robot: a/b=c")));
    EXPECT_FALSE(dn("/CN=a/O=b").matches(dn("CN=a/O=b")));
}

TEST(DistinguishedName, BytesBeyondAscii) {
    const auto name = dn("/CN=Ren\xC3\xA9");
    EXPECT_TRUE(dn("/CN=Ren\\xC3\\xA9").matches(name));
    EXPECT_TRUE(dn("CN=Ren\\C3\\A9").matches(name));
    EXPECT_TRUE(DistinguishedName::of(*name_of({{"CN", "Ren\xC3\xA9"}})).matches(name));
    EXPECT_TRUE(DistinguishedName::of(*name_of({{"CN", "Ren\xE9"}}, MBSTRING_ASC)).matches(name));
}

TEST(DistinguishedName, OfACertificateAsGridSoftwareWritesIt) {
    const auto name = name_of({{"DC", "org"},
                               {"O", "A+B, \\C"},
                               {"CN", "host/x.example.org"},
                               {"emailAddress", "x@example.org"}});
    const auto written = http::grid_name(name.get());
    EXPECT_EQ(written, "/DC=org/O=A+B, \\C/CN=host/x.example.org/emailAddress=x@example.org");
    const auto read = DistinguishedName::of(*name);
    EXPECT_TRUE(names("/DC=org/O=A\\+B, \\\\C/CN=host\\/x.example.org/Email=x@example.org", read));
    EXPECT_FALSE(names("/DC=org/CN=host/x.example.org", read));
    EXPECT_FALSE(names("nobody", read));
}

TEST(DistinguishedName, BlanksAreRuns) {
    EXPECT_TRUE(dn("/CN=Alice  Tester ").matches(dn("/CN=Alice Tester")));
    EXPECT_FALSE(dn("/CN=AliceTester").matches(dn("/CN=Alice Tester")));
}

TEST(DistinguishedName, WhatIsNone) {
    for (const auto* text : {"", " ", "/", "Alice", "/Alice", "appdb.example.org", "=x", "/=x",
                             "/CN", "FOO=x", "https://appdb.example.org/"}) {
        EXPECT_FALSE(DistinguishedName::parse(text)) << text;
    }
    // A backslash, or half an escape, at the end.
    EXPECT_TRUE(DistinguishedName::parse("/CN=a\\"));
    EXPECT_TRUE(DistinguishedName::parse("/CN=a\\x"));
    EXPECT_TRUE(DistinguishedName::parse("/CN=a\\xC"));
}

TEST(DistinguishedName, AMegabyteOfSeparators) {
    const auto start = std::chrono::steady_clock::now();
    const auto read = DistinguishedName::parse("/CN=a" + std::string(1U << 20U, '/') + "=b");
    EXPECT_TRUE(read);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

}  // namespace
}  // namespace fedcloud::appdb_update
