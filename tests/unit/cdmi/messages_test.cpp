// CDMI's JSON, in the forms of the standard and of its servers.
#include "messages.hpp"

#include <gtest/gtest.h>

namespace fedcloud::cdmi {
namespace {

using namespace std::string_literals;

const std::string good_object = R"({"objectType":"application/cdmi-object",
    "objectID":"00007ED90010DF417BAD70A0C7F5CDDA","objectName":"o","parentURI":"/c/",
    "domainURI":"/cdmi_domains/","capabilitiesURI":"/cdmi_capabilities/dataobject/",
    "completionStatus":"Complete","mimetype":"text/plain","metadata":{"k":"v","cdmi_size":"2"},
    "valuerange":"0-1","valuetransferencoding":"utf-8","value":"\u00e4"})";

DataObject object(const std::string& body) {
    auto parsed = parse_object(body);
    EXPECT_TRUE(parsed) << parsed.error().message();
    return parsed ? *parsed : DataObject{};
}
Container container(const std::string& body) {
    auto parsed = parse_container(body);
    EXPECT_TRUE(parsed) << parsed.error().message();
    return parsed ? *parsed : Container{};
}

TEST(DataObjects, OfTheStandard) {
    const auto seen = object(good_object);
    EXPECT_EQ(seen.name, "o");
    EXPECT_EQ(seen.mimetype, "text/plain");
    EXPECT_EQ(seen.metadata, (Metadata{{"k", "v"}, {"cdmi_size", "2"}}));
    EXPECT_EQ(decode_value(seen), "\xC3\xA4");
    EXPECT_EQ(seen.completion, Completion::complete);
    EXPECT_TRUE(seen.deviations.empty()) << seen.deviations.front();
}

TEST(DataObjects, ValuesByTheirEncoding) {
    EXPECT_EQ(decode_value(object(R"({"valuetransferencoding":"base64","value":"AP8="})")),
              "\0\xFF"s);
    EXPECT_EQ(decode_value(object(R"({"valuetransferencoding":["base64"],"value":"AP\n8=\n"})")),
              "\0\xFF"s);
    EXPECT_EQ(decode_value(object(R"({"valuetransferencoding":"7BIT","value":"AP8="})")), "AP8=");
    EXPECT_EQ(decode_value(object(R"({"value":"AP8="})")), "AP8=");
    EXPECT_EQ(decode_value(object(R"({"value":""})")), "");
    EXPECT_EQ(decode_value(object(R"({"valuetransferencoding":"BASE64","value":"no!"})")),
              std::nullopt);
    EXPECT_EQ(decode_value(object("{}")), std::nullopt);
    EXPECT_EQ(decode_value(object(R"({"value":null})")), std::nullopt);
    EXPECT_EQ(decode_value(object(R"({"value":"a\u0000b"})")), "a\0b"s);
}

TEST(DataObjects, Completion) {
    const auto completion = [](const std::string& status) {
        return object(R"({"completionStatus":")" + status + "\"}").completion;
    };
    EXPECT_EQ(completion("Complete"), Completion::complete);
    EXPECT_EQ(completion("Completed"), Completion::complete);
    EXPECT_EQ(completion("Processing"), Completion::processing);
    EXPECT_EQ(completion("Error"), Completion::failed);
    EXPECT_EQ(completion("Error: disk full"), Completion::failed);
    EXPECT_EQ(object("{}").completion, Completion::complete);
    EXPECT_EQ(completion("Whatever"), Completion::complete);
}

// Onedata keeps whole documents in metadata.
TEST(DataObjects, MetadataThatIsNoText) {
    const auto seen =
        object(R"({"metadata":{"onedata_json":{"key":"val"},"n":5,"t":true,"a":[]}})");
    EXPECT_EQ(seen.metadata, (Metadata{{"n", "5"}, {"t", "true"}}));
    EXPECT_TRUE(object(R"({"metadata":["x"]})").metadata.empty());
    EXPECT_TRUE(object(R"({"metadata":"x"})").metadata.empty());
}

TEST(Containers, ChildrenInAllForms) {
    const auto seen =
        container(R"({"objectName":"c/","children":["sub/","o","link?"],"childrenRange":"0-2"})");
    EXPECT_EQ(seen.name, "c");
    EXPECT_EQ(seen.children, (std::vector<std::string>{"sub", "o", "link"}));
    ASSERT_FALSE(seen.deviations.empty());
    EXPECT_EQ(seen.deviations.front(), "childrenRange instead of childrenrange");
    EXPECT_EQ(container(R"({"children":{}})").children, std::vector<std::string>{});
    EXPECT_EQ(container(R"({"children":[]})").children, std::vector<std::string>{});
    EXPECT_EQ(container("{}").children, std::nullopt);
    EXPECT_EQ(container(R"({"children":null})").children, std::nullopt);
}

TEST(Containers, WhatIsMissingIsNamedOnce) {
    const auto seen = container(R"({"objectType":"x","parentURI":"y","metadata":{}})");
    EXPECT_EQ(seen.deviations,
              (std::vector<std::string>{
                  "no objectID, objectName, domainURI, capabilitiesURI in containers"}));
}

TEST(CapabilityMaps, StringsNumbersAndBooleans) {
    const auto seen = parse_capabilities(
        R"({"capabilities":{"a":"true","b":true,"c":4096,"d":["DE"],"e":"false"},"children":{}})");
    ASSERT_TRUE(seen);
    EXPECT_EQ(*seen->find("a"), "true");
    EXPECT_EQ(*seen->find("b"), "true");
    EXPECT_EQ(*seen->find("c"), "4096");
    EXPECT_EQ(seen->find("d"), nullptr);
    EXPECT_EQ(*seen->find("e"), "false");
    EXPECT_EQ(seen->deviations, (std::vector<std::string>{"capabilities that are no strings",
                                                          "{} instead of [] for no children"}));
}

TEST(Messages, WhatIsNone) {
    for (const auto& body : {""s, "x"s, "[]"s, "\"text\""s, "null"s, "{"s, "{}}"s, "<html></html>"s,
                             "{\"a\":1"s, R"({"children":"x"})"s, R"({"children":[1]})"s,
                             R"({"children":[""]})"s, R"({"children":{"a":1}})"s}) {
        EXPECT_FALSE(parse_container(body)) << body;
    }
    for (const auto& body : {""s, "[]"s, R"({"value":5})"s, R"({"value":{}})"s, "\xFF"s}) {
        EXPECT_FALSE(parse_object(body)) << body;
    }
    for (const auto& body : {""s, "{}"s, R"({"capabilities":[]})"s, R"({"capabilities":"x"})"s}) {
        EXPECT_FALSE(parse_capabilities(body)) << body;
    }
    EXPECT_EQ(parse_container(R"({"children":[1]})").error().where, "/children/0");
}

TEST(Bodies, AsTheyAreSent) {
    EXPECT_EQ(render_container(), "{}");
    EXPECT_EQ(render_metadata({{"k", "v"}}), R"({"metadata":{"k":"v"}})");
    EXPECT_EQ(render_object({"text/plain", "\xC3\xA4\n", {{"k", "v"}}, Encoding::utf8}),
              "{\"metadata\":{\"k\":\"v\"},\"mimetype\":\"text/plain\",\"value\":\"\xC3\xA4\\n\","
              "\"valuetransferencoding\":\"utf-8\"}");
    EXPECT_EQ(render_object({"text/plain", "x", {}, Encoding::none}),
              R"({"mimetype":"text/plain","value":"x"})");
    EXPECT_EQ(render_object({"application/octet-stream", "\0\xFF"s, {}, Encoding::base64}),
              R"({"mimetype":"application/octet-stream","value":"AP8=",)"
              R"("valuetransferencoding":"base64"})");
}

// What is sent is what is read.
TEST(Bodies, ComeBack) {
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte) {
        bytes.push_back(static_cast<char>(byte));
    }
    EXPECT_EQ(decode_value(object(render_object({"x/y", bytes, {}, Encoding::base64}))), bytes);
    const auto text = "\"quoted\" \\ \t\n\x01 \xE2\x82\xAC"s;
    EXPECT_EQ(decode_value(object(render_object({"x/y", text, {}, Encoding::utf8}))), text);
}

}  // namespace
}  // namespace fedcloud::cdmi
