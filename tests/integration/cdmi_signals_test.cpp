// Signals at every request of a run of check_cdmi, and killed runs.
#include <gtest/gtest.h>
#include <signal.h>

#include <string>
#include <tuple>

#include "cdmi_many.hpp"

namespace fedcloud::test {
namespace {

constexpr int timeout = 6;

class CdmiSignals : public testing::TestWithParam<std::tuple<std::string, int>> {};

// The server holds an answer back; the signal comes while it is waited for.
TEST_P(CdmiSignals, AtEveryRequest) {
    const auto& [dialect, signal] = GetParam();
    const int sent = signal;
    const ManyCdmi many(dialect);
    const auto& testbed = many.testbed();
    const auto start = [&](std::size_t number) {
        const auto& site = many.site(number);
        testbed.fault(site.name(), {{"kind", "hang"}, {"at", number}, {"times", 1}});
        auto process = std::make_unique<Process>(site.command({"-n", "none"}, timeout));
        EXPECT_TRUE(testbed.wait_for_requests(site.name(), static_cast<int>(number)));
        process->signal(sent);
        return process;
    };
    many.each(start, [&](std::size_t number, const Outcome& outcome) {
        SCOPED_TRACE("at request " + std::to_string(number) + ", " + many.good()[number - 1]);
        EXPECT_LT(outcome.time.count(), timeout + 1);
        if (sent == SIGKILL) {
            EXPECT_EQ(outcome.status, 128 + SIGKILL);
        } else {
            EXPECT_LE(outcome.status, 3) << "no state: the signal ended the probe";
            EXPECT_NE(outcome.status, 2) << "the site is blamed for the signal: " << outcome.out;
            EXPECT_EQ(outcome.out.rfind("CDMI-CRUD ", 0), 0U) << outcome.out;
            EXPECT_EQ(many.site(number).ours(), std::vector<std::string>{}) << outcome.out;
        }
        testbed.clear_faults(many.site(number).name());
    });
    many.expect_tidied_up_by_next(timeout);
}

INSTANTIATE_TEST_SUITE_P(Each, CdmiSignals,
                         testing::Combine(testing::Values("spec", "osaddon"),
                                          testing::Values(SIGTERM, SIGINT, SIGALRM, SIGKILL)),
                         [](const auto& given) {
                             return std::get<0>(given.param) + "_SIG" +
                                    sigabbrev_np(std::get<1>(given.param));
                         });

TEST(CdmiKilledRun, IsTidiedUpByTheNext) {
    const Testbed testbed({}, {"--cdmi", "cdmi"});
    const CdmiSite site(testbed, "cdmi");
    testbed.fault("cdmi", {{"kind", "hang"}, {"at", 9}, {"times", 1}});
    Process process(site.command({"-n", "none"}));
    ASSERT_TRUE(testbed.wait_for_requests("cdmi", 9));
    process.signal(SIGKILL);
    process.wait();
    EXPECT_EQ(site.ours().size(), 3U) << "container and objects";
    EXPECT_EQ(site.journal().size(), 1U);
    const auto next = site.run();
    EXPECT_EQ(next.status, 0) << next.out;
    EXPECT_NE(next.out.find("leftover of an earlier run removed: fedcloud-probe-"),
              std::string::npos)
        << next.out;
    expect_nothing_left(site);
}

TEST(CdmiSignal, IsNamed) {
    const Testbed testbed({}, {"--cdmi", "cdmi"});
    const CdmiSite site(testbed, "cdmi");
    testbed.fault("cdmi", {{"kind", "hang"}, {"at", 7}, {"times", 1}});
    Process process(site.command({"-n", "none"}));
    ASSERT_TRUE(testbed.wait_for_requests("cdmi", 7));
    process.signal(SIGTERM);
    const auto outcome = process.wait();
    EXPECT_EQ(outcome.status, 3);
    EXPECT_NE(outcome.out.find("SIGTERM"), std::string::npos) << outcome.out;
    expect_nothing_left(site);
}

}  // namespace
}  // namespace fedcloud::test
