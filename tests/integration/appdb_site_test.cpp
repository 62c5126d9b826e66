// check_appdb_update --compare-with: are a list's images at a site, and whose fault is it if nobody
// can tell?
#include <gtest/gtest.h>

#include "appdb_setup.hpp"

namespace fedcloud::test {
namespace {

using AppdbSite = AppdbTest;

const std::string first_image = "2b9e5c14-6f70-4d2a-8c3b-5a1e7f904d01";

TEST_F(AppdbSite, OcciSites) {
    for (const auto* site : {"rocci", "ooi"}) {
        SCOPED_TRACE(site);
        set({{"images", 3}, {"created_hours", 100}});
        const auto all = check(with_site(site));
        expect_line(all, ok, "AppDB-Update OK - all 3 images are at http://127.0.0.1:");
        EXPECT_NE(all.out.find("in a version that the site does not tell"), std::string::npos);
        EXPECT_NE(all.out.find("current=0 outdated=0 missing=0 version_unknown=3"),
                  std::string::npos)
            << all.out;
        set({{"images", 4}, {"created_hours", 1}});
        expect_line(check(with_site(site)), ok,
                    "the site has time until 24h after the list was created");
        set({{"created_hours", 25}});
        expect_line(check(with_site(site)), warning,
                    "the list was created 25h ago, outside the warning range 24h; 1 of 4 images is "
                    "missing at "
                    "http://127.0.0.1:");
        set({{"created_hours", 73}});
        expect_line(check(with_site(site)), critical,
                    "the list was created 3d ago, outside the critical range 72h; 1 of 4 images is "
                    "missing at ");
        expect_line(check(with_site(site, {"--compare-critical", "80", "--compare-warning", "75"})),
                    ok, "the site has time until 75h after the list was created");
    }
}

TEST_F(AppdbSite, MissingImagesByName) {
    set({{"created_hours", 100}});
    const auto outcome = check(with_site("ooi", {"-vv"}));
    expect_line(outcome, critical, "Image for EGI Docker [Ubuntu/22.04/KVM]");
    EXPECT_NE(outcome.out.find("(2b9e5c14-6f70-4d2a-8c3b-5a1e7f904d05), version 7: missing"),
              std::string::npos)
        << outcome.out;
}

TEST_F(AppdbSite, Bdiis) {
    const auto publish = [](const std::vector<std::string>& repositories) {
        testbed_->settings("b", {{"repositories", repositories}});
    };
    const std::string base = "http://appdb.egi.eu/store/vm/image/";
    set({{"images", 2}, {"created_hours", 100}});
    publish({base + first_image + ":2/xml", base + "2b9e5c14-6f70-4d2a-8c3b-5a1e7f904d02:11/xml"});
    expect_line(check(with_bdii()), ok, "all 2 images are at SITE in ldap://127.0.0.1:");
    publish({base + first_image + ":1/xml"});
    const auto outcome = check(with_bdii());
    expect_line(outcome, critical,
                "the list was created 4d ago, outside the critical range 72h; 1 of 2 images is "
                "missing at SITE in ");
    expect_line(outcome, critical, "1 of 2 images is outdated at SITE in ");
    EXPECT_NE(outcome.out.find("current=0 outdated=1 missing=1 version_unknown=0"),
              std::string::npos)
        << outcome.out;
}

TEST_F(AppdbSite, AnAppDbThatFailsIsNotTheSitesFault) {
    const std::string prefix = "the site cannot be judged without AppDB's list: ";
    const auto expect_unknown = [&](const std::string& words) {
        expect_line(check(with_site("ooi")), unknown, prefix + words);
        expect_line(check(with_bdii()), unknown, prefix + words);
    };
    testbed_->fault("a", {{"kind", "status"}, {"code", 503}, {"times", 0}});
    expect_unknown("HTTP 503 from GET ");
    testbed_->clear_faults("a");
    testbed_->fault("a", {{"kind", "refuse"}});
    expect_unknown("GET https://localhost:");
    testbed_->clear_faults("a");
    set({{"signed", "tampered"}});
    expect_unknown("the signature does not fit the list");
    set({{"signed", "wrong-dn"}});
    expect_unknown("the list was signed by ");
    set({{"signed", "multipart"}, {"expires_hours", -1}});
    expect_unknown("the list expired ");
    set({{"expires_hours", 720}, {"egiappdb", true}});
    expect_unknown("AppDB says that there is no list at ");
    EXPECT_EQ(testbed_->counters("ooi").at("requests"), 0);
    EXPECT_EQ(testbed_->counters("b").at("requests"), 0);
}

TEST_F(AppdbSite, WhatIsWrongWithImagesIsANote) {
    set({{"images", 3}, {"missing", {"image:hv:format"}}, {"created_hours", 100}});
    const auto outcome = check(with_site("ooi"));
    expect_line(outcome, ok, "all 3 images are at ");
    EXPECT_NE(outcome.out.find("\nAppDB: 3 of 3 images cannot be used: "), std::string::npos)
        << outcome.out;
}

TEST_F(AppdbSite, ASiteThatFailsIsJudged) {
    testbed_->fault("ooi", {{"kind", "status"}, {"code", 500}, {"times", 0}});
    expect_line(check(with_site("ooi")), critical, "site: HTTP 500 from GET ");
    testbed_->fault("b", {{"kind", "refuse"}});
    expect_line(check(with_bdii()), critical, "refused");
    testbed_->clear_faults("b");
    auto elsewhere = with_bdii();
    elsewhere.insert(elsewhere.end(), {"--site", "NOWHERE"});
    expect_line(check(elsewhere), critical, "NOWHERE");
}

TEST_F(AppdbSite, HostAndPortOfTheSchedulerAreTheSites) {
    set({{"images", 3}});
    expect_line(check(with_site("ooi", {"-e", "http://occi.example.org/", "-H", "127.0.0.1", "-p",
                                        std::to_string(testbed_->port("ooi"))})),
                ok, "all 3 images are at http://127.0.0.1:");
    expect_line(check({"--appdb-url", "https://appdb.example.org", "-H", "localhost", "-p",
                       std::to_string(testbed_->port("a"))}),
                ok, "AppDB-Update OK - the list ");
}

TEST_F(AppdbSite, ThresholdsOfTheListAreForTheListAlone) {
    set({{"images", 3}, {"created_hours", 100}});
    expect_line(check(with_site("ooi")), ok, "all 3 images");
    const auto outcome = check(with_site("ooi", {"-w", "6", "-c", "12"}));
    expect_line(outcome, ok, "all 3 images");
    EXPECT_NE(
        outcome.out.find("\nAppDB: the list was created 4d ago, outside the critical range 12h"),
        std::string::npos)
        << outcome.out;
}

}  // namespace
}  // namespace fedcloud::test
