// JSON read as an image list, and what is said of JSON that is none.
#include "image_list.hpp"

#include <gtest/gtest.h>

#include "samples.hpp"

namespace fedcloud::appdb_update {
namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), by);
}

std::string why_not(const std::string& json) {
    const auto list = parse_image_list(json);
    return list ? "" : list.error().text;
}

TEST(ImageList, OfAppDb) {
    const auto list = parse_image_list(sample_json);
    ASSERT_TRUE(list) << list.error().text;
    EXPECT_EQ(list->identifier, "5c0b8f6e-90ad-4d3e-8a55-1b7e0c9d2f44");
    EXPECT_EQ(list->title, "Harbour images");
    EXPECT_EQ(list->version, "7");
    EXPECT_EQ(list->created.time, at("2026-06-01T06:00:00Z"));
    EXPECT_EQ(list->expires.text, "2026-07-01T00:00:00Z");
    EXPECT_EQ(list->endorser_dn, "/DC=org/DC=example/CN=Alice");
    EXPECT_EQ(list->endorser_ca, "/DC=org/DC=example/CN=Grid CA");
    ASSERT_EQ(list->images.size(), 1U);
    const auto& image = list->images[0];
    const auto sample = sample_image();
    EXPECT_EQ(image.identifier, sample.identifier);
    EXPECT_EQ(image.title, sample.title);
    EXPECT_EQ(image.version, sample.version);
    EXPECT_EQ(image.mpuri, sample.mpuri);
    EXPECT_EQ(image.uri, sample.uri);
    EXPECT_EQ(image.format, sample.format);
    EXPECT_EQ(image.size, sample.size);
    EXPECT_EQ(image.expires.time, sample.expires.time);
    ASSERT_EQ(image.checksums.size(), 1U);
    EXPECT_EQ(image.checksums[0].algorithm, "sha512");
    EXPECT_EQ(image.checksums[0].value.size(), 128U);
}

TEST(ImageList, NumbersNeedNotBeStrings) {
    const auto list = parse_image_list(replaced(sample_json, "\"4096\"", "4096"));
    ASSERT_TRUE(list) << list.error().text;
    EXPECT_EQ(list->images[0].size, "4096");
}

TEST(ImageList, WhatIsMissingIsForOthersToJudge) {
    const auto list = parse_image_list(R"({"hv:imagelist": {"hv:images": []}, "more": [1]})");
    ASSERT_TRUE(list) << list.error().text;
    EXPECT_EQ(list->identifier, "");
    EXPECT_EQ(list->created.text, "");
    EXPECT_FALSE(list->created.time);
    EXPECT_TRUE(list->images.empty());
    const auto bad = parse_image_list(replaced(sample_json, "2026-06-01T06:00:00Z", "yesterday"));
    ASSERT_TRUE(bad) << bad.error().text;
    EXPECT_EQ(bad->created.text, "yesterday");
    EXPECT_FALSE(bad->created.time);
}

TEST(ImageList, AnswersThatAreNone) {
    for (const auto* json : {R"({"egiappdb": {"error": "image list not found"}})",
                             R"({"egiappdb": "image list not found"})"}) {
        const auto list = parse_image_list(json);
        ASSERT_FALSE(list);
        EXPECT_TRUE(list.error().is_answer);
        EXPECT_EQ(list.error().text, "image list not found");
    }
    const auto silent = parse_image_list(R"({"egiappdb": {}})");
    ASSERT_FALSE(silent);
    EXPECT_TRUE(silent.error().is_answer);
    EXPECT_EQ(silent.error().text, "no reason given");
}

TEST(ImageList, ErrorsSayWhere) {
    EXPECT_EQ(why_not("{}"), "/hv:imagelist: expected an object, found \"nothing\"");
    EXPECT_EQ(why_not(R"({"hv:imagelist": []})"),
              "/hv:imagelist: expected an object, found \"an array\"");
    EXPECT_EQ(why_not(R"({"hv:imagelist": {}})"),
              "/hv:imagelist/hv:images: expected an array of images, found \"nothing\"");
    EXPECT_EQ(why_not(R"({"hv:imagelist": {"hv:images": {}}})"),
              "/hv:imagelist/hv:images: expected an array of images, found \"an object\"");
    EXPECT_EQ(why_not(R"({"hv:imagelist": {"hv:images": [{"hv:image": {}}, 1]}})"),
              "/hv:imagelist/hv:images/1/hv:image: expected an object, found \"nothing\"");
    EXPECT_EQ(why_not(replaced(sample_json, "\"QCOW2\"", "{}")),
              "/hv:imagelist/hv:images/0/hv:image/hv:format: expected a string, found \"an "
              "object\"");
    EXPECT_EQ(why_not(replaced(sample_json, "\"7\"", "[]")),
              "/hv:imagelist/hv:version: expected a string, found \"an array\"");
    EXPECT_EQ(why_not(replaced(sample_json, "\"/DC=org/DC=example/CN=Alice\"", "true")),
              "/hv:imagelist/hv:endorser/hv:x509/hv:dn: expected a string, found \"true\"");
    EXPECT_NE(why_not("{\"hv:imagelist\": ").find("line 1, column"), std::string::npos);
    EXPECT_NE(why_not("[]"), "");
}

}  // namespace
}  // namespace fedcloud::appdb_update
