// What follows from capabilities, also from those that say little.
#include "abilities.hpp"

#include <gtest/gtest.h>

namespace fedcloud::cdmi {
namespace {

using Map = std::vector<std::pair<std::string, std::string>>;

Capabilities document(Map values) {
    Capabilities made;
    made.values = std::move(values);
    return made;
}

CapabilityDocuments complete() {
    return {document({{"cdmi_dataobjects", "true"}}),
            document({{"cdmi_list_children", "true"},
                      {"cdmi_create_container", "true"},
                      {"cdmi_create_dataobject", "true"},
                      {"cdmi_delete_container", "true"}}),
            document({{"cdmi_read_value", "true"},
                      {"cdmi_modify_value", "true"},
                      {"cdmi_read_metadata", "true"},
                      {"cdmi_modify_metadata", "true"},
                      {"cdmi_delete_dataobject", "true"}})};
}

void set(Capabilities& document, const std::string& name, const std::string& value) {
    for (auto& [key, known] : document.values) {
        if (key == name) {
            known = value;
        }
    }
}

TEST(Abilities, AllThere) {
    const auto abilities = read_abilities(complete());
    EXPECT_EQ(abilities.list_children, Offered::yes);
    EXPECT_EQ(abilities.modify_value, Offered::yes);
    EXPECT_EQ(abilities.modify_metadata, Offered::yes);
    EXPECT_EQ(abilities.read_metadata, Offered::yes);
    EXPECT_FALSE(judge(abilities));
}

TEST(Abilities, LeftOutMeansNo) {
    auto documents = complete();
    documents.object->values.erase(documents.object->values.begin() + 3);
    EXPECT_EQ(read_abilities(documents).modify_metadata, Offered::no);
    documents.container->values.erase(documents.container->values.begin() + 1);
    const auto fault = judge(read_abilities(documents));
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->blame, plugin::Blame::degraded);
    EXPECT_EQ(fault->text, "not advertised: cdmi_create_container");
}

TEST(Abilities, Denied) {
    for (const auto* word : {"false", "False", "0", "no"}) {
        auto documents = complete();
        set(*documents.object, "cdmi_delete_dataobject", word);
        set(*documents.object, "cdmi_modify_value", word);
        const auto abilities = read_abilities(documents);
        EXPECT_EQ(abilities.modify_value, Offered::no) << word;
        const auto fault = judge(abilities);
        ASSERT_TRUE(fault) << word;
        EXPECT_EQ(fault->blame, plugin::Blame::service);
        EXPECT_NE(fault->text.find("cdmi_delete_dataobject"), std::string::npos);
    }
}

// INDIGO's documents are about quality of service alone.
TEST(Abilities, OfADocumentAboutSomethingElse) {
    const CapabilityDocuments documents{document({}), document({{"cdmi_latency", "true"}}),
                                        document({{"cdmi_throughput", "true"}})};
    const auto abilities = read_abilities(documents);
    EXPECT_EQ(abilities.list_children, Offered::untold);
    EXPECT_EQ(abilities.modify_metadata, Offered::untold);
    EXPECT_TRUE(abilities.denied.empty());
    EXPECT_EQ(abilities.unadvertised.size(), 6U);
}

TEST(Abilities, OfNoDocuments) {
    const auto abilities = read_abilities({});
    EXPECT_EQ(abilities.modify_value, Offered::untold);
    EXPECT_EQ(judge(abilities)->blame, plugin::Blame::degraded);
    EXPECT_EQ(describe(CapabilityDocuments{}),
              "0 capabilities of the server, 0 of containers, 0 of data objects");
}

}  // namespace
}  // namespace fedcloud::cdmi
