#include "output_folder.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include "temporary_folder.hpp"

namespace fedcloud::config {
namespace {

namespace fs = std::filesystem;
using test::content_of;
using test::TemporaryFolder;
using test::write;

using Names = std::vector<std::string>;

std::vector<File> version(const std::string& text) {
    return {{"objects.cfg", text}, {"zones.d/a/x.conf", text}};
}

OutputFolder open(const std::string& path) {
    auto folder = OutputFolder::open(path, "nagios");
    EXPECT_TRUE(folder) << folder.error();
    return std::move(*folder);
}

void put(const std::string& path, const std::string& text) {
    auto folder = open(path);
    ASSERT_TRUE(folder.write_draft(version(text)));
    ASSERT_TRUE(folder.make_scratch());
    const auto done = folder.swap_in();
    ASSERT_TRUE(done) << done.error();
    ASSERT_TRUE(folder.tidy());
}

std::string why_not(const std::string& path, const std::string& target = "nagios") {
    const auto folder = OutputFolder::open(path, target);
    return folder ? "" : folder.error();
}

Names names_in(const std::string& folder) {
    Names names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

TEST(OutputFolder, OfSomebodyElseIsNotForRoot) {
    if (geteuid() != 0) {
        GTEST_SKIP() << "only root can give a folder away";
    }
    for (const auto* name : {"fed", "fed.lock"}) {
        const TemporaryFolder temporary;
        const auto path = temporary / "fed";
        put(path, "one");
        ASSERT_EQ(chown((temporary / name).c_str(), 65534, 65534), 0);
        EXPECT_NE(why_not(path).find("sudo -u '#65534'"), std::string::npos) << why_not(path);
    }
}

TEST(OutputFolder, IsReplacedAndTheOldOneKept) {
    const TemporaryFolder temporary;
    const auto path = temporary / "fed";
    for (const auto* text : {"one", "two", "three"}) {
        put(path, text);
        EXPECT_EQ(content_of(path + "/objects.cfg"), text);
        EXPECT_EQ(content_of(path + "/zones.d/a/x.conf"), text);
    }
    EXPECT_EQ(content_of(path + ".previous/objects.cfg"), "two");
    EXPECT_EQ(names_in(temporary.path()), (Names{"fed", "fed.lock", "fed.previous"}));
}

TEST(OutputFolder, RollsBackAndForward) {
    const TemporaryFolder temporary;
    const auto path = temporary / "fed";
    put(path, "one");
    EXPECT_FALSE(open(path).rollback());
    put(path, "two");
    ASSERT_TRUE(open(path).rollback());
    EXPECT_EQ(content_of(path + "/objects.cfg"), "one");
    ASSERT_TRUE(open(path).rollback());
    EXPECT_EQ(content_of(path + "/objects.cfg"), "two");
}

TEST(OutputFolder, KnowsWhatWouldChange) {
    const TemporaryFolder temporary;
    const auto path = temporary / "fed";
    EXPECT_EQ(*open(path).changes(version("one")), (Names{"objects.cfg", "zones.d/a/x.conf"}));
    put(path, "one");
    EXPECT_EQ(*open(path).changes(version("one")), Names{});
    EXPECT_EQ(*open(path).changes({{"objects.cfg", "two"}}),
              (Names{"objects.cfg", "zones.d/a/x.conf"}));
}

TEST(OutputFolder, NothingForeignIsTouched) {
    const TemporaryFolder temporary;
    fs::create_directory(temporary / "foreign");
    write(temporary / "foreign/mine.cfg", "x");
    EXPECT_NE(why_not(temporary / "foreign").find("was not made by this program"),
              std::string::npos);
    write(temporary / "file", "x");
    EXPECT_NE(why_not(temporary / "file").find("is no folder"), std::string::npos);
    fs::create_directory_symlink(temporary / "foreign", temporary / "link");
    EXPECT_NE(why_not(temporary / "link").find("is no folder"), std::string::npos);

    const auto path = temporary / "fed";
    put(path, "one");
    write(path + "/mine.cfg", "x");
    EXPECT_NE(why_not(path).find("mine.cfg was not made by this program"), std::string::npos);
    fs::remove(path + "/mine.cfg");
    EXPECT_NE(why_not(path, "icinga2").find("--target nagios"), std::string::npos);
    for (const auto* beside : {".draft", ".previous", ".verify"}) {
        fs::create_directory(path + beside);
        write(path + beside + "/mine.cfg", "x");
        EXPECT_NE(why_not(path), "") << beside;
        EXPECT_EQ(content_of(path + beside + "/mine.cfg"), "x");
        fs::remove_all(path + beside);
    }
    EXPECT_EQ(content_of(path + "/objects.cfg"), "one");
}

TEST(OutputFolder, WhatIsRefusedIsNotLittered) {
    const TemporaryFolder temporary;
    fs::create_directory(temporary / "foreign");
    write(temporary / "foreign/mine.cfg", "x");
    write(temporary / "file", "x");
    for (const auto* name :
         {"foreign", "file", "fed.draft", "fed.verify", "fed.previous", "fed.lock"}) {
        EXPECT_NE(why_not(temporary / name), "") << name;
    }
    EXPECT_NE(why_not(temporary / "fed.previous").find(".previous"), std::string::npos);
    EXPECT_EQ(names_in(temporary.path()), (Names{"file", "foreign"}));
    EXPECT_NE(why_not("/").find("choose another --output"), std::string::npos);
    EXPECT_FALSE(fs::exists("/.lock"));
}

TEST(OutputFolder, AnEmptyFolderIsTaken) {
    const TemporaryFolder temporary;
    const auto path = temporary / "fed";
    fs::create_directory(path);
    put(path, "one");
    EXPECT_EQ(names_in(temporary.path()), (Names{"fed", "fed.lock"}));
}

TEST(OutputFolder, OneRunAtATime) {
    const TemporaryFolder temporary;
    const auto first = open(temporary / "fed");
    EXPECT_NE(why_not(temporary / "fed").find("another fedcloud-nagios-config is at work"),
              std::string::npos);
}

TEST(OutputFolder, WhatACrashLeavesIsRemoved) {
    const TemporaryFolder temporary;
    const auto path = temporary / "fed";
    put(path, "one");
    {
        auto crashed = open(path);
        ASSERT_TRUE(crashed.write_draft(version("two")));
        ASSERT_TRUE(crashed.make_scratch());
    }
    fs::create_directory(temporary / "other.draft");  // before its marker was made
    EXPECT_EQ(why_not(temporary / "other"), "");
    fs::create_directory(temporary / "other.draft");
    write(temporary / "other.draft/.fedcloud-nagios-config", "");  // before it was written
    EXPECT_EQ(why_not(temporary / "other"), "");
    put(path, "three");
    EXPECT_EQ(content_of(path + "/objects.cfg"), "three");
    EXPECT_EQ(content_of(path + ".previous/objects.cfg"), "one");
    EXPECT_EQ(names_in(temporary.path()), (Names{"fed", "fed.lock", "fed.previous", "other.lock"}));
}

TEST(OutputFolder, ACrashBetweenTheStepsLeavesTheOldAndTheNextRunGoesOn) {
    const TemporaryFolder temporary;
    const auto path = temporary / "fed";
    put(path, "one");
    put(path, "two");
    {
        auto crashed = open(path);
        ASSERT_TRUE(crashed.write_draft(version("three")));
        ASSERT_TRUE(exchange_folders(crashed.draft(), crashed.previous()));
    }
    EXPECT_EQ(content_of(path + "/objects.cfg"), "two");
    put(path, "three");
    EXPECT_EQ(content_of(path + "/objects.cfg"), "three");
    EXPECT_EQ(content_of(path + ".previous/objects.cfg"), "two");
}

TEST(OutputFolder, NoFileLeadsOutOfIt) {
    const TemporaryFolder temporary;
    for (const auto* name : {"../x", "a/../../x", "/etc/x", "a//b", "./x", "a\nb"}) {
        auto folder = open(temporary / "fed");
        EXPECT_FALSE(folder.write_draft({{name, ""}})) << name;
        EXPECT_TRUE(folder.tidy());
    }
    EXPECT_EQ(names_in(temporary.path()), Names{"fed.lock"});
}

}  // namespace
}  // namespace fedcloud::config
