// How many services a pull may take away.
#include <gtest/gtest.h>

#include "plan.hpp"

namespace fedcloud::profiles {
namespace {

// Services `first` to `last` - 1.
site::Profile profile_of(const std::string& site, int first, int last) {
    site::Profile profile;
    profile.site = site;
    for (int i = first; i < last; ++i) {
        site::Service service;
        service.key = std::to_string(i) + "G0";
        service.type = "t";
        service.host = "h.org";
        profile.services.push_back(service);
    }
    return profile;
}

constexpr int each = 20;

site::Profile site_number(int i, int services = each) {
    return profile_of("S" + std::to_string(i), each * i, each * i + services);
}

// A folder of ten sites with twenty services each.
FolderContent folder() {
    FolderContent content;
    for (int i = 0; i < 10; ++i) {
        auto profile = site_number(i);
        content.profiles.emplace(profile.site, std::move(profile));
    }
    return content;
}

// The same, in which the first `sites` sites have `kept` services.
std::vector<site::Profile> pulled(int sites, int kept) {
    std::vector<site::Profile> profiles;
    for (int i = 0; i < 10; ++i) {
        profiles.push_back(site_number(i, i < sites ? kept : each));
    }
    return profiles;
}

std::string refusal(std::vector<site::Profile> profiles, const PlanRules& rules = {}) {
    const auto plan = make_plan(folder(), std::move(profiles), rules);
    return plan ? plan->refusal : plan.error();
}

TEST(PlanOfServices, UpToTheLimit) {
    EXPECT_EQ(refusal(pulled(10, 18)), "");
    EXPECT_EQ(refusal(pulled(3, 13)),
              "21 of 200 services would be gone, more than --max-removals 10 allows: nothing was "
              "changed; if that is right, allow it with --max-removals 11");
    EXPECT_EQ(refusal(pulled(3, 13), {11, {}}), "");
    EXPECT_NE(refusal(pulled(10, 1)), "");
}

TEST(PlanOfServices, AFewAlwaysMay) {
    EXPECT_EQ(refusal(pulled(1, 10), {1, {}}), "");
    EXPECT_NE(refusal(pulled(1, 9), {1, {}}), "");
    EXPECT_NE(refusal(pulled(1, 19), {0, {}}), "");  // none means none
}

TEST(PlanOfServices, OfTheSitesThatWereAskedFor) {
    const PlanRules rules{10, {"S0"}};
    EXPECT_EQ(refusal({site_number(0, 10)}, rules), "");
    EXPECT_EQ(refusal({site_number(0, 9)}, rules).find("11 of 20 services would be gone"), 0U);
}

TEST(PlanOfServices, OfSitesThatGo) {
    auto large = folder();
    large.profiles.emplace("large", profile_of("large", 1000, 1030));
    const auto plan = make_plan(large, pulled(0, 0), {});
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->refusal.find("30 of 230 services would be gone"), 0U) << plan->refusal;
}

TEST(PlanOfServices, WhatMovesToAnotherSiteIsNotGone) {
    auto profiles = pulled(10, 10);
    for (int i = 0; i < 10; ++i) {
        auto& next = profiles[static_cast<std::size_t>((i + 1) % 10)].services;
        const auto moved = profile_of("", each * i + 10, each * (i + 1)).services;
        next.insert(next.end(), moved.begin(), moved.end());
    }
    EXPECT_EQ(refusal(std::move(profiles)), "");
}

// One number is told that allows all of it.
TEST(PlanOfServices, RefusalForSitesTellsWhatServicesNeed) {
    FolderContent content;
    content.profiles.emplace("large", profile_of("large", 0, 97));
    content.profiles.emplace("a", profile_of("a", 100, 101));
    content.profiles.emplace("b", profile_of("b", 101, 102));
    content.profiles.emplace("c", profile_of("c", 102, 103));
    const auto left = [] {
        return std::vector{profile_of("a", 100, 101), profile_of("b", 101, 102),
                           profile_of("c", 102, 103)};
    };
    const auto plan = make_plan(content, left(), {});
    ASSERT_TRUE(plan);
    EXPECT_NE(plan->refusal.find("allow it with --max-removals 97"), std::string::npos)
        << plan->refusal;
    EXPECT_EQ(make_plan(content, left(), {97, {}})->refusal, "");
}

}  // namespace
}  // namespace fedcloud::profiles
