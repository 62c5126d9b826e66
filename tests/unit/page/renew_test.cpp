// Many runs, one download.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "setup.hpp"

namespace fedcloud::page {
namespace {

using namespace std::chrono_literals;
using plugin::Fault;

class RenewTest : public CacheTest {
  protected:
    struct Result {
        plugin::Checked<Entry> entry;
        std::string output;
    };
    // One run of a probe, with `timeout` seconds.
    Result run(const Download& download, std::chrono::seconds timeout = 20s) {
        plugin::Interrupt interrupt;
        plugin::CommonOptions common;
        plugin::Run one("X", plugin::Budget::of(plugin::Clock::now(), timeout, false), common,
                        interrupt);
        auto shared = cache();
        auto entry = one.step("page", [&] {
            return renew(shared, one, download,
                         [](const Page& page) { return page.body != "maintenance"; });
        });
        one.succeed("done");
        return {std::move(entry), one.render()};
    }
    Download counting(const std::string& body = "body") {
        return [this, body](const plugin::Until&) -> Outcome {
            ++downloads;
            return Page{200, body};
        };
    }

    std::atomic<int> downloads = 0;
};

TEST_F(RenewTest, TheSecondRunFindsWhatTheFirstHasFetched) {
    for (int i = 0; i < 3; ++i) {
        const auto result = run(counting());
        ASSERT_TRUE(result.entry);
        EXPECT_EQ(body_of(*result.entry), "body");
        EXPECT_EQ(result.output, "X OK - done\n");
    }
    EXPECT_EQ(downloads, 1);
}

TEST_F(RenewTest, ThreadsThatWaitHaveOneDownload) {
    std::atomic<int> waiting = 0;
    const Download slow = [&](const plugin::Until& until) -> Outcome {
        while (waiting < 8 && !until.deadline.expired()) {
            std::this_thread::yield();
        }
        return counting()(until);
    };
    std::vector<std::thread> threads;
    std::atomic<int> served = 0;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            ++waiting;
            const auto result = run(slow);
            served += result.entry && body_of(*result.entry) == "body" ? 1 : 0;
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(served, 8);
    EXPECT_EQ(downloads, 1);
}

TEST_F(RenewTest, ProcessesHaveOneDownload) {
    constexpr int count = 12;
    const auto log = folder / "log";
    for (int i = 0; i < count; ++i) {
        if (fork() == 0) {
            const auto result = run([&](const plugin::Until&) -> Outcome {
                std::ofstream(log, std::ios::app) << "x";
                return Page{200, "body"};
            });
            _exit(result.entry && body_of(*result.entry) == "body" ? 0 : 1);
        }
    }
    for (int i = 0; i < count; ++i) {
        int status = 0;
        ASSERT_GT(wait(&status), 0);
        EXPECT_EQ(status, 0);
    }
    EXPECT_EQ(std::filesystem::file_size(log), 1U);
}

TEST_F(RenewTest, AFailureIsNotRepeatedWithinTheMinute) {
    const Download failing = [this](const plugin::Until&) -> Outcome {
        ++downloads;
        return Fault::too_late("timed out");
    };
    for (int i = 0; i < 5; ++i) {
        const auto result = run(failing, 60s);
        ASSERT_TRUE(result.entry);
        EXPECT_TRUE(std::get<Fault>(result.entry->outcome).timed_out);
    }
    EXPECT_EQ(downloads, 1);
}

TEST_F(RenewTest, ThatOneRunHadLittleTimeIsNoFailureOfTheOthers) {
    const auto first =
        run([](const plugin::Until&) -> Outcome { return Fault::too_late("timed out"); }, 2s);
    ASSERT_TRUE(first.entry);
    EXPECT_EQ(body_of(*run(counting(), 60s).entry), "body") << "the next run asks again";
}

TEST_F(RenewTest, ASignalIsNobodysFailure) {
    const auto first = run([](const plugin::Until&) -> Outcome { return Fault::by_signal(); });
    ASSERT_TRUE(first.entry);
    EXPECT_TRUE(std::get<Fault>(first.entry->outcome).interrupted);
    EXPECT_EQ(body_of(*run(counting()).entry), "body") << "the next run asks again";
}

TEST_F(RenewTest, WhoWaitsInVainSaysForWhat) {
    auto other = cache();
    ASSERT_TRUE(other.lock({plugin::Deadline::in(5s), -1}));
    const auto result = run(counting(), 1s);
    ASSERT_FALSE(result.entry);
    EXPECT_EQ(result.entry.error().blame, plugin::Blame::ours);
    EXPECT_NE(result.entry.error().text.find("another run"), std::string::npos);
    EXPECT_EQ(downloads, 0);
}

TEST_F(RenewTest, ADownloadLeavesTimeForThoseWhoWait) {
    plugin::Duration left{};
    (void)run(
        [&](const plugin::Until& until) -> Outcome {
            left = until.deadline.remaining();
            return Page{200, "body"};
        },
        100s);
    EXPECT_LT(left, 80s);
    EXPECT_GT(left, 60s);
}

TEST_F(RenewTest, ACacheThatCannotBeWrittenCostsANote) {
    if (geteuid() == 0) {
        // Root may write everywhere: a folder in the place of the file stops even him.
        std::filesystem::create_directory(cache().path());
    } else {
        std::filesystem::permissions(
            folder, std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    }
    for (int i = 0; i < 2; ++i) {
        const auto result = run(counting());
        ASSERT_TRUE(result.entry);
        EXPECT_EQ(body_of(*result.entry), "body");
        EXPECT_NE(result.output.find("other runs: cannot"), std::string::npos) << result.output;
    }
    EXPECT_EQ(downloads, 2);
}

TEST_F(RenewTest, ALockThatCannotBeHadCostsANote) {
    std::filesystem::create_directory(cache().path() + ".lock");
    const auto result = run(counting());
    ASSERT_TRUE(result.entry);
    EXPECT_NE(result.output.find("for this run alone: cannot open"), std::string::npos)
        << result.output;
    EXPECT_FALSE(std::filesystem::exists(cache().path()));
}

}  // namespace
}  // namespace fedcloud::page
