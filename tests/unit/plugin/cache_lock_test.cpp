// Several runs at once at one cache file, and runs that are killed there.
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include "plugin/cache_file.hpp"

namespace fedcloud::plugin {
namespace {

using namespace std::chrono_literals;

Until ample() {
    return {Deadline::in(20s)};
}
// Asks once, and does not wait.
Until at_once() {
    return {Deadline::in(0s)};
}

class CacheLock : public testing::Test {
  protected:
    void SetUp() override {
        auto pattern = (std::filesystem::temp_directory_path() / "cache-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    CacheFile cache() const { return {folder_, "cache", 0600}; }

    // A process that ends with what `action` returns.
    static pid_t start(const std::function<int()>& action) {
        const pid_t pid = fork();
        if (pid == 0) {
            _exit(action());
        }
        return pid;
    }
    static int status_of(pid_t pid) {
        int status = 0;
        EXPECT_EQ(waitpid(pid, &status, 0), pid);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    // A process that has locked the file, done `before_end`, and waits there to be killed.
    pid_t start_owner(const std::function<void(CacheFile&)>& before_end = {}) const {
        std::array<int, 2> ends{};
        EXPECT_EQ(pipe(ends.data()), 0);
        const pid_t pid = start([&] {
            auto file = cache();
            const bool locked = file.lock(ample()).has_value();
            if (before_end) {
                before_end(file);
            }
            const char told = locked ? 'y' : 'n';
            (void)!write(ends[1], &told, 1);
            for (;;) {
                pause();
            }
            return 0;
        });
        close(ends[1]);
        char told = '?';
        EXPECT_EQ(::read(ends[0], &told, 1), 1);
        EXPECT_EQ(told, 'y');
        close(ends[0]);
        return pid;
    }

    std::filesystem::path folder_;
};

TEST_F(CacheLock, KeepsOthersOutUntilItEnds) {
    auto first = cache();
    auto second = cache();
    ASSERT_TRUE(first.lock(at_once()));
    const auto refused = second.lock(at_once());
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().find("locked by another run"), std::string::npos) << refused.error();
    EXPECT_NE(refused.error().find((folder_ / "cache").string()), std::string::npos);
    first.unlock();
    ASSERT_TRUE(second.lock(at_once()));
    EXPECT_FALSE(first.lock(at_once()));
    {
        const auto last = std::move(second);
        EXPECT_FALSE(first.lock(at_once())) << "the lock moves with the object";
    }
    EXPECT_TRUE(first.lock(at_once()));
}

TEST_F(CacheLock, DoesNotKeepReadersOut) {
    auto file = cache();
    ASSERT_TRUE(file.lock(at_once()));
    ASSERT_TRUE(file.replace("content"));
    EXPECT_EQ(cache().read(), "content");
}

TEST_F(CacheLock, WaitsNoLongerThanItMay) {
    auto owner = cache();
    ASSERT_TRUE(owner.lock(at_once()));
    const auto start = Clock::now();
    EXPECT_FALSE(cache().lock({Deadline::in(100ms)}));
    const auto waited = Clock::now() - start;
    EXPECT_GE(waited, 100ms);
    EXPECT_LT(waited, 10s);
}

TEST_F(CacheLock, ASignalEndsTheWaiting) {
    auto owner = cache();
    ASSERT_TRUE(owner.lock(at_once()));
    const FileDescriptor signalled(eventfd(1, EFD_CLOEXEC));
    const auto start = Clock::now();
    EXPECT_FALSE(cache().lock({Deadline::in(60s), signalled.fd()}));
    EXPECT_LT(Clock::now() - start, 30s);
}

TEST_F(CacheLock, NoUpdateOfTwoProcessesIsLost) {
    constexpr int processes = 4;
    constexpr int rounds = 25;
    const auto count = [this] {
        for (int i = 0; i < rounds; ++i) {
            auto file = cache();
            if (!file.lock(ample())) {
                return 1;
            }
            const int old = std::atoi(file.read().value_or("0").c_str());
            if (!file.replace(std::to_string(old + 1))) {
                return 2;
            }
        }
        return 0;
    };
    std::array<pid_t, processes> children{};
    for (auto& child : children) {
        child = start(count);
    }
    for (const auto child : children) {
        EXPECT_EQ(status_of(child), 0);
    }
    EXPECT_EQ(cache().read(), std::to_string(processes * rounds));
}

TEST_F(CacheLock, DiesWithItsOwner) {
    const pid_t owner = start_owner();
    EXPECT_FALSE(cache().lock(at_once())) << "its owner is alive";
    kill(owner, SIGKILL);
    EXPECT_EQ(status_of(owner), 128 + SIGKILL);
    EXPECT_TRUE(cache().lock(at_once()));
}

TEST_F(CacheLock, AKilledWritersDraftIsWrittenOver) {
    auto file = cache();
    ASSERT_TRUE(file.lock(ample()));
    ASSERT_TRUE(file.replace("old"));
    file.unlock();
    const pid_t writer = start_owner([this](CacheFile&) {
        std::ofstream(folder_ / "cache.new") << "half of a much longer dra";
    });
    kill(writer, SIGKILL);
    EXPECT_EQ(status_of(writer), 128 + SIGKILL);
    EXPECT_EQ(file.read(), "old");
    ASSERT_TRUE(file.lock(at_once()));
    ASSERT_TRUE(file.replace("new"));
    EXPECT_EQ(file.read(), "new");
    EXPECT_FALSE(std::filesystem::exists(folder_ / "cache.new"));
}

// Wherever a writer is killed: what is there is whole, and the next one is not kept out.
TEST_F(CacheLock, AWriterMayBeKilledAnywhere) {
    const std::vector<std::string> contents{std::string(50'000, 'a'), std::string(90'000, 'b')};
    for (int round = 0; round < 20; ++round) {
        std::array<int, 2> ends{};
        ASSERT_EQ(pipe(ends.data()), 0);
        const pid_t writer = start([&] {
            auto file = cache();
            for (std::size_t i = 0;; ++i) {
                if (!file.lock(ample()) || !file.replace(contents[i % 2])) {
                    return 1;
                }
                (void)!write(ends[1], "x", 1);
            }
            return 0;
        });
        close(ends[1]);
        char told = 0;
        EXPECT_EQ(::read(ends[0], &told, 1), 1);  // it is in the midst of its work
        kill(writer, SIGKILL);
        EXPECT_EQ(status_of(writer), 128 + SIGKILL);
        close(ends[0]);
        const auto left = cache().read();
        EXPECT_TRUE(left == contents[0] || left == contents[1]);
        EXPECT_TRUE(cache().lock(at_once()));
    }
}

}  // namespace
}  // namespace fedcloud::plugin
