// Secrets do not get into the output, whole or in part.
#include <gtest/gtest.h>

#include "plugin/text.hpp"

namespace fedcloud::plugin {
namespace {

Redactor redactor_of(std::initializer_list<std::string> secrets) {
    Redactor redact;
    for (const auto& secret : secrets) {
        redact.add(secret);
    }
    return redact;
}

TEST(Redaction, Table) {
    const auto redact = redactor_of({"secret", "topsecret!", "abcd", "žluť"});
    const std::vector<std::pair<std::string, std::string>> table{
        {"", ""},
        {"nothing here", "nothing here"},
        {"secret", "***"},
        {"secretsecret", "******"},
        {"a topsecret! b", "a *** b"},
        {"Secret", "Secret"},
        {"abcd abc", "*** abc"},
        {"ababcdcd", "ab***cd"},
        {"Authorization: Bearer secret\r\n", "Authorization: Bearer ***\r\n"},
        {"https://u:secret@h/", "https://u:***@h/"},
        {"x žluť y", "x *** y"},
    };
    for (const auto& [text, told] : table) {
        EXPECT_EQ(redact(text), told);
        EXPECT_EQ(redact(redact(text)), told) << "a second time changes nothing";
    }
}

TEST(Redaction, InWhateverOrderTheyWereAdded) {
    const auto one = redactor_of({"secret", "secret-and-more"});
    const auto other = redactor_of({"secret-and-more", "secret"});
    for (const auto& redact : {one, other}) {
        EXPECT_EQ(redact("a secret-and-more b secret c"), "a *** b *** c");
    }
}

TEST(Redaction, ShortOnesAreLeft) {
    const auto redact = redactor_of({"", "a", "ab", "abc"});
    EXPECT_EQ(redact("a ab abc"), "a ab abc");
    EXPECT_EQ(redactor_of({"abcd"})("abcd"), "***");
    EXPECT_EQ(Redactor()("anything"), "anything");
}

TEST(Redaction, EndsForSecretsOfStars) {
    EXPECT_EQ(redactor_of({"****"})("********"), "******");
    EXPECT_EQ(redactor_of({"…………"})("a………… b"), "a*** b");
}

// clean() cuts at 256 bytes: wherever that falls, no beginning of a secret stays that would help to
// guess the rest.
TEST(Redaction, OfSecretsThatWereCut) {
    const std::string secret = "gAAAAABkz-7_token.of-some/length+0123456789=";
    const auto redact = redactor_of({secret});
    for (std::size_t lead = 180; lead <= 260; ++lead) {
        const auto text = std::string(lead, 'x') + secret + std::string(300, 'y');
        const auto told = redact(clean(text));
        EXPECT_EQ(told.find(secret.substr(0, 4)), std::string::npos) << lead << ": " << told;
        EXPECT_TRUE(told.ends_with("…")) << told;
    }
}

TEST(Redaction, OfSeveralSecretsThatWereCut) {
    const std::string first = "0123456789abcdef";
    const std::string second = "0123fedcba987654";
    const auto redact = redactor_of({first, second});
    for (std::size_t lead = 230; lead <= 256; ++lead) {
        for (const auto& secret : {first, second}) {
            const auto told = redact(clean(std::string(lead, 'x') + secret + "yyyyyyyyyyyyyyyyyy"));
            EXPECT_EQ(told.find("0123"), std::string::npos) << lead << ": " << told;
        }
    }
}

TEST(Redaction, OfACutSecretInTheMiddleOfAText) {
    const auto redact = redactor_of({"0123456789abcdef"});
    const auto quoted = clean("token 0123456789abcdef", 20);
    ASSERT_NE(quoted.find("0123456"), std::string::npos);
    const auto told = redact("the site says \"" + quoted + "\" and no more");
    EXPECT_EQ(told, "the site says \"token ***…\" and no more");
}

TEST(Redaction, BetweenTheBytesOfACharacter) {
    const std::string secret = "žžžžžžžžžžžž";
    const auto redact = redactor_of({secret});
    for (std::size_t limit = 8; limit < 26; ++limit) {
        const auto told = redact(clean("x" + secret + "yyyyyyyyyyyyyyyyyyy", limit));
        EXPECT_EQ(told.find("žž"), std::string::npos) << limit << ": " << told;
    }
}

TEST(Redaction, OfSecretsThatWereCleaned) {
    const std::vector<std::string> secrets{
        "pass|word",   "two  blanks",      "tab\there",   " blank first",
        "line\nbreak", "\x01\x02\x03\x04", "not\xFFutf8", "a long one|" + std::string(150, 'p')};
    for (const auto& secret : secrets) {
        const auto redact = redactor_of({secret});
        EXPECT_EQ(redact(clean("before '" + secret + "' after")).find(clean(secret)),
                  std::string::npos)
            << secret;
        EXPECT_EQ(redact("before '" + secret + "' after"), "before '***' after") << secret;
        const auto cut = redact(clean(std::string(246, 'x') + secret + std::string(20, 'y')));
        EXPECT_EQ(cut.find(clean(secret).substr(0, 4)), std::string::npos) << cut;
    }
}

TEST(Redaction, OfATextWithoutACutLeavesBeginningsAlone) {
    EXPECT_EQ(redactor_of({"secretary-42"})("a secret of the secretary"),
              "a secret of the secretary");
}

TEST(Redaction, OfLongTextsIsQuick) {
    const auto redact = redactor_of({"aaaaaaaaaaaaaaab", "secret"});
    const auto text = std::string(1U << 20U, 'a') + "secret";
    EXPECT_EQ(redact(text), std::string(1U << 20U, 'a') + "***");
}

}  // namespace
}  // namespace fedcloud::plugin
