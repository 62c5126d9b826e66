// What the age of a site's last record means, and what says nothing of the site.
#include "freshness.hpp"

#include "samples.hpp"

namespace fedcloud::apel {
namespace {

using namespace std::chrono_literals;
using plugin::State;

plugin::Range range(const char* text) {
    return *plugin::Range::parse(text);
}

Question ask(const std::string& name) {
    return {name, false, {range("7"), range("31")}, noon};
}

Answer answer(const std::string& body, const Question& question) {
    const auto listing = read_listing(body, noon);
    if (!listing) {
        ADD_FAILURE() << listing.error().message();
        return {};
    }
    const auto made = listing->built ? std::optional(listing->built->time) : std::nullopt;
    return judge(*listing, made, noon, question);
}

std::string row(const std::string& site, const std::string& date) {
    return "<tr><td>" + site + "</td><td>5</td><td>x</td><td>" + date + "</td></tr>";
}

TEST(Freshness, ByAge) {
    const auto fresh = answer(old_page, ask("NORTH"));
    EXPECT_EQ(fresh.state, State::ok);
    EXPECT_EQ(fresh.text, "NORTH published 0.2 days ago (2026-11-21 06:00:00 UTC), 12 records");
    EXPECT_EQ(fresh.age, 21600);
    EXPECT_EQ(fresh.count, 12);
    const auto late = answer(old_page, ask("SOUTH-GRID"));
    EXPECT_EQ(late.state, State::warning);
    EXPECT_TRUE(says(late.text, "10 days ago"));
    EXPECT_TRUE(says(late.text, "outside the warning range 7 days"));
    const auto silent = answer(old_page, ask("R&D cloud"));
    EXPECT_EQ(silent.state, State::critical);
    EXPECT_TRUE(says(silent.text, "outside the critical range 31 days, 1 record"));
}

TEST(Freshness, OnTheEdge) {
    for (const auto& [date, state] : std::vector<std::pair<std::string, State>>{
             {"2026-11-14 12:00:00", State::ok},
             {"2026-11-14 11:59:59", State::warning},
             {"2026-10-21 12:00:00", State::warning},
             {"2026-10-21 11:59:59", State::critical},
             {"2026-11-21 12:00:00", State::ok},
             {"2026-11-21 12:09:00", State::ok},  // two clocks
             {"2026-11-21 12:11:00", State::warning},
             {"2027-11-21 12:00:00", State::warning}}) {
        EXPECT_EQ(answer(row("A", date), ask("A")).state, state) << date;
    }
    const auto future = answer(row("A", "2026-11-23 12:00:00"), ask("A"));
    EXPECT_TRUE(says(future.text, "in the future"));
    EXPECT_FALSE(future.age);
}

TEST(Freshness, ANegativeCountIsNone) {
    const auto judged =
        answer("<tr><td>A</td><td>-5</td><td>x</td><td>2026-11-21 12:00:00</td></tr>", ask("A"));
    EXPECT_EQ(judged.state, State::ok);
    EXPECT_FALSE(judged.count);
    EXPECT_EQ(judged.text, "A published 0 days ago (2026-11-21 12:00:00 UTC)");
    ASSERT_EQ(judged.notes.size(), 1U);
    EXPECT_TRUE(says(judged.notes[0], "-5 records"));
}

TEST(Freshness, NoLimitsAndOddOnes) {
    auto question = ask("R&D cloud");
    question.days = {};
    EXPECT_EQ(answer(old_page, question).state, State::ok);
    question.days.warning = range("@0:100");
    EXPECT_EQ(answer(old_page, question).state, State::warning);
}

TEST(Freshness, NamesAreExactAndSimilarOnesAreToldOf) {
    for (const auto& [name, hint] :
         std::vector<std::pair<std::string, std::string>>{{"north", "there is 'NORTH'"},
                                                          {"SOUTH", "there is 'SOUTH-GRID'"},
                                                          {"SOUTH_GRID", "there is 'SOUTH-GRID'"},
                                                          {"R.D cloud", "there is 'R&D cloud'"},
                                                          {"WEST", ""},
                                                          {".*", ""}}) {
        const auto absent = answer(old_page, ask(name));
        EXPECT_EQ(absent.state, State::critical) << name;
        EXPECT_TRUE(says(absent.text, "is not among the 3 sites that publish")) << name;
        EXPECT_TRUE(says(absent.text, "since 2018-06-19 or never")) << name;
        EXPECT_TRUE(says(absent.text, "--publish-name")) << name;
        EXPECT_TRUE(says(absent.text, hint)) << name;
        EXPECT_EQ(absent.text.find("there is") == std::string::npos, hint.empty()) << absent.text;
    }
}

TEST(Freshness, OfSeveralRowsTheNewestCounts) {
    const auto rows = row("A", "2026-09-01 00:00:00") + row("A", "2026-11-21 06:00:00") +
                      row("A", "2026-10-01 00:00:00") + row("A", "None");
    EXPECT_EQ(answer(rows, ask("A")).state, State::ok);
}

TEST(Freshness, WhatSaysNothingOfTheSite) {
    auto stale = old_page;
    stale.replace(stale.find("2026-11-21 09"), 13, "2026-11-20 11");
    for (const auto* name : {"NORTH", "R&D cloud", "WEST"}) {
        const auto old = answer(stale, ask(name));
        EXPECT_EQ(old.state, State::unknown) << name;
        EXPECT_TRUE(says(old.text, "2026-11-20 11:00:00 UTC")) << name;
    }
    auto ahead = old_page;
    ahead.replace(ahead.find("2026-11-21 09"), 13, "2026-11-23 11");
    EXPECT_EQ(answer(ahead, ask("NORTH")).state, State::unknown);
    EXPECT_TRUE(says(answer(ahead, ask("NORTH")).text, "47h ahead of our time"));
    const auto unreadable = answer(row("A", "None") + row("B", "2026-11-21 06:00:00"), ask("A"));
    EXPECT_EQ(unreadable.state, State::unknown);
    EXPECT_TRUE(says(unreadable.text, "'None'"));
    EXPECT_EQ(answer("[]", ask("A")).state, State::unknown);
    EXPECT_EQ(answer(R"({"next":"x","results":)" + json_page + "}", ask("A")).state,
              State::unknown);
    const auto other =
        answer(status_page("OK [ last published 0 days ago: 2026-11-21 ]"), ask("A"));
    EXPECT_EQ(other.state, State::unknown);
    EXPECT_TRUE(says(other.text, "about 'NORTH'"));
    const auto unnamed = answer("OK [ last published 0 days ago: 2026-11-21 ]", ask("A"));
    EXPECT_EQ(unnamed.state, State::unknown);
}

// Absence proves something only on a page that has its end.
TEST(Freshness, OnAPageThatIsCutShortAnAbsentSiteIsUnknown) {
    const auto rows = row("A", "2026-11-21 06:00:00") + row("B", "2026-11-21 06:00:00");
    const auto page = "<html><body><table>" + rows;
    const auto open_rows =
        "<table><tr><td>A<td>2026-11-21 06:00:00<tr><td>B<td>2026-11-21 06:00:00";
    const auto nested = page + "<tr><td>C<table></table></td>";
    for (const auto& cut : std::vector<std::string>{
             page, page + "<tr>", page + "<tr><td>WE", page + "<tr><td>WEST</td", page + "</tbody>",
             page + "<!-- <tr><td>WEST", page + "</table><!-- ", page + "</table><", open_rows,
             page + "</table></bo", page + "<script>", page + "</table><table>", rows, nested,
             page + "</table>" + rows, page + "</table><!DOCTYPE", page + "</table><tr title='"}) {
        const auto absent = answer(cut, ask("WEST"));
        EXPECT_EQ(absent.state, State::unknown) << cut;
        EXPECT_TRUE(says(absent.text, "the page is cut short")) << cut;
        EXPECT_EQ(answer(cut, ask("A")).state, State::ok) << cut;
    }
    for (const auto& whole : std::vector<std::string>{
             page + "</table>", page + "</html>", page + "</body>", page + "</table> 1 < 2",
             open_rows + std::string("</TABLE >"), page + "</table></table>",
             "<table>" + page + "</html>", page + "</table><!-- end --><p>", nested + "</table>"}) {
        EXPECT_EQ(answer(whole, ask("WEST")).state, State::critical) << whole;
    }
}

TEST(Freshness, APageThatWasMadeForTheSite) {
    auto question = ask("NORTH");
    question.own_page = true;
    EXPECT_EQ(answer("[]", question).state, State::critical);
    EXPECT_EQ(answer("OK [ last published 0 days ago: 2026-11-21 ]", question).state, State::ok);
    EXPECT_EQ(
        answer(status_page("ERROR [ last published 45 days ago: 2026-10-07 ]"), question).state,
        State::critical);
}

// With a day alone the page's word decides where a day makes a difference.
TEST(Freshness, StatusPages) {
    for (const auto& [status, state] : std::vector<std::pair<std::string, State>>{
             {"OK [ last published 0 days ago: 2026-11-21 ]", State::ok},
             {"OK [ last published 7 days ago: 2026-11-14 ]", State::ok},
             {"WARNING [ last published 7 days ago: 2026-11-14 ]", State::warning},
             {"WARN [ last published 8 days ago: 2026-11-13 ]", State::warning},
             {"ERROR [ last published 31 days ago: 2026-10-21 ]", State::critical},
             {"WARN [ last published 31 days ago: 2026-10-21 ]", State::warning},
             {"ERROR [ last published 4726 days ago: 2013-12-14 ]", State::critical},
             {"OK [ last published -2 days ago: 2026-11-23 ]", State::warning},
             {"OK", State::ok},
             {"WARN", State::warning},
             {"ERROR", State::critical},
             {"UNKNOWN", State::unknown},
             {"OK [ last published ages ago ]", State::ok},
             {"[ last published ages ago ]", State::unknown}}) {
        const auto judged = answer(status_page(status), ask("NORTH"));
        EXPECT_EQ(judged.state, state) << status << ": " << judged.text;
    }
    const auto whole =
        answer(status_page("OK [ last published 3 days ago: 2026-11-18 ]"), ask("NORTH"));
    EXPECT_EQ(whole.text, "NORTH published 3 days ago (2026-11-18)");
}

TEST(Freshness, ThatAllAreSilentIsToldBeside) {
    std::string rows;
    for (const char* site : {"A", "B", "C", "D", "E"}) {
        rows += row(site, "2026-11-10 00:00:00");
    }
    const auto all = answer(rows, ask("A"));
    EXPECT_EQ(all.state, State::warning);
    ASSERT_EQ(all.notes.size(), 1U);
    EXPECT_TRUE(says(all.notes[0], "no site at all has published for 11.5 days"));
    EXPECT_TRUE(answer(rows + row("F", "2026-11-21 00:00:00"), ask("A")).notes.empty());
}

}  // namespace
}  // namespace fedcloud::apel
