// check_apel_pub against a simulated accounting service.
#include <signal.h>

#include <filesystem>
#include <memory>

#include "expectations.hpp"
#include "testbed.hpp"

namespace fedcloud::test {
namespace {

constexpr int ok = 0;
constexpr int warning = 1;
constexpr int critical = 2;
constexpr int unknown = 3;

class Apel : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        testbed_ = std::make_unique<Testbed>(
            std::vector<std::string>{},
            Arguments{"--apel", "a", "--apel", "secure,tls=good,prefix=/accounting", "--apel",
                      "expired,tls=expired"});
    }
    static void TearDownTestSuite() { testbed_.reset(); }
    void SetUp() override {
        testbed_->settings(
            "a",
            {{"sites", nullptr}, {"shape", "oneline"}, {"page_age_days", 0.01}, {"latency", 0}});
        testbed_->clear_faults("a");
        testbed_->reset_requests("a");
    }

    static Arguments command(const std::string& site, const Arguments& more = {},
                             const std::string& path = "/cloudtest/cloudsites2.html") {
        Arguments words{
            CHECK_APEL_PUB, "-t", "20", "--site", site, "-u", testbed_->endpoint("a") + path};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    // With a cache of this test's own.
    Outcome check(const std::string& site, const Arguments& more = {},
                  const std::string& path = "/cloudtest/cloudsites2.html") const {
        auto words = command(site, more, path);
        words.insert(words.end(), {"--state-dir", state_.path()});
        return run(words);
    }
    Outcome check_uncached(const std::string& site,
                           const std::string& path = "/cloudtest/cloudsites2.html") const {
        return run(command(site, {"--cache-ttl", "0"}, path));
    }

    static inline std::unique_ptr<Testbed> testbed_;
    TemporaryFolder state_;
};

TEST_F(Apel, EveryShapeOfThePageSaysTheSame) {
    for (const auto* shape : {"oneline", "django", "messy", "headless", "reordered"}) {
        SCOPED_TRACE(shape);
        testbed_->settings("a", {{"shape", shape}});
        for (const auto* site :
             {"Arts & Sciences", "R&D-CLOUD", "BETA", "cloud.north.example.org"}) {
            expect_line(check_uncached(site), ok,
                        std::string("APEL-Pub OK - ") + site + " published");
        }
        expect_line(check_uncached("LATE-BY-EIGHT-DAYS"), warning, "published 8 days ago");
        expect_line(check_uncached("SILENT-FOR-FORTY-DAYS"), critical, "published 40 days ago");
        expect_line(check_uncached("NOWHERE"), critical, "is not among the 31 sites that publish");
    }
}

TEST_F(Apel, OneDownloadServesAllSites) {
    expect_line(check("BETA"), ok, "BETA published");
    expect_line(check("BETA-STACK"), warning, "BETA-STACK published");
    expect_line(check("ZETA"), critical, "ZETA published 400 days ago");
    expect_line(check("ZETA", {"--publish-name", "BETA"}), ok, "BETA published");
    expect_line(check("Arts%20&%20Sciences"), ok, "Arts & Sciences published");
    EXPECT_EQ(testbed_->counters("a").at("requests"), 1);
}

TEST_F(Apel, FortyColdRunsShareOneDownload) {
    testbed_->settings("a", {{"latency", 0.3}});
    std::vector<std::unique_ptr<Process>> runs;
    for (int i = 0; i < 40; ++i) {
        runs.push_back(std::make_unique<Process>(command("BETA", {"--state-dir", state_.path()})));
    }
    for (auto& each : runs) {
        expect_line(each->wait(), ok, "BETA published");
    }
    EXPECT_EQ(testbed_->counters("a").at("requests"), 1);
}

TEST_F(Apel, NamesAreExact) {
    // Dots are no wildcards, and no name is a part of another.
    expect_line(check("cloudxnorthxexamplexorg"), critical, "cloudxnorthxexamplexorg published");
    expect_line(check("BET"), critical, "is not among");
    const auto other_case = check("beta");
    expect_line(other_case, critical, "there is 'BETA'");
    EXPECT_NE(other_case.out.find("--publish-name"), std::string::npos);
}

TEST_F(Apel, ThePublishingService) {
    expect_line(check("BETA", {}, "/publishing/cloud/"), ok, "BETA published");
    expect_line(check("BETA", {}, "/publishing/cloud/?format=html"), ok, "BETA published");
    expect_line(check("ZETA", {}, "/publishing/cloud/{site}/"), critical, "400 days ago");
    expect_line(check("Arts & Sciences", {}, "/publishing/cloud/{site}/"), ok, "Arts & Sciences");
    // Whether it has no such site or no such page cannot be told.
    expect_line(check("NOWHERE", {}, "/publishing/cloud/{site}/"), unknown, "has never published");
    expect_line(check("cloud.north.example.org", {}, "/publishing/cloud/{site}/"), unknown,
                "its name has a dot");
}

TEST_F(Apel, StatusPagesOfOneSite) {
    const auto* path = "/rss/{site}_Pub.html";
    expect_line(check("BETA", {}, path), ok, "BETA published 0 days ago");
    expect_line(check("LATE-BY-EIGHT-DAYS", {}, path), warning, "published 8 days ago");
    expect_line(check("SILENT-FOR-FORTY-DAYS", {}, path), critical, "published 40 days ago");
    expect_line(check("BETA", {}, "/rss/ZETA_Pub.html"), unknown, "the page is about 'ZETA'");
    expect_line(check("BETA", {}, "/publishing/grid/"), ok, "BETA published");
}

TEST_F(Apel, WhatIsNotTheSitesFault) {
    testbed_->settings("a", {{"page_age_days", 3}});
    expect_line(check_uncached("ZETA"), unknown, "the page was made 3d ago");
    testbed_->settings("a", {{"page_age_days", nullptr}});
    expect_line(check_uncached("BETA"), ok, "BETA published");
    testbed_->settings("a", {{"sites", Json::object()}, {"page_age_days", 0.01}});
    EXPECT_EQ(check_uncached("BETA").status, unknown);
    testbed_->settings(
        "a",
        {{"sites",
          {{"AHEAD", {{"days", -2}}}, {"ODD", {{"updated", "None"}}}, {"FINE", {{"days", 0.1}}}}}});
    expect_line(check_uncached("AHEAD"), warning, "in the future");
    expect_line(check_uncached("ODD"), unknown, "'None', cannot be read");
    expect_line(check_uncached("FINE"), ok, "FINE published 0.1 days ago");
    expect_line(check_uncached("BETA", "/nothing.html"), unknown, "is --url right?");
}

TEST_F(Apel, OverTls) {
    const auto secure = [&](const std::string& server, const std::string& path) {
        return run({CHECK_APEL_PUB, "--site", "BETA", "--state-dir", state_.path(), "--ca-path",
                    testbed_->pki("certificates"), "--url", testbed_->endpoint(server) + path});
    };
    expect_line(secure("secure", "/cloudtest/cloudsites2.html"), ok, "BETA published");
    expect_line(secure("secure", "/cloudtest/cloudsites2.html"), ok, "BETA published");
    EXPECT_EQ(testbed_->counters("secure").at("requests"), 1);
    expect_line(secure("expired", "/cloudtest/cloudsites2.html"), unknown, "expired");
}

TEST_F(Apel, FollowsItsPageToTlsOnTheSameHostAndNowhereElse) {
    const auto secure = testbed_->endpoint("secure") + "/cloudtest/cloudsites2.html";
    const auto moved_to = [&](const std::string& target) {
        testbed_->put_page("a", {{"path", "/moved"},
                                 {"status", 301},
                                 {"type", "text/html"},
                                 {"body", "moved"},
                                 {"headers", {{"Location", target}}}});
        return run({CHECK_APEL_PUB, "--site", "BETA", "--cache-ttl", "0", "--ca-path",
                    testbed_->pki("certificates"), "-u",
                    "http://localhost:" + std::to_string(testbed_->port("a")) + "/moved"});
    };
    expect_line(moved_to(secure), ok, "BETA published");
    expect_line(moved_to("https://elsewhere.invalid/"), unknown,
                "it has moved to 'https://elsewhere.invalid/': adapt --url");
}

TEST_F(Apel, OldCommandLines) {
    const auto url = testbed_->endpoint("a") + "/cloudtest/cloudsites2.html";
    for (const auto& words :
         std::vector<Arguments>{{"-t", "20", "--site", "BETA", "-c", "31", "-w", "7", "-u", url},
                                {"-s", "BETA", "--url=" + url, "-v"},
                                {"-H", "host.of.the.site.invalid", "-p", "2170", "-t", "20", "-s",
                                 "BETA", "-u", url}}) {
        Arguments command{CHECK_APEL_PUB, "--state-dir", state_.path()};
        command.insert(command.end(), words.begin(), words.end());
        expect_line(run(command), ok, "BETA published");
    }
    // Presence alone: the thresholds that the old probe had unless told otherwise.
    expect_line(check("ZETA", {"-w", "0", "-c", "0"}), ok, "ZETA published 400 days ago");
    expect_line(check("ZETA", {"-w", "500", "-c", "600"}), ok, "age=");
}

TEST_F(Apel, AFullDiskCostsANote) {
    auto words = command("BETA", {"--state-dir", state_.path()});
    Limits limits;
    limits.no_file_growth = true;
    const auto outcome = run(words, {}, limits);
    expect_line(outcome, ok, "BETA published");
    EXPECT_NE(outcome.out.find("not shared with other runs"), std::string::npos) << outcome.out;
}

TEST_F(Apel, HalfAnInstallationIsToldOf) {
    const TemporaryFolder folder;
    std::filesystem::copy(CHECK_APEL_PUB, folder / "check_apel_pub");
    auto words = command("BETA", {"--state-dir", state_.path()});
    words[0] = folder / "check_apel_pub";
    expect_line(run(words), unknown, "incomplete installation: cannot run " + folder.path());
    // A link leads to the folder where both are.
    std::filesystem::create_symlink(CHECK_APEL_PUB, folder / "link");
    words[0] = folder / "link";
    expect_line(run(words), ok, "BETA published");
}

TEST_F(Apel, ASignalEndsTheDownloadUnderTheSameProcessId) {
    testbed_->fault("a", {{"kind", "hang"}});
    Process process(command("BETA", {"--state-dir", state_.path()}));
    ASSERT_TRUE(testbed_->wait_for_requests("a", 1));
    process.signal(SIGTERM);
    expect_line(process.wait(), unknown, "ended from outside by SIGTERM");
    testbed_->clear_faults("a");
    expect_line(check("BETA"), ok, "BETA published");
}

TEST_F(Apel, RecordsBeforeTheyAreSent) {
    const TemporaryFolder folder;
    const std::string record =
        "APEL-cloud-message: v0.4\nVMUUID: a\nSiteName: BETA\nStartTime: 1\n%%\n";
    write_file(folder / "good", record);
    write_file(folder / "bad", record + "VMUUID: b\nMemory: much\n%%\n");
    const auto good = run({CHECK_APEL_PUB, "--message", folder / "good", "--site", "BETA"});
    EXPECT_EQ(good.out,
              "APEL-Pub OK - 1 record of APEL cloud message v0.4, fit to be sent | "
              "records=1 errors=0 warnings=0\n");
    const auto bad = run({CHECK_APEL_PUB, "--message", folder / "bad"});
    expect_line(bad, critical, "line 7: Memory expected a whole number");
    EXPECT_NE(bad.out.find("error: line 6: SiteName is mandatory and missing"), std::string::npos);
    expect_line(run({CHECK_APEL_PUB, "--message", folder / "none"}), unknown, "No such file");
    EXPECT_EQ(testbed_->counters("a").at("requests"), 0);
}

}  // namespace
}  // namespace fedcloud::test
