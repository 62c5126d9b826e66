// The folder of profiles, and what a pull may do to it.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "locked_folder.hpp"
#include "plan.hpp"
#include "plugin/input_file.hpp"
#include "profile_folder.hpp"
#include "render_profile.hpp"
#include "site/folder.hpp"

namespace fedcloud::profiles {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class Folder : public testing::Test {
  protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "profilesXXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        root_ = name;
    }
    void TearDown() override { fs::remove_all(root_); }

    std::string path() const { return (root_ / "p").string(); }
    static plugin::Until soon() { return {plugin::Deadline::in(5s), -1}; }
    void write(const std::string& name, const std::string& text) const {
        fs::create_directories(path());
        std::ofstream(path() + '/' + name) << text;
    }
    std::string content(const std::string& name) const {
        return plugin::read_input_file(path() + '/' + name, 1U << 20U).value();
    }
    std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const auto& entry : fs::directory_iterator(path())) {
            all.push_back(entry.path().filename().string());
        }
        std::sort(all.begin(), all.end());
        return all;
    }

    fs::path root_;
};

site::Profile profile_of(const std::string& site, int services = 1) {
    site::Profile profile;
    profile.site = site;
    for (int i = 1; i <= services; ++i) {
        site::Service service;
        service.key = std::to_string(i) + "G0";
        service.type = "t";
        service.host = "h.org";
        profile.services.push_back(service);
    }
    return profile;
}

TEST_F(Folder, FileNames) {
    EXPECT_EQ(file_name_of("Izola MRF"), "Izola%20MRF.json");
    EXPECT_EQ(file_name_of(".."), "%2E..json");
    EXPECT_EQ(file_name_of(".hidden"), "%2Ehidden.json");
    EXPECT_EQ(file_name_of("a/b"), "a%2Fb.json");
    EXPECT_EQ(file_name_of("-x"), "%2Dx.json");
    EXPECT_EQ(file_name_of(std::string(200, 'a')), std::string(200, 'a') + ".json");
    EXPECT_FALSE(file_name_of(std::string(201, 'a')));
    EXPECT_FALSE(file_name_of(std::string(67, ' ')));
    EXPECT_FALSE(file_name_of(""));
}

TEST_F(Folder, WritesAndRemoves) {
    const auto old_mask = umask(077);
    {
        const auto folder = LockedFolder::open(path(), soon());
        ASSERT_TRUE(folder) << folder.error();
        ASSERT_TRUE(folder->apply({{{"a.json", "A"}, {"b.json", "B"}}, {}}));
        ASSERT_TRUE(folder->apply({{{"a.json", "A2"}}, {"b.json", "never-there.json"}}));
    }
    umask(old_mask);
    EXPECT_EQ(names(), (std::vector<std::string>{".lock", "a.json"}));
    EXPECT_EQ(content("a.json"), "A2");
    struct stat status {};
    ASSERT_EQ(stat((path() + "/a.json").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0644U);
    ASSERT_EQ(stat(path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0755U);
}

TEST_F(Folder, LeavesWhatItDoesNotKnow) {
    write("notes.txt", "mine");
    write(".hidden", "mine");
    write(".a.json.new", "a killed pull's draft");
    const auto folder = LockedFolder::open(path(), soon());
    ASSERT_TRUE(folder);
    ASSERT_TRUE(folder->apply({{{"a.json", "A"}}, {}}));
    EXPECT_EQ(names(), (std::vector<std::string>{".hidden", ".lock", "a.json", "notes.txt"}));
}

TEST_F(Folder, NothingIsChangedWhenADraftCannotBeWritten) {
    write("a.json", "old");
    fs::create_directories(path() + "/b.json");
    const auto folder = LockedFolder::open(path(), soon());
    ASSERT_TRUE(folder);
    const auto applied = folder->apply({{{"a.json", "new"}, {"b.json", "B"}}, {"c.json"}});
    ASSERT_FALSE(applied);
    EXPECT_NE(applied.error().find("b.json"), std::string::npos) << applied.error();
    EXPECT_EQ(content("a.json"), "old");
    EXPECT_EQ(names(), (std::vector<std::string>{".lock", "a.json", "b.json"}));
}

TEST_F(Folder, IsHeldByOne) {
    const auto first = LockedFolder::open(path(), soon());
    ASSERT_TRUE(first);
    const auto second = LockedFolder::open(path(), {plugin::Deadline::in(120ms), -1});
    ASSERT_FALSE(second);
    EXPECT_NE(second.error().find("locked by another pull"), std::string::npos);
}

TEST_F(Folder, AllThatAreMadeAreOpenToOtherUsers) {
    const auto mode_of = [](const fs::path& folder) {
        return static_cast<unsigned>(fs::status(folder).permissions());
    };
    fs::permissions(root_, fs::perms::owner_all);
    const auto old_mask = umask(077);
    const auto folder = LockedFolder::open((root_ / "a" / "b" / "c/").string(), soon());
    umask(old_mask);
    ASSERT_TRUE(folder) << folder.error();
    for (const auto* made : {"a", "a/b", "a/b/c"}) {
        EXPECT_EQ(mode_of(root_ / made), 0755U) << made;
    }
    EXPECT_EQ(mode_of(root_), 0700U);  // which was there before
}

TEST_F(Folder, TheRootOfAllFoldersIsRefused) {
    const bool was_there = fs::exists("/.lock");
    for (const auto* path : {"/", "//", "/tmp/.."}) {
        const auto folder = LockedFolder::open(path, soon());
        ASSERT_FALSE(folder) << path;
        EXPECT_EQ(folder.error(), std::string("--profile-dir ") + path +
                                      ": the root of all folders is no place for profiles");
    }
    EXPECT_EQ(fs::exists("/.lock"), was_there);
}

TEST_F(Folder, FolderThatCannotBe) {
    std::ofstream(root_ / "file") << "x";
    const auto folder = LockedFolder::open((root_ / "file").string(), soon());
    ASSERT_FALSE(folder);
    EXPECT_NE(folder.error().find("--profile-dir"), std::string::npos);
    EXPECT_FALSE(read_folder((root_ / "file").string()));
    const auto missing = read_folder(path());
    ASSERT_TRUE(missing);
    EXPECT_FALSE(missing->exists);
}

TEST_F(Folder, ReadsProfilesAndNamesTheOthers) {
    write("a.json", render_profile(profile_of("a")));
    write("b.json", render_profile(profile_of("not b")));
    write("c.json", "{");
    write("d.txt", "?");
    fs::create_directories(path() + "/e.json");
    ASSERT_EQ(mkfifo((path() + "/f.json").c_str(), 0600), 0);
    write("g.json", std::string(site::largest_profile_file + 1, ' '));
    const auto content = read_folder(path());
    ASSERT_TRUE(content) << content.error();
    ASSERT_EQ(content->profiles.size(), 1U);
    EXPECT_EQ(content->profiles.at("a"), profile_of("a"));
    std::vector<std::string> files;
    for (const auto& each : content->unreadable) {
        files.push_back(each.file);
    }
    EXPECT_EQ(files, (std::vector<std::string>{"b.json", "c.json", "e.json", "f.json", "g.json"}));
    EXPECT_EQ(content->unreadable[0].why,
              path() +
                  "/b.json: /site: expected the site that the file is called after (this one's is "
                  "not%20b.json), found \"not b\"");
}

FolderContent folder_with(int sites) {
    FolderContent content;
    for (int i = 0; i < sites; ++i) {
        const auto name = "S" + std::to_string(100 + i);
        content.profiles.emplace(name, profile_of(name));
    }
    return content;
}

std::vector<site::Profile> pulled(int first, int last, int services = 1) {
    std::vector<site::Profile> profiles;
    for (int i = first; i < last; ++i) {
        profiles.push_back(profile_of("S" + std::to_string(100 + i), services));
    }
    return profiles;
}

std::string refusal(FolderContent folder, std::vector<site::Profile> profiles,
                    const PlanRules& rules = {}) {
    const auto plan = make_plan(std::move(folder), std::move(profiles), rules);
    return plan ? plan->refusal : plan.error();
}

TEST(Plan, RemovalsUpToTheLimit) {
    const auto plan = make_plan(folder_with(20), pulled(2, 25), {});
    ASSERT_TRUE(plan) << plan.error();
    EXPECT_EQ(plan->refusal, "");
    EXPECT_EQ(plan->update.removed, (std::vector<std::string>{"S100.json", "S101.json"}));
    EXPECT_EQ(plan->update.files.size(), 23U);
    EXPECT_EQ(plan->after.size(), 23U);
    EXPECT_EQ(refusal(folder_with(20), pulled(3, 25)),
              "3 of 20 sites would be removed or lose all their services (S100, S101, S102), more "
              "than --max-removals 10 allows: nothing was changed; if that is right, allow it with "
              "--max-removals 15");
    EXPECT_EQ(refusal(folder_with(20), pulled(3, 25), {15, {}}), "");
    EXPECT_NE(refusal(folder_with(20), pulled(1, 20), {0, {}}), "");
    EXPECT_EQ(refusal(folder_with(20), pulled(19, 20), {100, {}}), "");
}

TEST(Plan, SitesThatLoseAllServicesCount) {
    EXPECT_NE(refusal(folder_with(20), pulled(0, 20, 0)), "");
    EXPECT_EQ(refusal(folder_with(20), pulled(0, 20, 0), {100, {}}), "");
    EXPECT_EQ(refusal({}, pulled(0, 20, 0)), "");  // the first pull
}

TEST(Plan, ServicesOfSitesThatStayCount) {
    FolderContent folder;
    for (auto& profile : pulled(0, 10, 4)) {
        folder.profiles.emplace(profile.site, profile);
    }
    EXPECT_EQ(refusal(folder, pulled(0, 10, 1)),
              "30 of 40 services would be gone, more than --max-removals 10 allows: nothing was "
              "changed; if that is right, allow it with --max-removals 75");
    EXPECT_EQ(refusal(folder, pulled(0, 10, 1), {75, {}}), "");
    EXPECT_EQ(refusal(folder, pulled(0, 10, 3)), "");  // ten, be it a quarter
    EXPECT_EQ(refusal(folder, pulled(0, 1, 1), {10, {"S100"}}), "");
}

TEST(Plan, NoSiteIsNeverRight) {
    const auto plan = make_plan(folder_with(3), {}, {100, {}});
    ASSERT_FALSE(plan);
    EXPECT_NE(plan.error().find("no site that fits"), std::string::npos);
}

TEST(Plan, SitesThatWereNotAskedForStay) {
    const auto plan = make_plan(folder_with(3), {profile_of("S101", 5)}, {10, {"S101"}});
    ASSERT_TRUE(plan) << plan.error();
    EXPECT_TRUE(plan->update.removed.empty());
    EXPECT_EQ(plan->update.files.size(), 1U);
    EXPECT_EQ(plan->after.size(), 3U);
    EXPECT_EQ(plan->after.at("S101").services.size(), 5U);
}

TEST(Plan, SiteWithoutAFileIsToldByName) {
    const std::string name(201, 'x');
    const auto plan = make_plan({}, {profile_of(name), profile_of("a")}, {});
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->update.files.size(), 1U);
    ASSERT_EQ(plan->problems.size(), 1U);
    EXPECT_EQ(plan->problems[0].record, "site '" + name + "'");
}

TEST(Plan, ProfileThatReadersWouldRefuseIsNotWritten) {
    auto huge = profile_of("S100");
    huge.services[0].host_dn = std::string(site::largest_profile_file, 'x');
    const auto plan = make_plan(folder_with(1), {huge}, {});
    ASSERT_TRUE(plan) << plan.error();
    EXPECT_TRUE(plan->update.files.empty());
    EXPECT_TRUE(plan->update.removed.empty());
    EXPECT_EQ(plan->after.at("S100"), profile_of("S100"));
    EXPECT_EQ(plan->problems.size(), 1U);
}

}  // namespace
}  // namespace fedcloud::profiles
