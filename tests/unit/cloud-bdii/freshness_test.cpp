// How old the information is: by its own dates, else by the BDII's last update.
#include "freshness.hpp"

#include <gtest/gtest.h>

#include "samples.hpp"

namespace fedcloud::cloud_bdii {
namespace {

using plugin::State;
using namespace std::chrono_literals;
using std::chrono::seconds;

const Time now = at("2026-11-20T12:00:00Z");

ldap::Entry dated(const std::string& creation, const std::string& validity) {
    ldap::Entry entry{"GLUE2ServiceID=" + creation + ",o=glue", {}};
    if (!creation.empty()) {
        set(entry, "GLUE2EntityCreationTime", creation);
    }
    if (!validity.empty()) {
        set(entry, "GLUE2EntityValidity", validity);
    }
    return entry;
}

struct Row {
    std::string creation;
    std::string validity;
    State state;
    std::string words;  // of the worst finding; empty: there is none
};

State worst_of(const Findings& findings) {
    State state = State::ok;
    for (const auto& finding : findings) {
        state = plugin::worst(state, finding.state);
    }
    return state;
}

TEST(Validity, OfOneEntry) {
    const std::vector<Row> table{
        {"2026-11-20T11:00:00Z", "3600", State::ok, ""},
        {"2026-11-20T10:59:59Z", "3600", State::critical, "1 of 1 dated entries have expired"},
        {"2026-11-20T12:00:00Z", "0", State::ok, ""},
        // 60 counts as 600
        {"2026-11-20T11:50:00Z", "60", State::ok, ""},
        {"2026-11-20T11:49:59Z", "60", State::critical, "have expired"},
        {"2026-11-20T11:58:59Z", "61", State::ok, ""},
        {"2026-11-20T11:58:58Z", "61", State::critical, "have expired"},
        // future
        {"2026-11-20T12:02:00Z", "3600", State::ok, ""},
        {"2026-11-20T12:02:01Z", "3600", State::warning, "in the future"},
        // two years
        {"2024-11-21T12:00:00Z", "", State::ok, ""},
        {"2024-11-20T11:59:59Z", "", State::warning, "two years"},
        // one without the other, and what cannot be read
        {"", "3600", State::warning, "Validity without CreationTime"},
        {"yesterday", "3600", State::warning, "CreationTime 'yesterday' is no time"},
        {"2026-11-20T11:00:00Z", "an hour", State::warning, "Validity 'an hour' is no number"},
        {"2026-11-20T11:00:00Z", "-1", State::warning, "is no number"},
        {"2026-11-20T11:00:00Z", "99999999999999999999", State::warning, "is no number"},
        {"2026-11-20T11:00:00Z", "3600s", State::warning, "is no number"},
        {"2026-11-20T11:00:00Z", "1000000000", State::ok, ""},
        {"", "", State::ok, ""},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(row.creation + " " + row.validity);
        const auto found = check_validity({dated(row.creation, row.validity)}, now).findings;
        EXPECT_EQ(worst_of(found), row.state);
        ASSERT_EQ(found.size(), row.words.empty() ? 0U : 1U);
        if (!row.words.empty()) {
            EXPECT_NE(found[0].text.find(row.words), std::string::npos) << found[0].text;
        }
    }
}

TEST(Validity, WithoutAZoneIsHeldAgainstNobody) {
    const auto of = [](const std::string& creation) {
        return worst_of(check_validity({dated(creation, "3600")}, now).findings);
    };
    EXPECT_EQ(of("2026-11-20T11:30:00"), State::ok);
    EXPECT_EQ(of("2026-11-20T01:00:00"), State::ok) << "one o'clock in Honolulu is eleven in UTC";
    EXPECT_EQ(of("2026-11-19T22:59:59"), State::critical) << "nowhere on earth";
    EXPECT_EQ(of("2026-11-21T02:02:00"), State::ok) << "Kiritimati is 14 hours ahead";
    EXPECT_EQ(of("2026-11-21T02:02:01"), State::warning);
    const auto freshness = check_validity({dated("2026-11-20T11:30:00", "3600")}, now);
    ASSERT_EQ(freshness.findings.size(), 1U);
    EXPECT_NE(freshness.findings[0].text.find("1 of 1 dates have no zone"), std::string::npos);
    EXPECT_EQ(freshness.age, 0s);
}

TEST(Validity, SomeHaveExpired) {
    const auto freshness = check_validity(
        {dated("2026-11-20T11:59:00Z", "3600"), dated("2026-11-19T12:00:00Z", "3600"),
         dated("2026-11-20T10:00:00Z", "3600"), dated("", "")},
        now);
    EXPECT_EQ(freshness.dated, 3U);
    EXPECT_EQ(freshness.age, 24h) << "of the oldest";
    ASSERT_EQ(freshness.findings.size(), 1U);
    EXPECT_EQ(freshness.findings[0].state, State::warning);
    EXPECT_EQ(freshness.findings[0].text.find("2 of 3 dated entries have expired, the longest "
                                              "since 23h: '2026-11-19T12:00:00Z'"),
              0U)
        << freshness.findings[0].text;
}

TEST(Validity, WithoutOneADayAndAWeekAreTheLimits) {
    const auto judged = [](const Entries& entries, const plugin::Thresholds& given) {
        const auto found = judge_validity(check_validity(entries, now), given);
        EXPECT_LE(found.size(), 1U);
        return worst_of(found);
    };
    const auto day = dated("2026-11-19T12:00:00Z", "");
    const auto more = dated("2026-11-19T11:59:59Z", "");
    const auto months = dated("2025-01-01T00:00:00Z", "");
    const auto valid = dated("2026-11-01T12:00:00Z", "100000000");
    EXPECT_EQ(judged({day}, {}), State::ok);
    EXPECT_EQ(judged({day, more}, {}), State::warning);
    EXPECT_EQ(judged({day, months}, {}), State::critical);
    EXPECT_EQ(judged({valid}, {}), State::ok);
    EXPECT_EQ(judged({valid, day}, {}), State::ok);
    EXPECT_EQ(judged({valid, more}, {}), State::warning) << "although the older one is valid";
    const plugin::Thresholds loose{*plugin::Range::parse("100000000"), {}};
    EXPECT_EQ(judged({valid, more}, loose), State::ok);
    EXPECT_EQ(judged({months}, loose), State::critical) << "-c has its default";
    const plugin::Thresholds strict{*plugin::Range::parse("10"), {}};
    EXPECT_EQ(judged({valid, more}, strict), State::warning) << "and is told once";
}

TEST(Validity, NothingIsDated) {
    const auto freshness = check_validity(good_entries(), now);
    EXPECT_FALSE(freshness.age);
    EXPECT_TRUE(freshness.findings.empty());
}

ldap::Entry stats(const std::string& modified) {
    return {"Hostname=" + modified + ",o=infosys", {{"modifyTimestamp", {modified}}}};
}

TEST(Update, TheNewestCounts) {
    const auto freshness = check_update({stats("20261120113000Z"), stats("20261120115900Z")}, now);
    EXPECT_EQ(freshness.age, 60s);
    EXPECT_TRUE(freshness.findings.empty());
    EXPECT_FALSE(check_update({}, now).age);
    EXPECT_FALSE(check_update({{"o=infosys", {}}}, now).age);
}

TEST(Update, Oddities) {
    EXPECT_EQ(check_update({stats("20261120120200Z")}, now).findings.size(), 0U);
    const auto ahead = check_update({stats("20261120120201Z")}, now);
    EXPECT_EQ(ahead.age, 0s);
    ASSERT_EQ(ahead.findings.size(), 1U);
    EXPECT_EQ(ahead.findings[0].state, State::warning);
    EXPECT_NE(ahead.findings[0].text.find("in the future"), std::string::npos);
    const auto unreadable = check_update({stats("today")}, now);
    EXPECT_FALSE(unreadable.age);
    EXPECT_EQ(worst_of(unreadable.findings), State::warning);
}

TEST(Update, Thresholds) {
    const auto usual = update_thresholds({});
    EXPECT_EQ(usual.judge(900), State::ok);
    EXPECT_EQ(usual.judge(901), State::warning);
    EXPECT_EQ(usual.judge(3601), State::critical);
    plugin::Thresholds given;
    given.warning = *plugin::Range::parse("10");
    EXPECT_EQ(update_thresholds(given).judge(100), State::warning) << "as asked for";
    EXPECT_EQ(update_thresholds(given).judge(100000), State::critical) << "as without it";
}

}  // namespace
}  // namespace fedcloud::cloud_bdii
