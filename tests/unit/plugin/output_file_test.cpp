// Files of ours: written whole, replaced as a whole.
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "plugin/input_file.hpp"
#include "plugin/output_file.hpp"

namespace fedcloud::plugin {
namespace {

namespace fs = std::filesystem;

class OutputFile : public testing::Test {
  protected:
    void SetUp() override {
        auto pattern = (fs::temp_directory_path() / "output-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
        old_mask_ = umask(077);
    }
    void TearDown() override {
        umask(old_mask_);
        fs::remove_all(folder_);
    }
    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    std::string content(const std::string& name) const {
        return read_input_file(path(name), 1U << 24U).value();
    }
    std::set<std::string> names() const {
        std::set<std::string> all;
        for (const auto& entry : fs::directory_iterator(folder_)) {
            all.insert(entry.path().filename().string());
        }
        return all;
    }

    fs::path folder_;
    mode_t old_mask_ = 0;
};

TEST_F(OutputFile, ANewOneIsNew) {
    const std::string large(1U << 20U, 'x');
    ASSERT_TRUE(write_new_file(path("a"), large, 0644));
    EXPECT_EQ(content("a"), large);
    struct stat status {};
    ASSERT_EQ(stat(path("a").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0644U);
    const auto again = write_new_file(path("a"), "y", 0644);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error(), "cannot write " + path("a") + ": File exists");
    EXPECT_EQ(content("a"), large);
}

TEST_F(OutputFile, NoLinkIsFollowed) {
    fs::create_symlink(path("victim"), path("a"));
    EXPECT_FALSE(write_new_file(path("a"), "x", 0644));
    EXPECT_EQ(names(), std::set<std::string>{"a"});
}

TEST_F(OutputFile, ReplacesAndLeavesNoDraft) {
    std::ofstream(path("a.new")) << "a killed run's";
    ASSERT_TRUE(replace_file(path("a"), "old", 0644));
    ASSERT_TRUE(replace_file(path("a"), "new", 0644));
    EXPECT_EQ(content("a"), "new");
    EXPECT_EQ(names(), std::set<std::string>{"a"});
}

TEST_F(OutputFile, WhatIsNoFileStays) {
    fs::create_directory(path("d"));
    ASSERT_EQ(mkfifo(path("f").c_str(), 0600), 0);
    std::ofstream(path("file")) << "file";
    fs::create_symlink(path("file"), path("link"));
    for (const auto* name : {"d", "f", "link"}) {
        const auto replaced = replace_file(path(name), "x", 0644);
        ASSERT_FALSE(replaced);
        EXPECT_EQ(replaced.error(), "cannot replace " + path(name) + ": it is no regular file");
    }
    EXPECT_EQ(names(), (std::set<std::string>{"d", "f", "file", "link"}));
    const auto nowhere = replace_file(path("none/a"), "x", 0644);
    ASSERT_FALSE(nowhere);
    EXPECT_NE(nowhere.error().find("none/a.new: No such file"), std::string::npos);
}

}  // namespace
}  // namespace fedcloud::plugin
