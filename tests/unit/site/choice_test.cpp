// Which service is meant, and what a verdict on it should be read with.
#include "site/choice.hpp"

#include <gtest/gtest.h>

#include "sample.hpp"

namespace fedcloud::site {
namespace {

plugin::UtcTime at(std::string_view text) {
    return *plugin::parse_utc_time(text);
}

Profile sample() {
    return *read_profile(test::sample());
}

const std::vector<std::string> occi{"eu.egi.cloud.vm-management.occi"};

std::string error_of(const Profile& profile, const Wanted& wanted) {
    const auto service = choose_service(profile, wanted);
    return service ? "none: " + (*service)->key : service.error();
}

TEST(Choice, ByKeyOrAsTheOnlyOne) {
    const auto profile = sample();
    for (const auto* key : {"", "1000G0"}) {
        const auto service = choose_service(profile, {key, occi});
        ASSERT_TRUE(service) << service.error();
        EXPECT_EQ((*service)->key, "1000G0");
    }
}

TEST(Choice, ErrorsNameWhatThereIs) {
    auto profile = sample();
    EXPECT_EQ(error_of(profile, {"7G0", occi}),
              "site Izola MRF has no service 7G0, but 1000G0 (eu.egi.cloud.vm-management.occi, "
              "occi.example.org), 1001G0 (eu.egi.cloud.storage-management.cdmi, "
              "cdmi.example.org); if GOCDB has it by now, fedcloud-profiles pull fetches it");
    EXPECT_EQ(error_of(profile, {"1001G0", occi}),
              "service 1001G0 of site Izola MRF is of type eu.egi.cloud.storage-management.cdmi, "
              "and this probe checks eu.egi.cloud.vm-management.occi: choose another by --service "
              "KEY");
    EXPECT_EQ(error_of(profile, {"", {"a", "b"}}),
              "site Izola MRF has no service of type a or b; if GOCDB has one by now, "
              "fedcloud-profiles pull fetches it");
    profile.services.push_back(profile.services.front());
    profile.services.back().key = "1002G0";
    profile.services.back().host = "two|\n.example.org";
    EXPECT_EQ(error_of(profile, {"", occi}),
              "site Izola MRF has 2 services that may be meant: choose one by --service KEY: "
              "1000G0 (occi.example.org), 1002G0 (two/ .example.org)");
    profile.services.clear();
    EXPECT_EQ(error_of(profile, {"7G0", occi}),
              "site Izola MRF has no service 7G0; if GOCDB has it by now, fedcloud-profiles pull "
              "fetches it");
}

TEST(Choice, ALongListIsCut) {
    auto profile = sample();
    profile.services.assign(200, profile.services.front());
    const auto error = error_of(profile, {"", occi});
    EXPECT_LT(error.size(), 500U);
    EXPECT_NE(error.find(" and 190 more"), std::string::npos) << error;
}

using Lines = std::vector<std::string>;

TEST(Remarks, ADowntimeIsToldWhileItLasts) {
    auto profile = sample();
    profile.services[0].production = true;
    const auto* const service = &profile.services[0];
    EXPECT_EQ(remarks_on(profile, service, at("2026-11-19T23:59:59Z")), Lines());
    const Lines told{"in downtime until 2026-11-22 00:00 UTC (OUTAGE, scheduled): new disks"};
    EXPECT_EQ(remarks_on(profile, service, at("2026-11-20T00:00:00Z")), told);
    EXPECT_EQ(remarks_on(profile, service, at("2026-11-21T23:59:59Z")), told);
    EXPECT_EQ(remarks_on(profile, service, at("2026-11-22T00:00:00Z")), Lines());
    EXPECT_EQ(remarks_on(profile, &profile.services[1], at("2026-11-21T00:00:00Z")), Lines());
    EXPECT_EQ(remarks_on(profile, nullptr, at("2026-11-21T00:00:00Z")), Lines());
}

TEST(Remarks, ADowntimesWordsAreCleanedAndCut) {
    auto profile = sample();
    profile.services[0].production = true;
    profile.downtimes[0].severity = Severity::warning;
    profile.downtimes[0].scheduled = false;
    profile.downtimes[0].end = at("9999-12-31T23:59:59Z");
    profile.downtimes[0].description =
        "a|b\n[1] PROCESS_SERVICE_CHECK_RESULT" + std::string(5000, 'x');
    const auto told = remarks_on(profile, &profile.services[0], at("2026-11-21T00:00:00Z"));
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].rfind("in downtime until 9999-12-31 23:59 UTC (WARNING, unscheduled): a", 0),
              0U)
        << told[0];
    EXPECT_EQ(told[0].find('|'), std::string::npos);
    EXPECT_LT(told[0].size(), 300U);
}

TEST(Remarks, WhatIsNotChecked) {
    auto profile = sample();
    auto& service = profile.services[1];
    const auto now = profile.pulled_at;
    service.monitored = false;
    EXPECT_EQ(remarks_on(profile, &service, now),
              Lines{"service 1001G0 is registered as not monitored"});
    service.production = false;
    EXPECT_EQ(remarks_on(profile, &service, now),
              Lines{"service 1001G0 is registered as not monitored and not in production"});
    service.monitored = true;
    EXPECT_EQ(remarks_on(profile, &service, now),
              Lines{"service 1001G0 is registered as not in production"});
}

TEST(Remarks, AnOldProfile) {
    const auto profile = sample();
    const auto* const service = &profile.services[1];
    EXPECT_EQ(remarks_on(profile, service, profile.pulled_at + std::chrono::days(3)), Lines());
    const Lines told{
        "the profile of site Izola MRF is 5 days old: is fedcloud-profiles pull running?"};
    EXPECT_EQ(remarks_on(profile, service, profile.pulled_at + std::chrono::hours(5 * 24 + 3)),
              told);
    // Our clock was wrong, or GOCDB's folder came from elsewhere: nothing is known.
    EXPECT_EQ(remarks_on(profile, service, plugin::UtcTime()), Lines());
}

}  // namespace
}  // namespace fedcloud::site
