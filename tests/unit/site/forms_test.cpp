// What is taken for a key, a name of a site, of a VO, of a host.
#include "site/forms.hpp"

#include <gtest/gtest.h>

#include <string>

namespace fedcloud::site {
namespace {

TEST(Forms, AKeyIsDigitsAndGZero) {
    for (const auto* key : {"1G0", "1000G0", "12345678901234567890G0"}) {
        EXPECT_TRUE(gocdb_key.fits(key)) << key;
    }
    for (const auto* other : {"", "0", "G0", "1G1", "1g0", "-1G0", "1 G0", "1000", "1000G0 ",
                              "123456789012345678901G0", "../1G0"}) {
        EXPECT_FALSE(gocdb_key.fits(other)) << other;
    }
}

// It becomes a part of command lines and of file names.
TEST(Forms, AVoIsNoOptionAndNoPath) {
    for (const auto* vo : {"ops", "vo.example.org", "fedcloud.egi.eu", "A_b-1"}) {
        EXPECT_TRUE(vo_name.fits(vo)) << vo;
    }
    for (const auto* other :
         {"", "-ops", ".ops", "..", "a b", "a/b", "a;b", "$(a)", "a\n", "\xc3\xa4"}) {
        EXPECT_FALSE(vo_name.fits(other)) << other;
    }
    EXPECT_TRUE(vo_name.fits(std::string(100, 'a')));
    EXPECT_FALSE(vo_name.fits(std::string(101, 'a')));
}

TEST(Forms, ASiteMayBeNamedInAnyLanguageButOnOneLine) {
    for (const auto* site : {"Izola MRF", "S\xc3\xa3o Paulo", "-x", "../etc"}) {
        EXPECT_TRUE(site_name.fits(site)) << site;
    }
    for (const auto* other : {"", "a\nb", "a\x1b[2J", "a\x7f"}) {
        EXPECT_FALSE(site_name.fits(other)) << other;
    }
    EXPECT_TRUE(site_name.fits(std::string(255, 'a')));
    EXPECT_FALSE(site_name.fits(std::string(256, 'a')));
    EXPECT_FALSE(host_name.fits(std::string(256, 'a')));
}

}  // namespace
}  // namespace fedcloud::site
