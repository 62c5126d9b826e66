// Every fault of a server, met by the checks of central services: right state, in time.

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

// One testbed for all of them: to start it takes longer than most faults do.
class WebFaults : public testing::Test {
  protected:
    // At the only request that a run makes.
    void spoil(const std::string& server, const Json& fault) const {
        testbed.clear_faults(server);
        testbed.reset_requests(server);
        testbed.fault(server, fault);
    }
    Outcome check_apel(const TemporaryFolder& state, const std::string& shape,
                       const Arguments& more = {}) const {
        testbed.settings("a", {{"shape", shape}});
        Arguments words{CHECK_APEL_PUB,
                        "-t",
                        std::to_string(timeout),
                        "--site",
                        "BETA",
                        "--ca-path",
                        testbed.pki("certificates"),
                        "--state-dir",
                        state.path(),
                        "-u",
                        testbed.endpoint("a") + "/cloudtest/cloudsites2.html"};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }
    Outcome check_perun(const Arguments& more = {}) const {
        Arguments words{CHECK_PERUN,
                        "-t",
                        std::to_string(timeout),
                        "-C",
                        testbed.pki("user.pem"),
                        "--ca-path",
                        testbed.pki("certificates"),
                        "-e",
                        testbed.endpoint("p") + "/cert/rpc/"};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }

    const Testbed testbed{{},
                          {"--perun", "p,tls=good,client-cert=optional", "--apel", "a,tls=good"}};
};

// Nothing that happens to the central page is the site's fault.
TEST_F(WebFaults, OfTheAccountingPageAreUnknown) {
    for (const auto& [name, fault] : cases()) {
        SCOPED_TRACE(name);
        const TemporaryFolder state;
        const bool harmless = name == "wrong_type" || name == "invalid_utf8";
        spoil("a", fault);
        const auto faulty = check_apel(state, "oneline");
        EXPECT_TRUE(faulty.status == unknown || (harmless && faulty.status == ok)) << faulty.out;
        EXPECT_LT(faulty.time.count(), timeout) << faulty.out;
        EXPECT_EQ(faulty.err, "");
        testbed.clear_faults("a");
        testbed.reset_requests("a");
        // Within the minute nobody asks again, and says so.
        const auto next = check_apel(state, "oneline");
        EXPECT_EQ(next.status, faulty.status) << next.out;
        EXPECT_EQ(testbed.counters("a").at("requests"), 0);
        // Whoever shares nothing does.
        expect_line(check_apel(state, "django", {"--cache-ttl", "0"}), ok, "BETA published");
    }
}

TEST_F(WebFaults, OfPerunAreCritical) {
    for (const auto& [name, fault] : cases()) {
        SCOPED_TRACE(name);
        spoil("p", fault);
        const auto faulty = check_perun();
        EXPECT_EQ(faulty.status, critical) << faulty.out;
        EXPECT_LT(faulty.time.count(), timeout) << faulty.out;
        EXPECT_EQ(faulty.err, "");
        testbed.clear_faults("p");
        expect_line(check_perun(), ok, "is alive");
    }
}

}  // namespace
}  // namespace fedcloud::test
