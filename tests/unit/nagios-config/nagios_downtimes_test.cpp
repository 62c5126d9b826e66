#include "nagios_downtimes.hpp"

#include <gtest/gtest.h>

#include "sites.hpp"

namespace fedcloud::config::nagios {
namespace {

using Lines = std::vector<std::string>;

Plan plan_until(int end, site::Severity severity = site::Severity::outage) {
    auto site = test::site_of("A", {test::service("1G0", "broker", "a.org")});
    site::Downtime downtime;
    downtime.key = "7G0";
    downtime.services = {"1G0"};
    downtime.severity = severity;
    downtime.start = plugin::UtcTime(std::chrono::seconds(1000));
    downtime.end = plugin::UtcTime(std::chrono::seconds(end));
    downtime.description = "New disks; $USER1$\nand more";
    site.profile.downtimes = {downtime};
    return build_plan({site}, test::metrics_of_occi(), {});
}

std::string running(const std::string& id, const std::string& end, const std::string& author) {
    return "servicestatus {\n\thost_name=a.org_at_A\n\t}\n\nservicedowntime "
           "{\n\thost_name=a.org_at_A\n"
           "\tservice_description=TCP\n\tdowntime_id=" +
           id + "\n\tstart_time=1000\n\tend_time=" + end + "\n\tauthor=" + author +
           "\n\tcomment=GOCDB 7G0: other words\n\t}\n";
}

constexpr auto ours = "fedcloud-nagios-config";
const plugin::UtcTime now{std::chrono::seconds(1500)};

TEST(NagiosDowntimes, AreScheduledOnce) {
    const auto plan = plan_until(2000);
    EXPECT_EQ(downtime_orders(plan, "", now),
              Lines{"[0] SCHEDULE_SVC_DOWNTIME;a.org_at_A;TCP;1000;2000;1;0;1000;"
                    "fedcloud-nagios-config;GOCDB 7G0: New disks； ＄USER1＄ and more"});
    EXPECT_EQ(downtime_orders(plan, running("3", "2000", ours), now), Lines{});
}

TEST(NagiosDowntimes, ThatChangedAreReplacedAndThoseOfOthersStay) {
    const auto plan = plan_until(3000);
    const auto orders =
        downtime_orders(plan, running("3", "2000", ours) + running("4", "2000", "alice"), now);
    ASSERT_EQ(orders.size(), 2U);
    EXPECT_NE(orders[0].find(";1000;3000;"), std::string::npos) << orders[0];
    EXPECT_EQ(orders[1], "[0] DEL_SVC_DOWNTIME;3");
}

TEST(NagiosDowntimes, ThatAreThereTwiceAreThereOnce) {
    EXPECT_EQ(downtime_orders(plan_until(2000),
                              running("3", "2000", ours) + running("4", "2000", ours), now),
              Lines{"[0] DEL_SVC_DOWNTIME;4"});
}

TEST(NagiosDowntimes, ThatMayBeAMissingSitesStay) {
    auto plan = plan_until(2000);
    plan.complete = false;
    EXPECT_EQ(downtime_orders(plan, running("3", "4000", ours), now).size(), 1U);
    plan.complete = true;
    EXPECT_EQ(downtime_orders(plan, running("3", "4000", ours), now).size(), 2U);
}

TEST(NagiosDowntimes, ThatAreOverOrAtRiskAreNotScheduled) {
    EXPECT_EQ(downtime_orders(plan_until(1500), "", now), Lines{});
    EXPECT_EQ(downtime_orders(plan_until(2000, site::Severity::warning), "", now), Lines{});
}

TEST(NagiosDowntimes, ADamagedStatusFileGivesNoOrderOfItsOwn) {
    const auto orders = downtime_orders(plan_until(2000), running("3;DEL_ALL", "2000x", ours), now);
    ASSERT_EQ(orders.size(), 1U);
    EXPECT_EQ(orders[0].find("DEL"), std::string::npos);
}

TEST(NagiosDowntimes, AnyOtherFileIsNoStatusFile) {
    EXPECT_TRUE(is_status_file("# NAGIOS STATUS FILE\n\ninfo {\n\tcreated=1\n\t}\n"));
    EXPECT_TRUE(is_status_file("info {\ncreated=1\n}\n"));
    EXPECT_FALSE(is_status_file(""));
    EXPECT_FALSE(is_status_file("root:x:0:0:info {:/root:/bin/sh\n"));
}

}  // namespace
}  // namespace fedcloud::config::nagios
