// fedcloud-profiles pull where writing goes wrong, where two of them meet, and with a certificate.
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "pull_setup.hpp"

namespace fedcloud::test {
namespace {

using PullFolder = Pull;

TEST_F(PullFolder, FullDisk) {
    ASSERT_EQ(pull().status, done);
    const auto before = files();
    testbed_->replace_registry("g", registry_of(11));
    Limits limits;
    limits.no_file_growth = true;
    expect_refused(run(command({}), {}, limits), before, "cannot write");
}

// A file system of its own that has no room left.
class SmallDisk {
  public:
    explicit SmallDisk(const std::string& path) : path_(path) {
        mkdir(path.c_str(), 0755);
        mounted_ = geteuid() == 0 && mount("none", path.c_str(), "tmpfs", 0, "size=64k") == 0;
    }
    ~SmallDisk() {
        if (mounted_) {
            umount(path_.c_str());
        }
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    bool mounted() const { return mounted_; }

  private:
    std::string path_;
    bool mounted_ = false;
};

TEST_F(PullFolder, FullFileSystem) {
    const SmallDisk disk(folder());
    if (!disk.mounted()) {
        GTEST_SKIP() << "NOTICE: a small file system can be mounted by root only";
    }
    testbed_->replace_registry("g", registry_of(3));
    ASSERT_EQ(pull().status, done);
    const auto before = files();
    testbed_->replace_registry("g", registry_of(30));
    expect_refused(pull(), before, "No space left on device");
}

TEST_F(PullFolder, UnwritableFolder) {
    write_file(root_ / "file", "");
    const auto outcome = run({FEDCLOUD_PROFILES, "pull", "--gocdb", testbed_->endpoint("g"),
                              "--profile-dir", root_ / "file"});
    EXPECT_EQ(outcome.status, failed);
    EXPECT_NE(outcome.err.find("--profile-dir"), std::string::npos) << outcome.err;
    EXPECT_EQ(testbed_->requests("g").size(), 0U);
}

// What root leaves in the monitoring user's folder would be in the way of every later pull of his.
TEST_F(PullFolder, OfSomebodyElseIsNotForRoot) {
    if (geteuid() != 0) {
        GTEST_SKIP() << "NOTICE: only root can give a folder away";
    }
    const std::string state = root_ / "state";
    ASSERT_EQ(mkdir(state.c_str(), 0755), 0);
    ASSERT_EQ(chown(state.c_str(), 65534, 65534), 0);
    const auto outcome = run({FEDCLOUD_PROFILES, "pull", "--gocdb", testbed_->endpoint("g"),
                              "--profile-dir", state + "/profiles"});
    EXPECT_EQ(outcome.status, failed);
    EXPECT_NE(outcome.err.find(state + ": it belongs to uid 65534"), std::string::npos)
        << outcome.err;
    EXPECT_NE(outcome.err.find("sudo -u '#65534'"), std::string::npos) << outcome.err;
    EXPECT_TRUE(std::filesystem::is_empty(state));
    // Nor does a link of that user's lead root elsewhere.
    const auto link = state + "/profiles";
    std::filesystem::create_directory(folder());
    ASSERT_EQ(symlink(folder().c_str(), link.c_str()), 0);
    ASSERT_EQ(lchown(link.c_str(), 65534, 65534), 0);
    for (const auto* slash : {"", "/"}) {
        const auto led = run({FEDCLOUD_PROFILES, "pull", "--gocdb", testbed_->endpoint("g"),
                              "--profile-dir", link + slash});
        EXPECT_EQ(led.status, failed);
        EXPECT_NE(led.err.find("belongs to uid 65534"), std::string::npos) << led.err;
        EXPECT_TRUE(std::filesystem::is_empty(folder()));
    }
}

// Killed at any moment, a pull leaves the old or the new of each file, and the next one tidies up.
TEST_F(PullFolder, KilledAtAnyMoment) {
    ASSERT_EQ(pull().status, done);
    const auto before = files();
    auto registry = registry_of(10);
    for (auto& service : registry["services"]) {
        service["url"] = "https://new.example.org/";
    }
    testbed_->replace_registry("g", registry);
    for (int delay = 0; delay < 24; ++delay) {
        {
            Process process(command({}));
            std::this_thread::sleep_for(std::chrono::milliseconds(4 * delay));
            process.signal(SIGKILL);
            process.wait();
        }
        for (const auto& [name, text] : files()) {
            if (name.front() == '.') {
                continue;  // a draft
            }
            EXPECT_TRUE(text == before.at(name) ||
                        text.find("https://new.example.org/") != std::string::npos)
                << name;
            EXPECT_TRUE(Json::accept(text)) << name;
        }
    }
    EXPECT_EQ(pull().status, done);
    EXPECT_EQ(files().size(), 10U);  // and no draft
    for (const auto& [name, text] : files()) {
        EXPECT_NE(text.find("https://new.example.org/"), std::string::npos) << name;
    }
}

TEST_F(PullFolder, TwoAtOnceTakeTurns) {
    ASSERT_EQ(pull().status, done);
    testbed_->reset_requests("g");
    testbed_->fault("g", {{"kind", "slow"}, {"at", 2}, {"bytes_per_second", 20000}});
    Process first(command({}));
    Process second(command({}));
    EXPECT_EQ(first.wait().status, done);
    EXPECT_EQ(second.wait().status, done);
    EXPECT_EQ(files().size(), 10U);
}

TEST_F(PullFolder, WaitsForTheLockNoLongerThanItsDeadline) {
    ASSERT_EQ(pull().status, done);
    const auto before = files();
    testbed_->reset_requests("g");
    testbed_->fault("g", {{"kind", "hang"}, {"at", 2}});
    Process first(command({}));
    ASSERT_TRUE(testbed_->wait_for_requests("g", 2));
    const auto outcome = pull({"-t", "1"});
    expect_refused(outcome, before, "stays locked by another pull");
    first.signal(SIGINT);
    const auto interrupted = first.wait();
    expect_refused(interrupted, before, "nothing was changed");
}

class PullTls : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        testbed_ = std::make_unique<Testbed>(
            std::vector<std::string>{},
            Arguments{"--gocdb", "g,tls=good,client-cert=optional", "--gocdb",
                      "untrusted,tls=untrusted", "--gocdb", "expired,tls=expired"});
        auto registry = registry_of(4);
        registry["sites"][0]["extensions"] = {{{"key", "K"}, {"value", "V"}}};
        registry["sites"][1]["status"] = "Uncertified";
        testbed_->replace_registry("g", registry);
    }
    static void TearDownTestSuite() { testbed_.reset(); }

    Outcome pull(const Arguments& more, const std::string& server = "g") const {
        Arguments words{FEDCLOUD_PROFILES, "pull",
                        "--gocdb",         testbed_->endpoint(server),
                        "--profile-dir",   root_ / "profiles",
                        "--ca-path",       testbed_->pki("certificates")};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }
    void expect_failure(const Outcome& outcome, const std::string& words) const {
        EXPECT_EQ(outcome.status, failed);
        EXPECT_EQ(outcome.out, "");
        EXPECT_NE(outcome.err.find(words), std::string::npos)
            << "does not say '" << words << "': " << outcome.err;
        EXPECT_EQ(list_folder(root_ / "profiles").size(), 0U);
    }

    static inline std::unique_ptr<Testbed> testbed_;
    TemporaryFolder root_;
};

TEST_F(PullTls, PrivateInterfaceWithACertificate) {
    testbed_->reset_requests("g");
    const auto outcome = pull({"--cert", testbed_->pki("user.pem"), "--certification-status",
                               "Certified", "--certification-status", "Uncertified"});
    ASSERT_EQ(outcome.status, done) << outcome.err;
    for (const auto& request : testbed_->requests("g")) {
        EXPECT_NE(request.at("path").get<std::string>().find("/private/"), std::string::npos);
        EXPECT_EQ(request.at("client_subject"),
                  "/DC=org/DC=example/O=Testbed/CN=Sample Probe User");
    }
    const auto profile = Json::parse(content_of(root_ / "profiles/S0.json"));
    EXPECT_EQ(profile.at("extensions").at(0).at("value"), "V");
    EXPECT_EQ(Json::parse(content_of(root_ / "profiles/S1.json")).at("certification_status"),
              "Uncertified");
}

TEST_F(PullTls, PublicInterfaceWithoutOne) {
    const auto outcome = pull({"--certification-status", "Uncertified"});
    ASSERT_EQ(outcome.status, done) << outcome.err;
    EXPECT_EQ(Json::parse(content_of(root_ / "profiles/S1.json")).at("certification_status"),
              "Uncertified");
}

TEST_F(PullTls, CredentialIsLookedAtBeforeTheFirstByte) {
    testbed_->reset_requests("g");
    expect_failure(pull({"--cert", testbed_->pki("proxy.pem")}), "is a proxy");
    expect_failure(pull({"--cert", "/nowhere/robot.pem"}), "/nowhere/robot.pem");
    expect_failure(pull({"--cert", testbed_->pki("user.pem"), "--key", "/nowhere/key.pem"}),
                   "/nowhere/key.pem");
    EXPECT_EQ(testbed_->counters("g").at("connections"), 0);
}

TEST_F(PullTls, ServerThatIsNotTrusted) {
    expect_failure(pull({}, "untrusted"), "nothing was changed");
    expect_failure(pull({}, "expired"), "expired");
}

}  // namespace
}  // namespace fedcloud::test
