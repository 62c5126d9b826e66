// Where a site's cloud information is, on every level of the information system.
#include "bdii/map.hpp"

#include <gtest/gtest.h>

#include <chrono>

#include "ldif.hpp"

namespace fedcloud::bdii {
namespace {

std::vector<ldap::Entry> entries(const std::vector<std::string>& dns) {
    std::vector<ldap::Entry> made;
    for (const auto& dn : dns) {
        made.push_back({dn, {}});
    }
    return made;
}

using Dns = std::vector<std::string>;

TEST(Map, OfASiteBdii) {
    const auto map = read_map(
        entries({"GLUE2GroupID=cloud,GLUE2DomainID=A,o=glue", "GLUE2DomainID=A,o=glue"}), "A");
    EXPECT_EQ(map.level, Level::site);
    EXPECT_EQ(map.site_dn, "GLUE2DomainID=A,o=glue");
    EXPECT_EQ(map.cloud_dns, Dns{"GLUE2GroupID=cloud,GLUE2DomainID=A,o=glue"});
    EXPECT_TRUE(map.siteless_cloud_dns.empty());
}

TEST(Map, OfATopBdii) {
    const auto map =
        read_map(entries({"GLUE2DomainID=A,GLUE2GroupID=grid,o=glue",
                          "GLUE2GroupID=cloud,GLUE2DomainID=A,GLUE2GroupID=grid,o=glue",
                          "GLUE2GroupID=cloud,GLUE2DomainID=B,GLUE2GroupID=grid,o=glue",
                          "GLUE2GroupID=cloud,GLUE2DomainID=C D,GLUE2GroupID=grid,o=glue"}),
                 "A");
    EXPECT_EQ(map.level, Level::top);
    EXPECT_EQ(map.cloud_dns, Dns{"GLUE2GroupID=cloud,GLUE2DomainID=A,GLUE2GroupID=grid,o=glue"});
}

TEST(Map, OfAResourceBdii) {
    const auto map = read_map(entries({"GLUE2GroupID=cloud,o=glue"}), "A");
    EXPECT_EQ(map.level, Level::resource);
    EXPECT_FALSE(map.has_site());
    EXPECT_EQ(map.cloud_dns, Dns{"GLUE2GroupID=cloud,o=glue"});
}

TEST(Map, OfASiteWithoutCloudInformation) {
    const auto map = read_map(
        entries({"GLUE2DomainID=A,o=glue", "GLUE2GroupID=cloud,GLUE2DomainID=B,o=glue"}), "A");
    EXPECT_TRUE(map.has_site());
    EXPECT_TRUE(map.cloud_dns.empty());
    const auto own =
        read_map(entries({"GLUE2DomainID=A,o=glue", "GLUE2GroupID=cloud,o=glue"}), "A");
    EXPECT_TRUE(own.cloud_dns.empty()) << "what no site has is not the site's";
    EXPECT_EQ(own.siteless_cloud_dns, Dns{"GLUE2GroupID=cloud,o=glue"});
}

TEST(Map, OfNothing) {
    const auto map = read_map({}, "A");
    EXPECT_EQ(map.level, Level::unknown);
    EXPECT_FALSE(map.has_site());
    EXPECT_TRUE(map.cloud_dns.empty());
    EXPECT_EQ(read_map(entries({"no DN", "", "=,"}), "A").level, Level::unknown);
}

TEST(Map, WhereverTheGroupIs) {
    const auto map = read_map(
        entries(
            {"GLUE2GroupID=cloud,GLUE2GroupID=resource,GLUE2DomainID=A,o=glue",
             "GLUE2GroupID=cloud,GLUE2GroupID=cloud,GLUE2GroupID=resource,GLUE2DomainID=A,o=glue",
             "GLUE2GroupID=cloud,GLUE2GroupName=services,GLUE2DomainID=A,o=glue"}),
        "A");
    EXPECT_EQ(map.cloud_dns,
              (Dns{"GLUE2GroupID=cloud,GLUE2GroupID=resource,GLUE2DomainID=A,o=glue",
                   "GLUE2GroupID=cloud,GLUE2GroupName=services,GLUE2DomainID=A,o=glue"}))
        << "none below another";
}

// The group alone, as where the search begins at it: the site is a part of its DN.
TEST(Map, TheSiteIsReadFromTheGroupsDn) {
    const auto map = read_map(entries({"GLUE2GroupID=cloud,GLUE2DomainID=A,o=glue"}), "A");
    EXPECT_EQ(map.site_dn, "GLUE2DomainID=A,o=glue");
    EXPECT_EQ(map.cloud_dns.size(), 1U);
    EXPECT_FALSE(read_map(entries({"GLUE2GroupID=cloud,GLUE2DomainID=A,o=glue"}), "a").has_site())
        << "names of sites are compared exactly";
}

TEST(Map, AHostThatIsBothSiteAndTop) {
    const auto map =
        read_map(entries({"GLUE2DomainID=A,o=glue", "GLUE2DomainID=A,GLUE2GroupID=grid,o=glue",
                          "GLUE2GroupID=cloud,GLUE2DomainID=A,GLUE2GroupID=grid,o=glue"}),
                 "A");
    EXPECT_EQ(map.site_dn, "GLUE2DomainID=A,GLUE2GroupID=grid,o=glue")
        << "the one with cloud information";
    EXPECT_EQ(map.cloud_dns.size(), 1U);
}

TEST(Map, ServicesOfGlue21) {
    const auto map =
        read_map(entries({"GLUE2DomainID=A,o=glue",
                          "GLUE2ServiceID=x,GLUE2GroupID=resource,GLUE2DomainID=A,o=glue",
                          "GLUE2GroupID=cloud,GLUE2DomainID=A,o=glue",
                          "GLUE2ServiceID=y,GLUE2GroupID=cloud,GLUE2DomainID=A,o=glue"}),
                 "A");
    EXPECT_EQ(map.cloud_dns,
              (Dns{"GLUE2GroupID=cloud,GLUE2DomainID=A,o=glue",
                   "GLUE2ServiceID=x,GLUE2GroupID=resource,GLUE2DomainID=A,o=glue"}));
}

TEST(Map, TooMuchOfEverything) {
    Dns dns;
    for (int i = 0; i < 5000; ++i) {
        const auto number = std::to_string(i);
        dns.push_back("GLUE2GroupID=cloud,GLUE2GroupID=" + number + ",GLUE2DomainID=A,o=glue");
        dns.push_back("GLUE2GroupID=cloud,GLUE2DomainID=A,x=" + number + ",o=glue");
        dns.push_back("GLUE2GroupID=cloud,x=" + number + ",o=glue");
    }
    const auto start = std::chrono::steady_clock::now();
    const auto map = read_map(entries(dns), "A");
    EXPECT_LE(map.cloud_dns.size(), most_holders);
    EXPECT_LE(map.siteless_cloud_dns.size(), most_holders);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST(Map, AwkwardNames) {
    for (const auto& [name, in_dn] :
         std::vector<std::pair<std::string, std::string>>{{"Izola MRF", "Izola MRF"},
                                                          {"#1 site", "\\231 site"},
                                                          {"A*(B)", "A*(B)"},
                                                          {"a,b", "a\\,b"},
                                                          {" x", "\\20x"}}) {
        const auto map =
            read_map(entries({"GLUE2GroupID=cloud,GLUE2DomainID=" + in_dn + ",o=glue"}), name);
        EXPECT_TRUE(map.has_site()) << name;
        EXPECT_EQ(map.cloud_dns.size(), 1U) << name;
    }
}

TEST(MapSearch, AsksOnceForAllOfIt) {
    const auto search = map_search("A*(B)");
    EXPECT_EQ(search.base, "o=glue");
    EXPECT_EQ(search.scope, ldap::Scope::subtree);
    EXPECT_EQ(search.attributes, Dns{"1.1"});
    EXPECT_NE(search.filter.find("(GLUE2DomainID=A\\2a\\28B\\29)"), std::string::npos);
    EXPECT_EQ(map_search("A", "o=else").base, "o=else");
}

TEST(MapSearch, UsualPlaces) {
    EXPECT_EQ(usual_cloud_dns("a,b"),
              (Dns{"GLUE2GroupID=cloud,GLUE2DomainID=a\\2cb,o=glue",
                   "GLUE2GroupID=cloud,GLUE2DomainID=a\\2cb,GLUE2GroupID=grid,o=glue"}));
}

TEST(MatchedDn, TellsHowFarABaseExists) {
    EXPECT_TRUE(knows_site("GLUE2DomainID=A,o=glue", "A"));
    EXPECT_TRUE(knows_site("GLUE2DomainID=A,GLUE2GroupID=grid,o=glue", "A"));
    for (const auto* dn :
         {"GLUE2GroupID=grid,o=glue", "o=glue", "", "GLUE2DomainID=B,o=glue", "x"}) {
        EXPECT_FALSE(knows_site(dn, "A")) << dn;
    }
}

TEST(Recorded, EveryLevel) {
    for (const auto& [file, level] :
         std::vector<std::pair<std::string, Level>>{{"cloud-site.ldif", Level::site},
                                                    {"cloud-top.ldif", Level::top},
                                                    {"cloud-resource.ldif", Level::resource}}) {
        const auto all = recorded(file);
        if (!all) {
            GTEST_SKIP() << "no recorded entries on this machine";
        }
        std::vector<ldap::Entry> found;  // as by map_search()
        for (const auto& entry : *all) {
            if (entry.first("GLUE2DomainID") == "PRISMA-INFN-BARI" ||
                entry.first("GLUE2GroupID") == "cloud") {
                found.push_back(entry);
            }
        }
        const auto map = read_map(found, "PRISMA-INFN-BARI");
        EXPECT_EQ(map.level, level) << file;
        EXPECT_EQ(map.cloud_dns.size(), 1U) << file;
        EXPECT_EQ(map.has_site(), level != Level::resource) << file;
    }
}

}  // namespace
}  // namespace fedcloud::bdii
