// What kind of certificate one is: RFC 3820, Globus 2 and 3, people, hosts and CAs.
#include "auth/proxy_kind.hpp"

#include <gtest/gtest.h>

#include "mint.hpp"

namespace fedcloud::auth {
namespace {

using mint::Proxy;

struct Row {
    std::string name;
    Proxy proxy;
    CertificateKind kind;
    bool pre_rfc;
};

class ProxyKind : public testing::TestWithParam<Row> {
  protected:
    static const mint::Identity& user() {
        static const auto instance = mint::make_user(mint::make_ca());
        return instance;
    }
};

TEST_P(ProxyKind, OfAPersonsProxyAndOfAProxysProxy) {
    const auto& [name, proxy, kind, pre_rfc] = GetParam();
    mint::ProxyRequest request;
    request.kind = proxy;
    const auto first = mint::make_proxy(user(), request);
    EXPECT_EQ(kind_of(*first.certificate), kind);
    EXPECT_EQ(kind_of(*mint::make_proxy(first, request).certificate), kind);
    EXPECT_TRUE(is_proxy(kind));
    EXPECT_EQ(is_pre_rfc(kind), pre_rfc);
}

INSTANTIATE_TEST_SUITE_P(
    All, ProxyKind,
    testing::Values(Row{"Full", Proxy::full, CertificateKind::rfc_proxy, false},
                    Row{"Limited", Proxy::limited, CertificateKind::rfc_limited, false},
                    Row{"Legacy", Proxy::legacy, CertificateKind::legacy_proxy, true},
                    Row{"LegacyLimited", Proxy::legacy_limited, CertificateKind::legacy_limited,
                        true},
                    Row{"Draft", Proxy::draft, CertificateKind::draft_proxy, true}),
    [](const auto& row) { return row.param.name; });

// The extension decides, whatever the name is.
TEST(CertificateKinds, AnRfcProxyMayBearTheOldName) {
    mint::ProxyRequest request;
    request.name = "proxy";
    const auto user = mint::make_user(mint::make_ca());
    EXPECT_EQ(kind_of(*mint::make_proxy(user, request).certificate), CertificateKind::rfc_proxy);
    request.kind = Proxy::limited;
    EXPECT_EQ(kind_of(*mint::make_proxy(user, request).certificate), CertificateKind::rfc_limited);
}

TEST(CertificateKinds, WhatIsNoProxy) {
    const auto ca = mint::make_ca();
    EXPECT_EQ(kind_of(*ca.certificate), CertificateKind::authority);
    EXPECT_EQ(kind_of(*mint::make_host(ca).certificate), CertificateKind::end_entity);
    EXPECT_EQ(kind_of(*mint::make_user(ca).certificate), CertificateKind::end_entity);
    // A CA that certifies a robot of that name has made no proxy.
    for (const auto* name : {"proxy", "limited proxy", "4711"}) {
        EXPECT_EQ(kind_of(*mint::make_user(ca, name).certificate), CertificateKind::end_entity)
            << name;
    }
    EXPECT_FALSE(is_proxy(CertificateKind::end_entity));
    EXPECT_FALSE(is_proxy(CertificateKind::authority));
    EXPECT_FALSE(is_pre_rfc(CertificateKind::end_entity));
    EXPECT_FALSE(is_pre_rfc(CertificateKind::authority));
}

// Globus' names are exact.
TEST(CertificateKinds, NamesThatAreAlmostThoseOfALegacyProxy) {
    const auto user = mint::make_user(mint::make_ca());
    for (const auto* name : {"Proxy", "proxy ", "limited  proxy", "proxy2"}) {
        testbed::CertificateRequest request;
        request.below_issuer = true;
        request.subject = {{"CN", name}};
        const auto other = testbed::make_identity(request, &user, testbed::KeyKind::ec_p256);
        EXPECT_EQ(kind_of(*other.certificate), CertificateKind::end_entity) << name;
    }
}

TEST(CertificateKinds, HowTheyAreCalled) {
    EXPECT_EQ(to_string(CertificateKind::rfc_proxy), "RFC 3820 proxy");
    EXPECT_EQ(to_string(CertificateKind::legacy_limited), "limited legacy (Globus 2) proxy");
    EXPECT_EQ(to_string(CertificateKind::end_entity), "certificate");
    for (const auto kind : {CertificateKind::rfc_limited, CertificateKind::legacy_proxy,
                            CertificateKind::draft_proxy}) {
        EXPECT_TRUE(to_string(kind).ends_with(" proxy")) << to_string(kind);
    }
}

TEST(PathLength, AsTheExtensionSays) {
    const auto user = mint::make_user(mint::make_ca());
    EXPECT_EQ(proxies_allowed_below(*user.certificate), std::nullopt);
    mint::ProxyRequest request;
    for (const auto kind : {Proxy::full, Proxy::limited}) {
        request.kind = kind;
        request.path_length.reset();
        EXPECT_EQ(proxies_allowed_below(*mint::make_proxy(user, request).certificate),
                  std::nullopt);
        for (const int length : {0, 1, 1000}) {
            request.path_length = length;
            EXPECT_EQ(proxies_allowed_below(*mint::make_proxy(user, request).certificate), length);
        }
    }
    request.kind = Proxy::legacy;
    EXPECT_EQ(proxies_allowed_below(*mint::make_proxy(user, request).certificate), std::nullopt);
}

}  // namespace
}  // namespace fedcloud::auth
