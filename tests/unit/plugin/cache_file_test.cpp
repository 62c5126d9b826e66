// A small file that several runs share: what is read back, what is refused, what is never torn.
#include "plugin/cache_file.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

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

class CacheFileTest : public testing::Test {
  protected:
    void SetUp() override {
        auto pattern = (std::filesystem::temp_directory_path() / "cache-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }
    void TearDown() override {
        umask(022);
        std::filesystem::remove_all(folder_);
    }
    CacheFile cache(mode_t mode = 0600) const { return {folder_, "cache", mode}; }
    std::string put(const std::string& name, const std::string& content, mode_t mode) const {
        const auto path = folder_ / name;
        std::ofstream(path) << content;
        EXPECT_EQ(chmod(path.c_str(), mode), 0);
        return path;
    }
    mode_t mode_of(const std::string& name) const {
        struct stat status {};
        EXPECT_EQ(lstat((folder_ / name).c_str(), &status), 0) << name;
        return status.st_mode & 07777U;
    }
    static void store(CacheFile& cache, const std::string& content) {
        ASSERT_TRUE(cache.lock(ample()));
        const auto stored = cache.replace(content);
        EXPECT_TRUE(stored) << stored.error();
        cache.unlock();
    }

    std::filesystem::path folder_;
};

TEST_F(CacheFileTest, GivesBackWhatWasStored) {
    auto file = cache();
    EXPECT_EQ(file.path(), (folder_ / "cache").string());
    EXPECT_EQ(file.read(), std::nullopt);
    for (const auto& content : {std::string("one"), std::string("a\0b\r\n\xFF", 6), std::string(),
                                std::string(100'000, 'x'), std::string("two")}) {
        store(file, content);
        EXPECT_EQ(file.read(), content);
        EXPECT_EQ(cache().read(), content);
    }
}

TEST_F(CacheFileTest, IsPrivateWhateverTheUmaskSays) {
    for (const mode_t mask : {0U, 022U, 077U}) {
        umask(mask);
        auto file = cache();
        store(file, "secret");
        EXPECT_EQ(mode_of("cache"), 0600U) << mask;
        EXPECT_EQ(mode_of("cache.lock") & 077U, 0U) << mask;
    }
    put("cache", "stale", 0644);
    auto file = cache();
    store(file, "secret");
    EXPECT_EQ(mode_of("cache"), 0600U) << "the old file's mode was kept";
}

TEST_F(CacheFileTest, ASecretThatOthersCouldHaveReadIsNoneAnyMore) {
    for (const mode_t mode : {0640U, 0660U, 0604U, 0644U, 0666U, 0602U, 0620U, 0601U}) {
        put("cache", "secret", mode);
        EXPECT_EQ(cache(0600).read(), std::nullopt) << std::oct << mode;
    }
    for (const mode_t mode : {0600U, 0700U}) {
        put("cache", "secret", mode);
        EXPECT_EQ(cache(0600).read(), "secret") << std::oct << mode;
    }
    put("cache", "public", 0644);
    EXPECT_EQ(cache(0644).read(), "public");
    if (chown((folder_ / "cache").c_str(), 1, 1) == 0) {  // root alone may do that
        chmod((folder_ / "cache").c_str(), 0600);
        EXPECT_EQ(cache(0600).read(), std::nullopt) << "somebody else put it there";
    }
}

TEST_F(CacheFileTest, Sizes) {
    put("cache", std::string(1000, 'x'), 0600);
    EXPECT_EQ(cache().read(999), std::nullopt);
    EXPECT_EQ(cache().read(1000)->size(), 1000U);
    ASSERT_EQ(truncate((folder_ / "cache").c_str(), 1L << 40), 0);  // sparse
    EXPECT_EQ(cache().read(), std::nullopt);
    put("cache", "", 0600);
    EXPECT_EQ(cache().read(), "");
}

TEST_F(CacheFileTest, WhatIsNoRegularFileIsNotRead) {
    const auto target = put("target", "content", 0600);
    const auto path = folder_ / "cache";
    std::filesystem::create_symlink(target, path);
    EXPECT_EQ(cache().read(), std::nullopt) << "a symbolic link";
    std::filesystem::remove(path);
    std::filesystem::create_directory(path);
    EXPECT_EQ(cache().read(), std::nullopt) << "a folder";
    std::filesystem::remove(path);
    ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
    EXPECT_EQ(cache().read(), std::nullopt) << "a FIFO, which nobody writes into";
}

// A link that somebody left in the folder must not lead our writing elsewhere.
TEST_F(CacheFileTest, LinksAreReplacedAndNotFollowed) {
    const auto target = put("target", "precious", 0600);
    for (const auto* name : {"cache", "cache.new"}) {
        std::filesystem::create_symlink(target, folder_ / name);
    }
    auto file = cache();
    store(file, "new");
    EXPECT_EQ(file.read(), "new");
    EXPECT_FALSE(std::filesystem::is_symlink(folder_ / "cache"));
    std::ifstream kept(target);
    std::string content;
    EXPECT_TRUE(kept >> content && content == "precious") << content;
    std::filesystem::remove(folder_ / "cache.lock");
    std::filesystem::create_symlink(target, folder_ / "cache.lock");
    const auto locked = file.lock(at_once());
    ASSERT_FALSE(locked);
    EXPECT_NE(locked.error().find("cache.lock"), std::string::npos) << locked.error();
}

TEST_F(CacheFileTest, AFolderThatCannotBeWrittenIsToldInOneLine) {
    std::vector<std::string> folders{folder_ / "missing", put("file", "", 0600), "/proc"};
    std::filesystem::create_directory(folder_ / "closed");
    chmod((folder_ / "closed").c_str(), 0500);
    if (access((folder_ / "closed").c_str(), W_OK) != 0) {  // root writes there all the same
        folders.push_back(folder_ / "closed");
    }
    for (const auto& folder : folders) {
        CacheFile file(folder, "cache", 0600);
        EXPECT_EQ(file.read(), std::nullopt);
        const auto locked = file.lock(ample());
        ASSERT_FALSE(locked) << folder;
        const auto replaced = file.replace("x");
        ASSERT_FALSE(replaced) << folder;
        for (const auto& error : {locked.error(), replaced.error()}) {
            EXPECT_NE(error.find(folder), std::string::npos) << error;
            EXPECT_EQ(error.find('\n'), std::string::npos) << error;
        }
    }
    chmod((folder_ / "closed").c_str(), 0700);
}

TEST_F(CacheFileTest, AReplacementThatFailsLeavesNoDraft) {
    std::filesystem::create_directories(folder_ / "cache" / "inside");
    auto file = cache();
    ASSERT_TRUE(file.lock(ample()));
    const auto replaced = file.replace("x");
    ASSERT_FALSE(replaced);
    EXPECT_NE(replaced.error().find(file.path()), std::string::npos) << replaced.error();
    EXPECT_FALSE(std::filesystem::exists(folder_ / "cache.new"));
}

TEST_F(CacheFileTest, ReadersSeeTheOldContentOrTheNew) {
    auto writer = cache();
    const std::string small(1'000, 'a');
    const std::string large(300'000, 'b');
    store(writer, small);
    std::atomic<bool> done = false;
    std::atomic<int> torn = 0;
    std::thread reader([&] {
        const auto file = cache();
        while (!done) {
            const auto content = file.read();
            torn += content != small && content != large ? 1 : 0;
        }
    });
    for (int i = 0; i < 100; ++i) {
        store(writer, i % 2 == 0 ? large : small);
    }
    done = true;
    reader.join();
    EXPECT_EQ(torn, 0);
}

}  // namespace
}  // namespace fedcloud::plugin
