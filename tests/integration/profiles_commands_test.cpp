// fedcloud-profiles list, show, lint and metrics as an administrator runs them; no network.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "process.hpp"

namespace fedcloud::test {
namespace {

using Json = nlohmann::json;

constexpr auto good_site = R"({"format":1,"site":"GOOD","key":"7G0","ngi":"NGI_SI",
 "country":"Slovenia","certification_status":"Certified","infrastructure":"Production",
 "vos":["ops"],"pulled":{"from":"https://goc.example.org/gocdbpi/","at":"2026-11-21T14:00:00Z"},
 "services":[{"key":"1000G0","type":"eu.egi.cloud.storage-management.cdmi",
  "host":"cdmi.example.org","url":"https://cdmi.example.org/","monitored":true,"production":true,
  "parameters":{"endpoint":"https://cdmi.example.org/"}}],
 "downtimes":[{"key":"9G0","services":["1000G0"],"severity":"outage","classification":"scheduled",
  "start":"2000-01-01T00:00:00Z","end":"2000-01-02T00:00:00Z"}]})";

constexpr auto poor_site = R"({"format":1,"site":"Izola MRF","country":"Slovenia",
 "pulled":{"from":"https://goc.example.org/gocdbpi/","at":"2026-11-21T14:00:00Z"},
 "services":[{"key":"1001G0","type":"eu.egi.cloud.vm-management.occi","host":"occi.example.org",
  "url":"https://occi.example.org/","monitored":true,"production":true,
  "parameters":{"endpoint":"https://occi.example.org/"}}],
 "downtimes":[{"key":"8G0","services":["1001G0"],"severity":"outage","classification":"scheduled",
  "start":"2000-01-01T00:00:00Z","end":"2200-01-02T00:00:00Z"}]})";

class ProfilesCommands : public testing::Test {
  protected:
    void SetUp() override {
        mkdir((folder_ / "p").c_str(), 0755);
        mkdir((folder_ / "o").c_str(), 0755);
        write_file(folder_ / "p/GOOD.json", good_site);
        write_file(folder_ / "p/Izola%20MRF.json", poor_site);
    }

    Outcome ask(const std::string& subcommand, const Arguments& more = {}) const {
        Arguments words{FEDCLOUD_PROFILES, subcommand};
        if (subcommand != "metrics") {
            words.insert(words.end(), {"--profile-dir", folder_ / "p"});
        }
        if (subcommand == "show" || subcommand == "lint") {
            words.insert(words.end(), {"--override-dir", folder_ / "o"});
        }
        if (subcommand != "list") {
            words.insert(words.end(), {"--metrics", METRIC_PROFILE});
        }
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }

    void expect_refused(const Outcome& outcome, const std::string& why) const {
        EXPECT_EQ(outcome.status, 3) << outcome.out;
        EXPECT_EQ(outcome.out, "");
        EXPECT_NE(outcome.err.find(why), std::string::npos) << outcome.err;
        EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    }

    const TemporaryFolder folder_;
};

TEST_F(ProfilesCommands, ListOfSites) {
    const auto table = ask("list");
    EXPECT_EQ(table.status, 0) << table.err;
    EXPECT_EQ(table.out,
              "SITE       NGI     COUNTRY   CERTIFICATION  INFRASTRUCTURE  SERVICES  DOWN\n"
              "GOOD       NGI_SI  Slovenia  Certified      Production      1         0\n"
              "Izola MRF          Slovenia                                 1         1\n");
    EXPECT_EQ(table.err, "");
    const auto json = Json::parse(ask("list", {"--ngi", "ngi_si", "--format", "json"}).out);
    ASSERT_EQ(json.size(), 1U);
    EXPECT_EQ(json[0]["site"], "GOOD");
    EXPECT_EQ(json[0]["in_downtime"], 0);
    const auto services =
        ask("list", {"--services", "--service-type", "eu.egi.cloud.vm-management.occi"});
    EXPECT_NE(services.out.find("Izola MRF  1001G0  eu.egi.cloud.vm-management.occi  "
                                "occi.example.org  production, down  https://occi.example.org/\n"),
              std::string::npos)
        << services.out;
}

TEST_F(ProfilesCommands, ListTellsThatNothingFits) {
    for (const Arguments& filter :
         {Arguments{"--ngi", "NGI_NOPE"}, Arguments{"--service-type", "nope", "--services"}}) {
        const auto outcome = ask("list", filter);
        EXPECT_EQ(outcome.status, 1);
        EXPECT_EQ(outcome.err, "fedcloud-profiles list: no site fits --ngi and --service-type\n");
    }
}

TEST_F(ProfilesCommands, ListTellsOfFilesThatItCannotRead) {
    write_file(folder_ / "p/BAD.json", R"({"format":1,"site":"BAD","services":[]})");
    const auto outcome = ask("list");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_NE(outcome.out.find("GOOD"), std::string::npos);
    EXPECT_NE(outcome.err.find("p/BAD.json: /pulled: expected"), std::string::npos) << outcome.err;
    expect_refused(run({FEDCLOUD_PROFILES, "list", "--profile-dir", folder_ / "none"}),
                   "there is no folder " + folder_ / "none");
}

TEST_F(ProfilesCommands, ShowMarksWhatIsSetLocally) {
    write_file(folder_ / "o/Izola%20MRF.json",
               R"({"format":1,"vos":["dteam"],"disabled_metrics":["org.nagios.OCCI-TCP"],
                   "options":{"check_occi_vm":{"os-tpl":"mine","warning":90}}})");
    for (const auto* name : {"Izola MRF", "Izola%20MRF"}) {
        const auto outcome = ask("show", {name});
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        const auto file = folder_ / "o/Izola%20MRF.json";
        for (const auto& line :
             {"Site             Izola MRF\n", "dteam [", "  IN DOWNTIME    since 2000-01-01",
              "endpoint https://occi.example.org/  [GOCDB]\n",
              "org.nagios.OCCI-TCP: check_occi_tcp every 15 min  DISABLED ["}) {
            EXPECT_NE(outcome.out.find(line), std::string::npos) << line << "\n" << outcome.out;
        }
        EXPECT_NE(outcome.out.find("os-tpl mine  [" + file + " /options/check_occi_vm/os-tpl]\n"),
                  std::string::npos);
        EXPECT_NE(outcome.out.find("timeout 300  [metrics.json]\n"), std::string::npos);
    }
    const auto json = Json::parse(ask("show", {"Izola MRF", "--format", "json"}).out);
    EXPECT_EQ(json["vos"], Json({"dteam"}));
    const auto& metric = json["services"][0]["metrics"]["eu.egi.cloud.OCCI-VM"];
    EXPECT_EQ(metric["options"]["warning"]["value"], "90");
    EXPECT_EQ(json["services"][0]["metrics"]["org.nagios.OCCI-TCP"]["disabled"], true);
}

TEST_F(ProfilesCommands, ShowRefusesWhatItCannotRead) {
    expect_refused(ask("show"), "which site?");
    expect_refused(ask("show", {"../../etc/passwd"}), "there is no profile of a site");
    write_file(folder_ / "o/GOOD.json", R"({"format":1,"colour":"red"})");
    expect_refused(ask("show", {"GOOD"}), "o/GOOD.json: /colour: expected no such member");
    write_file(folder_ / "p/GOOD.json", "{");
    expect_refused(ask("show", {"GOOD"}), "p/GOOD.json: line 1, column 2: expected JSON");
}

TEST_F(ProfilesCommands, Lint) {
    const auto good = ask("lint", {"GOOD"});
    EXPECT_EQ(good.status, 0) << good.out;
    EXPECT_EQ(good.out, "1 site: 0 errors, 0 warnings, 0 remarks\n");
    const auto all = ask("lint");
    EXPECT_EQ(all.status, 1);
    for (const auto* word : {"[image-missing]", "[downtime-too-long]", "[ngi-missing]",
                             "2 sites: 1 error, 2 warnings, 1 remark\n"}) {
        EXPECT_NE(all.out.find(word), std::string::npos) << word << "\n" << all.out;
    }
    write_file(folder_ / "o/GOOD.json", R"({"format":1,"options":{"check_cdmi":{"site":"x"}}})");
    write_file(folder_ / "o/NOBODY.json", R"({"format":1})");
    write_file(folder_ / "p/BAD.json", "{}");
    const auto json = Json::parse(ask("lint", {"--format", "json"}).out);
    std::string codes;
    for (const auto& finding : json) {
        codes += finding["code"].get<std::string>() + ' ';
    }
    EXPECT_NE(codes.find("profile-unreadable override-unreadable override-of-no-site"),
              std::string::npos)
        << codes;
    const auto own = ask("lint", {"GOOD"});
    EXPECT_EQ(own.status, 1);
    EXPECT_NE(own.out.find("/options/check_cdmi/site: expected"), std::string::npos) << own.out;
    expect_refused(ask("lint", {"NOBODY"}), "there is no profile of a site 'NOBODY'");
}

TEST_F(ProfilesCommands, MetricsGoToArgoAndBack) {
    const auto shown = ask("metrics");
    EXPECT_EQ(shown.status, 0) << shown.err;
    EXPECT_NE(shown.out.find("eu.egi.cloud.OCCI-VM (per VO)"), std::string::npos);
    const auto json = ask("metrics", {"--format", "json"}).out;
    for (const auto* form : {"poem", "ncg", "profile"}) {
        EXPECT_EQ(ask("metrics", {"--export", form, "-o", folder_ / form}).status, 0);
    }
    EXPECT_EQ(list_folder(folder_.path()).size(), 5U) << "nothing but the files is left";
    for (const auto* form : {"poem", "ncg"}) {
        const auto back =
            ask("metrics", {"--import", folder_ / form, "--import", folder_ / "profile"});
        EXPECT_EQ(back.status, 0);
        EXPECT_EQ(back.err, "");
        EXPECT_EQ(back.out, json);
    }
}

TEST_F(ProfilesCommands, ImportTellsWhatIsLeft) {
    const std::string foreign = R"({"a.Foreign":{"probe":"check_foreign"}})";
    write_file(folder_ / "foreign", foreign);
    const auto none = ask("metrics", {"--import", folder_ / "foreign", "-o", folder_ / "out"});
    EXPECT_EQ(none.status, 3);
    EXPECT_NE(none.err.find("left out, since no program of this suite runs them: a.Foreign"),
              std::string::npos);
    EXPECT_NE(none.err.find("nothing is left: no program of this suite"), std::string::npos);
    EXPECT_EQ(content_of(folder_ / "out"), "");
    write_file(folder_ / "both", "[" + foreign + R"(,{"b.Perun":{"probe":"check_perun"}}])");
    const auto one = ask("metrics", {"--import", folder_ / "both"});
    EXPECT_EQ(one.status, 0);
    EXPECT_NE(one.err.find("fedcloud-profiles metrics: 1 metric imported\n"), std::string::npos)
        << one.err;
}

// A program with an installed profile beside it that a shell has emptied.
TEST_F(ProfilesCommands, ImportFillsInNothingFromWhatItCannotRead) {
    namespace fs = std::filesystem;
    fs::create_directories(folder_ / "bin");
    fs::create_directories(folder_ / "share/fedcloud-probes");
    fs::copy_file(FEDCLOUD_PROFILES, folder_ / "bin/fedcloud-profiles");
    write_file(folder_ / "both", R"({"b.Perun":{"probe":"check_perun"}})");
    const Arguments words{folder_ / "bin/fedcloud-profiles", "metrics", "--import",
                          folder_ / "both"};
    if (fs::exists("/etc/argo/probes/fedcloud/metrics.json")) {
        GTEST_SKIP() << "this machine has a metric profile of its own";
    }
    EXPECT_EQ(run(words).status, 0);  // none at all
    const auto installed = folder_ / "share/fedcloud-probes/metrics.json";
    write_file(installed, "");
    expect_refused(run(words), installed + ": line 1, column 1: expected JSON");
    expect_refused(run(words), "Use --output");
    write_file(installed, R"({"format":1,"name":"\u001b[2J\n"})");
    const auto controls = run(words);
    expect_refused(controls, installed + ": /");
    EXPECT_EQ(controls.err.find('\x1b'), std::string::npos) << controls.err;
}

TEST_F(ProfilesCommands, JsonIsPlainAscii) {
    std::string site = good_site;
    site.replace(site.find("Slovenia"), 8,
                 "\xc2\x9b"
                 "31m\xe2\x80\xae");
    write_file(folder_ / "p/GOOD.json", site);
    for (const auto& outcome :
         {ask("list", {"--format", "json"}), ask("show", {"GOOD", "--format", "json"})}) {
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        EXPECT_TRUE(std::all_of(outcome.out.begin(), outcome.out.end(),
                                [](char c) { return c == '\n' || (c >= ' ' && c < '\x7f'); }));
        EXPECT_NE(outcome.out.find("\\u009b31m\\u202e"), std::string::npos) << outcome.out;
    }
}

TEST_F(ProfilesCommands, MetricsRefuseWhatTheyCannotRead) {
    expect_refused(ask("metrics", {"--import", folder_ / "none"}), "none: No such file");
    write_file(folder_ / "empty", "{}");
    expect_refused(ask("metrics", {"--import", folder_ / "empty"}),
                   "empty: no metric profile or metric configuration of ARGO");
    write_file(folder_ / "bad", R"({"m":{"config":{"timeout":"x"}}})");
    expect_refused(ask("metrics", {"--import", folder_ / "bad", "-o", folder_ / "out"}),
                   "bad: /m/config/timeout: expected a whole number");
    EXPECT_EQ(content_of(folder_ / "out"), "");
    expect_refused(ask("metrics", {"--export", "poem", "-o", folder_ / "no/such"}),
                   "no/such.new: ");
    expect_refused(ask("metrics", {"--export", "xml"}), "xml");
    expect_refused(ask("metrics", {"--export", "ncg", "--import", folder_ / "empty"}),
                   "exclude each other");
    write_file(folder_ / "own", R"({"format":1,"name":"T","metrics":{"m":{"program":"/bin/sh"}}})");
    expect_refused(run({FEDCLOUD_PROFILES, "metrics", "--metrics", folder_ / "own"}),
                   "own: /metrics/m/program: expected a program's name");
}

}  // namespace
}  // namespace fedcloud::test
