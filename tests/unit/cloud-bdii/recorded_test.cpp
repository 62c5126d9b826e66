// What cloud-info-provider's templates made of a real site, and the same a day later.
#include <gtest/gtest.h>

#include "endpoints.hpp"
#include "freshness.hpp"
#include "glue2.hpp"
#include "inventory.hpp"
#include "samples.hpp"

namespace fedcloud::cloud_bdii {
namespace {

using namespace std::chrono_literals;
using plugin::State;

class Recorded : public testing::TestWithParam<const char*> {
  protected:
    void SetUp() override {
        const auto all = bdii::recorded(GetParam());
        if (!all) {
            GTEST_SKIP() << "no recorded entries on this machine";
        }
        for (const auto& entry : *all) {
            if (entry.dn.find("GLUE2GroupID=cloud,") != std::string::npos) {
                entries_.push_back(entry);
            }
        }
    }

    Entries entries_;
};

TEST_P(Recorded, IsInOrder) {
    const auto inventory = take_inventory(entries_);
    EXPECT_EQ(inventory.to_string(), "2 services, 3 endpoints, 3 images, 5 templates");
    EXPECT_EQ(inventory.glue21, 0U);
    EXPECT_TRUE(check_minimum(inventory, {}).empty());
    EXPECT_EQ(check_schema(entries_), Findings());
    EXPECT_TRUE(check_states(entries_).empty());
    EXPECT_TRUE(check_owner(entries_, "PRISMA-INFN-BARI", true).empty());
    EXPECT_TRUE(
        check_endpoints(entries_, {"https://prisma-cloud.ba.infn.it:8787/?image=x&resource=small",
                                   "https://prisma-swift.ba.infn.it:8080"})
            .empty());
    EXPECT_EQ(check_endpoints(entries_, {"https://prisma-cloud.ba.infn.it:8788/"}).size(), 1U);
}

TEST_P(Recorded, AgesAsItSays) {
    Time newest{};
    for (const auto& entry : entries_) {
        if (entry.has("GLUE2EntityCreationTime")) {
            newest = std::max(newest, at(std::string(entry.first("GLUE2EntityCreationTime"))));
        }
    }
    const auto fresh = check_validity(entries_, newest + 10min);
    EXPECT_EQ(fresh.dated, 3U) << "the services and endpoints that were given dates";
    EXPECT_TRUE(fresh.findings.empty());
    const auto stale = check_validity(entries_, newest + 24h);
    ASSERT_EQ(stale.findings.size(), 1U);
    EXPECT_EQ(stale.findings[0].state, State::critical);
}

// No attribute may be lost without a word, unless nothing is said of it.
TEST_P(Recorded, WithoutOneOfItsAttributes) {
    const auto wanted = wanted_attributes();
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        for (const auto& attribute : entries_[i].attributes) {
            auto entries = entries_;
            remove(entries[i], attribute.name);
            const bool is_mandatory =
                std::find(wanted.begin(), wanted.end(), attribute.name) != wanted.end() &&
                !attribute.name.starts_with("GLUE2Entity") && attribute.name != "objectClass";
            EXPECT_EQ(check_schema(entries).size(), is_mandatory ? 1U : 0U) << attribute.name;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Levels, Recorded,
                         testing::Values("cloud-site.ldif", "cloud-top.ldif",
                                         "cloud-resource.ldif"));

}  // namespace
}  // namespace fedcloud::cloud_bdii
