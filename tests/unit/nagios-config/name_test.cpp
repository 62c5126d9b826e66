#include "name.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace fedcloud::config {
namespace {

TEST(ObjectName, IsReadable) {
    const std::map<std::string, std::string> table{
        {"INFN-CATANIA_2.x", "INFN-CATANIA_2.x"},
        {"NGI_DE", "NGI_DE"},
        {"Izola MRF", "Izola_x20MRF"},
        {"../../etc/x", "_x2E._x2F.._x2Fetc_x2Fx"},
        {"-h", "_x2Dh"},
        {"a_x20b", "a_x5Fx20b"},
        {"é", "_xC3_xA9"},
        {"`$(id)!;|", "_x60_x24_x28id_x29_x21_x3B_x7C"},
    };
    for (const auto& [text, name] : table) {
        EXPECT_EQ(object_name(text), name) << text;
    }
    EXPECT_EQ(host_name("occi.example.org", "Izola MRF"), "occi.example.org_at_Izola_x20MRF");
    EXPECT_EQ(host_name("2001:db8::1", "A"), "2001_x3Adb8_x3A_x3A1_at_A");
}

// The places where two different texts could get one name are those around '_'.
TEST(ObjectName, IsDifferentForDifferentTexts) {
    std::mt19937 random(7);
    constexpr std::string_view alphabet = "_xA2 a.-";
    std::map<std::string, std::string> texts;
    for (int i = 0; i < 100000; ++i) {
        std::string text;
        for (auto length = random() % 9 + 1; length > 0; --length) {
            text += alphabet[random() % alphabet.size()];
        }
        const auto name = object_name(text);
        EXPECT_EQ(texts.emplace(name, text).first->second, text) << name;
        EXPECT_EQ(name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                         "0123456789._-"),
                  std::string::npos);
    }
}

TEST(ObjectName, OfHostAndSiteIsDifferentForDifferentPairs) {
    EXPECT_NE(host_name("a_at_b", "c"), host_name("a", "b_at_c"));
    EXPECT_NE(host_name("a", "b"), host_name("a_at_b", ""));
}

TEST(ObjectName, LongOnesAreCutAndStayDifferent) {
    const std::string text(300, 'x');
    EXPECT_LE(object_name(text).size(), 140U);
    EXPECT_NE(object_name(text), object_name(text + 'x'));
    EXPECT_EQ(object_name(std::string(120, 'x')), std::string(120, 'x'));
}

TEST(Host, Shapes) {
    for (const auto* good : {"occi.example.org", "10.0.0.1", "2001:db8::1", "a_b", "A"}) {
        EXPECT_TRUE(is_host(good)) << good;
    }
    for (const auto* bad :
         {"", "-a", ".a", "a b", "a;b", "$(id)", "a/b", "é", "a\n", "{{{", "a!"}) {
        EXPECT_FALSE(is_host(bad)) << bad;
    }
    EXPECT_FALSE(is_host(std::string(254, 'a')));
}

}  // namespace
}  // namespace fedcloud::config
