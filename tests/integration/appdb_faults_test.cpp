// Every fault at every request of check_appdb_update in turn: right state, and in time.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "appdb_setup.hpp"

namespace fedcloud::test {
namespace {

struct Case {
    std::string name;
    Json fault;
};

// Those that are tried one after the other, with one testbed.
struct Group {
    std::string name;
    std::vector<Case> cases;

    friend void PrintTo(const Group& shown, std::ostream* out) { *out << shown.name; }
};

class AppdbFaults : public AppdbTest, public testing::WithParamInterface<Group> {
  protected:
    static constexpr int timeout = 3;
    Case case_;

    void at_the_list() const;
    void at_images() const;
    void at_the_site() const;
    void at_the_directory() const;

    // The fault at request `at`, or from there on.
    Outcome run_with(const std::string& server, int at, const Arguments& more,
                     const std::string& list_server = "a") const {
        testbed_->clear_faults(server);
        for (const auto* each : {"a", "plain", "rocci", "ooi", "b"}) {
            testbed_->reset_requests(each);
        }
        auto fault = case_.fault;
        fault["at"] = at;
        testbed_->fault(server, fault);
        auto outcome = run(command(more, list_server, timeout));
        testbed_->clear_faults(server);
        EXPECT_LT(outcome.time.count(), timeout) << outcome.out;
        EXPECT_EQ(outcome.err, "");
        EXPECT_EQ(outcome.out.rfind("AppDB-Update ", 0), 0U) << outcome.out;
        return outcome;
    }
    bool is(std::initializer_list<const char*> names) const {
        return std::any_of(names.begin(), names.end(),
                           [this](const auto* name) { return case_.name == name; });
    }
};

void AppdbFaults::at_the_list() const {
    // Whether we may read a list is between us and AppDB.
    const int expected = is({"status401", "status403"}) ? unknown : critical;
    const auto outcome = run_with("a", 1, {});
    EXPECT_EQ(outcome.status, expected) << outcome.out;
    const auto with_site_too = run_with("a", 1, with_site("ooi"));
    EXPECT_EQ(with_site_too.status, unknown) << with_site_too.out;
    EXPECT_EQ(testbed_->counters("ooi").at("requests"), 0);
    if (!is({"tls_garbage", "hang", "slow"})) {
        const auto plain = run_with("plain", 1, {}, "plain");
        EXPECT_EQ(plain.status, expected) << plain.out;
    }
}

void AppdbFaults::at_images() const {
    // HEAD has no body that could be spoilt; what is redirected elsewhere is not looked for there.
    const bool harmless =
        is({"reset_mid_body", "truncated", "truncated_chunked", "endless", "huge", "wrong_type",
            "nul_bytes", "invalid_utf8", "redirect", "tls_garbage"});
    for (const int at : {2, 3}) {
        const auto outcome = run_with("a", at, {"--check-images", "2"});
        const std::set<int> allowed =
            harmless ? std::set<int>{ok, critical} : std::set<int>{critical};
        EXPECT_EQ(allowed.count(outcome.status), 1U) << "request " << at << ": " << outcome.out;
    }
}

void AppdbFaults::at_the_site() const {
    if (is({"tls_garbage"})) {
        return;  // it speaks no TLS
    }
    const int expected = is({"status401", "status403"}) ? unknown : critical;
    for (const auto* site : {"rocci", "ooi"}) {
        const auto outcome = run_with(site, 1, with_site(site));
        EXPECT_EQ(outcome.status, expected) << outcome.out;
    }
}

void AppdbFaults::at_the_directory() const {
    if (is({"refuse", "hang", "reset", "close"})) {
        const auto outcome = run_with("b", 1, with_bdii());
        EXPECT_EQ(outcome.status, critical) << outcome.out;
    }
}

TEST_P(AppdbFaults, AtEveryRequest) {
    for (const auto& each : GetParam().cases) {
        SCOPED_TRACE(each.name);
        case_ = each;
        at_the_list();
        at_images();
        at_the_site();
        at_the_directory();
    }
}

std::vector<Group> groups() {
    std::vector<Group> list{
        {"hang", {{"hang", {{"kind", "hang"}}}}},
        {"slow", {{"slow", {{"kind", "slow"}}}}},
        {"connections",
         {{"refuse", {{"kind", "refuse"}}},
          {"reset", {{"kind", "reset"}, {"times", 0}}},
          {"reset_mid_body", {{"kind", "reset-mid-body"}}},
          {"close", {{"kind", "close"}, {"times", 0}}},
          {"truncated", {{"kind", "truncated"}}},
          {"truncated_chunked", {{"kind", "truncated-chunked"}}},
          {"lost_answer", {{"kind", "lost-answer"}, {"times", 0}}},
          {"tls_garbage", {{"kind", "tls-garbage"}, {"times", 0}}}}},
        {"bodies",
         {{"endless", {{"kind", "endless"}}},
          {"huge", {{"kind", "huge"}}},
          {"many_headers", {{"kind", "many-headers"}}},
          {"wrong_type", {{"kind", "wrong-type"}}},
          {"nul_bytes", {{"kind", "nul-bytes"}}},
          {"invalid_utf8", {{"kind", "invalid-utf8"}}},
          {"deep_json", {{"kind", "deep-json"}}},
          {"gzip_bomb", {{"kind", "gzip-bomb"}}}}},
        {"answers",
         {{"redirect", {{"kind", "redirect"}, {"to", "http://127.0.0.1:1/elsewhere"}}},
          {"redirect_loop", {{"kind", "redirect-loop"}}}}},
    };
    for (const int code : {401, 403, 404, 500, 503}) {
        list.back().cases.push_back(
            {"status" + std::to_string(code), {{"kind", "status"}, {"code", code}}});
    }
    return list;
}

INSTANTIATE_TEST_SUITE_P(EveryRequest, AppdbFaults, testing::ValuesIn(groups()),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace fedcloud::test
