// A testbed with AppDBs, and check_appdb_update pointed at it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "expectations.hpp"
#include "process.hpp"
#include "testbed.hpp"

namespace fedcloud::test {

// `a` serves over TLS, `private` wants the token "sesame-token", `plain` speaks http; `rocci` and
// `ooi` are sites, `b` is a BDII with the site SITE.
class AppdbTest : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        testbed_ = std::make_unique<Testbed>(
            std::vector<std::string>{"rocci,dialect=rocci", "ooi,dialect=ooi"},
            Arguments{"--appdb", "a,tls=good", "--appdb", "private,tls=good,token=sesame-token",
                      "--appdb", "plain", "--bdii", "b,site=SITE"});
    }
    static void TearDownTestSuite() { testbed_.reset(); }
    void SetUp() override {
        for (const auto* server : {"a", "private", "plain", "rocci", "ooi", "b"}) {
            testbed_->clear_faults(server);
            testbed_->reset_requests(server);
        }
        set({{"signed", "multipart"},
             {"created_hours", 1},
             {"expires_hours", 720},
             {"images", 4},
             {"image_expired", 0},
             {"image_missing", 0},
             {"image_size_wrong", 0},
             {"missing", Json::array()},
             {"bad_checksum", "none"},
             {"egiappdb", false}});
    }

    static void set(const Json& settings, const std::string& server = "a") {
        testbed_->settings(server, settings);
    }
    static Arguments command(const Arguments& more = {}, const std::string& server = "a",
                             int timeout = 20) {
        Arguments words{
            CHECK_APPDB_UPDATE,         "-t",        std::to_string(timeout),      "--appdb-url",
            testbed_->endpoint(server), "--ca-path", testbed_->pki("certificates")};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    static Outcome check(const Arguments& more = {}, const std::string& server = "a") {
        return run(command(more, server));
    }
    // The list of the VO ops against an OCCI site.
    static Arguments with_site(const std::string& site, const Arguments& more = {}) {
        Arguments words{"--vo", "ops", "--compare-with", "OCCI", "-e", testbed_->endpoint(site),
                        "-n",   "none"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    static Arguments with_bdii(const Arguments& more = {}) {
        Arguments words{"--vo",   "ops",  "--bdii",         testbed_->endpoint("b"),
                        "--site", "SITE", "--compare-with", "BDII"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }

    static constexpr int ok = 0;
    static constexpr int warning = 1;
    static constexpr int critical = 2;
    static constexpr int unknown = 3;
    static inline std::unique_ptr<Testbed> testbed_;
};

}  // namespace fedcloud::test
