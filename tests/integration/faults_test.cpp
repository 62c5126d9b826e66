// Every fault at every request of a run in turn: right state, in time, and no machine left.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "vm_site.hpp"

namespace fedcloud::test {
namespace {

constexpr int ok = 0;
constexpr int warning = 1;
constexpr int critical = 2;
constexpr int unknown = 3;

struct Case {
    std::string name;
    Json fault;
    bool lasting = false;  // until it is cleared, instead of for one request

    friend void PrintTo(const Case& shown, std::ostream* out) { *out << shown.name; }
};

// What a run may end with when `fault` met the request with this purpose.
std::set<int> allowed(const std::string& fault, const std::string& purpose, bool lasting,
                      bool after_delete) {
    const bool refuses_login =
        fault == "status401" || (fault == "status403" && purpose == "GET model");
    if (refuses_login) {
        return {unknown};  // we presented nothing: it is for us to mend
    }
    if (fault == "wrong_type" && purpose == "POST collection") {
        return {ok};  // it is searched by its title, and told
    }
    if (fault == "nul_bytes" && purpose == "DELETE instance") {
        return {critical};  // the delete is said to be done, and is not
    }
    if (purpose == "GET model" || purpose == "POST collection" || purpose == "POST instance") {
        return {critical};
    }
    if (fault == "status403" || lasting) {
        // A 404 that lasts looks exactly like a machine that is gone once it was deleted.
        return fault == "status404" && after_delete ? std::set<int>{ok, critical}
                                                    : std::set<int>{critical};
    }
    // Whoever breaks a kept-alive connection without a byte of an answer cannot be told from a
    // server that had closed it before: the request is sent again over a new one.
    if (fault == "reset" || fault == "close" || fault == "lost_answer") {
        return {ok, warning};
    }
    // Reading and deleting are repeated: the service works, but not as it should. A delete whose
    // answer is broken behind its status line is a delete all the same, and a 404 after a delete
    // is what is waited for.
    if (purpose == "DELETE instance" || after_delete) {
        return {ok, warning};
    }
    return {warning};
}

class Faults : public testing::TestWithParam<std::tuple<std::string, Case>> {};

TEST_P(Faults, AtEveryRequest) {
    const auto& [dialect, fault_case] = GetParam();
    const Testbed testbed({dialect + "-site,dialect=" + dialect + ",boot=0.3,delete=0.05"});
    constexpr int timeout = 10;
    constexpr int most_requests = 14;
    int met = 0;
    for (int at = 1; at <= most_requests; ++at) {
        const VmSite site(testbed, dialect + "-site");
        SCOPED_TRACE(fault_case.name + " at request " + std::to_string(at));
        testbed.clear_faults(site.name());
        testbed.forget_machines(site.name());
        testbed.reset_requests(site.name());
        auto fault = fault_case.fault;
        fault["at"] = at;
        fault["times"] = fault_case.lasting ? 0 : 1;
        testbed.fault(site.name(), fault);

        const auto faulty = site.run({}, timeout);
        // Purposes, before the log is reset. A fault below HTTP leaves no entry of its own: then
        // the request before it tells where in the run it was.
        auto purpose = site.purpose(at);
        bool deleted = false;
        for (int i = 1; i < at; ++i) {
            deleted = deleted || site.purpose(i) == "DELETE instance";
        }
        testbed.clear_faults(site.name());
        EXPECT_LT(faulty.time.count(), timeout) << faulty.out;
        EXPECT_EQ(faulty.err, "");
        if (faulty.status == ok && purpose.empty()) {
            EXPECT_EQ(site.machines_left(), 0U);
            break;  // the run was over before
        }
        ++met;
        if (!purpose.empty()) {
            const auto kind = fault_case.name.substr(0, fault_case.name.find("_lasting"));
            const auto states = allowed(kind, purpose, fault_case.lasting, deleted);
            EXPECT_TRUE(states.count(faulty.status) == 1)
                << purpose << ": status " << faulty.status << '\n'
                << faulty.out;
        } else {
            EXPECT_TRUE(faulty.status == warning || faulty.status == critical) << faulty.out;
        }
        // Whatever this run could not remove, the next one does.
        const auto next = site.run();
        EXPECT_EQ(next.status, ok) << next.out;
        EXPECT_EQ(site.machines_left(), 0U) << faulty.out << next.out;
        EXPECT_EQ(testbed.counters(site.name()).at("collection_deletes"), 0);
    }
    EXPECT_GE(met, 4) << "the fault was met at too few requests to mean anything";
}

std::vector<Case> cases() {
    std::vector<Case> list{
        {"refuse", {{"kind", "refuse"}}, true},
        {"hang", {{"kind", "hang"}}},
        {"slow", {{"kind", "slow"}}},
        {"reset", {{"kind", "reset"}}},
        {"reset_mid_body", {{"kind", "reset-mid-body"}}},
        {"close", {{"kind", "close"}}},
        {"truncated", {{"kind", "truncated"}}},
        {"truncated_chunked", {{"kind", "truncated-chunked"}}},
        {"endless", {{"kind", "endless"}}},
        {"wrong_type", {{"kind", "wrong-type"}}},
        {"lost_answer", {{"kind", "lost-answer"}}},
        {"nul_bytes", {{"kind", "nul-bytes"}}},
        {"redirect", {{"kind", "redirect"}, {"to", "http://127.0.0.1:1/elsewhere"}}},
    };
    for (const int code : {401, 403, 404, 409, 500, 503}) {
        const auto name = "status" + std::to_string(code);
        list.push_back({name, {{"kind", "status"}, {"code", code}}});
        list.push_back({name + "_lasting", {{"kind", "status"}, {"code", code}}, true});
    }
    return list;
}

INSTANTIATE_TEST_SUITE_P(EveryRequest, Faults,
                         testing::Combine(testing::Values("rocci", "ooi"),
                                          testing::ValuesIn(cases())),
                         [](const auto& given) {
                             return std::get<0>(given.param) + '_' + std::get<1>(given.param).name;
                         });

}  // namespace
}  // namespace fedcloud::test
