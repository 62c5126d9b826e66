// Every fault of a BDII at every request of a run in turn: right state, in time.
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "expectations.hpp"
#include "grid.hpp"
#include "testbed.hpp"

namespace fedcloud::test {
namespace {

constexpr int warning = 1;
constexpr int critical = 2;
constexpr int unknown = 3;

// What is to be said when the fault shows at the first request, and at the second and third; what
// is to be made of it at the third, when all but the age of the information is known.
struct Case {
    Json fault;
    std::string first;
    std::string later;
    int third_state = critical;
    int seconds = 30;  // -t
    Environment environment{};

    std::string name() const {
        auto name = fault.at("kind").get<std::string>() +
                    (fault.contains("code") ? std::to_string(fault.at("code").get<int>()) : "");
        std::replace(name.begin(), name.end(), '-', '_');
        return name;
    }
    friend void PrintTo(const Case& shown, std::ostream* out) { *out << shown.name(); }
};

Case same(Json fault, const std::string& words) {
    return {std::move(fault), words, words};
}

Case result(int code, const std::string& words) {
    return {{{"kind", "result"}, {"code", code}}, words, words, warning};
}

// Ends by its deadline; no sanitizer is to look for leaks in what is left of the time.
Case hanging(const std::string& kind, const std::string& words) {
    return {{{"kind", kind}}, words, words, critical, 6, {"ASAN_OPTIONS=detect_leaks=0"}};
}

// Leaves libldap with something that it loses.
Case leaking(Json fault, const std::string& words) {
    return {std::move(fault), words, words, critical, 30, with_leaks_of_others()};
}

// One BDII for each request of a run, so that the runs go side by side.
const std::vector<std::string> names{"first", "second", "third"};

class BdiiFaults : public testing::TestWithParam<Case> {
  protected:
    BdiiFaults() : testbed_({}, {"--bdii", names[0], "--bdii", names[1], "--bdii", names[2]}) {
        for (const auto& name : names) {
            // Nothing is dated, so the statistics are asked for, which is the third request.
            testbed_.settings(name, {{"creation_form", "absent"}, {"validity", ""}});
        }
    }
    Arguments command(const std::string& name, const Arguments& more = {}) const {
        Arguments words{CHECK_CLOUD_BDII,
                        "-H",
                        "127.0.0.1",
                        "-p",
                        std::to_string(testbed_.port(name)),
                        "--site",
                        "TESTBED-CLOUD",
                        "-t",
                        "8"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }

    const Testbed testbed_;
};

TEST_P(BdiiFaults, AtEveryRequest) {
    const auto& fault = GetParam();
    std::vector<std::unique_ptr<Process>> runs;
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto at = fault.fault;
        if (at.at("kind") != "accept-silence") {  // which is a matter of the connection
            at["at"] = i + 1;
        }
        testbed_.fault(names[i], at);
        runs.push_back(std::make_unique<Process>(
            command(names[i], {"-t", std::to_string(fault.seconds)}), fault.environment));
    }
    std::vector<Outcome> outcomes;
    for (const auto& each : runs) {
        outcomes.push_back(each->wait());
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        SCOPED_TRACE(names[i] + " request");
        expect_line(outcomes[i], i == 2 ? fault.third_state : critical,
                    i == 0 ? fault.first : fault.later);
        // With what a busy machine takes to start it and to clear it away.
        EXPECT_LT(outcomes[i].time.count(), fault.seconds + 1);
        testbed_.clear_faults(names[i]);
        expect_line(run(command(names[i])), 0, "TESTBED-CLOUD: 2 services, 3 endpoints");
    }
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, BdiiFaults,
    testing::Values(Case{{{"kind", "refuse"}}, "refused the connection", "closed the connection"},
                    hanging("hang", "did not begin its answer"),
                    hanging("accept-silence", "did not begin its answer"),
                    hanging("slow", "did not end its answer"),
                    same({{"kind", "reset"}}, "closed the connection"),
                    same({{"kind", "reset-mid-body"}}, "closed the connection"),
                    same({{"kind", "close"}}, "closed the connection"),
                    same({{"kind", "truncated"}}, "closed the connection"),
                    result(1, "operationsError (1)"), result(50, "insufficientAccessRights (50)"),
                    result(51, "busy (51)"), result(52, "unavailable (52)"),
                    result(80, "other (80)"), hanging("no-end", "did not end its answer"),
                    same({{"kind", "many-entries"}}, "more than 50000 entries"),
                    same({{"kind", "endless"}}, "more than 50000 entries"),
                    same({{"kind", "huge-value"}}, "longer than 4 MB"),
                    same({{"kind", "huge-length"}}, "longer than 4 MB"),
                    same({{"kind", "garbage"}}, "does not speak LDAP"),
                    same({{"kind", "open-length"}}, "is no LDAP"),
                    same({{"kind", "deep-ber"}}, "is no LDAP"),
                    hanging("wrong-id", "did not end its answer"),
                    same({{"kind", "wrong-operation"}}, "is no answer to one (0x61)"),
                    same({{"kind", "tls-answer"}}, "does not speak LDAP"),
                    same({{"kind", "http-answer"}}, "does not speak LDAP: it said 'HTTP/1.1"),
                    leaking({{"kind", "disconnect"}},
                            "ended the session: unavailable (52): the server shuts down")),
    [](const auto& shown) { return shown.param.name(); });

// What is no text is not what it should be; the BDII answers all the same.
TEST_F(BdiiFaults, ValuesThatAreNoText) {
    for (const auto* kind : {"nul-bytes", "invalid-utf8"}) {
        testbed_.fault("first", {{"kind", kind}, {"at", 1}});
        testbed_.fault("second", {{"kind", kind}, {"at", 2}});
        testbed_.fault("third", {{"kind", kind}, {"at", 3}});
        expect_line(run(command("first")), 0, "2 services, 3 endpoints");  // no value is asked for
        expect_line(run(command("second")), critical, "0 services published");
        expect_line(run(command("third")), warning, "is no time such as");
        for (const auto& name : names) {
            testbed_.clear_faults(name);
            testbed_.reset_requests(name);
        }
    }
}

TEST_F(BdiiFaults, TimeoutStateSaysWhatSilenceIs) {
    testbed_.fault("first", {{"kind", "hang"}});
    expect_line(run(command("first", {"--timeout-state", "unknown"})), unknown,
                "did not begin its answer");
}

TEST_F(BdiiFaults, ASignalEndsARun) {
    testbed_.fault("first", {{"kind", "hang"}, {"at", 2}});
    Process process(command("first", {"-t", "30"}));
    ASSERT_TRUE(testbed_.wait_for_requests("first", 2));
    process.signal(SIGTERM);
    const auto outcome = process.wait();
    expect_line(outcome, unknown, "ended from outside by SIGTERM");
    EXPECT_LT(outcome.time.count(), 10.0);
}

}  // namespace
}  // namespace fedcloud::test
