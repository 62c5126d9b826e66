// Access tokens and other secrets, from their files and before they are sent anywhere.
#include "auth/access_token.hpp"

#include <gtest/gtest.h>

#include "samples.hpp"
#include "token_samples.hpp"

namespace fedcloud::auth {
namespace {

using namespace std::chrono_literals;

const WallClock::time_point noon{1772539200s};
const std::string issuer = "https://aai.egi.eu/auth/realms/egi";

class AccessTokenTest : public FolderTest {
  protected:
    void expect_refused(const std::string& path, const std::string& why) const {
        const auto read = read_secret_line(path, "password file");
        ASSERT_FALSE(read) << path << " gave \"" << *read << "\"";
        EXPECT_EQ(read.error().blame, plugin::Blame::ours);
        EXPECT_TRUE(says(read.error().text, why));
    }
};

AccessToken token(const std::string& claims) {
    return {"value", "access token FILE", read_claims(jwt(claims))};
}

std::string judge(const std::string& claims, WallClock::time_point now = noon,
                  const std::string& vo = "ops", const std::string& from = issuer) {
    const auto checked = check_access_token(token(claims), from, vo, now);
    if (checked) {
        return "good";
    }
    EXPECT_EQ(checked.error().blame, plugin::Blame::ours);
    EXPECT_TRUE(says(checked.error().text, "access token FILE"));
    return checked.error().text;
}

TEST_F(AccessTokenTest, ALineIsTakenWithoutItsEnd) {
    for (const std::string content :
         {"secret", "secret\n", "secret\r\n", "secret\n\n", "secret\r\n\r\n"}) {
        const auto read = read_secret_line(put("password", content), "password file");
        ASSERT_TRUE(read) << content;
        EXPECT_EQ(*read, "secret");
    }
    const auto spaced = read_secret_line(put("password", " pass word \t\n"), "password file");
    ASSERT_TRUE(spaced);
    EXPECT_EQ(*spaced, " pass word \t") << "blanks may be a part of a password";
}

TEST_F(AccessTokenTest, WhatIsNoSecretLine) {
    expect_refused(put("empty", ""), "empty");
    expect_refused(put("blank", "\n"), "empty");
    expect_refused(put("crlf", "\r\n\r\n"), "empty");
    expect_refused(put("two", "user\nsecret\n"), "line");
    expect_refused(put("nul", std::string("sec\0ret\n", 8)), "");
    expect_refused(put("huge", std::string(2U << 20U, 'x')), "larger than 1 MiB");
    expect_refused(put("open", "secret\n", 0644), "0644");
    expect_refused(put("writable", "secret\n", 0602), "0602");
    expect_refused(folder, "folder");
    expect_refused(folder / "missing", "No such file");
    expect_refused("/dev/null", "not a regular file");
}

TEST_F(AccessTokenTest, ATokenForTheNameOfItsFile) {
    const auto given = jwt(R"({"iss":"i","exp":1})");
    const auto read = load_access_token(given);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().blame, plugin::Blame::ours);
    EXPECT_TRUE(keeps_quiet_about(read.error().text, given));
    EXPECT_TRUE(keeps_quiet_about(read.error().text, given.substr(0, 30)));
}

TEST_F(AccessTokenTest, LoadedWithItsClaims) {
    const auto value = jwt(R"({"iss":"https://aai.egi.eu/auth/realms/egi","exp":1772539200})");
    const auto loaded = load_access_token(put("egi.token", value + "\n"));
    ASSERT_TRUE(loaded) << loaded.error().text;
    EXPECT_EQ(loaded->value, value);
    EXPECT_EQ(loaded->name, "access token egi.token");
    ASSERT_TRUE(loaded->claims);
    EXPECT_EQ(loaded->claims->expires, noon);
    const auto opaque = load_access_token(put("opaque", "Zm9vYmFy-_.~+/=\n"));
    ASSERT_TRUE(opaque);
    EXPECT_EQ(opaque->value, "Zm9vYmFy-_.~+/=");
    EXPECT_FALSE(opaque->claims);
}

TEST_F(AccessTokenTest, FilesWithoutAToken) {
    for (const std::string& content :
         {std::string("\n"), std::string("abc def\n"), std::string("abc\ndef\n"),
          std::string(" abc\n"), std::string("abc\t\n"), std::string("abc\0def", 7),
          std::string("caf\xc3\xa9\n"), std::string((64U << 10U) + 1, 'a'),
          std::string("a\r\nX-Evil: 1")}) {
        const auto loaded = load_access_token(put("bad", content));
        ASSERT_FALSE(loaded) << content.substr(0, 40);
        EXPECT_EQ(loaded.error().blame, plugin::Blame::ours);
        EXPECT_TRUE(says(loaded.error().text, "bad")) << "the file is named";
        EXPECT_TRUE(keeps_quiet_about(loaded.error().text, "abc"));
    }
}

TEST(TokenText, VisibleAsciiOfBoundedLength) {
    EXPECT_TRUE(check_token_text("a"));
    EXPECT_TRUE(check_token_text("!~\"\\,;"));
    EXPECT_TRUE(check_token_text(std::string(64U << 10U, 'a')));
    for (const std::string& bad :
         {std::string(), std::string(" "), std::string("a b"), std::string("a\n"),
          std::string("\x7f"), std::string("\x1f"), std::string("\x80"), std::string("a\0", 2),
          std::string((64U << 10U) + 1, 'a')}) {
        const auto checked = check_token_text(bad);
        ASSERT_FALSE(checked) << bad.substr(0, 20);
        EXPECT_FALSE(checked.error().empty());
    }
}

TEST(AccessTokenJudged, ByItsDates) {
    const auto until = [](WallClock::time_point end) {
        return "{\"exp\":" + seconds_of(end) + "}";
    };
    EXPECT_EQ(judge(until(noon + 1h)), "good");
    EXPECT_EQ(judge(until(noon + 1s)), "good") << "soon is not yet";
    EXPECT_TRUE(says(judge(until(noon)), "expired")) << "RFC 7519 section 4.1.4: on or after";
    EXPECT_TRUE(says(judge(until(noon - 3h)), "expired 3h ago"));
    const auto from = "{\"nbf\":" + seconds_of(noon + 2h) + "}";
    EXPECT_TRUE(says(judge(from), "2h"));
    EXPECT_EQ(judge(from, noon + 2h), "good");
}

TEST(AccessTokenJudged, ByItsIssuer) {
    const std::string claims = R"({"iss":"https://aai.egi.eu/auth/realms/egi"})";
    EXPECT_EQ(judge(claims), "good");
    EXPECT_EQ(judge(R"({"iss":"https://aai.egi.eu/auth/realms/egi/"})"), "good");
    EXPECT_EQ(judge(claims, noon, "ops", ""), "good") << "none is asked for";
    for (const std::string other :
         {"https://aai-dev.egi.eu/auth/realms/egi", "https://aai.egi.eu/auth/realms/egi2",
          "https://aai.egi.eu/", "http://aai.egi.eu/auth/realms/egi"}) {
        const auto verdict = judge(claims, noon, "ops", other);
        EXPECT_TRUE(says(verdict, other));
        EXPECT_TRUE(says(verdict, "https://aai.egi.eu/auth/realms/egi"));
    }
}

TEST(AccessTokenJudged, ByItsVo) {
    const std::string claims =
        R"({"eduperson_entitlement":["urn:mace:egi.eu:group:demo:role=member#aai.egi.eu"]})";
    EXPECT_EQ(judge(claims, noon, "demo"), "good");
    EXPECT_EQ(judge(claims, noon, ""), "good") << "none is asked for";
    const auto verdict = judge(claims);
    EXPECT_TRUE(says(verdict, "demo"));
    EXPECT_TRUE(says(verdict, "ops"));
    EXPECT_NE(judge(R"({"eduperson_entitlement":[]})"), "good") << "a member of nothing";
}

TEST(AccessTokenJudged, WhatItDoesNotSayIsNotHeldAgainstIt) {
    EXPECT_EQ(judge("{}"), "good");
    const AccessToken opaque{"value", "access token FILE", std::nullopt};
    EXPECT_TRUE(check_access_token(opaque, issuer, "ops", noon));
}

}  // namespace
}  // namespace fedcloud::auth
