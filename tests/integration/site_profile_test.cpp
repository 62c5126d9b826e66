// --site of every probe: the verdict of explicit options, from a profile and its overrides.
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <regex>

#include "expectations.hpp"
#include "site_folders.hpp"
#include "testbed.hpp"
#include "vm_site.hpp"

namespace fedcloud::test {
namespace {

const std::string occi = "eu.egi.cloud.vm-management.occi";
const std::string cdmi = "eu.egi.cloud.storage-management.cdmi";
const std::string broker = "eu.egi.cloud.broker.vmdirac";
const std::string vmcaster = "eu.egi.cloud.vm-metadata.appdb-vmcaster";

class SiteProfile : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        testbed_ =
            std::make_unique<Testbed>(std::vector<std::string>{"rocci-site,boot=0", "other,boot=0"},
                                      Arguments{"--cdmi", "c", "--bdii", "b,site=EXAMPLE SITE",
                                                "--apel", "a", "--appdb", "list", "--perun", "p"});
        testbed_->settings("a", {{"sites", nullptr}, {"page_age_days", 0.01}});
        testbed_->settings("list", {{"signed", "none"}, {"created_hours", 1}});
    }
    static void TearDownTestSuite() { testbed_.reset(); }
    void SetUp() override {
        auto& vm = folders.add("1G0", occi, at("rocci-site"));
        vm["parameters"]["os_tpl"] = VmSite::rocci_image;
        folders.add("2G0", cdmi, at("c"));
        folders.add("3G0", broker, at("c"));
        folders.add("4G0", "Site-BDII", at("b"));
        folders.add("5G0", "eu.egi.cloud.accounting", "");
        folders.add("6G0", vmcaster, list());
        folders.add("7G0", "egi.Perun", at("p") + "/cert/rpc/");
        folders.write();
    }

    static std::string at(const std::string& server) { return testbed_->endpoint(server); }
    static std::string list() {
        return at("list") + "/store/vappliance/fedcloud.monitoring.va/image.list";
    }
    Outcome by_site(const std::string& program, const Arguments& more = {}) const {
        return run(folders.command(program, more));
    }
    Arguments with_state(Arguments words) const {
        words.insert(words.end(), {"--state-dir", state.path(), "-n", "none"});
        return words;
    }
    // The port of `server` is what the profile says of the OCCI service.
    void point_to(const std::string& server) {
        folders.site["services"][0]["parameters"]["endpoint"] = at(server);
        folders.write();
    }

    SiteFolders folders;
    TemporaryFolder state;
    static inline std::unique_ptr<Testbed> testbed_;
};

// Without what is different from run to run.
std::string verdict(const Outcome& outcome) {
    static const std::regex varying("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+(\\.[0-9]+)?|http-[0-9a-z-]+");
    return std::to_string(outcome.status) + ' ' +
           std::regex_replace(outcome.first_line(), varying, "N");
}

struct Pair {
    std::string program;
    std::string key;
    Arguments options;  // that say the same
    Arguments both;
};

TEST_F(SiteProfile, EveryProbeGivesTheVerdictOfExplicitOptions) {
    const std::vector<Pair> table{
        {CHECK_OCCI_TCP, "1G0", {"-e", at("rocci-site")}, {}},
        {CHECK_CDMI_TCP, "2G0", {"-e", at("c")}, {}},
        {CHECK_BROKER_TCP, "3G0", {"-e", at("c")}, {}},
        {CHECK_OCCI_VM,
         "1G0",
         {"-e", at("rocci-site"), "--os-tpl", VmSite::rocci_image},
         with_state({})},
        {CHECK_CDMI, "2G0", {"-e", at("c")}, with_state({})},
        {CHECK_CLOUD_BDII,
         "4G0",
         {"-H", "127.0.0.1", "-p", std::to_string(testbed_->port("b")), "--site", "EXAMPLE SITE"},
         {}},
        {CHECK_APEL_PUB,
         "5G0",
         {"--site", "EXAMPLE SITE"},
         {"--cache-ttl", "0", "-u", at("a") + "/cloudtest/cloudsites2.html"}},
        {CHECK_APPDB_UPDATE, "6G0", {"-u", list()}, {"--allow-unsigned"}},
        {CHECK_PERUN, "7G0", {"-e", at("p") + "/cert/rpc/"}, with_state({})},
    };
    for (const auto& pair : table) {
        SCOPED_TRACE(pair.program);
        Arguments explicit_words{pair.program};
        explicit_words.insert(explicit_words.end(), pair.options.begin(), pair.options.end());
        explicit_words.insert(explicit_words.end(), pair.both.begin(), pair.both.end());
        const auto by_hand = run(explicit_words);
        auto with_key = pair.both;
        with_key.insert(with_key.end(), {"--service", pair.key});
        for (const auto& words : {pair.both, with_key}) {
            const auto outcome = by_site(pair.program, words);
            EXPECT_EQ(verdict(outcome), verdict(by_hand)) << outcome.out << by_hand.out;
            EXPECT_EQ(outcome.err, "");
            EXPECT_NE(outcome.status, 3) << outcome.out;
        }
    }
}

TEST_F(SiteProfile, EveryLayoutOfTheFileIsRead) {
    folders.write(true);
    expect_line(by_site(CHECK_OCCI_TCP), 0, "OCCI-TCP OK - ");
    expect_line(by_site(CHECK_OCCI_TCP, {"--service", "1G0"}), 0, "OCCI-TCP OK - ");
}

TEST_F(SiteProfile, ByHandWinsThenOverridesThenProfile) {
    point_to("other");
    const auto port = [](const char* server) {
        return " port " + std::to_string(testbed_->port(server)) + " answered";
    };
    expect_line(by_site(CHECK_OCCI_TCP), 0, port("other"));
    folders.override_with(
        {{"format", 1}, {"options", {{"check_occi_tcp", {{"endpoint", at("c")}}}}}});
    expect_line(by_site(CHECK_OCCI_TCP), 0, port("c"));
    expect_line(by_site(CHECK_CDMI_TCP), 0, port("c"));
    folders.override_with(
        {{"format", 1},
         {"options", {{"check_occi_tcp", {{"endpoint", at("c")}, {"critical", "0.000001"}}}}},
         {"services", {{"1G0", {{"options", {{"*", {{"endpoint", at("a")}}}}}}}}}});
    expect_line(by_site(CHECK_OCCI_TCP), 2, "outside the critical range 0.000001");
    expect_line(by_site(CHECK_OCCI_TCP, {"-c", "20"}), 0, port("a"));
    expect_line(by_site(CHECK_OCCI_TCP, {"-c", "20", "-e", at("b")}), 0, port("b"));
    expect_line(by_site(CHECK_OCCI_TCP, {"-c", "20", "-p", std::to_string(testbed_->port("p"))}), 0,
                port("p"));
    expect_line(by_site(CHECK_OCCI_TCP, {"-c", "20", "-H", "localhost"}), 0, "localhost port ");
    // The image is still the profile's where the endpoint is given by hand.
    folders.override_with({{"format", 1}});
    expect_line(by_site(CHECK_OCCI_VM, with_state({"-e", at("rocci-site")})), 0, "OCCI-VM OK - ");
}

TEST_F(SiteProfile, AMistakeInAnOverrideNamesFileAndField) {
    folders.override_with({{"format", 1}, {"options", {{"check_cdmi", {{"proxy-warning", "x"}}}}}});
    expect_line(by_site(CHECK_CDMI), 3,
                "CDMI-CRUD UNKNOWN - " + folders.overrides_path() +
                    ": /options/check_cdmi/proxy-warning: --proxy-warning: 'x' is no time");
    folders.override_with({{"format", 1}, {"thresholds", 1}});
    expect_line(by_site(CHECK_CDMI), 3, ": /thresholds: expected no such member");
}

TEST_F(SiteProfile, WhatIsBesideTheVerdictIsToldInLines) {
    folders.add_downtime("1G0", -1, 5, "new | disks\n\x1b[31m" + std::string(2000, 'x'));
    folders.add_downtime("1G0", 1, 5, "not yet");
    folders.add_downtime("2G0", -1, 5, "another service");
    folders.site["services"][0]["monitored"] = false;
    folders.site["pulled"]["at"] = utc(std::time(nullptr) - 5 * 86400);
    folders.write();
    folders.override_with({{"format", 1}, {"disabled_metrics", {"org.nagios.OCCI-TCP"}}});
    const auto outcome = by_site(CHECK_OCCI_TCP);
    expect_line(outcome, 0, "OCCI-TCP OK - ");
    EXPECT_NE(outcome.out.find("\nin downtime until 20"), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find(" UTC (OUTAGE, scheduled): new / disks"), std::string::npos);
    EXPECT_NE(outcome.out.find("\nservice 1G0 is registered as not monitored\n"),
              std::string::npos);
    EXPECT_NE(outcome.out.find("\nthe profile of site EXAMPLE SITE is 5 days old: is "
                               "fedcloud-profiles pull running?\n"),
              std::string::npos);
    EXPECT_NE(outcome.out.find("\norg.nagios.OCCI-TCP is disabled here by "), std::string::npos);
    EXPECT_EQ(outcome.out.find("not yet"), std::string::npos);
    EXPECT_EQ(outcome.out.find("another service"), std::string::npos);
    EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '|'), 1) << outcome.out;
}

TEST_F(SiteProfile, TheStepIsInTheVerboseAndTheJsonOutput) {
    const auto verbose = by_site(CHECK_OCCI_TCP, {"-v"}).out;
    EXPECT_NE(verbose.find("profile"), std::string::npos) << verbose;
    EXPECT_NE(verbose.find("service 1G0 of site EXAMPLE SITE"), std::string::npos) << verbose;
    EXPECT_NE(by_site(CHECK_OCCI_TCP, {"-vv"}).out.find("--endpoint " + at("rocci-site")),
              std::string::npos);
    const auto json = Json::parse(by_site(CHECK_OCCI_TCP, {"--format", "json"}).out);
    EXPECT_EQ(json.at("steps").at(0).at("name"), "profile");
}

TEST_F(SiteProfile, TheChoiceIsExplained) {
    folders.add("9G0", occi, at("other"));
    folders.write();
    expect_line(by_site(CHECK_OCCI_TCP), 3,
                "OCCI-TCP UNKNOWN - site EXAMPLE SITE has 2 services that may be meant: choose one "
                "by --service KEY: 1G0 (127.0.0.1), 9G0 (127.0.0.1)");
    expect_line(by_site(CHECK_OCCI_TCP, {"--service", "9G0"}), 0, "OCCI-TCP OK");
    expect_line(by_site(CHECK_OCCI_TCP, {"--service", "77G0"}), 3, "has no service 77G0, but 1G0");
    expect_line(by_site(CHECK_OCCI_TCP, {"--service", "2G0"}), 3, "service 2G0 of site EXAMPLE");
    expect_line(by_site(CHECK_OCCI_TCP, {"--service", "2"}), 3, "'2' is no key of GOCDB");
    folders.site["services"] = Json::array();
    folders.write();
    expect_line(by_site(CHECK_PERUN), 3, "has no service of type egi.Perun; if GOCDB has one");
}

TEST_F(SiteProfile, AServiceThatIsNotWholeNamesWhatToRegister) {
    folders.site["services"][0]["parameters"] = Json::object();
    folders.site["services"][0]["url"] = "";
    folders.write();
    expect_line(by_site(CHECK_OCCI_TCP), 3,
                "service 1G0 of site EXAMPLE SITE cannot be checked: GOCDB has no URL of it; "
                "register one such as https://HOST:PORT/ there");
    folders.site["services"][0]["parameters"] = {{"endpoint", "amqp://127.0.0.1/"}};
    folders.write();
    expect_line(by_site(CHECK_OCCI_TCP), 3, "its URL in GOCDB, amqp://127.0.0.1/, has no port");
    folders.site["services"][0]["parameters"] = {{"endpoint", at("rocci-site")}};
    folders.write();
    expect_line(by_site(CHECK_OCCI_VM), 3, "its URL in GOCDB names no image");
    expect_line(by_site(CHECK_OCCI_VM, with_state({"--checks-only"})), 0, "OCCI-VM OK - the model");
}

TEST_F(SiteProfile, WhatIsNoProfileIsOursAndNoWait) {
    const auto expect = [&](const std::string& words) {
        for (const auto* program : {CHECK_OCCI_TCP, CHECK_OCCI_VM, CHECK_APEL_PUB, CHECK_PERUN}) {
            const auto outcome = by_site(program, {"-t", "10"});
            expect_line(outcome, 3, words);
            EXPECT_LT(outcome.time.count(), 5.0);
        }
    };
    write_file(folders.profile(), "garbage");
    expect("it is no JSON: it does not begin with '{'");
    write_file(folders.profile(), R"({"a":)" + std::string(20'000, '['));
    expect("cannot be used: ");
    write_file(folders.profile(), R"({"format":7})");
    expect("cannot be used: /format: expected a whole number from 1 to 1");
    std::filesystem::resize_file(folders.profile(), 9U << 20U);
    expect("it has more than 8388608 bytes");
    std::filesystem::remove(folders.profile());
    ASSERT_EQ(mkfifo(folders.profile().c_str(), 0600), 0);
    expect("it is no regular file");
    std::filesystem::remove(folders.profile());
    std::filesystem::create_directory(folders.profile());
    expect("it is no regular file");
    std::filesystem::remove(folders.profile());
    expect_line(by_site(CHECK_OCCI_TCP), 3, "no profile of site EXAMPLE SITE: cannot read ");
    expect_line(by_site(CHECK_CLOUD_BDII), 3, "no target: give --hostname; there is no profile ");
}

}  // namespace
}  // namespace fedcloud::test
