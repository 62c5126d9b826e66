// fedcloud-profiles against a testbed's GOCDB of ten sites, whose pages have three records.
#pragma once

#include <filesystem>
#include <map>
#include <memory>

#include "expectations.hpp"
#include "testbed.hpp"

namespace fedcloud::test {

namespace fs = std::filesystem;

inline constexpr int done = 0;
inline constexpr int something_to_tell = 1;
inline constexpr int failed = 3;

// Counted from one: the list of sites is the first request.
inline constexpr int second_page_of_services = 3;

using Files = std::map<std::string, std::string>;

inline Json service_of(const std::string& site, int number) {
    return {{"site", site},
            {"type", "eu.egi.cloud.vm-management.occi"},
            {"host", "h" + std::to_string(number) + ".example.org"},
            {"key", std::to_string(1000 + number) + "G0"},
            {"url", "https://h.example.org:11443/?image=i&resource=r"},
            {"scopes", {"EGI", "FedCloud"}}};
}

// S0 to S(sites-1), one service each.
inline Json registry_of(int sites) {
    Json registry{{"sites", Json::array()}, {"services", Json::array()}};
    for (int i = 0; i < sites; ++i) {
        const auto name = "S" + std::to_string(i);
        registry["sites"].push_back({{"name", name},
                                     {"status", "Certified"},
                                     {"infrastructure", "Production"},
                                     {"roc", "NGI_SI"},
                                     {"scopes", {"EGI", "FedCloud"}}});
        registry["services"].push_back(service_of(name, i));
    }
    return registry;
}

class Pull : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        testbed_ = std::make_unique<Testbed>(std::vector<std::string>{},
                                             Arguments{"--gocdb", "g,max-page-size=3"});
    }
    static void TearDownTestSuite() { testbed_.reset(); }
    void SetUp() override {
        testbed_->clear_faults("g");
        testbed_->reset_requests("g");
        testbed_->replace_registry("g", registry_of(10));
    }

    Arguments command(const Arguments& more, const std::string& subcommand = "pull",
                      const std::string& server = "g") const {
        Arguments words{FEDCLOUD_PROFILES, subcommand, "--gocdb", testbed_->endpoint(server),
                        "--profile-dir",   folder(),   "-t",      "20"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    Outcome pull(const Arguments& more = {}) const { return run(command(more)); }
    Outcome diff(const Arguments& more = {}) const { return run(command(more, "diff")); }

    std::string folder() const { return root_ / "profiles"; }
    // All but the time of pulling, and but the lock.
    Files files() const {
        Files files;
        if (!fs::exists(folder())) {
            return files;
        }
        for (const auto& entry : fs::directory_iterator(folder())) {
            const auto name = entry.path().filename().string();
            if (name != ".lock") {
                auto text = content_of(entry.path().string());
                const auto at = text.find("\"at\":\"");
                files[name] = at == std::string::npos ? text : text.erase(at + 6, 20);
            }
        }
        return files;
    }
    // It fails, says so, prints no result, and leaves everything as it was.
    void expect_refused(const Outcome& outcome, const Files& before, const std::string& words) {
        EXPECT_EQ(outcome.status, failed) << outcome.out << outcome.err;
        EXPECT_EQ(outcome.out, "");
        EXPECT_NE(outcome.err.find(words), std::string::npos)
            << "does not say '" << words << "': " << outcome.err;
        EXPECT_EQ(files(), before);
    }

    static inline std::unique_ptr<Testbed> testbed_;
    TemporaryFolder root_;
};

}  // namespace fedcloud::test
