// What a JSON Web Token says of itself, and which virtual organisations entitlements name.
#include "auth/jwt.hpp"

#include <gtest/gtest.h>

#include "token_samples.hpp"

namespace fedcloud::auth {
namespace {

using namespace std::chrono_literals;
using Names = std::vector<std::string>;

const WallClock::time_point noon{1772539200s};

Names entitlements_in(const std::string& claims) {
    const auto read = read_claims(jwt(claims));
    EXPECT_TRUE(read) << claims;
    return read && read->entitlements ? *read->entitlements : Names{};
}

TEST(Jwt, Claims) {
    const auto claims = read_claims(jwt(R"({"exp":1772539200,"nbf":1772535600,"iat":1772535600,
        "iss":"https://aai.egi.eu/auth/realms/egi","sub":"a@egi.eu","aud":["x"],
        "eduperson_entitlement":["urn:mace:egi.eu:group:ops:role=member#aai.egi.eu"]})"));
    ASSERT_TRUE(claims);
    EXPECT_EQ(claims->expires, noon);
    EXPECT_EQ(claims->not_before, noon - 1h);
    EXPECT_EQ(claims->issuer, "https://aai.egi.eu/auth/realms/egi");
    ASSERT_TRUE(claims->entitlements);
    EXPECT_EQ(*claims->entitlements, Names{"urn:mace:egi.eu:group:ops:role=member#aai.egi.eu"});
}

TEST(Jwt, TheExampleOfTheSpecification) {  // RFC 7519 section 3.1
    const auto claims = read_claims(
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
        ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290"
        "Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    ASSERT_TRUE(claims);
    EXPECT_EQ(claims->issuer, "joe");
    EXPECT_EQ(claims->expires, WallClock::time_point(1300819380s));
    EXPECT_FALSE(claims->not_before);
    EXPECT_FALSE(claims->entitlements) << "without the claim nothing is said";
}

TEST(Jwt, DatesMayHaveAFraction) {  // RFC 7519 section 2
    const auto claims = read_claims(jwt(R"({"exp":1772539200.75,"nbf":1.7725392e9})"));
    ASSERT_TRUE(claims && claims->expires && claims->not_before);
    EXPECT_EQ(std::chrono::floor<std::chrono::seconds>(*claims->expires), noon);
    EXPECT_EQ(*claims->not_before, noon);
}

TEST(Jwt, DatesThatAreNone) {
    for (const std::string value : {"null", "\"1772539200\"", "\"soon\"", "true", "[]", "{}", "-1",
                                    "1e300", "99999999999999999999"}) {
        const auto claims = read_claims(jwt(R"({"iss":"i","exp":)" + value + "}"));
        ASSERT_TRUE(claims) << value;
        EXPECT_FALSE(claims->expires) << value;
        EXPECT_EQ(claims->issuer, "i");
    }
}

TEST(Jwt, OpaqueTokens) {
    for (const std::string& token : {std::string(),
                                     std::string("opaque"),
                                     std::string("."),
                                     std::string(".."),
                                     std::string("a.b.c"),
                                     std::string("a.b"),
                                     jwt("[]"),
                                     jwt("7"),
                                     jwt("null"),
                                     jwt("{"),
                                     jwt(""),
                                     jwt("\xff"),
                                     std::string("e30"),
                                     base64url("{}") + "." + base64url("{}"),
                                     std::string("..e30"),
                                     std::string("a.!!!.c"),
                                     std::string("a.e30=.c"),
                                     std::string(200'000, '.'),
                                     jwt(std::string(10'000, '[')),
                                     jwt("{\"a\":\"" + std::string(1U << 20U, 'x') + "\"}")}) {
        EXPECT_FALSE(read_claims(token)) << token.substr(0, 80);
    }
    EXPECT_TRUE(read_claims(jwt("{}"))) << "claims, though none that we look for";
}

TEST(Jwt, EntitlementsInEveryForm) {
    const Names two{"urn:x:group:a#y", "urn:x:group:b#y"};
    for (const std::string name : {"eduperson_entitlement", "entitlements"}) {
        for (const std::string value :
             {R"(["urn:x:group:a#y","urn:x:group:b#y"])", R"("urn:x:group:a#y;urn:x:group:b#y")",
              R"("urn:x:group:a#y urn:x:group:b#y")", R"("urn:x:group:a#y; urn:x:group:b#y;")"}) {
            EXPECT_EQ(entitlements_in("{\"" + name + "\":" + value + "}"), two) << value;
        }
    }
    EXPECT_EQ(entitlements_in(R"({"eduperson_entitlement":["urn:x:group:a#y"],
                                  "entitlements":["urn:x:group:b#y"]})"),
              two);
}

TEST(Jwt, NoEntitlementsAreNotTheSameAsNoClaim) {
    for (const std::string value : {"[]", "\"\""}) {
        const auto claims = read_claims(jwt(R"({"eduperson_entitlement":)" + value + "}"));
        ASSERT_TRUE(claims);
        ASSERT_TRUE(claims->entitlements) << value;
        EXPECT_TRUE(claims->entitlements->empty()) << value;
    }
    const auto odd = read_claims(jwt(R"({"eduperson_entitlement":[7,null,{},["urn:x:group:a"]]})"));
    ASSERT_TRUE(odd);
    EXPECT_TRUE(organisations_of(odd->entitlements.value_or(Names{})).empty());
}

TEST(Entitlements, OfCheckIn) {
    const Names ops{"urn:mace:egi.eu:group:ops:role=member#aai.egi.eu"};
    EXPECT_TRUE(is_member(ops, "ops"));
    EXPECT_FALSE(is_member(ops, "op"));
    EXPECT_FALSE(is_member(ops, "opsx"));
    EXPECT_FALSE(is_member(ops, "member"));
    EXPECT_FALSE(is_member(ops, "role=member"));
    EXPECT_FALSE(is_member(ops, "aai.egi.eu"));
    EXPECT_FALSE(is_member(ops, ""));
    EXPECT_FALSE(is_member({}, "ops"));
    EXPECT_TRUE(is_member({"urn:mace:egi.eu:group:vo.access.egi.eu:role=vm_operator#aai.egi.eu"},
                          "vo.access.egi.eu"));
}

TEST(Entitlements, AsTheGuidelineHasThem) {  // AARC-G069
    for (const std::string entitlement :
         {"urn:mace:egi.eu:group:ops#aai.egi.eu", "urn:mace:egi.eu:group:ops",
          "urn:mace:egi.eu:group:ops:sub:deeper#aai.egi.eu", "urn:geant:egi.eu:group:ops#x",
          "urn:mace:egi.eu:group:ops:sub:role=manager#aai.egi.eu",
          "urn:mace:egi.eu:group:ops:role=member"}) {
        EXPECT_TRUE(is_member({"urn:other", entitlement}, "ops")) << entitlement;
    }
    for (const std::string entitlement :
         {"urn:mace:egi.eu:group:parent:ops#aai.egi.eu", "urn:mace:egi.eu:res:ops#aai.egi.eu",
          "urn:mace:egi.eu:group:parent:role=ops#aai.egi.eu", "urn:mace:egi.eu:group:#ops",
          "urn:mace:egi.eu:group:other#group:ops", "urn:mace:egi.eu:res:vm#a:group:ops",
          "urn:mace:egi.eu:group:parent:group:ops", "urn:mace:egi.eu:aai.egi.eu:member@ops",
          "urn:mace:egi.eu:group:", "ops", "", "group:ops"}) {
        EXPECT_FALSE(is_member({entitlement}, "ops")) << entitlement;
    }
}

TEST(Entitlements, OrganisationsWithoutRepetition) {
    EXPECT_EQ(organisations_of({"urn:mace:egi.eu:group:ops:role=member#aai.egi.eu",
                                "urn:mace:egi.eu:group:ops:role=vm_operator#aai.egi.eu",
                                "urn:mace:egi.eu:res:cloud#aai.egi.eu", "garbage", "",
                                "urn:mace:egi.eu:group:fedcloud.egi.eu:sub#aai.egi.eu"}),
              (Names{"ops", "fedcloud.egi.eu"}));
    EXPECT_TRUE(organisations_of({}).empty());
}

// The clock of this program ends in 2262; a token that lives longer lives to its end.
TEST(Jwt, AnEndBeyondTheClockIsFarAwayAndNotLongAgo) {
    for (const std::string end : {"9223372037", "9999999999", "253402300799"}) {
        const auto claims = read_claims(jwt(R"({"exp":)" + end + "}"));
        ASSERT_TRUE(claims && claims->expires) << end;
        EXPECT_GT(*claims->expires, WallClock::now() + std::chrono::hours(24 * 365 * 200)) << end;
    }
}

}  // namespace
}  // namespace fedcloud::auth
