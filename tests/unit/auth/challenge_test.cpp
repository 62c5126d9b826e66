// What is read out of a 401: RFC 7235 section 4.1, and the forms of OpenStack and Synnefo.
#include "auth/challenge.hpp"

#include <gtest/gtest.h>

namespace fedcloud::auth {
namespace {

using Kind = Challenge::Kind;

Challenge of(const std::string& value) {
    return read_challenge({{"WWW-Authenticate", value}});
}

void expect_keystone(const std::string& value, const std::string& uri) {
    const auto challenge = of(value);
    EXPECT_EQ(challenge.kind, Kind::keystone) << value;
    EXPECT_EQ(challenge.keystone_uri, uri) << value;
    EXPECT_EQ(challenge.text, value);
}

TEST(Challenge, NothingIsAskedFor) {
    EXPECT_EQ(read_challenge({}).kind, Kind::none);
    EXPECT_EQ(read_challenge({{"Content-Type", "Keystone uri='https://k/'"}}).kind, Kind::none);
    EXPECT_EQ(read_challenge({{"X-WWW-Authenticate", "Basic"}}).kind, Kind::none);
    EXPECT_TRUE(read_challenge({}).keystone_uri.empty());
}

TEST(Challenge, KeystoneAsServersWriteIt) {
    expect_keystone("Keystone uri='https://keystone.example.org:5000/v2.0'",
                    "https://keystone.example.org:5000/v2.0");
    expect_keystone("Keystone uri=\"http://127.0.0.1:22250/v3\"", "http://127.0.0.1:22250/v3");
    expect_keystone("Keystone uri=https://keystone.example.org/v3",
                    "https://keystone.example.org/v3");
    expect_keystone("snf-auth uri='https://accounts.example.org/identity/v2.0'",
                    "https://accounts.example.org/identity/v2.0");
    expect_keystone("snf-auth uri=\"https://accounts.example.org/\"",
                    "https://accounts.example.org/");
}

TEST(Challenge, NamesInAnyCase) {  // RFC 7230 section 3.2, RFC 7235 section 2.1
    for (const std::string name : {"WWW-Authenticate", "Www-Authenticate", "www-authenticate"}) {
        for (const std::string value :
             {"Keystone uri='https://k/'", "KEYSTONE URI='https://k/'",
              "keystone Uri=\"https://k/\"", "SNF-Auth uri='https://k/'"}) {
            const auto challenge = read_challenge({{name, value}});
            EXPECT_EQ(challenge.kind, Kind::keystone) << name << ": " << value;
            EXPECT_EQ(challenge.keystone_uri, "https://k/") << name << ": " << value;
        }
    }
}

TEST(Challenge, BlanksWhereTheGrammarHasThem) {
    expect_keystone("Keystone   uri='https://k/'", "https://k/");
    expect_keystone("Keystone uri = \"https://k/\"", "https://k/");
    expect_keystone("Keystone uri=\t'https://k/'", "https://k/");
    expect_keystone(" , , Keystone uri='https://k/' ,", "https://k/");
}

TEST(Challenge, TheUriAmongOtherParameters) {
    expect_keystone("Keystone realm=\"site\", uri='https://k/'", "https://k/");
    expect_keystone("Keystone uri='https://k/', realm=\"site\"", "https://k/");
    expect_keystone("Keystone uri=https://k/v3, realm=site", "https://k/v3");
}

TEST(Challenge, CommasAndQuotesWithinTheUri) {
    expect_keystone("Keystone uri='https://k/v3?a=1,2'", "https://k/v3?a=1,2");
    expect_keystone("Keystone uri=\"https://k/?a='b'\"", "https://k/?a='b'");
}

TEST(Challenge, KeystoneFirstThenBearerThenBasic) {
    expect_keystone("Basic realm=\"a\", Keystone uri='https://k/'", "https://k/");
    expect_keystone("Keystone uri='https://k/', Basic realm=\"a\"", "https://k/");
    expect_keystone("Bearer realm=\"a, b\", Basic realm=x, Keystone uri=\"https://k/\"",
                    "https://k/");
    EXPECT_EQ(of("Basic realm=\"a\", Bearer realm=\"b\"").kind, Kind::bearer);
    EXPECT_EQ(of("Bearer, Basic").kind, Kind::bearer);
    EXPECT_EQ(of("Digest nonce=\"a\", Basic realm=\"b\"").kind, Kind::basic);
    EXPECT_EQ(of("Negotiate").kind, Kind::other);
    EXPECT_EQ(of("Negotiate YII=, Basic realm=\"b\"").kind, Kind::basic);
}

TEST(Challenge, SeveralHeaders) {
    const std::pair<std::string, std::string> basic{"WWW-Authenticate", "Basic realm=\"a\""};
    const std::pair<std::string, std::string> bearer{"www-authenticate", "bearer realm=\"a\""};
    const std::pair<std::string, std::string> keystone{"Www-Authenticate",
                                                       "Keystone uri='https://k/'"};
    const std::pair<std::string, std::string> other{"Content-Type", "text/plain"};
    EXPECT_EQ(read_challenge({basic, other, bearer}).kind, Kind::bearer);
    for (const auto& headers : {http::Headers{basic, other, bearer, keystone},
                                http::Headers{keystone, bearer, other, basic}}) {
        const auto challenge = read_challenge(headers);
        EXPECT_EQ(challenge.kind, Kind::keystone);
        EXPECT_EQ(challenge.keystone_uri, "https://k/");
        EXPECT_EQ(challenge.text, keystone.second);
    }
}

// A realm is free text: what stands between its quotes is no challenge.
TEST(Challenge, NoneWithinAQuotedString) {
    for (const std::string value : {"Basic realm=\"Keystone uri='https://evil/'\"",
                                    "Basic realm=\"a, Keystone uri='https://evil/'\"",
                                    "Basic realm=\"a\\\", Keystone uri='https://evil/', b=\\\"\"",
                                    "Basic realm=\"\\\\\\\", Keystone uri='https://evil/'\""}) {
        const auto challenge = of(value);
        EXPECT_EQ(challenge.kind, Kind::basic) << value;
        EXPECT_TRUE(challenge.keystone_uri.empty()) << value;
    }
}

TEST(Challenge, OtherSchemesHaveNoKeystone) {
    for (const std::string value :
         {"Bearer uri='https://evil/'", "Basic uri=\"https://evil/\"", "X uri='https://evil/'",
          "Keystones uri='https://evil/'", "XKeystone uri='https://evil/'",
          "Digest Keystone='https://evil/'"}) {
        const auto challenge = of(value);
        EXPECT_NE(challenge.kind, Kind::keystone) << value;
        EXPECT_NE(challenge.kind, Kind::none) << value;
        EXPECT_TRUE(challenge.keystone_uri.empty()) << value;
    }
}

TEST(Challenge, ParametersThatOnlyLookLikeTheUri) {
    for (const std::string value :
         {"Keystone", "Keystone realm='x'", "Keystone curi='https://evil/'",
          "Keystone urix='https://evil/'", "Keystone realm=\"uri='https://evil/'\""}) {
        EXPECT_TRUE(of(value).keystone_uri.empty()) << value;
        EXPECT_NE(of(value).kind, Kind::none) << value;
    }
}

// Nothing but that it ends, and does not take garbage for a Keystone.
TEST(Challenge, Garbage) {
    for (const std::string& value :
         {std::string(), std::string(" "), std::string(",,,,"), std::string("\""), std::string("'"),
          std::string("="), std::string("uri='https://evil/'"),
          std::string("\0Keystone uri='https://evil/'", 29), std::string("\xff\xfe\x80"),
          std::string("Basic realm=\"never closed, Keystone uri='https://evil/'"),
          std::string("\\\"\\\"\\"), std::string("= = = , = \" ' , '")}) {
        const auto challenge = of(value);
        EXPECT_NE(challenge.kind, Kind::keystone) << value;
        EXPECT_TRUE(challenge.keystone_uri.empty()) << value;
    }
}

TEST(Challenge, AsLongAsItMayBe) {
    const std::string uri = "https://k/" + std::string(200'000, 'a');
    expect_keystone("Keystone uri='" + uri + "'", uri);
    std::string many;
    for (int i = 0; i < 20'000; ++i) {
        many += "Basic realm=\"a, b\", ";
    }
    EXPECT_EQ(of(many).kind, Kind::basic);
    expect_keystone(many + "Keystone uri='https://k/'", "https://k/");
    EXPECT_NE(of(std::string(400'000, ',')).kind, Kind::keystone);
    EXPECT_NE(of("Basic realm=" + std::string(400'000, '"')).kind, Kind::keystone);
}

}  // namespace
}  // namespace fedcloud::auth
