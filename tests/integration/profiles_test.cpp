// fedcloud-profiles pull and diff against the testbed's GOCDB.
#include <sys/stat.h>

#include <fstream>

#include "pull_setup.hpp"

namespace fedcloud::test {
namespace {

TEST_F(Pull, PagesBecomeProfiles) {
    const auto outcome = pull();
    EXPECT_EQ(outcome.status, done) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    EXPECT_NE(outcome.out.find("sites: 10 added, 0 removed, 0 changed"), std::string::npos)
        << outcome.out;
    ASSERT_EQ(files().size(), 10U);
    const auto profile = Json::parse(files().at("S3.json"));
    EXPECT_EQ(profile.at("site"), "S3");
    EXPECT_EQ(profile.at("ngi"), "NGI_SI");
    EXPECT_EQ(profile.at("certification_status"), "Certified");
    const auto& service = profile.at("services").at(0);
    EXPECT_EQ(service.at("key"), "1003G0");
    EXPECT_EQ(service.at("parameters").at("endpoint"), "https://h.example.org:11443/");
    EXPECT_EQ(service.at("parameters").at("os_tpl"), "i");
    // Ten services on pages of three, and the empty one; over one connection.
    EXPECT_GE(testbed_->requests("g").size(), 7U);
    EXPECT_EQ(testbed_->counters("g").at("connections"), 1);
    struct stat status {};
    ASSERT_EQ(stat((folder() + "/S3.json").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0644U);

    const auto again = pull();
    EXPECT_EQ(again.status, done);
    EXPECT_EQ(again.out, "nothing changed; 10 sites with 10 services\n");
}

TEST_F(Pull, ChangesAreTold) {
    ASSERT_EQ(pull().status, done);
    auto registry = registry_of(11);
    registry["sites"].erase(0);
    registry["services"].erase(0);
    registry["services"][0]["url"] = "https://new.example.org/";
    registry["services"].push_back(service_of("S2", 50));
    testbed_->replace_registry("g", registry);

    const auto before = files();
    const auto difference = diff();
    EXPECT_EQ(difference.status, something_to_tell) << difference.err;
    const auto dry = pull({"--dry-run"});
    EXPECT_EQ(dry.status, done);
    EXPECT_EQ(dry.out, difference.out);
    EXPECT_EQ(files(), before);

    const auto outcome = pull();
    EXPECT_EQ(outcome.status, done) << outcome.err;
    for (const auto* line :
         {"- site S0: removed, 1 service\n", "+ site S10: added, 1 service\n",
          "+ service 1050G0 of S2: added, eu.egi.cloud.vm-management.occi on h50.example.org\n",
          "~ service 1001G0 of S1 (eu.egi.cloud.vm-management.occi on h1.example.org): url "
          "'https://h.example.org:11443/?image=i&resource=r' -> 'https://new.example.org/'"}) {
        EXPECT_NE(outcome.out.find(line), std::string::npos) << line << outcome.out;
    }
    EXPECT_EQ(outcome.err,
              "warning: service 1001G0 of S1 moves from the host h.example.org to "
              "new.example.org: credentials that are set for it here are sent there\n");
    EXPECT_EQ(files().count("S0.json"), 0U);
    EXPECT_EQ(diff().status, done);
    const auto json = Json::parse(diff({"--format", "json"}).out);
    EXPECT_EQ(json.at("sites"), 10);
    EXPECT_TRUE(json.at("changes").empty());
}

TEST_F(Pull, DryRunMakesNoFolder) {
    EXPECT_EQ(pull({"--dry-run"}).status, done);
    EXPECT_FALSE(fs::exists(folder()));
}

TEST_F(Pull, FoldersAreCompared) {
    ASSERT_EQ(pull().status, done);
    fs::copy(folder(), root_ / "copy");
    const Arguments words{FEDCLOUD_PROFILES, "diff",      "--profile-dir",
                          root_ / "copy",    "--against", folder()};
    EXPECT_EQ(run(words).status, done);
    fs::remove(folder() + "/S4.json");
    const auto outcome = run(words);
    EXPECT_EQ(outcome.status, something_to_tell);
    EXPECT_NE(outcome.out.find("- site S4: removed, 1 service\n"), std::string::npos);
}

TEST_F(Pull, TooManyRemovalsAreRefused) {
    ASSERT_EQ(pull().status, done);
    const auto before = files();
    auto registry = registry_of(8);
    testbed_->replace_registry("g", registry);
    expect_refused(pull(), before,
                   "2 of 10 sites would be removed or lose all their services (S8, S9)");
    const auto dry = pull({"--dry-run"});
    EXPECT_EQ(dry.status, failed);
    EXPECT_NE(dry.out.find("- site S8: removed"), std::string::npos);
    EXPECT_EQ(diff().status, something_to_tell);
    registry = registry_of(10);
    registry["services"] = Json::array();
    testbed_->replace_registry("g", registry);
    expect_refused(pull(), before, "10 of 10 sites");
    testbed_->replace_registry("g", {{"sites", Json::array()}});
    expect_refused(pull({"--max-removals", "100"}), before, "no site that fits");
    testbed_->replace_registry("g", registry_of(8));
    EXPECT_EQ(pull({"--max-removals", "20"}).status, done);
    EXPECT_EQ(files().size(), 8U);
}

TEST_F(Pull, OneSiteLeavesTheOthersAlone) {
    ASSERT_EQ(pull().status, done);
    auto registry = registry_of(5);
    registry["services"][4]["url"] = "https://new.example.org/";
    testbed_->replace_registry("g", registry);
    const auto outcome = pull({"--site", "S4"});
    EXPECT_EQ(outcome.status, done) << outcome.err;
    EXPECT_EQ(files().size(), 10U);
    EXPECT_NE(files().at("S4.json").find("https://new.example.org/"), std::string::npos);
}

TEST_F(Pull, UnreadableProfilesAreToldAndReplaced) {
    ASSERT_EQ(pull().status, done);
    std::ofstream(folder() + "/S1.json") << "{";
    std::ofstream(folder() + "/other.json") << "mine";
    const auto outcome = pull();
    EXPECT_EQ(outcome.status, done);
    const auto told = [&](const std::string& fate, const std::string& file) {
        return outcome.err.find("no profile that can be read, " + fate + ": " + folder() + '/' +
                                file) != std::string::npos;
    };
    EXPECT_TRUE(told("replaced", "S1.json")) << outcome.err;
    EXPECT_TRUE(told("left as it is", "other.json")) << outcome.err;
    EXPECT_EQ(files().at("other.json"), "mine");
    EXPECT_EQ(Json::parse(files().at("S1.json")).at("site"), "S1");
}

TEST_F(Pull, RecordsThatDoNotFitAreToldByName) {
    auto registry = registry_of(2);
    registry["services"].push_back(service_of("S1", 7));
    registry["services"][2]["host"] = "a;id>/tmp/x";
    testbed_->replace_registry("g", registry);
    const auto outcome = pull();
    EXPECT_EQ(outcome.status, done);
    EXPECT_NE(outcome.err.find("warning: service 1007G0 (a;id>/tmp/x): its HOSTNAME"),
              std::string::npos)
        << outcome.err;
    EXPECT_EQ(Json::parse(files().at("S1.json")).at("services").size(), 1U);
}

TEST_F(Pull, DowntimesOfTheServicesThatTheyConcern) {
    testbed_->replace_downtimes(
        "g", Json::array({{{"services", {"1001G0", "1002G0"}},
                           {"severity", "OUTAGE"},
                           {"classification", "SCHEDULED"},
                           {"start_in", -60},
                           {"end_in", 3600}},
                          {{"services", {"1001G0"}}, {"start_in", -7200}, {"end_in", -3600}},
                          {{"services", {"1001G0"}}, {"start_in", 8640000}, {"end_in", 8650000}}}));
    ASSERT_EQ(pull().status, done);
    const auto downtimes = Json::parse(files().at("S1.json")).at("downtimes");
    ASSERT_EQ(downtimes.size(), 1U) << downtimes;
    EXPECT_EQ(downtimes[0].at("services"), Json::array({"1001G0"}));
    EXPECT_EQ(downtimes[0].at("severity"), "outage");
    EXPECT_FALSE(Json::parse(files().at("S3.json")).contains("downtimes"));
}

TEST_F(Pull, ErrorsWithStatus200AtEveryPage) {
    ASSERT_EQ(pull().status, done);
    const auto before = files();
    testbed_->replace_registry("g", registry_of(11));
    const std::vector<std::pair<std::string, int>> queries{
        {"get_site_list", 1}, {"get_service", 1}, {"get_service", 2},
        {"get_service", 4},   {"get_service", 5}, {"get_downtime_nested_services", 1}};
    for (const auto* kind :
         {"error", "plain-error", "login", "truncated-page", "wrong-root", "page-status"}) {
        for (const auto& [method, page] : queries) {
            testbed_->fault("g", {{"kind", kind}, {"method", method}, {"page", page}});
            expect_refused(pull(), before, method + ": ");
            testbed_->clear_faults("g");
        }
    }
    EXPECT_EQ(pull().status, done);
}

TEST_F(Pull, PagingThatLeadsAstray) {
    ASSERT_EQ(pull().status, done);
    const auto before = files();
    const std::vector<std::pair<std::string, std::string>> faults{
        {"stuck-cursor", "leads back"},
        {"backward-cursor", "leads back"},
        {"repeat", "it repeats the records"},
        {"no-next", "link to the next page is missing"},
        {"wrong-count", "the page says that it has"}};
    for (const auto& [kind, words] : faults) {
        testbed_->fault("g", {{"kind", kind}, {"method", "get_service"}, {"page", 2}});
        expect_refused(pull(), before, words);
        testbed_->clear_faults("g");
    }
    // All that follows is missing, and nothing says so: it is the loss that is seen.
    testbed_->fault("g", {{"kind", "empty"}, {"method", "get_service"}, {"page", 2}});
    expect_refused(pull(), before, "lose all their services");
}

TEST_F(Pull, HostilePages) {
    ASSERT_EQ(pull().status, done);
    const auto before = files();
    for (const auto* kind :
         {"gzip-bomb", "huge", "endless", "many-headers", "reset", "truncated", "truncated-chunked",
          "wrong-type", "nul-bytes", "deep-json", "redirect-loop", "status"}) {
        SCOPED_TRACE(kind);
        testbed_->reset_requests("g");
        // For ever: a connection that was kept alive and is reset is tried anew, and rightly.
        testbed_->fault("g", {{"kind", kind}, {"at", second_page_of_services}, {"times", 0}});
        expect_refused(pull(), before, "nothing was changed");
        testbed_->clear_faults("g");
    }
    for (const auto* kind : {"entities", "external-entity", "huge-text"}) {
        testbed_->fault("g", {{"kind", kind}, {"method", "get_service"}, {"page", 2}});
        const auto outcome = pull();
        for (const auto& [name, text] : files()) {
            EXPECT_EQ(text.find("root:"), std::string::npos) << kind;
            EXPECT_LT(text.size(), 100'000U) << kind << name;
        }
        testbed_->clear_faults("g");
    }
}

TEST_F(Pull, OneDeadline) {
    ASSERT_EQ(pull().status, done);
    const auto before = files();
    testbed_->reset_requests("g");
    testbed_->fault("g", {{"kind", "hang"}, {"at", second_page_of_services}});
    const auto outcome = pull({"-t", "2"});
    expect_refused(outcome, before, "the 2 s of -t are over; get_service: ");
    EXPECT_LT(outcome.time.count(), 4.0);
}

TEST_F(Pull, PartsAndRedirectsAreNoAnswers) {
    const auto redirected = R"({"kind":"redirect","to":"https://new.example.org/x/","at":1})";
    testbed_->fault("g", Json::parse(redirected));
    expect_refused(pull(), {}, "HTTP 302 to https://new.example.org/x/, which is not followed");

    Testbed partial({}, {"--gocdb", "g"});
    partial.put_page("g", {{"path", "/public/"},
                           {"status", 206},
                           {"type", "application/xml"},
                           {"body", "<results><SITE NAME=\"A\" PRIMARY_KEY=\"1G0\"/></results>"}});
    expect_refused(run({FEDCLOUD_PROFILES, "pull", "--gocdb", partial.endpoint("g"),
                        "--profile-dir", folder()}),
                   {}, "HTTP 206: the whole answer has status 200");
}

TEST_F(Pull, ResultsThatCannotBePrintedDoNotHideWhatWasDone) {
    Limits full;
    full.stdout_to_full = true;
    const auto outcome = run(command({}), {}, full);
    EXPECT_EQ(outcome.status, something_to_tell);
    EXPECT_NE(outcome.err.find("the profiles are written, but the results could not be printed"),
              std::string::npos)
        << outcome.err;
    EXPECT_EQ(files().size(), 10U);
}

TEST_F(Pull, ClosedStreamsAreNotTakenForFiles) {
    Arguments words{"/bin/sh", "-c", "exec \"$0\" \"$@\" <&- >&- 2>&-"};
    const auto pull = command({"-vvv"});
    words.insert(words.end(), pull.begin(), pull.end());
    EXPECT_EQ(run(words).status, something_to_tell);  // nobody was told
    EXPECT_EQ(files().size(), 10U);
    EXPECT_EQ(fs::file_size(folder() + "/.lock"), 0U);
}

TEST_F(Pull, NobodyThere) {
    const auto outcome = run({FEDCLOUD_PROFILES, "pull", "--gocdb", "http://127.0.0.1:9/gocdbpi",
                              "--profile-dir", folder()});
    EXPECT_EQ(outcome.status, failed);
    EXPECT_NE(outcome.err.find("refused"), std::string::npos) << outcome.err;
    EXPECT_FALSE(fs::exists(folder()));
}

}  // namespace
}  // namespace fedcloud::test
