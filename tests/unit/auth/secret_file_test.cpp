// Files that hold something secret: which are read, and what is said of the others.
#include "auth/secret_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mint.hpp"

namespace fedcloud::auth {
namespace {

class SecretFile : public testing::Test {
  protected:
    static void expect_refused(const std::string& path, const std::string& why,
                               Owner owner = Owner::anybody) {
        const auto content = read_secret_file(path, "password file", owner);
        ASSERT_FALSE(content) << path;
        EXPECT_EQ(content.error().blame, plugin::Blame::ours);
        EXPECT_EQ(content.error().text.find("password file " + path + ": "), 0U)
            << content.error().text;
        EXPECT_NE(content.error().text.find(why), std::string::npos) << content.error().text;
    }
    // One that another user owns: root can give one away, and all others own no system file.
    std::string foreign_file() const {
        const auto path = folder_.put("foreign", "x");
        return chown(path.c_str(), 1, 1) == 0 ? path : "/etc/passwd";
    }

    mint::Folder folder_;
};

TEST_F(SecretFile, ModesThatKeepItFromOthers) {
    for (const unsigned mode : {0400U, 0600U, 0440U, 0640U, 0700U}) {
        const auto content = read_secret_file(folder_.put("file", "secret\n", mode), "file");
        ASSERT_TRUE(content) << std::oct << mode << ": " << content.error().text;
        EXPECT_EQ(*content, "secret\n");
    }
}

TEST_F(SecretFile, ModesThatDoNot) {
    const std::vector<std::pair<unsigned, std::string>> table{
        {0644, "can be read by everybody (mode 0644)"},
        {0666, "can be read by everybody (mode 0666)"},
        {0604, "can be read by everybody (mode 0604)"},
        {0444, "can be read by everybody (mode 0444)"},
        {0777, "can be read by everybody (mode 0777)"},
        {0602, "can be written by others (mode 0602)"},
        {0622, "can be written by others (mode 0622)"},
        {0660, "can be written by others (mode 0660)"},
    };
    for (const auto& [mode, why] : table) {
        const auto path = folder_.put("file", "secret", mode);
        expect_refused(path, why);
        expect_refused(path, "chmod 600");
        expect_refused(path, why, Owner::ourselves);
    }
}

TEST_F(SecretFile, AFileThatWeMayNotRead) {
    const auto path = folder_.put("file", "x", 0000);
    const bool may_read = access(path.c_str(), R_OK) == 0;  // root may
    EXPECT_EQ(read_secret_file(path, "file").has_value(), may_read);
    if (!may_read) {
        expect_refused(path, "Permission denied");
    }
}

TEST_F(SecretFile, WhatIsNoFile) {
    expect_refused(folder_.path() / "missing", "No such file");
    expect_refused(folder_.path() / "missing" / "below", "No such file");
    expect_refused(folder_.put("file", "x") + "/below", "Not a directory");
    expect_refused(folder_.path(), "is a folder");
    expect_refused("/dev/null", "not a regular file");
    expect_refused("/dev/zero", "not a regular file");
    const auto fifo = (folder_.path() / "fifo").string();
    ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
    expect_refused(fifo, "not a regular file");  // and returns, though nobody writes into it
}

TEST_F(SecretFile, SymbolicLinksLeadToTheFileThatCounts) {
    const auto link = [&](const char* name, const std::string& target) {
        const auto path = folder_.path() / name;
        std::filesystem::create_symlink(target, path);
        return path.string();
    };
    const auto good = link("good", folder_.put("file", "content"));
    EXPECT_EQ(*read_secret_file(good, "file"), "content");
    EXPECT_EQ(*read_secret_file(good, "file", Owner::ourselves), "content");
    expect_refused(link("open", folder_.put("open-file", "x", 0644)), "(mode 0644)");
    expect_refused(link("dangling", folder_.path() / "missing"), "No such file");
    expect_refused(link("loop", folder_.path() / "loop"), "symbolic links");
    expect_refused(link("to-folder", folder_.path()), "is a folder");
    expect_refused(link("to-foreign", foreign_file()), "belongs to another user", Owner::ourselves);
}

TEST_F(SecretFile, TheOwnerCountsWhereAnybodyCouldHaveMadeIt) {
    expect_refused(foreign_file(), "belongs to another user (uid ", Owner::ourselves);
    const auto ours = folder_.put("ours", "x");
    EXPECT_TRUE(read_secret_file(ours, "file", Owner::ourselves));
    if (const auto path = foreign_file(); path.starts_with(folder_.path().string())) {
        EXPECT_TRUE(read_secret_file(path, "file", Owner::anybody));
    }
}

TEST_F(SecretFile, Sizes) {
    constexpr std::size_t mebibyte = 1U << 20U;
    expect_refused(folder_.put("empty", ""), "is empty");
    EXPECT_EQ(read_secret_file(folder_.put("one", "x"), "file")->size(), 1U);
    EXPECT_EQ(read_secret_file(folder_.put("most", std::string(mebibyte, 'x')), "file")->size(),
              mebibyte);
    expect_refused(folder_.put("more", std::string(mebibyte + 1, 'x')), "larger than 1 MiB");
    const auto huge = folder_.put("huge", "x");
    ASSERT_EQ(truncate(huge.c_str(), 1L << 40), 0);  // sparse: it takes no space
    expect_refused(huge, "larger than 1 MiB");
}

TEST_F(SecretFile, BytesAreKeptAsTheyAre) {
    const std::string bytes("a\0b\r\n\xFF \n\n", 9);
    EXPECT_EQ(*read_secret_file(folder_.put("bytes", bytes), "file"), bytes);
}

TEST(FileName, IsTheLastComponent) {
    const std::vector<std::pair<std::string, std::string>> table{
        {"/tmp/x509up_u1000", "x509up_u1000"},
        {"x", "x"},
        {"a/b", "b"},
        {"/x", "x"},
        {"./x", "x"},
        {"", ""},
    };
    for (const auto& [path, name] : table) {
        EXPECT_EQ(file_name(path), name);
    }
}

}  // namespace
}  // namespace fedcloud::auth
