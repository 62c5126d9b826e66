// Base64 both ways, at its edges.
#include "auth/base64.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace fedcloud::auth {
namespace {

using namespace std::string_literals;

std::string unpadded_url(std::string text) {
    while (text.ends_with('=')) {
        text.pop_back();
    }
    for (char& c : text) {
        c = c == '+' ? '-' : c == '/' ? '_' : c;
    }
    return text;
}

TEST(Base64, OfRfc4648Section10) {
    const std::vector<std::pair<std::string, std::string>> table{
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
    };
    for (const auto& [bytes, text] : table) {
        EXPECT_EQ(base64(bytes), text);
        EXPECT_EQ(from_base64url(unpadded_url(text)), bytes);
    }
}

TEST(Base64, AnyBytes) {
    EXPECT_EQ(base64("\0"s), "AA==");
    EXPECT_EQ(base64("\0\0\0"s), "AAAA");
    EXPECT_EQ(base64("\xFB\xFF\xBF"), "+/+/");
    EXPECT_EQ(base64("\xFF\xFF\xFF"), "////");
    EXPECT_EQ(base64("Aladdin:open sesame"), "QWxhZGRpbjpvcGVuIHNlc2FtZQ==");  // RFC 7617
}

// Longer than the lines of RFC 2045: a header field must not break.
TEST(Base64, InOneLine) {
    const std::string bytes(10'000, 'x');
    const auto text = base64(bytes);
    EXPECT_EQ(text.find_first_of("\r\n "), std::string::npos);
    EXPECT_EQ(text.size(), 4 * ((bytes.size() + 2) / 3));
    EXPECT_EQ(from_base64url(unpadded_url(text)), bytes);
}

TEST(Base64, ThereAndBackForEveryByteAndLength) {
    std::string bytes;
    for (int c = 0; c < 256; ++c) {
        bytes.push_back(static_cast<char>(c));
        EXPECT_EQ(from_base64url(unpadded_url(base64(bytes))), bytes) << c;
    }
}

TEST(Base64, IsReadAcrossLineBreaks) {
    std::string bytes;
    for (int c = 0; c < 256; ++c) {
        bytes.push_back(static_cast<char>(c));
        EXPECT_EQ(from_base64(base64(bytes)), bytes) << c;
    }
    auto text = base64(bytes);
    for (std::size_t at = 76; at < text.size(); at += 77) {
        text.insert(at, 1, '\n');
    }
    EXPECT_EQ(from_base64(text + "\r\n"), bytes);
    EXPECT_EQ(from_base64(" Zm9v\tYg == "), "foob");
    EXPECT_EQ(from_base64(""), "");
}

TEST(Base64, WhatIsNone) {
    for (const auto& text : {"A"s, "Zg"s, "Zg="s, "AAAAA"s, "-_-_"s, "===="s, "Z==="s, "Zg==Zg=="s,
                             "Zm9\0"s, "Zm9\xC3"s, "Zm.9"s, "=Zg="s}) {
        EXPECT_EQ(from_base64(text), std::nullopt) << text;
    }
}

TEST(Base64Url, UsesItsOwnAlphabet) {
    EXPECT_EQ(from_base64url("-_-_"), "\xFB\xFF\xBF");
    EXPECT_EQ(from_base64url("____"), "\xFF\xFF\xFF");
    EXPECT_EQ(from_base64url("AAAA"), "\0\0\0"s);
    EXPECT_EQ(from_base64url("AA"), "\0"s);
    EXPECT_EQ(from_base64url(""), "");
}

TEST(Base64Url, WhatIsNone) {
    for (const auto& text :
         {"A"s, "AAAAA"s, "+/+/"s, "Zg=="s, "Zm8="s, "Zm9v="s, "===="s, "Zm 9"s, "Zm9v\n"s,
          " Zm9v"s, "Zm9\0"s, "Zm9\xC3"s, "Zm.9"s, "Zm9v.Zm9v"s, "%3D"s + "A"}) {
        EXPECT_EQ(from_base64url(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace fedcloud::auth
