// Page after page, and what must not be believed of them.
#include <gtest/gtest.h>

#include <chrono>
#include <deque>

#include "collect.hpp"
#include "samples.hpp"

namespace fedcloud::profiles {
namespace {

// Answers queries with the pages that it was given, in turn.
class Pages {
  public:
    explicit Pages(std::deque<std::string> pages) : pages_(std::move(pages)) {}

    Fetch fetch() {
        return [this](const Query& query) -> Expected<std::string, std::string> {
            asked.push_back(query);
            if (pages_.empty()) {
                return Unexpected{std::string("no more pages")};
            }
            auto page = pages_.front();
            pages_.pop_front();
            return page;
        };
    }
    std::string parameter(std::size_t query, const std::string& name) const {
        for (const auto& [key, value] : asked.at(query).parameters) {
            if (key == name) {
                return value;
            }
        }
        return "(none)";
    }

    std::vector<Query> asked;

  private:
    std::deque<std::string> pages_;
};

const plugin::UtcTime now(std::chrono::seconds(1'795'000'000));  // 2026-11-18

Expected<Built, std::string> pull(Pages& pages, const Selection& selection = {},
                                  Interface interface = Interface::public_one) {
    return collect({pages.fetch(), interface, {}}, selection, {"https://g/", now, {"ops"}});
}

const std::string sites = results(site_xml("Izola MRF"));
const std::string page_1 = results(meta(2, "20") + service_xml("1G0") + service_xml("2G0"));
const std::string page_2 = results(meta(1, "30") + service_xml("3G0"));
const std::string last = results(meta(0, "30"));

std::string error_of(std::deque<std::string> answers) {
    Pages pages(std::move(answers));
    const auto built = pull(pages);
    return built ? "none" : built.error();
}

TEST(Collect, PageAfterPageUntilOneIsEmpty) {
    Pages pages({sites, page_1, page_2, last, last});
    const auto built = pull(pages);
    ASSERT_TRUE(built) << built.error();
    ASSERT_EQ(built->profiles.size(), 1U);
    EXPECT_EQ(built->profiles[0].services.size(), 3U);
    ASSERT_EQ(pages.asked.size(), 5U);
    EXPECT_EQ(pages.asked[0].method, "get_site_list");
    EXPECT_EQ(pages.asked[1].method, "get_service");
    EXPECT_EQ(pages.parameter(1, "next_cursor"), "0");
    EXPECT_EQ(pages.parameter(2, "next_cursor"), "20");
    EXPECT_EQ(pages.parameter(3, "next_cursor"), "30");
    EXPECT_EQ(pages.asked[4].method, "get_downtime_nested_services");
}

TEST(Collect, WhatThePublicInterfaceDoesNotTellIsKnownFromTheQuery) {
    Pages pages({sites, last, last});
    const auto built = pull(pages);
    ASSERT_TRUE(built) << built.error();
    const auto& profile = built->profiles.at(0);
    EXPECT_EQ(profile.certification_status, "Certified");
    EXPECT_EQ(profile.infrastructure, "Production");
    EXPECT_EQ(profile.scopes, (std::vector<std::string>{"EGI", "FedCloud"}));
    EXPECT_EQ(profile.vos, std::vector<std::string>{"ops"});
    EXPECT_EQ(profile.pulled_from, "https://g/");
    EXPECT_EQ(profile.pulled_at, now);
}

TEST(Collect, OneQueryForEachStatus) {
    Pages pages({results(site_xml("A")), results(site_xml("B") + site_xml("A")), last, last});
    Selection selection;
    selection.certification_statuses = {"Certified", "Uncertified"};
    const auto built = pull(pages, selection);
    ASSERT_TRUE(built) << built.error();
    ASSERT_EQ(built->profiles.size(), 2U);
    EXPECT_EQ(built->profiles[0].certification_status, "Certified");
    EXPECT_EQ(built->profiles[1].certification_status, "Uncertified");
    EXPECT_EQ(built->problems.at(0).record, "site 'A'");
    EXPECT_EQ(pages.parameter(1, "certification_status"), "Uncertified");
}

TEST(Collect, ThePrivateInterfacePagesSitesToo) {
    const std::string site =
        "<SITE NAME=\"A\" PRIMARY_KEY=\"1G0\"><ROC>NGI_SI</ROC><CERTIFICATION_STATUS>Certified"
        "</CERTIFICATION_STATUS><PRODUCTION_INFRASTRUCTURE>Production</PRODUCTION_INFRASTRUCTURE>"
        "<SCOPES><SCOPE>EGI</SCOPE><SCOPE>FedCloud</SCOPE><SCOPE>wlcg</SCOPE></SCOPES></SITE>";
    Pages pages({results(meta(1, "5") + site), last, last, last});
    const auto built = pull(pages, {}, Interface::private_one);
    ASSERT_TRUE(built) << built.error();
    EXPECT_EQ(pages.asked[0].method, "get_site");
    EXPECT_EQ(pages.parameter(1, "next_cursor"), "5");
    EXPECT_EQ(built->profiles.at(0).scopes.size(), 3U);
}

TEST(Collect, CursorsThatDoNotGrowAreErrors) {
    const auto stuck = results(meta(2, "0") + service_xml("1G0") + service_xml("2G0"));
    EXPECT_EQ(error_of({sites, stuck}),
              "get_service: page 1 (next_cursor=0): the next page's cursor is 0, which leads back");
    const auto back = results(meta(1, "20") + service_xml("3G0"));
    EXPECT_EQ(error_of({sites, page_1, back}),
              "get_service: page 2 (next_cursor=20): the next page's cursor is 20, which leads "
              "back");
    const auto no_link = results(meta(2, "") + service_xml("1G0") + service_xml("2G0"));
    EXPECT_NE(error_of({sites, no_link}).find("link to the next page is missing"),
              std::string::npos);
    EXPECT_NE(error_of({sites, page_1, results(service_xml("3G0"))}).find("page 2"),
              std::string::npos);
}

TEST(Collect, PageThatRepeatsAnotherIsAnError) {
    const auto repeated = results(meta(2, "30") + service_xml("1G0") + service_xml("2G0"));
    EXPECT_EQ(error_of({sites, page_1, repeated}),
              "get_service: page 2 (next_cursor=20): it repeats the records of an earlier page");
}

// One record of two, so that without a link it would be the last page.
TEST(Collect, LinkWhoseCursorCannotBeReadIsNotTheEnd) {
    for (const auto* cursor : {"-5", "5abc", "18446744073709551616", " ", "0x10"}) {
        const auto page = results(meta(1, cursor) + service_xml("1G0"));
        EXPECT_NE(error_of({sites, page, last, last})
                      .find("get_service: page 1 (next_cursor=0): the link to the next page has no "
                            "usable cursor ('https://goc.invalid/"),
                  std::string::npos)
            << cursor;
        EXPECT_EQ(error_of({sites, page_1, results(meta(0, cursor)), last}), "none") << cursor;
    }
}

// 11 bytes each, which become 15 times as many.
TEST(Collect, ManySmallPartsAreRefusedBeforeTheyFillTheMemory) {
    std::string endpoints;
    for (int i = 0; i < 4'000; ++i) {
        endpoints += "<ENDPOINT/>";
    }
    const auto page = [&](const std::string& key) {
        return results(meta(1, key) + service_xml(key + "G0", {{"ENDPOINTS", endpoints}}));
    };
    Pages pages({sites, page("1"), page("2"), page("3"), last, last});
    Source source{pages.fetch(), Interface::public_one, {}};
    source.largest = 1U << 20U;
    const auto built = collect(source, {}, {"https://g/", now, {"ops"}});
    ASSERT_FALSE(built);
    EXPECT_EQ(built.error(),
              "get_service: page 2 (next_cursor=1): what is wanted of it takes more than 1 MB of "
              "memory: no GOCDB has so much");
}

TEST(Collect, ShortPageWithoutALinkIsTheLast) {
    Pages pages({sites, results(meta(1, "") + service_xml("1G0")), last});
    EXPECT_TRUE(pull(pages));
}

TEST(Collect, GocdbThatDoesNotPageGivesAllAtOnce) {
    Pages pages({sites, results(service_xml("1G0") + service_xml("2G0")), last});
    const auto built = pull(pages);
    ASSERT_TRUE(built) << built.error();
    EXPECT_EQ(built->profiles.at(0).services.size(), 2U);
}

TEST(Collect, AnyErrorIsTheEnd) {
    const std::string bad = "<error>No</error>";
    const std::vector<std::deque<std::string>> feeds{{bad},
                                                     {sites, bad},
                                                     {sites, page_1, bad},
                                                     {sites, page_1, page_2, bad},
                                                     {sites, page_1, page_2, last, bad},
                                                     {sites, page_1, page_2, last}};
    for (const auto& feed : feeds) {
        EXPECT_NE(error_of(feed), "none") << feed.size();
    }
    EXPECT_EQ(error_of({bad}), "get_site_list: GOCDB says: No");
    EXPECT_EQ(error_of({sites, page_1, bad}),
              "get_service: page 2 (next_cursor=20): GOCDB says: No");
}

TEST(Collect, SitesWithoutAServiceOfTheWantedTypesAreLeftOut) {
    Selection selection;
    selection.service_types = {"eu.egi.cloud.vm-management.occi"};
    Pages pages({results(site_xml("Izola MRF") + site_xml("Other")), page_1, last, last});
    const auto built = pull(pages, selection);
    ASSERT_TRUE(built) << built.error();
    ASSERT_EQ(built->profiles.size(), 1U);
    EXPECT_EQ(built->profiles[0].site, "Izola MRF");
}

TEST(Collect, WithoutASiteNothingMoreIsAsked) {
    Pages pages({results("")});
    const auto built = pull(pages);
    ASSERT_TRUE(built);
    EXPECT_TRUE(built->profiles.empty());
    EXPECT_EQ(pages.asked.size(), 1U);
}

}  // namespace
}  // namespace fedcloud::profiles
