// Where journal and caches live, and how that folder is made.
#include "plugin/state_folder.hpp"

#include <errno.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace fedcloud::plugin {
namespace {

constexpr auto spool = "/var/spool/argo/probes/fedcloud";

class StateFolder : public testing::Test {
  protected:
    void SetUp() override {
        auto pattern = (std::filesystem::temp_directory_path() / "state-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        root_ = pattern;
        for (const auto* name : {"HOME", "XDG_STATE_HOME"}) {
            const char* value = getenv(name);
            kept_.emplace_back(name, value == nullptr ? "" : value);
        }
    }
    void TearDown() override {
        for (const auto& [name, value] : kept_) {
            setenv(name.c_str(), value.c_str(), 1);
        }
        umask(022);
        std::filesystem::remove_all(root_);
    }
    static void expect_folder(const Checked<std::string>& found, const std::string& path) {
        ASSERT_TRUE(found) << found.error().text;
        EXPECT_EQ(*found, path);
        EXPECT_TRUE(std::filesystem::is_directory(path)) << path;
    }
    static mode_t mode_of(const std::string& path) {
        struct stat status {};
        EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
        return status.st_mode & 07777U;
    }

    std::filesystem::path root_;
    std::vector<std::pair<std::string, std::string>> kept_;
};

TEST_F(StateFolder, TheOptionIsMadeWhereItIsMissing) {
    umask(0);
    const auto path = (root_ / "a" / "b" / "c").string();
    expect_folder(find_state_folder(path), path);
    EXPECT_EQ(mode_of(path), 0750U);
    EXPECT_EQ(mode_of(root_ / "a"), 0750U);
    chmod(path.c_str(), 0700);
    expect_folder(find_state_folder(path), path);
    EXPECT_EQ(mode_of(path), 0700U) << "one that is there is left as it is";
    expect_folder(find_state_folder(path + "/"), path + "/");
}

TEST_F(StateFolder, OptionsThatCannotBeAreOurs) {
    std::ofstream(root_ / "file") << "x";
    for (const auto& path : {(root_ / "file").string(), (root_ / "file" / "below").string(),
                             std::string("/proc/fedcloud-probes/state")}) {
        const auto found = find_state_folder(path);
        ASSERT_FALSE(found) << path;
        EXPECT_EQ(found.error().blame, Blame::ours);
        EXPECT_NE(found.error().text.find("state folder " + path), std::string::npos)
            << found.error().text;
    }
    const auto closed = (root_ / "closed").string();
    ASSERT_EQ(mkdir(closed.c_str(), 0500), 0);
    const bool may_write = access(closed.c_str(), W_OK) == 0;  // root may
    EXPECT_EQ(find_state_folder(closed).has_value(), may_write);
}

TEST_F(StateFolder, RelativePathsAreRefusedAndNothingIsMade) {
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(root_);
    for (const auto* path : {"-1", "~", " ", "state", "./state", " /state"}) {
        const auto found = find_state_folder(path);
        ASSERT_FALSE(found) << path;
        EXPECT_EQ(found.error().blame, Blame::ours);
        EXPECT_EQ(found.error().text.rfind(std::string("--state-dir ") + path + ':', 0), 0U)
            << found.error().text;
    }
    EXPECT_TRUE(std::filesystem::is_empty(root_));
    std::filesystem::current_path(before);
}

TEST_F(StateFolder, WhereEverybodyMayWriteIsRefused) {
    for (const mode_t mode : {0777U, 0772U, 0703U}) {
        ASSERT_EQ(chmod(root_.c_str(), mode), 0);
        const auto found = find_state_folder(root_);
        ASSERT_FALSE(found) << mode;
        EXPECT_EQ(found.error().blame, Blame::ours);
        EXPECT_NE(found.error().text.find("chmod o-w " + root_.string()), std::string::npos)
            << found.error().text;
    }
    for (const mode_t mode : {0775U, 0770U, 01777U}) {
        ASSERT_EQ(chmod(root_.c_str(), mode), 0);
        expect_folder(find_state_folder(root_), root_);
    }
}

TEST_F(StateFolder, OfSomebodyElseIsNotForRoot) {
    if (geteuid() != 0) {
        GTEST_SKIP() << "only root can give a folder away";
    }
    ASSERT_EQ(chown(root_.c_str(), 65534, 65534), 0);
    const auto found = find_state_folder(root_);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().blame, Blame::ours);
    EXPECT_NE(found.error().text.find("sudo -u '#65534'"), std::string::npos) << found.error().text;
}

TEST_F(StateFolder, AMissingPermissionIsToldWithTheOwner) {
    EXPECT_EQ(explain(ENOSPC, root_), strerror(ENOSPC));
    EXPECT_EQ(explain(EACCES, root_ / "nothing"), strerror(EACCES));
    EXPECT_NE(explain(EACCES, root_).find("our own: its mode is 0700"), std::string::npos)
        << explain(EACCES, root_);
    if (geteuid() == 0) {
        ASSERT_EQ(chown(root_.c_str(), 65534, 65534), 0);
        EXPECT_NE(explain(EACCES, root_).find("uid 65534 and we are uid 0"), std::string::npos);
    } else {
        EXPECT_NE(explain(EACCES, "/").find("it belongs to root"), std::string::npos);
    }
}

// chown -R is for what root has left in our folder, and never for /etc.
TEST_F(StateFolder, OnlyWhatLiesInOurFolderIsToBeGivenToUs) {
    if (geteuid() != 0) {
        GTEST_SKIP() << "only root can leave something in the folder of somebody else";
    }
    const auto inner = (root_ / "inner").string();
    ASSERT_TRUE(std::filesystem::create_directory(inner));
    ASSERT_EQ(chown(root_.c_str(), 65534, 65534), 0);
    ASSERT_EQ(seteuid(65534), 0);
    const auto ours = explain(EACCES, inner + '/');
    const auto foreign = explain(EACCES, "/etc");
    const auto top = explain(EACCES, "/");
    ASSERT_EQ(seteuid(0), 0);
    EXPECT_NE(ours.find("chown -R 65534 " + inner), std::string::npos) << ours;
    EXPECT_EQ(foreign.find("chown"), std::string::npos) << foreign;
    EXPECT_EQ(top.find("chown"), std::string::npos) << top;
    EXPECT_NE(top.find("choose another"), std::string::npos) << top;
}

TEST_F(StateFolder, WithoutAnOptionItIsTheSpoolOrThePersonalOne) {
    setenv("XDG_STATE_HOME", (root_ / "xdg").c_str(), 1);
    setenv("HOME", root_.c_str(), 1);
    if (access(spool, R_OK | W_OK | X_OK) == 0) {
        expect_folder(find_state_folder(""), spool);
        return;
    }
    expect_folder(find_state_folder(""), root_ / "xdg" / "fedcloud-probes");
    // The XDG Base Directory Specification: a relative path is to be ignored.
    for (const auto* invalid : {"", "relative"}) {
        setenv("XDG_STATE_HOME", invalid, 1);
        expect_folder(find_state_folder(""), root_ / ".local/state/fedcloud-probes");
    }
    unsetenv("HOME");
    const auto nowhere = find_state_folder("");
    ASSERT_FALSE(nowhere);
    EXPECT_NE(nowhere.error().text.find("--state-dir"), std::string::npos) << nowhere.error().text;
}

}  // namespace
}  // namespace fedcloud::plugin
