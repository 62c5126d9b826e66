// Mandatory attributes, each left out in turn; closed enumerations, each broken in turn.
#include <gtest/gtest.h>

#include "glue2.hpp"
#include "samples.hpp"

namespace fedcloud::cloud_bdii {
namespace {

using plugin::State;

TEST(Schema, NothingIsWrongWithTheSample) {
    EXPECT_EQ(check_schema(good_entries()), Findings());
}

TEST(Schema, EveryAttributeOfTheSampleIsMandatory) {
    const auto good = good_entries();
    std::size_t checked = 0;
    for (std::size_t i = 1; i < good.size(); ++i) {
        for (const auto& attribute : good[i].attributes) {
            if (attribute.name == "objectClass") {
                continue;
            }
            auto entries = good;
            remove(entries[i], attribute.name);
            const auto found = check_schema(entries);
            ASSERT_EQ(found.size(), 1U) << attribute.name;
            EXPECT_EQ(found[0].state, State::warning);
            EXPECT_EQ(found[0].name, "mandatory-attributes");
            EXPECT_NE(found[0].text.find("without " + attribute.name), std::string::npos)
                << found[0].text;
            EXPECT_NE(found[0].text.find(name_of(good[i])), std::string::npos) << found[0].text;
            ++checked;
        }
    }
    EXPECT_EQ(checked, 31U);
}

TEST(Schema, EveryAttributeOfTheSampleIsAskedFor) {
    const auto wanted = wanted_attributes();
    for (const auto& entry : good_entries()) {
        for (const auto& attribute : entry.attributes) {
            if (attribute.name != "GLUE2GroupID") {
                EXPECT_NE(std::find(wanted.begin(), wanted.end(), attribute.name), wanted.end())
                    << attribute.name;
            }
        }
    }
}

TEST(Schema, ClassesOfAnyCaseAndChildClassesAlone) {
    auto entries = good_entries();
    set(entries[endpoint_at], "objectClass", "glue2storageendpoint");
    remove(entries[endpoint_at], "GLUE2EndpointURL");
    EXPECT_EQ(check_schema(entries).size(), 1U);
    EXPECT_EQ(role_of(entries[endpoint_at]), Role::endpoint);
}

struct Broken {
    std::size_t index;
    std::string attribute;
    std::vector<std::string> allowed;
};

TEST(Schema, ClosedEnumerations) {
    const std::vector<std::string> levels{"development", "pre-production", "production", "testing"};
    const std::vector<std::string> serving{"closed", "draining", "production", "queueing"};
    const std::vector<std::string> booleans{"true", "FALSE", "undefined"};
    const std::vector<Broken> table{
        {1, "GLUE2ServiceQualityLevel", levels},
        {2, "GLUE2EndpointQualityLevel", levels},
        {2, "GLUE2EndpointHealthState", {"critical", "ok", "other", "unknown", "warning"}},
        {2, "GLUE2EndpointServingState", serving},
        {4, "GLUE2ComputingShareServingState", serving},
        {5, "GLUE2ExecutionEnvironmentConnectivityIn", booleans},
        {5, "GLUE2ExecutionEnvironmentConnectivityOut", booleans},
    };
    for (const auto& row : table) {
        for (const auto& value : row.allowed) {
            EXPECT_TRUE(check_schema(with(row.index, row.attribute, value)).empty()) << value;
        }
        for (const auto* value : {"", "Ok!", "prod", "production ", "4"}) {
            const auto found = check_schema(with(row.index, row.attribute, value));
            ASSERT_EQ(found.size(), 1U) << row.attribute << " '" << value << "'";
            EXPECT_EQ(found[0].state, State::warning);
            EXPECT_EQ(found[0].name, "enumerations");
            EXPECT_NE(found[0].text.find(row.attribute), std::string::npos);
        }
    }
    EXPECT_EQ(check_schema(with(2, "GLUE2EndpointHealthState", "OK")).size(), 1U)
        << "spelt as the standard does";
}

TEST(Schema, OpenEnumerationsAreOpen) {
    EXPECT_TRUE(check_schema(with(1, "GLUE2ServiceType", "org.example.anything")).empty());
    EXPECT_TRUE(check_schema(with(2, "GLUE2EndpointInterfaceName", "anything")).empty());
    EXPECT_TRUE(check_schema(with(5, "GLUE2ExecutionEnvironmentPlatform", "riscv")).empty());
}

TEST(Schema, NothingOfGlue21IsMandatory) {
    for (const auto& [name, role] : std::vector<std::pair<std::string, Role>>{
             {"GLUE2CloudComputingService", Role::service},
             {"GLUE2CloudComputingEndpoint", Role::endpoint},
             {"GLUE2CloudComputingImage", Role::image},
             {"GLUE2CloudComputingInstanceType", Role::template_},
             {"GLUE2CloudComputingManager", Role::other}}) {
        const ldap::Entry entry{"x=y,o=glue", {{"objectClass", {name}}}};
        EXPECT_EQ(role_of(entry), role) << name;
        EXPECT_TRUE(is_glue21(entry));
        EXPECT_TRUE(check_schema({entry}).empty());
    }
    EXPECT_FALSE(is_glue21(good_entries()[service_at]));
}

TEST(Findings, TheSameOfManyIsToldOnce) {
    Entries entries;
    for (int i = 0; i < 1000; ++i) {
        auto image = good_entries()[6];
        image.dn = "GLUE2ApplicationEnvironmentID=" + std::to_string(i) + ",o=glue";
        remove(image, "GLUE2ApplicationEnvironmentAppName");
        entries.push_back(image);
    }
    const auto found = check_schema(entries);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].text,
              "GLUE2ApplicationEnvironment without GLUE2ApplicationEnvironmentAppName: '0' and "
              "999 more");
    for (auto& entry : entries) {
        set(entry, "GLUE2EndpointHealthState", "made up " + entry.dn);
    }
    EXPECT_LE(check_schema(entries).size(), 101U) << "made-up mistakes";
}

}  // namespace
}  // namespace fedcloud::cloud_bdii
