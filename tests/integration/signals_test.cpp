// Signals at each step of a run, killed runs, runs at once, and monitoring instances side by side.
#include <gtest/gtest.h>
#include <signal.h>

#include <string>
#include <tuple>

#include "vm_site.hpp"

namespace fedcloud::test {
namespace {

constexpr int steps = 6;  // query, create, two looks, delete, look

class Signals : public testing::TestWithParam<std::tuple<std::string, int>> {};

// The site holds the answer to request number `at` back; the signal comes while it is waited for.
TEST_P(Signals, AtEachStep) {
    const auto& [dialect, signal] = GetParam();
    const Testbed testbed({dialect + "-site,dialect=" + dialect + ",boot=0.3,delete=0.05"});
    for (int at = 1; at <= steps; ++at) {
        SCOPED_TRACE("at request " + std::to_string(at));
        const VmSite site(testbed, dialect + "-site");
        testbed.forget_machines(site.name());
        testbed.reset_requests(site.name());
        testbed.fault(site.name(), {{"kind", "hang"}, {"at", at}, {"times", 1}});
        Process process(site.command({}, 20));
        ASSERT_TRUE(testbed.wait_for_requests(site.name(), at));
        process.signal(signal);
        const auto outcome = process.wait();
        testbed.clear_faults(site.name());
        EXPECT_LT(outcome.time.count(), 20);
        if (signal == SIGKILL) {
            EXPECT_EQ(outcome.status, 128 + SIGKILL);
        } else {
            EXPECT_LE(outcome.status, 3) << "no state: the signal ended the probe";
            EXPECT_NE(outcome.status, 2) << "the site is blamed for the signal: " << outcome.out;
            EXPECT_EQ(outcome.out.rfind("OCCI-VM ", 0), 0U) << outcome.out;
        }
        const auto next = site.run();
        EXPECT_EQ(next.status, 0) << next.out;
        EXPECT_EQ(site.machines_left(), 0U) << outcome.out << next.out;
        EXPECT_TRUE(signal == SIGKILL || at == 2 || site.journal().empty());
    }
}

INSTANTIATE_TEST_SUITE_P(Each, Signals,
                         testing::Combine(testing::Values("rocci", "ooi"),
                                          testing::Values(SIGTERM, SIGINT, SIGALRM, SIGKILL)),
                         [](const auto& given) {
                             return std::get<0>(given.param) + "_SIG" +
                                    sigabbrev_np(std::get<1>(given.param));
                         });

TEST(Signals, SaysWhichSignalAndWhere) {
    const Testbed testbed({"rocci-site,boot=60"});
    const VmSite site(testbed, "rocci-site");
    Process process(site.command());
    ASSERT_TRUE(testbed.wait_for_requests("rocci-site", 3));
    process.signal(SIGTERM);
    const auto outcome = process.wait();
    EXPECT_EQ(outcome.status, 3);
    EXPECT_NE(outcome.out.find("SIGTERM"), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find("'boot'"), std::string::npos) << outcome.out;
    EXPECT_EQ(site.machines_left(), 0U);
    EXPECT_TRUE(site.journal().empty());
}

TEST(KilledRun, IsTidiedUpByTheNext) {
    const Testbed testbed({"rocci-site,boot=60"});
    const VmSite site(testbed, "rocci-site");
    Process process(site.command());
    ASSERT_TRUE(testbed.wait_for_requests("rocci-site", 3));
    process.signal(SIGKILL);
    process.wait();
    EXPECT_EQ(site.machines_left(), 1U);
    EXPECT_EQ(site.journal().size(), 1U);
    testbed.settings("rocci-site", {{"boot", 0.1}});
    const auto next = site.run();
    EXPECT_EQ(next.status, 0) << next.out;
    EXPECT_NE(next.out.find("leftover of an earlier run removed: test-"), std::string::npos)
        << next.out;
    EXPECT_EQ(site.machines_left(), 0U);
    EXPECT_TRUE(site.journal().empty());
}

// Same state folder, same credential, same second: neither takes the other's machine away.
TEST(TwoRuns, OfTheSameInstance) {
    const Testbed testbed({"rocci-site,boot=1.0"});
    const VmSite site(testbed, "rocci-site");
    Process first(site.command());
    ASSERT_TRUE(testbed.wait_for_requests("rocci-site", 3));
    Process second(site.command());
    const auto one = first.wait();
    const auto two = second.wait();
    EXPECT_EQ(one.status, 0) << one.out;
    EXPECT_EQ(two.status, 0) << two.out;
    EXPECT_EQ(two.out.find("leftover"), std::string::npos) << two.out;
    EXPECT_EQ(site.machines_left(), 0U);
}

TEST(OtherInstances, AreLeftAlone) {
    const Testbed testbed({"rocci-site,boot=1.0"});
    const VmSite ours(testbed, "rocci-site");
    const VmSite theirs(testbed, "rocci-site");  // the same site, another state folder
    const auto users = testbed.add_machine("rocci-site", {{"title", "a user's machine"}});
    const auto alike = testbed.add_machine(
        "rocci-site", {{"title", "test-0123456789abcdef-5f000000-0123456789abcdef"}});
    Process process(theirs.command());
    ASSERT_TRUE(testbed.wait_for_requests("rocci-site", 3));
    process.signal(SIGKILL);
    process.wait();
    const auto outcome = ours.run();
    EXPECT_EQ(outcome.status, 0) << outcome.out;
    EXPECT_EQ(ours.machines_left(), 3U) << "one of the others was removed";
    EXPECT_EQ(theirs.run().status, 0);
    EXPECT_EQ(ours.machines_left(), 2U);
    EXPECT_EQ(testbed.counters("rocci-site").at("collection_deletes"), 0);
}

// Its journal entry is lost, but it bears our name and is older than any run.
TEST(Sweep, FindsWhatTheJournalDoesNotKnow) {
    const Testbed testbed({"rocci-site,boot=0.1"});
    const VmSite site(testbed, "rocci-site");
    write_file(site.state() + "/instance-id", "00112233445566aa\n");
    testbed.add_machine("rocci-site",
                        {{"title", "test-00112233445566aa-5f000000-0123456789abcdef"}});
    testbed.add_machine("rocci-site",
                        {{"title", "test-00112233445566ab-5f000000-0123456789abcdef"}});
    const auto outcome = site.run();
    EXPECT_EQ(outcome.status, 0) << outcome.out;
    EXPECT_NE(outcome.out.find("leftover of an earlier run removed: test-00112233445566aa-"),
              std::string::npos)
        << outcome.out;
    ASSERT_EQ(testbed.machines("rocci-site").size(), 1U);
    EXPECT_EQ(testbed.machines("rocci-site")[0].at("title"),
              "test-00112233445566ab-5f000000-0123456789abcdef");
}

}  // namespace
}  // namespace fedcloud::test
