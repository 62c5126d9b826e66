// Agreeing on a version, and the names of the media types.
#include "version.hpp"

#include <gtest/gtest.h>

namespace fedcloud::cdmi {
namespace {

http::Response answer_of(const std::string& version) {
    http::Response response;
    response.status = 200;
    if (!version.empty()) {
        response.headers.emplace_back("x-cdmi-specification-version", version);
    }
    return response;
}

TEST(Offers, TheListFirstAndEachOfItSingly) {
    const auto& all = offers();
    ASSERT_TRUE(all.front().is_list());
    for (const auto* single : {"1.0.1", "1.0.2", "1.1", "1.1.1"}) {
        EXPECT_NE(all.front().version.find(single), std::string::npos) << single;
        EXPECT_NE(std::find(all.begin(), all.end(), Offer{single}), all.end()) << single;
    }
    for (std::size_t i = 1; i < all.size(); ++i) {
        EXPECT_FALSE(all[i].is_list()) << all[i].version;
        EXPECT_EQ(std::find(all.begin(), all.begin() + static_cast<long>(i), all[i]),
                  all.begin() + static_cast<long>(i))
            << all[i].version << " is offered twice";
    }
}

TEST(Agreement, OnWhatTheServerNames) {
    const auto agreement = agree(offers().front(), answer_of("1.0.2"));
    EXPECT_EQ(agreement.offer.version, "1.0.2");
    EXPECT_EQ(agreement.version, "1.0.2");
    EXPECT_TRUE(agreement.remarks.empty());
}

// cdmi-serve and INDIGO do not tell.
TEST(Agreement, WhatWasTakenGoesOnBeingSaid) {
    const auto agreement = agree(offers().front(), answer_of(""));
    EXPECT_EQ(agreement.offer, offers().front());
    EXPECT_EQ(agreement.version, "one of " + offers().front().version);
    EXPECT_TRUE(agreement.remarks.empty());
}

TEST(Agreement, AVersionThatWasNotOffered) {
    for (const auto* version : {"1.0", "2.0", "1.0.1, 1.0.2", "1.1.11", "0.2"}) {
        const auto agreement = agree(offers().front(), answer_of(version));
        EXPECT_EQ(agreement.offer, offers().front()) << version;
        EXPECT_EQ(agreement.version, version);
        ASSERT_EQ(agreement.remarks.size(), 1U) << version;
        EXPECT_NE(agreement.remarks[0].find("was not offered"), std::string::npos);
    }
    EXPECT_EQ(agree({"1.0.2"}, answer_of("1.1.1")).offer.version, "1.0.2");
}

TEST(Agreement, OnASingleOneIsADeviation) {
    const auto agreement = agree({"1.0.1"}, answer_of("1.0.1"));
    EXPECT_EQ(agreement.version, "1.0.1");
    ASSERT_EQ(agreement.remarks.size(), 1U);
    EXPECT_NE(agreement.remarks[0].find("1.0.1 alone is taken"), std::string::npos);
}

TEST(MediaTypes, OfThreeGenerations) {
    EXPECT_EQ(media_type(Kind::container, MediaTypes::registered), "application/cdmi-container");
    EXPECT_EQ(media_type(Kind::object, MediaTypes::registered), "application/cdmi-object");
    EXPECT_EQ(media_type(Kind::capability, MediaTypes::registered), "application/cdmi-capability");
    EXPECT_EQ(media_type(Kind::object, MediaTypes::draft),
              "application/vnd.org.snia.cdmi.dataobject+json");
    EXPECT_EQ(media_type(Kind::capability, MediaTypes::draft),
              "application/vnd.org.snia.cdmi.capabilities+json");
    EXPECT_EQ(media_type(Kind::object, MediaTypes::snia), "application/vnd.org.snia.cdmi-object");
}

}  // namespace
}  // namespace fedcloud::cdmi
