// What an OCCI model and a BDII tell of a site's images.
#include "offers.hpp"

#include <gtest/gtest.h>

#include "occi/rendering.hpp"
#include "samples.hpp"

namespace fedcloud::appdb_update {
namespace {

std::vector<Offer> of_model(const std::string& text) {
    const auto model = occi::parse_model_text(text);
    EXPECT_TRUE(model) << model.error().message();
    return model ? offers_of(*model) : std::vector<Offer>();
}

constexpr auto rocci =
    R"(Category: os_tpl;scheme="http://schemas.ogf.org/occi/infrastructure#";class="mixin";title="os template"
Category: small;scheme="http://occi.example.org/occi/infrastructure/resource_tpl#";class="mixin";title="Small";rel="http://schemas.ogf.org/occi/infrastructure#resource_tpl"
Category: uuid_harbour_pilot_store_17;scheme="http://occi.example.org/occi/infrastructure/os_tpl#";class="mixin";title="Harbour-Pilot@store";rel="http://schemas.ogf.org/occi/infrastructure#os_tpl"
Category: uuid_0d1f5b2a_6f0e_4c57_9a3b_3f5d2c8e7a10_18;scheme="http://occi.example.org/occi/infrastructure/os_tpl#";class="mixin";rel="http://schemas.ogf.org/occi/infrastructure#os_tpl"
Category: uuid_lonely_lighthouse_4;scheme="http://occi.example.org/occi/infrastructure/os_tpl#";class="mixin";rel="http://schemas.ogf.org/occi/infrastructure#os_tpl"
)";

TEST(Offers, OfRocciServer) {
    const auto offers = of_model(rocci);
    ASSERT_EQ(offers.size(), 3U);
    EXPECT_EQ(offers[0].titles, std::vector<std::string>{"Harbour-Pilot@store"});
    EXPECT_EQ(offers[2].titles, std::vector<std::string>{"lonely_lighthouse"});
    EXPECT_EQ(Catalogue(offers).find(sample_image()).presence, Presence::version_unknown);
    auto by_title = sample_image("ffffffff-0000-4000-8000-000000000000");
    EXPECT_EQ(Catalogue(offers).find(by_title).presence, Presence::version_unknown);
    by_title.title = "Image for Lonely Lighthouse [Debian/12/KVM]";
    EXPECT_EQ(Catalogue(offers).find(by_title).presence, Presence::version_unknown);
    by_title.title = "Image for Small [Debian/12/KVM]";
    EXPECT_EQ(Catalogue(offers).find(by_title).presence, Presence::missing) << "that is a size";
}

TEST(Offers, OfOoi) {
    const auto offers = of_model(
        R"(Category: c0a7c3b1-1111-4a3c-9a52-000000000001; scheme="http://schemas.openstack.org/template/os#"; class="mixin"; title="Image for Harbour Pilot [Debian/12/KVM]"; rel="http://schemas.ogf.org/occi/infrastructure#os_tpl"
)");
    ASSERT_EQ(offers.size(), 1U);
    EXPECT_EQ(Catalogue(offers).find(sample_image()).presence, Presence::version_unknown);
}

TEST(Offers, OfABdii) {
    const auto image = [](const std::string& repository, const std::string& version) {
        return ldap::Entry{"GLUE2ApplicationEnvironmentID=x,o=glue",
                           {{"objectClass", {"GLUE2ApplicationEnvironment"}},
                            {"GLUE2ApplicationEnvironmentID", {"os#1234"}},
                            {"GLUE2ApplicationEnvironmentRepository", {repository}},
                            {"GLUE2ApplicationEnvironmentAppName", {"Pilot"}},
                            {"GLUE2ApplicationEnvironmentAppVersion", {version}}}};
    };
    const auto presence = [&](const std::string& repository, const std::string& version) {
        return Catalogue(offers_of({image(repository, version)})).find(sample_image()).presence;
    };
    const auto base = "http://appdb.egi.eu/store/vm/image/" + sample_uuid;
    EXPECT_EQ(presence(base + ":31/xml", "1.0"), Presence::current);
    EXPECT_EQ(presence(base + ":9/xml", "1.0"), Presence::outdated);
    EXPECT_EQ(presence(base + "/", "12.4.1"), Presence::current);
    EXPECT_EQ(presence(base + "/", "1.0"), Presence::version_unknown);
    EXPECT_EQ(presence("http://appdb.egi.eu/store/vm/image/other:31/", "12.4.1"),
              Presence::missing);
    EXPECT_TRUE(offers_of(std::vector<ldap::Entry>()).empty());
}

}  // namespace
}  // namespace fedcloud::appdb_update
