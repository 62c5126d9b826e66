// Below which URLs a Keystone speaks v3 and v2.0, by its own URL and by its version document.
#include "auth/keystone_versions.hpp"

#include <gtest/gtest.h>

#include "samples.hpp"

namespace fedcloud::auth {
namespace {

std::string text(const std::optional<net::Url>& found) {
    return found ? found->to_string() : "none";
}

// "V3 and V2", either "none" if there is no such version.
std::string both(const KeystoneVersions& versions) {
    return text(versions.v3) + " and " + text(versions.v2);
}

std::string in(const std::string& uri) {
    return both(versions_in(url(uri)));
}

std::string read(const std::string& body, const std::string& uri) {
    return both(read_versions(body, url(uri)));
}

std::string version(const std::string& id, const std::string& status, const std::string& href) {
    return R"({"id":")" + id + R"(","status":")" + status + R"(","links":[{"rel":"self","href":")" +
           href + R"("}]})";
}

std::string several(const std::string& versions) {
    return R"({"versions":{"values":[)" + versions + "]}}";
}

// Keystone 22 of a site with both kinds of names in its mapping.
constexpr const char* multiple_choices = R"({"versions": {"values": [
  {"id": "v3.14", "status": "stable", "updated": "2020-04-07T00:00:00Z",
   "links": [{"rel": "self", "href": "https://keystone.example.org:5000/v3/"}],
   "media-types": [{"base": "application/json",
                    "type": "application/vnd.openstack.identity-v3+json"}]}]}})";

// Keystone of the years of v2.0 (2012 to 2019), with the link to its documentation.
constexpr const char* two_versions = R"({"versions": {"values": [
  {"id": "v3.6", "status": "stable",
   "links": [{"href": "https://keystone.example.org:5000/v3/", "rel": "self"}]},
  {"id": "v2.0", "status": "deprecated",
   "links": [{"href": "https://docs.openstack.org/", "type": "text/html", "rel": "describedby"},
             {"href": "https://keystone.example.org:5000/v2.0/", "rel": "self"}]}]}})";

TEST(KeystoneVersions, AUrlThatNamesOne) {
    EXPECT_EQ(in("https://k.example.org:5000/v3"), "https://k.example.org:5000/v3 and none");
    EXPECT_EQ(in("https://k.example.org:5000/v3/"), "https://k.example.org:5000/v3 and none");
    EXPECT_EQ(in("https://k.example.org:5000/v3//"), "https://k.example.org:5000/v3 and none");
    EXPECT_EQ(in("https://k.example.org:5000/v2.0"), "none and https://k.example.org:5000/v2.0");
    EXPECT_EQ(in("https://k.example.org:5000/v2.0/"), "none and https://k.example.org:5000/v2.0");
    EXPECT_EQ(in("https://k.example.org/identity/v3"),
              "https://k.example.org/identity/v3 and none");
    EXPECT_EQ(in("https://k.example.org:5000/keystone/v3"),
              "https://k.example.org:5000/keystone/v3 and none");
    EXPECT_EQ(in("https://accounts.example.org/identity/v2.0/"),
              "none and https://accounts.example.org/identity/v2.0");
}

TEST(KeystoneVersions, AUrlThatNamesMoreThanTheVersion) {
    EXPECT_EQ(in("https://k.example.org/v3/auth/tokens"), "https://k.example.org/v3 and none");
    EXPECT_EQ(in("https://k.example.org/v2.0/tokens/"), "none and https://k.example.org/v2.0");
}

TEST(KeystoneVersions, AUrlThatNamesNone) {
    for (const std::string path : {"", "/", "/identity", "/identity/", "/keystone", "/v3x", "/xv3",
                                   "/v3/identity", "/auth/tokens", "/v4", "/v", "/v33"}) {
        EXPECT_EQ(in("https://k.example.org:5000" + path), "none and none") << path;
    }
    EXPECT_EQ(in("https://v3.example.org"), "none and none") << "a host is no version";
    EXPECT_EQ(in("https://v3/"), "none and none");
}

TEST(KeystoneVersions, OfMultipleChoices) {
    EXPECT_EQ(read(multiple_choices, "https://keystone.example.org:5000"),
              "https://keystone.example.org:5000/v3 and none");
    EXPECT_EQ(read(multiple_choices, "https://keystone.example.org:5000/"),
              "https://keystone.example.org:5000/v3 and none");
    EXPECT_EQ(read(two_versions, "https://keystone.example.org:5000/"),
              "https://keystone.example.org:5000/v3 and https://keystone.example.org:5000/v2.0");
}

TEST(KeystoneVersions, OfOneVersion) {
    const auto one = [](const std::string& entry) { return R"({"version":)" + entry + "}"; };
    EXPECT_EQ(read(one(version("v3.14", "stable", "https://k.example.org:5000/v3/")),
                   "https://k.example.org:5000/"),
              "https://k.example.org:5000/v3 and none");
    EXPECT_EQ(read(one(version("v2.0", "stable", "https://k.example.org:5000/v2.0/")),
                   "https://k.example.org:5000/"),
              "none and https://k.example.org:5000/v2.0");
}

TEST(KeystoneVersions, OnlyTheOldOne) {
    EXPECT_EQ(read(several(version("v2.0", "stable", "https://k.example.org:5000/v2.0/")),
                   "https://k.example.org:5000/"),
              "none and https://k.example.org:5000/v2.0");
}

// What is deprecated still answers, and most sites of the federation had nothing else.
TEST(KeystoneVersions, WhateverTheirStatus) {
    for (const std::string status :
         {"stable", "deprecated", "CURRENT", "SUPPORTED", "EXPERIMENTAL", "beta", ""}) {
        EXPECT_EQ(read(several(version("v3.0", status, "https://k.example.org/v3/") + "," +
                               version("v2.0", status, "https://k.example.org/v2.0/")),
                       "https://k.example.org/"),
                  "https://k.example.org/v3 and https://k.example.org/v2.0")
            << status;
    }
}

// Behind a proxy servers advertise http, localhost or their own port.
TEST(KeystoneVersions, LinksToElsewhereAreNotFollowed) {
    for (const std::string href :
         {"http://localhost:5000/v3/", "https://localhost/v3/", "https://evil.example.net/v3/",
          "https://k.example.org:35357/v3/", "https://k.example.org/v3/", "http://127.0.0.1/x/v3",
          "https://k.example.org.evil.net:5000/v3/", "garbage", "", "/v3/../../evil",
          "https://user@k.example.org:5000/v3/", "file:///v3",
          "https://evil.example.net:5000/elsewhere/v3/",
          "https://k.example.org:35357/elsewhere/v3/"}) {
        EXPECT_EQ(read(several(version("v3.14", "stable", href)), "https://k.example.org:5000"),
                  "https://k.example.org:5000/v3 and none")
            << href;
    }
    EXPECT_EQ(read(several(version("v2.0", "stable", "http://localhost:5000/wrong/")),
                   "https://k.example.org/identity"),
              "none and https://k.example.org/identity/v2.0");
}

TEST(KeystoneVersions, ALinkCountsForItsPathAlone) {
    EXPECT_EQ(read(several(version("v3.14", "stable", "http://k.example.org:5000/identity/v3/")),
                   "https://k.example.org:5000/"),
              "https://k.example.org:5000/identity/v3 and none")
        << "never down to http";
    EXPECT_EQ(read(several(version("v3.14", "stable", "https://K.Example.ORG/v3/")),
                   "https://k.example.org"),
              "https://k.example.org/v3 and none");
}

TEST(KeystoneVersions, BelowAPrefix) {
    EXPECT_EQ(read(several(version("v3.14", "stable", "https://k.example.org/identity/v3/")),
                   "https://k.example.org/identity"),
              "https://k.example.org/identity/v3 and none");
    EXPECT_EQ(read(several(version("v3.14", "stable", "http://localhost/identity/v3/")),
                   "https://k.example.org/identity/"),
              "https://k.example.org/identity/v3 and none");
    EXPECT_EQ(
        read(several(R"({"id":"v3.14","status":"stable"})"), "https://k.example.org:5000/keystone"),
        "https://k.example.org:5000/keystone/v3 and none");
}

// Mistakes that other clients were known for.
TEST(KeystoneVersions, NoVersionTwiceAndNoEmptySteps) {
    for (const std::string uri : {"https://k.example.org:5000", "https://k.example.org:5000/",
                                  "https://k.example.org:5000//"}) {
        for (const std::string href :
             {"https://k.example.org:5000/v3", "https://k.example.org:5000/v3/",
              "https://k.example.org:5000/v3//", "http://localhost/"}) {
            EXPECT_EQ(read(several(version("v3.14", "stable", href) + "," +
                                   R"({"id":"v2.0","links":[]})"),
                           uri),
                      "https://k.example.org:5000/v3 and https://k.example.org:5000/v2.0")
                << uri << ", " << href;
        }
    }
}

TEST(KeystoneVersions, WhatCannotBeReadIsV3) {
    for (const std::string body :
         {"", "{}", "[]", "null", "<html>300</html>", R"({"versions":{}})",
          R"({"versions":{"values":[]}})", R"({"versions":{"values":{"id":"v3"}}})",
          R"({"versions":[{"id":7}]})", R"({"version":"v3.14"})", R"({"version":{"id":[]}})",
          R"({"versions":{"values":[{"id":"v9.0"},{"id":""},{"id":null},7,"v3"]}})"}) {
        EXPECT_EQ(read(body, "https://k.example.org:5000/"),
                  "https://k.example.org:5000/v3 and none")
            << body;
        EXPECT_EQ(read(body, "https://k.example.org/identity"),
                  "https://k.example.org/identity/v3 and none")
            << body;
    }
}

TEST(KeystoneVersions, DeepAndLong) {
    EXPECT_EQ(read(std::string(100'000, '['), "https://k.example.org/"),
              "https://k.example.org/v3 and none");
    std::string many = version("v3.14", "stable", "https://k.example.org/v3/");
    for (int i = 0; i < 10'000; ++i) {
        many += "," + version("v1." + std::to_string(i), "stable", "https://k.example.org/v1/");
    }
    EXPECT_EQ(read(several(many), "https://k.example.org/"), "https://k.example.org/v3 and none");
}

}  // namespace
}  // namespace fedcloud::auth
