// Words for a shell, and links.
#include "escape.hpp"

#include <gtest/gtest.h>

namespace fedcloud::config {
namespace {

TEST(ShellWord, IsQuotedWhereItMustBe) {
    EXPECT_EQ(shell_word("--site=Izola%20MRF"), "--site=Izola%20MRF");
    EXPECT_EQ(shell_word("$(id)"), "'$(id)'");
    EXPECT_EQ(shell_word(""), "''");
    EXPECT_EQ(shell_word("~:10"), "'~:10'");
    EXPECT_EQ(shell_word("a b"), "'a b'");
    EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
}

TEST(WebLink, HoldsNothingThatMeansSomethingElse) {
    EXPECT_EQ(web_link("https://a.example.org:8443/x?a=1&b=%20#c"),
              "https://a.example.org:8443/x?a=1&b=%20#c");
    EXPECT_EQ(web_link("HTTP://a/$USER1$;\"'\\ <b>"), "HTTP://a/%24USER1%24%3B%22%27%5C%20%3Cb%3E");
    EXPECT_EQ(web_link(" https://h/a\nb "), "https://h/a%0Ab");
    for (const auto* none : {"", "javascript:alert(1)", "ftp://a/", "a.example.org", "https:/a",
                             "//a", "file:///etc/passwd", "ldap://h:2170"}) {
        EXPECT_EQ(web_link(none), "") << none;
    }
    EXPECT_EQ(web_link("http://a/" + std::string(1000, 'x')), "");
    EXPECT_EQ(web_link("http://a/" + std::string(500, '<')), "") << "1,500 bytes, once written";
}

}  // namespace
}  // namespace fedcloud::config
