// A state folder in which others, or root, have left something.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "cleanup/instance.hpp"
#include "cleanup/journal.hpp"
#include "cleanup/name.hpp"
#include "cleanup/reaper.hpp"
#include "cleanup/sweep.hpp"

namespace fedcloud::cleanup {
namespace {

using namespace std::chrono_literals;

const std::string kind = "cdmi-container";
const std::string endpoint = "https://cdmi.example.org/";
const std::string instance = "0123456789abcdef";
constexpr uid_t nobody = 65534;

// Another user for as long as it lives, for access(2), too.
class AsNobody {
  public:
    AsNobody() { EXPECT_EQ(setresuid(nobody, nobody, 0), 0); }
    ~AsNobody() { EXPECT_EQ(setresuid(0, 0, 0), 0); }
    AsNobody(const AsNobody&) = delete;
    AsNobody& operator=(const AsNobody&) = delete;
};

class TrustTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "trust-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    // The path of an entry whose run has been killed.
    std::string orphan(const std::string& of = instance) const {
        const auto name = Name::fresh("test", of);
        auto journal = *Journal::open(folder);
        EXPECT_TRUE(journal.begin(
            {kind, endpoint, name.title(), "", name.created, endpoint + name.title()}));
        return folder + "/journal/" + name.title() + ".entry";
    }
    void expect_told(const std::string& path, const std::string& why) const {
        const auto orphans = Journal::open(folder)->orphans(kind, endpoint);
        EXPECT_TRUE(orphans.records.empty()) << why;
        ASSERT_EQ(orphans.problems.size(), 1U) << why;
        EXPECT_NE(orphans.problems[0].find(path), std::string::npos) << orphans.problems[0];
        EXPECT_NE(orphans.problems[0].find(why), std::string::npos) << orphans.problems[0];
        EXPECT_TRUE(std::filesystem::is_symlink(path) || std::filesystem::exists(path)) << why;
    }

    std::string folder;
};

TEST_F(TrustTest, EntriesThatOthersMayWriteAreNotBelieved) {
    const auto path = orphan();
    for (const mode_t mode : {0660U, 0646U}) {
        ASSERT_EQ(chmod(path.c_str(), mode), 0);
        expect_told(path, "is not believed");
    }
    ASSERT_EQ(chmod(path.c_str(), 0640), 0);
    EXPECT_EQ(Journal::open(folder)->orphans(kind, endpoint).records.size(), 1U);
    if (geteuid() == 0) {
        ASSERT_EQ(chown(path.c_str(), nobody, nobody), 0);
        expect_told(path, "of uid 65534");
    }
}

TEST_F(TrustTest, EntriesThatAreNoFilesAreNotBelieved) {
    const auto path = orphan();
    std::filesystem::rename(path, folder + "/elsewhere");
    std::filesystem::create_symlink(folder + "/elsewhere", path);
    expect_told(path, "cannot be opened");
    std::filesystem::remove(path);
    ASSERT_EQ(mkfifo(path.c_str(), 0640), 0);
    expect_told(path, "is not believed");
}

TEST_F(TrustTest, EntriesThatCannotBeOpenedAreTold) {
    const auto path = orphan();
    if (geteuid() != 0) {
        ASSERT_EQ(chmod(path.c_str(), 0), 0);
        expect_told(path, "its mode is 0000");
        return;
    }
    ASSERT_EQ(chown(folder.c_str(), nobody, nobody), 0);
    ASSERT_EQ(chown((folder + "/journal").c_str(), nobody, nobody), 0);
    const AsNobody service;
    expect_told(path, "it belongs to root");
}

// What a run as root makes and the service's user cannot use.
TEST_F(TrustTest, WhatRootMadeIsToldWithAdvice) {
    if (geteuid() != 0) {
        GTEST_SKIP() << "only root can make what is root's";
    }
    orphan();
    ASSERT_TRUE(find_instance(folder));
    ASSERT_EQ(chmod((folder + "/instance-id").c_str(), 0600), 0);  // whatever group runs this
    ASSERT_EQ(chown(folder.c_str(), nobody, nobody), 0);
    const AsNobody service;
    const auto journal = Journal::open(folder);
    ASSERT_FALSE(journal);
    EXPECT_NE(journal.error().text.find("chown -R 65534 " + folder + "/journal"), std::string::npos)
        << journal.error().text;
    const auto id = find_instance(folder);
    ASSERT_FALSE(id);
    EXPECT_NE(id.error().text.find("chown -R 65534 " + folder + "/instance-id"), std::string::npos)
        << id.error().text;
}

// Everything is there and goes.
class Everything : public Collection {
  public:
    plugin::Checked<Listing> list() override { return Listing{}; }
    plugin::Checked<bool> remove(const Thing& thing) override {
        removed.push_back(thing.title);
        return true;
    }
    std::vector<std::string> removed;
};

TEST_F(TrustTest, EntriesWithTheNameOfAnotherInstanceAreLeftAlone) {
    const auto path = orphan("fedcba9876543210");
    auto journal = *Journal::open(folder);
    Everything site;
    const auto reaped = reap(journal, kind, endpoint, {instance, false}, false, site);
    ASSERT_TRUE(reaped);
    EXPECT_TRUE(site.removed.empty());
    ASSERT_EQ(reaped->problems.size(), 1U);
    EXPECT_NE(reaped->problems[0].find("test-fedcba9876543210-"), std::string::npos);
    EXPECT_TRUE(std::filesystem::exists(path));
}

TEST_F(TrustTest, AStampThatIsNoFileHoldsNothingUp) {
    mark_swept(folder, endpoint);
    EXPECT_FALSE(sweep_is_due(folder, endpoint, 1h));
    const auto stamp = std::filesystem::directory_iterator(folder + "/swept")->path();
    std::filesystem::remove(stamp);
    ASSERT_EQ(mkfifo(stamp.c_str(), 0640), 0);
    alarm(10);  // instead of waiting for a reader without end
    mark_swept(folder, endpoint);
    alarm(0);
    std::filesystem::remove(stamp);
    std::filesystem::create_symlink(folder + "/elsewhere", stamp);
    mark_swept(folder, endpoint);
    EXPECT_FALSE(std::filesystem::exists(folder + "/elsewhere"));
}

TEST_F(TrustTest, AnInstanceThatIsNoFileOfOurs) {
    const auto path = folder + "/instance-id";
    ASSERT_EQ(mkfifo(path.c_str(), 0640), 0);
    EXPECT_FALSE(find_instance(folder));
    std::filesystem::remove(path);
    ASSERT_TRUE(find_instance(folder));
    if (geteuid() != 0) {
        GTEST_SKIP() << "only root can give a file to another user";
    }
    ASSERT_EQ(chown(path.c_str(), nobody, nobody), 0);
    const auto found = find_instance(folder);
    ASSERT_FALSE(found);
    EXPECT_NE(found.error().text.find("no file of our own user's"), std::string::npos)
        << found.error().text;
}

}  // namespace
}  // namespace fedcloud::cleanup
