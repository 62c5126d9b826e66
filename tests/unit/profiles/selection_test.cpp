// Queries, and the second look at what GOCDB's filters let through.
#include <gtest/gtest.h>

#include <chrono>

#include "gocdb.hpp"
#include "selection.hpp"

namespace fedcloud::profiles {
namespace {

const plugin::UtcTime now(std::chrono::seconds(1'795'000'000));  // 2026-11-18 11:06:40

std::string url(const Query& query) {
    const auto gocdb = read_gocdb("https://goc.example.org/gocdbpi/", false);
    return gocdb->url_of(query).to_string();
}

TEST(Selection, Queries) {
    const Selection preset;
    EXPECT_EQ(url(site_queries(preset, Interface::public_one).at(0).query),
              "https://goc.example.org/gocdbpi/public/?method=get_site_list&certification_status="
              "Certified&production_status=Production&scope=EGI%2CFedCloud&scope_match=all");
    EXPECT_EQ(url(service_query(preset)),
              "https://goc.example.org/gocdbpi/public/?method=get_service&scope=");
    EXPECT_EQ(url(downtime_query(preset, now)),
              "https://goc.example.org/gocdbpi/public/?method=get_downtime_nested_services"
              "&windowstart=2026-11-18&windowend=2026-11-26&scope=");
    Selection one;
    one.scopes = {};
    one.infrastructure = "";
    one.ngis = {"NGI_SI"};
    one.sites = {"Izola MRF"};
    one.service_types = {"a&b"};
    one.service_scopes = {"EGI"};
    EXPECT_EQ(url(site_queries(one, Interface::private_one).at(0).query),
              "https://goc.example.org/gocdbpi/public/?method=get_site&certification_status="
              "Certified&roc=NGI_SI&sitename=Izola%20MRF&scope=");
    EXPECT_EQ(url(service_query(one)),
              "https://goc.example.org/gocdbpi/public/?method=get_service&roc=NGI_SI&sitename="
              "Izola%20MRF&service_type=a%26b&scope=EGI");
    one.sites.push_back("Other");  // GOCDB takes one value: both are sorted out here
    EXPECT_EQ(url(service_query(one)).find("sitename"), std::string::npos);
}

SiteRecord site(const std::string& name) {
    SiteRecord record;
    record.site = name;
    record.ngi = "NGI_SI";
    record.certification_status = "Certified";
    record.infrastructure = "Production";
    record.scopes = {"EGI", "FedCloud", "wlcg"};
    return record;
}

TEST(Selection, SitesAreLookedAtAgain) {
    Selection selection;
    EXPECT_TRUE(admits(selection, site("A_1")));
    selection.sites = {"A_1"};
    EXPECT_TRUE(admits(selection, site("a_1")));
    EXPECT_FALSE(admits(selection, site("AB1")));  // '_' of LIKE
    selection.sites = {};
    selection.ngis = {"NGI_S_"};
    EXPECT_FALSE(admits(selection, site("A")));
    selection.ngis = {};
    auto other = site("A");
    other.certification_status = "Closed";
    EXPECT_FALSE(admits(selection, other));
    other = site("A");
    other.infrastructure = "Test";
    EXPECT_FALSE(admits(selection, other));
    selection.infrastructure = "";
    EXPECT_TRUE(admits(selection, other));
}

TEST(Selection, Scopes) {
    Selection selection;
    auto egi_only = site("A");
    egi_only.scopes = {"egi"};
    EXPECT_FALSE(admits(selection, egi_only));
    selection.any_scope = true;
    EXPECT_TRUE(admits(selection, egi_only));
    egi_only.scopes = {"wlcg"};
    EXPECT_FALSE(admits(selection, egi_only));
    selection.scopes = {};
    EXPECT_TRUE(admits(selection, egi_only));

    site::Service service;
    service.type = "t";
    service.scopes = {"EGI"};
    EXPECT_TRUE(admits(selection, service));
    selection.service_scopes = {"FedCloud"};
    EXPECT_FALSE(admits(selection, service));
    selection.service_scopes = {};
    selection.service_types = {"T", "u"};
    EXPECT_TRUE(admits(selection, service));
    selection.service_types = {"%"};
    EXPECT_FALSE(admits(selection, service));
}

TEST(Selection, PublicSitesOfAnyOfTwoScopesHaveUnknownScopes) {
    Selection selection;
    selection.any_scope = true;
    const auto query = site_queries(selection, Interface::public_one).at(0);
    SiteRecord record;
    complete(record, selection, query);
    EXPECT_TRUE(record.scopes.empty());
    EXPECT_TRUE(admits(selection, record));
}

TEST(Selection, Downtimes) {
    using std::chrono::hours;
    Selection selection;
    site::Downtime downtime;
    const auto fits = [&](hours start, hours end) {
        downtime.start = now + start;
        downtime.end = now + end;
        return admits(selection, downtime, now);
    };
    EXPECT_TRUE(fits(hours(-1), hours(1)));
    EXPECT_FALSE(fits(hours(-2), hours(-1)));
    EXPECT_TRUE(fits(hours(24 * 7), hours(24 * 8)));
    EXPECT_FALSE(fits(hours(24 * 9), hours(24 * 10)));
    EXPECT_FALSE(fits(hours(2), hours(1)));
    selection.downtime_days = 0;
    EXPECT_TRUE(fits(hours(-1), hours(1)));
    EXPECT_FALSE(fits(hours(1), hours(2)));
}

TEST(Gocdb, Base) {
    for (const auto* text : {"https://goc.egi.eu/gocdbpi", "https://goc.egi.eu/gocdbpi/",
                             "https://goc.egi.eu/gocdbpi/public", "https://goc.egi.eu/gocdbpi//",
                             "https://goc.egi.eu/gocdbpi/public/"}) {
        const auto gocdb = read_gocdb(text, false);
        ASSERT_TRUE(gocdb) << text;
        EXPECT_EQ(gocdb->name(), "https://goc.egi.eu/gocdbpi/");
        EXPECT_EQ(gocdb->interface, Interface::public_one);
    }
    EXPECT_EQ(read_gocdb("https://g.eu/", false)->url_of({"m", {}}).to_string(),
              "https://g.eu/public/?method=m");
    EXPECT_EQ(read_gocdb("https://g.eu/pi/private/", true)->interface, Interface::private_one);
    EXPECT_EQ(read_gocdb("https://g.eu/pi", true)->interface, Interface::private_one);
    EXPECT_EQ(read_gocdb("https://g.eu/pi", true)->url_of({"m", {}}).to_string(),
              "https://g.eu/pi/private/?method=m");
    EXPECT_EQ(read_gocdb("https://g.eu/pi/public", true)->interface, Interface::public_one);
}

TEST(Gocdb, BaseThatCannotBe) {
    const auto error = [](const std::string& text, bool certificate) {
        const auto gocdb = read_gocdb(text, certificate);
        return gocdb ? "none" : gocdb.error();
    };
    EXPECT_NE(error("goc.egi.eu", false).find("no usable URL"), std::string::npos);
    EXPECT_NE(error("ldap://g.eu/", false).find("neither https nor http"), std::string::npos);
    EXPECT_NE(error("https://g.eu/?method=x", false).find("no query"), std::string::npos);
    EXPECT_NE(error("https://g.eu/private", false).find("--cert"), std::string::npos);
    EXPECT_NE(error("http://g.eu/", true).find("https, not http"), std::string::npos);
}

}  // namespace
}  // namespace fedcloud::profiles
