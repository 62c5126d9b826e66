// The files that are handed to the machine.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "machine.hpp"

namespace fedcloud::occi_vm {
namespace {

class ContextTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "context-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    std::string write(const std::string& content) const {
        std::ofstream(folder + "/file", std::ios::binary) << content;
        return folder + "/file";
    }
    // What is told of it as user data and, as `option` says, as a key.
    static std::string refusal(const std::string& path, const std::string& option) {
        Options options;
        (option == "--user-data" ? options.user_data_file : options.public_key_file) = path;
        const auto context = read_context(options);
        if (context) {
            return "taken";
        }
        EXPECT_EQ(context.error().blame, plugin::Blame::ours);
        return context.error().text;
    }

    std::string folder;
};

TEST_F(ContextTest, NothingIsReadOfWhatIsNotGiven) {
    const auto context = read_context(Options());
    ASSERT_TRUE(context);
    EXPECT_EQ(context->user_data, "");
    EXPECT_EQ(context->public_key, "");
}

TEST_F(ContextTest, UserDataIsTakenAsItIsAndOfAKeyItsLine) {
    Options options;
    options.user_data_file = options.public_key_file = write("ssh-ed25519 AAAA probe\r\nx\n");
    const auto context = read_context(options);
    ASSERT_TRUE(context);
    EXPECT_EQ(context->user_data, "ssh-ed25519 AAAA probe\r\nx\n");
    EXPECT_EQ(context->public_key, "ssh-ed25519 AAAA probe");
}

// A FIFO would hold the probe up to the end of its time, and /dev/zero fill the memory.
TEST_F(ContextTest, WhatIsNoFileIsRefusedAtOnceByOptionAndPath) {
    const auto fifo = folder + "/fifo";
    ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
    const auto missing = folder + "/missing";
    const auto empty = write("");
    for (const std::string option : {"--user-data", "--public-key"}) {
        EXPECT_EQ(refusal(fifo, option),
                  option + ": cannot read " + fifo + ": it is no regular file");
        EXPECT_EQ(refusal("/dev/zero", option),
                  option + ": cannot read /dev/zero: it is no regular file");
        EXPECT_EQ(refusal(missing, option),
                  option + ": cannot read " + missing + ": No such file or directory");
        EXPECT_EQ(refusal(empty, option), option + ": " + empty + " is empty");
    }
}

TEST_F(ContextTest, NovaTakesSixtyFourKibibytes) {
    EXPECT_EQ(refusal(write(std::string(65536, 'x')), "--user-data"), "taken");
    const auto path = write(std::string(65537, 'x'));
    EXPECT_EQ(refusal(path, "--user-data"),
              "--user-data: cannot read " + path + ": it has more than 65536 bytes");
}

}  // namespace
}  // namespace fedcloud::occi_vm
