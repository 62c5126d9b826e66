// Distinguished names taken apart.
#include <gtest/gtest.h>

#include "ldap/dn.hpp"

namespace fedcloud::ldap {
namespace {

Dn dn(const std::string& text) {
    const auto parsed = parse_dn(text);
    EXPECT_TRUE(parsed) << text;
    return parsed ? *parsed : Dn();
}

TEST(DistinguishedName, OfAnEndpoint) {
    const auto parsed =
        dn("GLUE2EndpointID=https://cloud.example.org:8787/a=b_OCCI#1,GLUE2ServiceID=x y,o=glue");
    ASSERT_EQ(parsed.size(), 3U);
    EXPECT_EQ(parsed[0].attribute, "GLUE2EndpointID");
    EXPECT_EQ(parsed[0].value, "https://cloud.example.org:8787/a=b_OCCI#1");
    EXPECT_EQ(parsed[1].value, "x y");
    EXPECT_EQ(parsed[2], (Rdn{"O", "glue"}));
}

TEST(DistinguishedName, Escapes) {
    EXPECT_EQ(dn("a=b\\,c\\2Cd\\+,o=glue")[0].value, "b,c,d+");
    EXPECT_EQ(dn("a=\\C5\\BDilina")[0].value, "Žilina");
    EXPECT_EQ(dn("a=b , o=glue").size(), 2U);
    EXPECT_EQ(dn("a=b+c=d,o=glue")[0].value, "b");
    EXPECT_TRUE(dn("").empty());
}

TEST(DistinguishedName, None) {
    for (const auto* text :
         {"glue", "=x", "a=b,,o=glue", "a=b,c", "a=b\\", "a=\\zz", ",", "a=b,"}) {
        EXPECT_FALSE(parse_dn(text)) << text;
    }
}

TEST(DistinguishedName, Below) {
    const auto root = dn("o=glue");
    const auto site = dn("glue2domainid=A,o=glue");
    const auto cloud = dn("GLUE2GroupID=cloud,GLUE2DomainID=A,O=glue");
    EXPECT_TRUE(is_below(cloud, site));
    EXPECT_TRUE(is_below(cloud, root));
    EXPECT_FALSE(is_below(site, cloud));
    EXPECT_FALSE(is_below(site, site));
    EXPECT_FALSE(is_below(cloud, dn("GLUE2DomainID=a,o=glue"))) << "values are compared exactly";
}

}  // namespace
}  // namespace fedcloud::ldap
