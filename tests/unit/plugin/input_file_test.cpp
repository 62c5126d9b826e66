// Reading a file of someone else: its bytes, or a reason that names it, and never a wait.
#include "plugin/input_file.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace fedcloud::plugin {
namespace {

class InputFile : public testing::Test {
  protected:
    InputFile() {
        std::string name = testing::TempDir() + "input_file_XXXXXX";
        folder_ = mkdtemp(name.data());
    }
    ~InputFile() override { std::filesystem::remove_all(folder_); }

    std::string path(const std::string& name) const { return folder_ + '/' + name; }
    std::string write(const std::string& name, const std::string& content) const {
        std::ofstream(path(name), std::ios::binary) << content;
        return path(name);
    }
    static FileError error_of(const std::string& path, std::size_t largest = 1000) {
        const auto content = read_input_file(path, largest);
        return content ? FileError{false, "none"} : content.error();
    }

  private:
    std::string folder_;
};

TEST_F(InputFile, BytesAsTheyAre) {
    for (const auto& content :
         {std::string(), std::string("x"), std::string("a\0b\n", 4), std::string(100'000, 'y')}) {
        const auto read = read_input_file(write("f", content), 100'000);
        ASSERT_TRUE(read);
        EXPECT_EQ(*read, content);
    }
    std::filesystem::create_symlink(path("f"), path("link"));
    EXPECT_TRUE(read_input_file(path("link"), 100'000));
}

TEST_F(InputFile, WhatIsNotThereIsMissing) {
    for (const auto& name : {path("none"), path("none/none"), path(std::string(300, 'x'))}) {
        EXPECT_TRUE(error_of(name).missing) << name;
        EXPECT_EQ(error_of(name).text.rfind("cannot read " + name + ": ", 0), 0U);
    }
}

TEST_F(InputFile, WhatIsNoRegularFileIsNotWaitedFor) {
    ASSERT_EQ(mkfifo(path("fifo").c_str(), 0600), 0);
    for (const auto& name : {path("fifo"), path(""), std::string("/dev/zero")}) {
        const auto error = error_of(name);
        EXPECT_FALSE(error.missing);
        EXPECT_EQ(error.text, "cannot read " + name + ": it is no regular file");
    }
}

TEST_F(InputFile, ALargeOneIsRefused) {
    EXPECT_TRUE(read_input_file(write("f", std::string(1000, 'x')), 1000));
    EXPECT_EQ(error_of(write("f", std::string(1001, 'x'))).text,
              "cannot read " + path("f") + ": it has more than 1000 bytes");
    // Its size is said to be 0.
    EXPECT_EQ(error_of("/proc/self/status", 10).text,
              "cannot read /proc/self/status: it has more than 10 bytes");
    EXPECT_TRUE(read_input_file("/proc/self/status", 100'000));
}

TEST_F(InputFile, OneThatMayNotBeRead) {
    if (geteuid() == 0) {
        GTEST_SKIP() << "root may read everything";
    }
    const auto name = write("f", "x");
    ASSERT_EQ(chmod(name.c_str(), 0), 0);
    EXPECT_FALSE(error_of(name).missing);
    EXPECT_EQ(error_of(name).text, "cannot read " + name + ": Permission denied");
}

}  // namespace
}  // namespace fedcloud::plugin
