// How much is published, whether it is enough, and whose it is.
#include "inventory.hpp"

#include <gtest/gtest.h>

#include "samples.hpp"

namespace fedcloud::cloud_bdii {
namespace {

using plugin::State;

TEST(Inventory, CountsByClass) {
    auto entries = good_entries();
    entries.push_back({"x=1,o=glue", {{"objectClass", {"GLUE2CloudComputingImage"}}}});
    entries.push_back({"x=2,o=glue", {{"objectClass", {"GLUE2StorageService"}}}});
    const auto inventory = take_inventory(entries);
    EXPECT_EQ(inventory.entries, 10U);
    EXPECT_EQ(inventory.services, 2U);
    EXPECT_EQ(inventory.endpoints, 1U);
    EXPECT_EQ(inventory.images, 2U);
    EXPECT_EQ(inventory.templates, 1U);
    EXPECT_EQ(inventory.glue21, 1U);
    EXPECT_EQ(inventory.compute_services, 1U);
    EXPECT_EQ(inventory.to_string(), "2 services, 1 endpoint, 2 images, 1 template");
}

Findings missing(std::size_t index, const Minimum& minimum = {}) {
    auto entries = good_entries();
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(index));
    return check_minimum(take_inventory(entries), minimum);
}

TEST(Minimum, WithoutOptions) {
    EXPECT_TRUE(check_minimum(take_inventory(good_entries()), {}).empty());
    ASSERT_EQ(missing(endpoint_at).size(), 1U);
    EXPECT_EQ(missing(endpoint_at)[0],
              (Finding{State::critical, "endpoints", "0 endpoints published, at least 1 wanted"}));
    EXPECT_EQ(missing(service_at)[0].state, State::critical);
    ASSERT_EQ(missing(6).size(), 1U);
    EXPECT_EQ(missing(6)[0].state, State::warning) << "a compute service without images";
    EXPECT_TRUE(missing(5).empty()) << "templates are not asked for";
    EXPECT_EQ(check_minimum({}, {}).size(), 2U);
}

TEST(Minimum, StorageNeedsNoImages) {
    auto entries = good_entries();
    entries.erase(entries.begin() + 6);
    set(entries[service_at], "objectClass", "GLUE2StorageService");
    EXPECT_TRUE(check_minimum(take_inventory(entries), {}).empty());
}

TEST(Minimum, AsAskedFor) {
    Minimum minimum;
    minimum.images = 2;
    minimum.templates = 2;
    minimum.endpoints = 2;
    minimum.services = 2;
    const auto found = check_minimum(take_inventory(good_entries()), minimum);
    ASSERT_EQ(found.size(), 4U);
    for (const auto& finding : found) {
        EXPECT_EQ(finding.state, State::critical);
    }
    EXPECT_EQ(found[2].text, "1 image published, at least 2 wanted");
    minimum = {0, 0, 0, 0};
    EXPECT_TRUE(check_minimum({}, minimum).empty());
    EXPECT_TRUE(missing(6, minimum).empty()) << "asked for none";
}

TEST(Owner, NamesTheSite) {
    EXPECT_TRUE(check_owner(good_entries(), site_name, false).empty());
    EXPECT_TRUE(check_owner(good_entries(), site_name, true).empty());
    const auto other = with(service_at, "GLUE2ServiceAdminDomainForeignKey", "OTHER");
    const auto found = check_owner(other, site_name, false);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].state, State::warning);
    EXPECT_NE(found[0].text.find("'OTHER', not of 'EXAMPLE-SITE'"), std::string::npos);
    EXPECT_EQ(check_owner(other, site_name, true).at(0).state, State::critical)
        << "nothing else says whose it is";
}

TEST(Owner, AResourceBdiiOfSeveralSites) {
    auto entries = good_entries();
    entries.push_back(with(service_at, "GLUE2ServiceAdminDomainForeignKey", "OTHER")[service_at]);
    EXPECT_EQ(check_owner(entries, site_name, true).at(0).state, State::warning);
}

TEST(Owner, NoKeyAtAll) {
    auto entries = good_entries();
    remove(entries[service_at], "GLUE2ServiceAdminDomainForeignKey");
    EXPECT_TRUE(check_owner(entries, site_name, false).empty());
    EXPECT_EQ(check_owner(entries, site_name, true).at(0).state, State::warning);
    EXPECT_TRUE(check_owner({}, site_name, true).empty());
}

}  // namespace
}  // namespace fedcloud::cloud_bdii
