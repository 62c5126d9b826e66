// The whole check against a server in this process.
#include "pub_check.hpp"

#include "download.hpp"
#include "samples.hpp"
#include "scripted_server.hpp"

namespace fedcloud::apel {
namespace {

using namespace std::chrono_literals;
using http::test::answer;
using http::test::Reaction;

class PubCheck : public testing::Test {
  protected:
    void SetUp() override {
        std::string name = testing::TempDir() + "apel-XXXXXX";
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder = name;
        common.state_dir = folder / "state";
        options.site = "NORTH";
        options.url = server.url("/sites.html");
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    static std::string page(WallClock::duration age, const std::string& site = "NORTH") {
        return "<p>Page last updated: " + plugin::format_utc(WallClock::now() - 1h) +
               "</p><tr><td>" + site + "</td><td>5</td><td>x</td><td>" +
               plugin::format_utc(WallClock::now() - age).substr(0, 19) + "</td></tr>";
    }
    std::string run(std::chrono::seconds timeout = 10s) {
        plugin::Interrupt interrupt;
        plugin::Run one("APEL-Pub", plugin::Budget::of(plugin::Clock::now(), timeout, false),
                        common, interrupt);
        check(options, one, download);
        return one.render();
    }

    std::filesystem::path folder;
    std::string reply = answer(page(2h));
    std::string last_request;
    http::test::ScriptedServer server{[this](const std::string& request) {
        last_request = request;
        return Reaction{reply};
    }};
    Options options;
    plugin::CommonOptions common;
};

TEST_F(PubCheck, OneDownloadServesAllSites) {
    reply = answer(page(2h) + page(240h, "SOUTH"));
    EXPECT_TRUE(says(run(), "APEL-Pub OK - NORTH published 0.1 days ago"));
    options.site = "SOUTH";
    const auto south = run();
    EXPECT_TRUE(says(south, "APEL-Pub WARNING - freshness: SOUTH published 10 days ago"));
    EXPECT_TRUE(says(south, "| age=86400"));
    EXPECT_TRUE(says(south, "s;604800;2678400;0 records=5\n"));
    options.publish_name = "NORTH";
    EXPECT_TRUE(says(run(), "APEL-Pub OK - NORTH"));
    EXPECT_EQ(server.requests(), 1);
    options.cache_ttl = 0s;
    EXPECT_TRUE(says(run(), "APEL-Pub OK"));
    EXPECT_EQ(server.requests(), 2);
}

TEST_F(PubCheck, ThresholdsAndTheOldZero) {
    reply = answer(page(240h));
    common.thresholds.warning = *plugin::Range::parse("20");
    EXPECT_TRUE(says(run(), "APEL-Pub OK"));
    common.thresholds.critical = *plugin::Range::parse("9");
    EXPECT_TRUE(says(run(), "APEL-Pub CRITICAL"));
    common.thresholds = {*plugin::Range::parse("0"), *plugin::Range::parse("0")};
    const auto present = run();
    EXPECT_TRUE(says(present, "APEL-Pub OK"));
    EXPECT_TRUE(says(present, "s;;;0 records"));
}

TEST_F(PubCheck, WhatKeepsThePageFromUsIsNotTheSitesFault) {
    options.cache_ttl = 0s;
    for (const auto& [sent, words] : std::vector<std::pair<std::string, std::string>>{
             {answer("x", "", 500), "HTTP 500"},
             {answer("x", "", 404), "is --url right?"},
             {answer("x", "", 403), "not allowed"},
             {answer("", "Location: http://elsewhere/\r\n", 301), "http://elsewhere/"},
             {answer("It works!"), "is not understood"},
             {answer(""), "is not understood"},
             {answer("[]"), "no site at all"},
             {answer("[{\"SiteName\":"), "line 1"},
             {answer(std::string(largest_page + 1, 'x')), "larger than"},
             {"garbage\r\n\r\n", "cannot be had"}}) {
        reply = sent;
        const auto output = run();
        EXPECT_EQ(output.substr(0, 18), "APEL-Pub UNKNOWN -") << output;
        EXPECT_TRUE(says(output, words));
    }
}

TEST_F(PubCheck, AnUnreachableSourceIsUnknownAndTheLastCopyIsTold) {
    options.cache_ttl = 1s;
    reply = answer(page(240h));
    EXPECT_TRUE(says(run(), "WARNING"));
    options.cache_ttl = 3600s;
    // The copy is made too old by making the clock of its file's writer slow.
    page::Cache cache({options.url, "apel-pub ca-path= crl=false family=0"},
                      {3600s, largest_page, common.state_dir});
    auto old = cache.last_good();
    ASSERT_TRUE(old);
    old->fetched -= 2h;
    ASSERT_TRUE(cache.lock({plugin::Deadline::in(5s), -1}));
    ASSERT_TRUE(cache.store(*old, true));
    cache.unlock();
    reply = answer("x", "", 503);
    const auto first = run();
    EXPECT_TRUE(says(first, "APEL-Pub UNKNOWN - the accounting page cannot be had: HTTP 503"));
    EXPECT_TRUE(says(first, "the last copy of the page, of 2h ago, said: NORTH published 10"));
    EXPECT_TRUE(says(run(), "s ago; the next try is due"));
    EXPECT_EQ(server.requests(), 2) << "the failure holds for a minute";
}

TEST_F(PubCheck, ASilentSourceIsUnknownWithinItsTime) {
    http::test::ScriptedServer silent([](const std::string&) {
        return Reaction{"", false, false, true};
    });
    options.url = silent.url("/");
    const auto start = plugin::Clock::now();
    EXPECT_TRUE(says(run(1s), "APEL-Pub UNKNOWN - the accounting page cannot be had"));
    EXPECT_LT(plugin::Clock::now() - start, 1s);
}

TEST_F(PubCheck, AnOldFileIsAnOldPage) {
    reply = answer("<tr><td>NORTH</td><td>2026-01-01 00:00:00</td></tr>",
                   "Last-Modified: Fri, 01 May 2026 00:00:00 GMT\r\n");
    EXPECT_TRUE(says(run(), "APEL-Pub UNKNOWN - the page was made"));
}

TEST_F(PubCheck, TheSitesNameGoesIntoTheUrlEncoded) {
    options.url = server.url("/rss/{site}_Pub.html");
    options.site = "R&D/x y";
    reply = answer("OK [ last published 0 days ago: " +
                   plugin::format_utc(WallClock::now()).substr(0, 10) + " ]");
    EXPECT_TRUE(says(run(), "APEL-Pub OK"));
    EXPECT_EQ(last_request.substr(0, last_request.find('\r')),
              "GET /rss/R%26D%2Fx%20y_Pub.html HTTP/1.1");
    options.site = "NOBODY";
    reply = answer("x", "", 404);
    EXPECT_TRUE(says(run(), "UNKNOWN"));
    EXPECT_TRUE(says(run(), "has never published, or under another name"));
}

TEST_F(PubCheck, BadOptionsCreateNothing) {
    options.url = "ftp://host/";
    EXPECT_TRUE(says(run(), "APEL-Pub UNKNOWN - --url 'ftp://host/' is no usable URL"));
    options.url = server.url("/");
    options.site = "";
    EXPECT_TRUE(says(run(), "APEL-Pub UNKNOWN - no site: give --site NAME"));
    EXPECT_FALSE(std::filesystem::exists(common.state_dir));
    EXPECT_EQ(server.requests(), 0);
}

TEST_F(PubCheck, MessagesNeedNoNetwork) {
    const auto path = (folder / "message").string();
    std::ofstream(path) << "APEL-cloud-message: v0.4\nVMUUID: a\nSiteName: NORTH\n%%\nVMUUID: b\n"
                           "SiteName: SOUTH\nMemory: x\nStatus: odd\n%%\n";
    options.message_file = path;
    const auto output = run();
    EXPECT_EQ(output,
              "APEL-Pub CRITICAL - message: line 7: Memory expected a whole number or NULL, found "
              "'x' (and 1 more)\nerror: line 6: SiteName is 'SOUTH', not 'NORTH'\nwarning: line 8: "
              "Status 'odd' is none of started, completed, suspended, paused, stopped, error, "
              "crashed, rescued, resized, unknown | records=2 errors=2 warnings=1\n");
    EXPECT_EQ(server.requests(), 0);
    EXPECT_FALSE(std::filesystem::exists(common.state_dir));
    for (const auto& [file, words] : std::vector<std::pair<std::string, std::string>>{
             {(folder / "none").string(), "No such file"},
             {folder.string(), "not a regular file"}}) {
        options.message_file = file;
        const auto refused = run();
        EXPECT_EQ(refused.substr(0, 18), "APEL-Pub UNKNOWN -") << refused;
        EXPECT_TRUE(says(refused, words));
    }
}

}  // namespace
}  // namespace fedcloud::apel
