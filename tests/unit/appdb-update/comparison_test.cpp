// What a site lacks of a list, and since when it should have had it.
#include "comparison.hpp"

#include <gtest/gtest.h>

#include "samples.hpp"

namespace fedcloud::appdb_update {
namespace {

using plugin::Range;
using plugin::State;

const plugin::Thresholds usual{*Range::parse("24"), *Range::parse("72")};

ImageList three_images() {
    auto list = sample_list();
    list.images = {sample_image("a0000000-0000-4000-8000-000000000001"),
                   sample_image("b0000000-0000-4000-8000-000000000002"),
                   sample_image("c0000000-0000-4000-8000-000000000003")};
    for (auto& image : list.images) {
        image.title = "Image " + image.identifier.substr(0, 1);
    }
    return list;
}

std::vector<Offer> offers(std::initializer_list<std::string> texts) {
    std::vector<Offer> made;
    for (const auto& text : texts) {
        made.push_back({{text}, {}, ""});
    }
    return made;
}

Finding judge(const std::vector<Offer>& site, const std::string& time) {
    const auto list = three_images();
    return judge_comparison(list, compare(list, site, at(time)), "SITE", usual, at(time));
}

TEST(Comparison, AllThere) {
    const auto finding = judge(
        offers({"a0000000-0000-4000-8000-000000000001:31",
                "b0000000-0000-4000-8000-000000000002:31", "c0000000-0000-4000-8000-000000000003"}),
        "2026-06-20T06:00:00Z");
    EXPECT_EQ(finding.state, State::ok);
    EXPECT_EQ(finding.text, "all 3 images are at SITE");
}

TEST(Comparison, MissingAndOutdatedByName) {
    const auto finding =
        judge(offers({"a0000000-0000-4000-8000-000000000001:30"}), "2026-06-20T06:00:00Z");
    EXPECT_EQ(finding.state, State::critical);
    EXPECT_EQ(finding.text,
              "the list was created 19d ago, outside the critical range 72h; 2 of 3 images are "
              "missing at SITE: "
              "Image b, Image c; 1 of 3 images is outdated at SITE: Image a (30 instead of 31)");
}

TEST(Comparison, SitesHaveTime) {
    const auto one = offers({"a0000000-0000-4000-8000-000000000001:31"});
    EXPECT_EQ(judge(one, "2026-06-02T06:00:00Z").state, State::ok);  // 24 h to the second
    EXPECT_EQ(judge(one, "2026-06-02T06:00:01Z").state, State::warning);
    EXPECT_EQ(judge(one, "2026-06-04T06:00:00Z").state, State::warning);
    EXPECT_EQ(judge(one, "2026-06-04T06:00:01Z").state, State::critical);
    const auto early = judge(one, "2026-06-01T07:00:00Z").text;
    EXPECT_NE(early.find("2 of 3 images are missing"), std::string::npos) << early;
    EXPECT_NE(early.find("; the site has time until 24h after the list was created"),
              std::string::npos)
        << early;
}

TEST(Comparison, ASiteWithNoneOfTheImagesIsToldAtAnyAge) {
    const auto early = judge({}, "2026-06-01T11:00:00Z");
    EXPECT_EQ(early.state, State::warning);
    EXPECT_EQ(early.text.find("the list was created 5h ago, but the site has none of its images; 3 "
                              "of 3 images are missing at SITE"),
              0U)
        << early.text;
    EXPECT_EQ(judge({}, "2026-06-04T06:00:01Z").state, State::critical);
}

TEST(Comparison, ExpiredImagesAreNotAskedFor) {
    auto list = three_images();
    list.images[0].expires = list.created;
    const auto compared = compare(list, {}, at("2026-06-02T00:00:00Z"));
    ASSERT_EQ(compared.size(), 2U);
    EXPECT_EQ(compared[0].image, &list.images[1]);
    EXPECT_EQ(count(compared, Presence::missing), 2U);
    EXPECT_EQ(count(compared, Presence::current), 0U);
    EXPECT_TRUE(compare(list, {}, at("2027-01-01T00:00:00Z")).empty());
}

}  // namespace
}  // namespace fedcloud::appdb_update
