// Each thing that an image can lack.
#include "image_problems.hpp"

#include <gtest/gtest.h>

#include "plugin/text.hpp"
#include "samples.hpp"

namespace fedcloud::appdb_update {
namespace {

using Problems = std::vector<std::string>;

TEST(ImageProblems, None) {
    EXPECT_EQ(problems_of(sample_image()), Problems{});
}

TEST(ImageProblems, EachMissingMember) {
    const std::vector<std::pair<std::string Image::*, std::string>> members{
        {&Image::identifier, "no dc:identifier"},
        {&Image::uri, "no hv:uri"},
        {&Image::size, "no hv:size"},
        {&Image::format, "no hv:format"},
        {&Image::version, "no hv:version"}};
    for (const auto& [member, words] : members) {
        auto image = sample_image();
        (image.*member).clear();
        EXPECT_EQ(problems_of(image), Problems{words});
    }
    auto image = sample_image();
    image.checksums.clear();
    EXPECT_EQ(problems_of(image), Problems{"no sl:checksum:sha512"});
    // A title, an mpuri and an expiry are nice to have.
    image = sample_image();
    image.title.clear();
    image.mpuri.clear();
    image.expires = {};
    EXPECT_EQ(problems_of(image), Problems{});
}

TEST(ImageProblems, ChecksumsHaveTheirLength) {
    const std::vector<std::pair<std::string, std::size_t>> lengths{
        {"md5", 32}, {"sha1", 40}, {"sha224", 56}, {"sha256", 64}, {"sha384", 96}, {"sha512", 128}};
    for (const auto& [algorithm, digits] : lengths) {
        auto image = sample_image();
        image.checksums = {{algorithm, std::string(digits, '0')}};
        EXPECT_EQ(problems_of(image), Problems{}) << algorithm;
        for (const auto wrong : {digits - 1, digits + 1, std::size_t{0}}) {
            image.checksums = {{algorithm, std::string(wrong, '0')}};
            EXPECT_EQ(problems_of(image),
                      Problems{"sl:checksum:" + algorithm + " has " + std::to_string(wrong) +
                               " digits instead of " + std::to_string(digits)});
        }
        image.checksums = {{algorithm, std::string(digits, 'g')}};
        EXPECT_EQ(problems_of(image), Problems{"sl:checksum:" + algorithm + " is not hexadecimal"});
    }
}

TEST(ImageProblems, SchemesThatNobodyFetchesBy) {
    auto image = sample_image();
    image.uri = "gopher://images.example.org/1";
    EXPECT_EQ(problems_of(image),
              Problems{"hv:uri 'gopher://images.example.org/1' is neither https nor http nor ftp"});
    for (const auto* scheme : {"https", "http", "ftp"}) {
        image.uri = std::string(scheme) + "://images.example.org/1";
        EXPECT_EQ(problems_of(image), Problems{});
    }
}

TEST(ImageProblems, OneOfSeveralChecksums) {
    auto image = sample_image();
    image.checksums.push_back({"sha256", "abc"});
    EXPECT_EQ(problems_of(image), Problems{"sl:checksum:sha256 has 3 digits instead of 64"});
    image.checksums = {{"sha3-512", std::string(128, '0')}};
    EXPECT_EQ(problems_of(image), Problems{"no sl:checksum:sha512"});
    image.checksums.push_back({"sha512", std::string(128, 'F')});
    EXPECT_EQ(problems_of(image), Problems{});
}

TEST(ImageProblems, Sizes) {
    for (const auto* size :
         {"0", "-1", "4 GB", "4096 ", "4096.5", "0x10", "1e9", "99999999999999999999"}) {
        auto image = sample_image();
        image.size = size;
        EXPECT_EQ(problems_of(image), Problems{std::string("hv:size is '") + plugin::clean(size) +
                                               "', no number of bytes"});
    }
    auto image = sample_image();
    image.size = "18446744073709551615";
    EXPECT_EQ(problems_of(image), Problems{});
}

TEST(ImageProblems, UrlsAndDates) {
    auto image = sample_image();
    image.uri = "images/pilot.qcow2";
    ASSERT_EQ(problems_of(image).size(), 1U);
    EXPECT_EQ(problems_of(image)[0].rfind("hv:uri 'images/pilot.qcow2': ", 0), 0U);
    image = sample_image();
    image.expires = {"never", std::nullopt};
    EXPECT_EQ(problems_of(image), Problems{"dc:date:expires is 'never', no time"});
    EXPECT_FALSE(has_expired(image, at("2030-01-01T00:00:00Z")));
}

TEST(ImageProblems, ExpiryIsToTheSecond) {
    EXPECT_FALSE(has_expired(sample_image(), at("2026-06-30T23:59:59Z")));
    EXPECT_TRUE(has_expired(sample_image(), at("2026-07-01T00:00:00Z")));
}

TEST(ImageProblems, WhatItIsCalled) {
    auto image = sample_image();
    EXPECT_EQ(describe(image),
              "Image for Harbour Pilot [Debian/12/KVM] (0d1f5b2a-6f0e-4c57-9a3b-3f5d2c8e7a10)");
    image.title.clear();
    EXPECT_EQ(describe(image), sample_uuid);
    image.identifier.clear();
    EXPECT_EQ(describe(image), "an image without title and identifier");
}

}  // namespace
}  // namespace fedcloud::appdb_update
