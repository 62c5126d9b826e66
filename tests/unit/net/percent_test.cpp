// Names in URLs and on command lines, and the host of -H.
#include "net/percent.hpp"

#include <gtest/gtest.h>

#include "net/given_host.hpp"
#include "net/url.hpp"

namespace fedcloud::net {
namespace {

TEST(Percent, ThereAndBack) {
    EXPECT_EQ(percent_encode("R&D/x y"), "R%26D%2Fx%20y");
    EXPECT_EQ(percent_encode("AZaz09-._~"), "AZaz09-._~");
    EXPECT_EQ(percent_encode("\xC5\xBD"), "%C5%BD");
    std::string all;
    for (int byte = 0; byte < 256; ++byte) {
        all.push_back(static_cast<char>(byte));
    }
    EXPECT_EQ(*percent_decode(percent_encode(all)), all);
    EXPECT_EQ(*percent_decode("%c5%bd+"), "\xC5\xBD+");
}

TEST(Percent, HalfABlank) {
    for (const auto* text : {"%", "100%", "a%2", "a%zz", "%+1x", "%-1", "% 1"}) {
        EXPECT_FALSE(percent_decode(text)) << text;
    }
}

TEST(Percent, NameOfASite) {
    std::string name;
    const auto set = into_name(name);
    EXPECT_TRUE(set("Izola%20MRF"));
    EXPECT_EQ(name, "Izola MRF");
    for (const std::string& text : {std::string(), std::string("a%0Ab"), std::string("a\tb"),
                                    std::string("%zz"), std::string(1025, 'x')}) {
        EXPECT_FALSE(set(text)) << text;
        EXPECT_EQ(name, "Izola MRF");
    }
}

TEST(GivenHost, IsAHostOrNothing) {
    plugin::CommonOptions common;
    EXPECT_EQ(*given_host(common), "");
    common.hostname = "Cloud.Example.ORG";
    EXPECT_EQ(*given_host(common), "cloud.example.org");
    common.hostname = "no host";
    const auto refused = given_host(common);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().blame, plugin::Blame::ours);
    EXPECT_EQ(refused.error().text, "-H/--hostname: 'no host' is no host name");
}

TEST(Url, WithoutWhoAsks) {
    EXPECT_EQ(without_user("https://me:secret@a.example.org/x@y"), "https://***@a.example.org/x@y");
    EXPECT_EQ(without_user("me:secret@a.example.org"), "***@a.example.org");
    EXPECT_EQ(without_user("https://a.example.org/x@y"), "https://a.example.org/x@y");
}

}  // namespace
}  // namespace fedcloud::net
