// Every fault of a server, met by the checks of central services: right state, in time.
#include <memory>

#include "expectations.hpp"
#include "testbed.hpp"

namespace fedcloud::test {
namespace {

constexpr int ok = 0;
constexpr int critical = 2;
constexpr int unknown = 3;
constexpr int timeout = 2;

struct Case {
    std::string name;
    Json fault;

    friend void PrintTo(const Case& shown, std::ostream* out) { *out << shown.name; }
};

std::vector<Case> cases() {
    std::vector<Case> list{
        {"refuse", {{"kind", "refuse"}}},
        {"hang", {{"kind", "hang"}}},
        {"slow", {{"kind", "slow"}}},
        {"reset", {{"kind", "reset"}}},
        {"reset_mid_body", {{"kind", "reset-mid-body"}}},
        {"close", {{"kind", "close"}}},
        {"truncated", {{"kind", "truncated"}}},
        {"truncated_chunked", {{"kind", "truncated-chunked"}}},
        {"endless", {{"kind", "endless"}}},
        {"huge", {{"kind", "huge"}, {"bytes", 50'000'000}}},
        {"many_headers", {{"kind", "many-headers"}}},
        {"wrong_type", {{"kind", "wrong-type"}}},
        {"lost_answer", {{"kind", "lost-answer"}}},
        {"nul_bytes", {{"kind", "nul-bytes"}}},
        {"invalid_utf8", {{"kind", "invalid-utf8"}}},
        {"deep_json", {{"kind", "deep-json"}}},
        {"gzip_bomb", {{"kind", "gzip-bomb"}}},
        {"redirect", {{"kind", "redirect"}, {"to", "http://127.0.0.1:1/elsewhere"}}},
        {"redirect_loop", {{"kind", "redirect-loop"}}},
        {"tls_garbage", {{"kind", "tls-garbage"}}},
    };
    for (const int code : {401, 403, 404, 409, 500, 503}) {
        list.push_back({"status" + std::to_string(code), {{"kind", "status"}, {"code", code}}});
    }
    return list;
}

std::string name_of(const testing::TestParamInfo<Case>& info) {
    return info.param.name;
}

class WebFaults : public testing::TestWithParam<Case> {
  protected:
    static void SetUpTestSuite() {
        testbed_ = std::make_unique<Testbed>(
            std::vector<std::string>{},
            Arguments{"--perun", "p,tls=good,client-cert=optional", "--apel", "a,tls=good"});
    }
    static void TearDownTestSuite() { testbed_.reset(); }

    // At the only request that a run makes.
    static void spoil(const std::string& server) {
        testbed_->clear_faults(server);
        testbed_->reset_requests(server);
        testbed_->fault(server, GetParam().fault);
    }
    Outcome check_apel(const std::string& shape, const Arguments& more = {}) const {
        testbed_->settings("a", {{"shape", shape}});
        Arguments words{CHECK_APEL_PUB,
                        "-t",
                        std::to_string(timeout),
                        "--site",
                        "BETA",
                        "--ca-path",
                        testbed_->pki("certificates"),
                        "--state-dir",
                        state_.path(),
                        "-u",
                        testbed_->endpoint("a") + "/cloudtest/cloudsites2.html"};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }
    Outcome check_perun(const Arguments& more = {}) const {
        Arguments words{CHECK_PERUN,
                        "-t",
                        std::to_string(timeout),
                        "-C",
                        testbed_->pki("user.pem"),
                        "--ca-path",
                        testbed_->pki("certificates"),
                        "--state-dir",
                        state_.path(),
                        "-e",
                        testbed_->endpoint("p") + "/cert/rpc/"};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }

    static inline std::unique_ptr<Testbed> testbed_;
    TemporaryFolder state_;
};

// Nothing that happens to the central page is the site's fault.
TEST_P(WebFaults, OfTheAccountingPageAreUnknown) {
    const bool harmless = GetParam().name == "wrong_type" || GetParam().name == "invalid_utf8";
    spoil("a");
    const auto faulty = check_apel("oneline");
    EXPECT_TRUE(faulty.status == unknown || (harmless && faulty.status == ok)) << faulty.out;
    EXPECT_LT(faulty.time.count(), timeout) << faulty.out;
    EXPECT_EQ(faulty.err, "");
    testbed_->clear_faults("a");
    testbed_->reset_requests("a");
    // Within the minute nobody asks again, and says so.
    const auto next = check_apel("oneline");
    EXPECT_EQ(next.status, faulty.status) << next.out;
    EXPECT_EQ(testbed_->counters("a").at("requests"), 0);
    // Whoever shares nothing does.
    expect_line(check_apel("django", {"--cache-ttl", "0"}), ok, "BETA published");
}

TEST_P(WebFaults, OfPerunAreCritical) {
    spoil("p");
    const auto faulty = check_perun();
    EXPECT_EQ(faulty.status, critical) << faulty.out;
    EXPECT_LT(faulty.time.count(), timeout) << faulty.out;
    EXPECT_EQ(faulty.err, "");
    testbed_->clear_faults("p");
    expect_line(check_perun(), ok, "is alive");
}

INSTANTIATE_TEST_SUITE_P(Every, WebFaults, testing::ValuesIn(cases()), name_of);

}  // namespace
}  // namespace fedcloud::test
