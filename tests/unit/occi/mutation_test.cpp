// Every parser returns, with a value or a described error, whatever single byte is changed.
#include <gtest/gtest.h>

#include <functional>

#include "occi/rendering.hpp"
#include "samples.hpp"

namespace fedcloud::occi {
namespace {

template <typename Value>
void expect_described(const Expected<Value, ParseError>& read, std::string_view input) {
    if (!read) {
        EXPECT_FALSE(read.error().where.empty()) << input.substr(0, 500);
        EXPECT_FALSE(read.error().expected.empty()) << input.substr(0, 500);
    }
}

void parse_all(const std::string& body) {
    expect_described(parse_model_text(body), body);
    expect_described(parse_entity_text(body), body);
    expect_described(parse_locations_text(body), body);
    expect_described(parse_uri_list(body), body);
    expect_described(parse_model_json(body), body);
    expect_described(parse_entity_json(body), body);
    expect_described(parse_locations_json(body, Model{}), body);
}

void parse_all(const Headers& headers, std::string_view input) {
    expect_described(parse_model_headers(headers), input);
    expect_described(parse_entity_headers(headers), input);
    expect_described(parse_locations_headers(headers), input);
}

void for_each_mutation(std::string_view sample,
                       const std::function<void(const std::string&)>& use) {
    const std::string_view bytes(
        "\"\\;,=<>{}[]:# \t\r\n\0\x7F\xFF"
        "a",
        22);
    for (std::size_t at = 0; at <= sample.size(); ++at) {
        std::string changed(sample);
        if (at < sample.size()) {
            for (unsigned bit = 0; bit < 8; ++bit) {
                changed[at] =
                    static_cast<char>(static_cast<unsigned char>(sample[at]) ^ (1U << bit));
                use(changed);
            }
            changed = sample;
            use(changed.erase(at, 1));
        }
        for (const char inserted : bytes) {
            changed = sample;
            use(changed.insert(at, 1, inserted));
        }
        use(std::string(sample.substr(0, at)));
    }
}

TEST(Mutation, Bodies) {
    for (const std::string_view sample :
         {samples::model_text, samples::entity_text, samples::model_json, samples::entity_json,
          std::string_view("\nX-OCCI-Location: http://h/compute/1\r\n"),
          std::string_view("# c\r\nhttp://h/compute/1\n"),
          std::string_view(R"({"resources":[{"kind":"a#b","id":"1"}]})"),
          std::string_view(R"(["http://h/compute/1"])")}) {
        for_each_mutation(sample, [](const std::string& body) { parse_all(body); });
    }
}

TEST(Mutation, HeaderValues) {
    Headers headers = samples::entity_headers();
    headers.emplace_back("X-OCCI-Location", "http://h/1, /2");
    for (std::size_t i = 0; i < headers.size(); ++i) {
        Headers changed = headers;
        for_each_mutation(headers[i].second, [&](const std::string& value) {
            changed[i].second = value;
            parse_all(changed, value);
        });
    }
}

// Bodies of four megabytes made of one unit: quadratic time would never end.
TEST(Mutation, LargeBodies) {
    for (const std::string_view unit :
         {"\n", "\r", "a:\n", "Category:\n", "Link: ,\n", ":", "#\n", "/\n", "\"", ",", "; ",
          "X-OCCI-Location: /a\n", "X-OCCI-Attribute: a=1\n", "{", "{\"a\":", "[],", "<", "\\"}) {
        std::string noise;
        while (noise.size() < 1'000'000) {
            noise += unit;
        }
        parse_all(noise);
        parse_all("Category: a;scheme=\"s#\";class=\"kind\"\n" + noise);
        parse_all("Category: a;scheme=\"s#\";class=\"kind\";attributes=\"" + noise);
        parse_all("[" + noise);
        parse_all("{\"kind\":\"a#b\",\"attributes\":{\"a\":\"" + noise);
        parse_all(Headers{{"Category", noise}, {"Link", noise}, {"Location", noise}}, unit);
        parse_all(Headers{{"X-OCCI-Attribute", noise}, {"X-OCCI-Location", noise}}, unit);
    }
}

}  // namespace
}  // namespace fedcloud::occi
