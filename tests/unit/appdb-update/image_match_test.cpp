// An image found among those of a site, by what such a site tells of it.
#include "image_match.hpp"

#include <gtest/gtest.h>

#include "samples.hpp"

namespace fedcloud::appdb_update {
namespace {

const std::string underscored = "0d1f5b2a_6f0e_4c57_9a3b_3f5d2c8e7a10";

Match find(const std::vector<Offer>& offers, const Image& image = sample_image()) {
    return Catalogue(offers).find(image);
}

Offer text(const std::string& words) {
    return {{words}, {}, ""};
}
Offer titled(const std::string& title, const std::string& version = "") {
    return {{title}, {title}, version};
}

TEST(ImageMatch, NothingThere) {
    EXPECT_EQ(find({}).presence, Presence::missing);
    for (const auto* words : {"", "ubuntu", "0d1f5b2a-6f0e-4c57-9a3b-3f5d2c8e7a11",
                              "x0d1f5b2a-6f0e-4c57-9a3b-3f5d2c8e7a10",
                              "0d1f5b2a-6f0e-4c57-9a3b-3f5d2c8e7a10a", "0d1f5b2a"}) {
        EXPECT_EQ(find({text(words)}).presence, Presence::missing) << words;
    }
}

TEST(ImageMatch, ByIdentifier) {
    for (const auto& words :
         {sample_uuid, "uuid_" + underscored + "_17",
          std::string("0D1F5B2A-6F0E-4C57-9A3B-3F5D2C8E7A10"), "image " + sample_uuid + " of AppDB",
          "http://site/images/" + sample_uuid}) {
        EXPECT_EQ(find({text("other"), text(words)}).presence, Presence::version_unknown) << words;
    }
}

TEST(ImageMatch, ByMpuri) {
    const auto mpuri = [](const std::string& version) {
        return text("https://appdb.egi.eu/store/vm/image/" + sample_uuid + ":" + version);
    };
    EXPECT_EQ(find({mpuri("31/")}).presence, Presence::current);
    EXPECT_EQ(find({mpuri("31/xml")}).presence, Presence::current);
    const auto outdated = find({mpuri("30/xml")});
    EXPECT_EQ(outdated.presence, Presence::outdated);
    EXPECT_EQ(outdated.found, "30");
    EXPECT_EQ(find({mpuri("310/")}).found, "310");
    EXPECT_EQ(find({mpuri("/")}).presence, Presence::version_unknown);
    EXPECT_EQ(find({mpuri("30/"), mpuri("31/")}).presence, Presence::current) << "both are there";
}

TEST(ImageMatch, ByMpuriOfTheAppliance) {
    auto image = sample_image();
    image.base_mpuri = "https://appdb.example.org/store/vm/image/b7c1e9aa-0000-4000-8000-1:9/";
    EXPECT_EQ(find({text("x b7c1e9aa-0000-4000-8000-1:9")}, image).presence, Presence::current);
    EXPECT_EQ(find({text("x b7c1e9aa-0000-4000-8000-1:8")}, image).found, "8");
}

// The number at the end of rOCCI-server's terms is that of the template.
TEST(ImageMatch, ANumberInATermIsNoVersion) {
    EXPECT_EQ(find({text("uuid_" + underscored + "_30")}).presence, Presence::version_unknown);
    EXPECT_EQ(find({text("uuid_" + underscored + "_31")}).presence, Presence::version_unknown);
}

TEST(ImageMatch, AVersionThatIsToldBesideTheIdentifier) {
    EXPECT_EQ(find({{{sample_uuid}, {"Harbour Pilot 12.4.1"}, ""}}).presence, Presence::current);
    EXPECT_EQ(find({{{sample_uuid}, {"Harbour Pilot 12.4"}, ""}}).presence,
              Presence::version_unknown);
    EXPECT_EQ(find({{{sample_uuid}, {}, "12.4.1"}}).presence, Presence::current);
    EXPECT_EQ(find({{{sample_uuid}, {}, "1.0"}}).presence, Presence::version_unknown)
        << "of the information provider's own making";
    auto image = sample_image();
    image.version = "12";
    EXPECT_EQ(find({{{sample_uuid}, {"Debian 12"}, ""}}, image).presence,
              Presence::version_unknown);
}

TEST(ImageMatch, ByTitle) {
    for (const auto* title :
         {"Image for Harbour Pilot [Debian/12/KVM]", "image for HARBOUR pilot [debian/12/kvm]",
          "Harbour Pilot", "Harbour-Pilot@datastore-1", "harbour_pilot"}) {
        EXPECT_EQ(find({titled(title)}).presence, Presence::version_unknown) << title;
    }
    for (const auto* title : {"Harbour", "Harbour Pilot 2nd edition", "Old Harbour Pilot",
                              "HarbourPilot", "@x", "Image for Harbour Pilots [Debian/12/KVM]"}) {
        EXPECT_EQ(find({titled(title)}).presence, Presence::missing) << title;
    }
}

TEST(ImageMatch, ByTitleAndVersion) {
    EXPECT_EQ(find({titled("Harbour Pilot 12.4.1")}).presence, Presence::current);
    EXPECT_EQ(find({titled("Harbour-Pilot-12.4.1@store")}).presence, Presence::current);
    EXPECT_EQ(find({titled("Harbour Pilot", "12.4.1")}).presence, Presence::current);
    EXPECT_EQ(find({titled("Harbour Pilot", "1.0")}).presence, Presence::version_unknown);
    const auto outdated = find({titled("Harbour Pilot 12.3.0")});
    EXPECT_EQ(outdated.presence, Presence::outdated);
    EXPECT_EQ(outdated.found, "12.3.0");
}

TEST(ImageMatch, AnIdentifierCountsMoreThanATitle) {
    EXPECT_EQ(find({titled("Harbour Pilot 12.4.1"), text(sample_uuid + ":30")}).presence,
              Presence::outdated);
}

TEST(ImageMatch, AnImageThatTellsNothingOfItself) {
    EXPECT_EQ(find({titled("")}, Image{}).presence, Presence::missing);
    Image image;
    image.identifier = "1";
    image.mpuri = "/";
    EXPECT_EQ(find({text("uuid_1_1"), titled("1")}, image).presence, Presence::missing);
    EXPECT_EQ(listed_version(image), "");
}

TEST(ImageMatch, WhichVersionIsListed) {
    EXPECT_EQ(listed_version(sample_image()), "31");
    auto image = sample_image();
    image.mpuri = "https://appdb.example.org/store/vm/image/x/";
    EXPECT_EQ(listed_version(image), "12.4.1");
}

}  // namespace
}  // namespace fedcloud::appdb_update
