// check_cdmi against servers of every dialect: the right state, nothing left, nothing else touched.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "cdmi_site.hpp"
#include "expectations.hpp"

namespace fedcloud::test {
namespace {

double perf(const std::string& out, const std::string& label) {
    const auto at = out.find(' ' + label + '=', out.rfind('|'));
    return at == std::string::npos ? -1 : std::strtod(out.c_str() + at + label.size() + 2, nullptr);
}

bool says(const Outcome& outcome, const std::string& text) {
    return outcome.out.find(text) != std::string::npos;
}

struct Dialect {
    std::string name;
    std::string version;
    std::vector<std::string> told;  // on further lines

    friend void PrintTo(const Dialect& shown, std::ostream* out) { *out << shown.name; }
};

class CdmiDialects : public testing::TestWithParam<Dialect> {};

TEST_P(CdmiDialects, ObjectsComeAndGo) {
    const auto& dialect = GetParam();
    const Testbed testbed({}, {"--cdmi", "cdmi,dialect=" + dialect.name + ",tls=good"});
    const CdmiSite site(testbed, "cdmi");
    const auto outcome = site.run({"--ca-path", testbed.pki("certificates")});
    expect_line(outcome, 0, "CDMI-CRUD OK - container and data objects created, read, changed and");
    EXPECT_TRUE(says(outcome, "s, version " + dialect.version)) << outcome.out;
    for (const auto& text : dialect.told) {
        EXPECT_TRUE(says(outcome, text)) << text << outcome.out;
    }
    EXPECT_EQ(says(outcome, "deviation"), !dialect.told.empty()) << outcome.out;
    EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '|'), 1) << outcome.out;
    for (const auto* label : {"total", "connect", "tls", "version", "capabilities", "cycle",
                              "create", "write", "read", "update", "metadata", "list", "delete"}) {
        EXPECT_GE(perf(outcome.out, label), 0) << label << ": " << outcome.out;
    }
    const auto counters = testbed.counters("cdmi");
    EXPECT_EQ(counters.at("connections"), 1);
    EXPECT_LE(counters.at("requests").get<int>(), 30);
    EXPECT_EQ(perf(outcome.out, "requests"), counters.at("requests").get<double>());
    expect_nothing_left(site);
}

INSTANTIATE_TEST_SUITE_P(
    Each, CdmiDialects,
    testing::Values(
        Dialect{"spec", "1.1.1", {}},
        Dialect{"osaddon",
                "1.0.1",
                {"deviation survived: an update of a data object answers 201\n",
                 "deviation survived: a change of metadata alone loses the value\n",
                 "childrenRange instead of childrenrange", "line breaks in base64 values"}},
        Dialect{"stoxy", "1.0.2", {"capabilities that are no strings"}},
        Dialect{"indigo", "1.1.1", {"deviation survived: the create of a container answers 204\n"}},
        Dialect{"onedata", "1.1.1", {"no domainURI in data objects"}},
        Dialect{"cdmi-serve", "1.1", {"1.1 alone is taken"}}),
    [](const auto& given) {
        auto name = given.param.name;
        std::replace(name.begin(), name.end(), '-', '_');
        return name;
    });

// It answers 200 to an update and changes nothing: the data is not what the user wrote last.
TEST(SniaReferenceServer, IsFoundOut) {
    const Testbed testbed({}, {"--cdmi", "cdmi,dialect=snia"});
    const CdmiSite site(testbed, "cdmi");
    const auto outcome = site.run({}, 10);
    expect_line(outcome, 2, "update: the update of the text object was accepted, but ");
    EXPECT_TRUE(says(outcome, "it still has the old value")) << outcome.out;
    EXPECT_TRUE(says(outcome, "valuetransferencoding is refused")) << outcome.out;
    EXPECT_TRUE(says(outcome, "binary values cannot be written through CDMI")) << outcome.out;
    EXPECT_TRUE(says(outcome, "application/vnd.org.snia.cdmi-object")) << outcome.out;
    expect_nothing_left(site);
}

TEST(ReadOnly, AsksForCapabilitiesAlone) {
    const Testbed testbed({}, {"--cdmi", "cdmi", "--cdmi", "few,dialect=snia"});
    const CdmiSite site(testbed, "cdmi");
    expect_line(site.run({"--read-only"}), 0, "the capabilities of http://");
    const auto purposes = site.purposes();
    EXPECT_EQ(purposes, std::vector<std::string>(3, "GET capabilities"));
    EXPECT_TRUE(site.journal().empty());
    testbed.settings("cdmi", {{"capabilities", {{"container/cdmi_create_container", "false"}}}});
    expect_line(site.run({"--read-only"}), 2, "cdmi_create_container false");
    const CdmiSite few(testbed, "few");
    expect_line(few.run({"--read-only"}), 1, "not advertised: ");
}

TEST(CommandLine, OfTheProbeBeforeThisOne) {
    const Testbed testbed({}, {"--cdmi", "cdmi,tls=good,client-cert=required"});
    const TemporaryFolder state;
    const auto outcome =
        run({CHECK_CDMI, "-t", "20", "--endpoint", testbed.endpoint("cdmi"), "--cert",
             testbed.pki("proxy.pem"), "--capath", testbed.pki("certificates"), "--state-dir",
             state.path(), "--proxy-warning", "0"});
    expect_line(outcome, 0, "CDMI-CRUD OK - ");
}

TEST(CommandLine, WhatCannotBeDoneIsOursToMend) {
    expect_line(run({CHECK_CDMI, "-n", "none"}), 3, "no endpoint: give --endpoint URL");
    expect_line(run({CHECK_CDMI, "-n", "none", "-e", "cdmi.example.org"}), 3, "no usable URL");
    expect_line(run({CHECK_CDMI, "-n", "none", "-e", "http://127.0.0.1:1/", "--state-dir",
                     "/proc/nowhere"}),
                3, "/proc/nowhere");
    const auto refused = run({CHECK_CDMI, "-n", "none", "-t", "5", "-e", "http://127.0.0.1:1/",
                              "--state-dir", TemporaryFolder().path()});
    expect_line(refused, 2, "version: ");
}

// Whoever they belong to, and however they are called.
TEST(ForeignThings, AreLeftAlone) {
    for (const auto* dialect : {"spec", "osaddon"}) {
        const Testbed testbed({}, {"--cdmi", std::string("cdmi,dialect=") + dialect});
        const CdmiSite site(testbed, "cdmi");
        write_file(site.state() + "/instance-id", "00112233445566aa\n");
        const std::string random(32, 'a');
        const std::string ours = "/fedcloud-probe-00112233445566aa-5f000000-" + random + '/';
        const std::string others = "/fedcloud-probe-00112233445566ab-5f000000-" + random + '/';
        const std::string mixed = "/fedcloud-probe-00112233445566aa-5f000001-" + random + '/';
        for (const auto& path :
             {std::string("/photos/"), std::string("/photos/cat.jpg"), ours, ours + "object-text",
              others, others + "object-text", mixed, mixed + "object-text", mixed + "thesis.tex"}) {
            testbed.add_object("cdmi", {{"path", path}});
        }
        const auto outcome = site.run();
        expect_line(outcome, 1, "holds 'thesis.tex', which we did not put there");
        EXPECT_TRUE(
            says(outcome, "leftover of an earlier run removed: " + ours.substr(1, ours.size() - 2)))
            << outcome.out;
        EXPECT_EQ(site.foreign(), (std::vector<std::string>{
                                      mixed, mixed + "object-text", mixed + "thesis.tex", others,
                                      others + "object-text", "/photos/", "/photos/cat.jpg"}));
        expect_nothing_left(site);
    }
}

// Same state folder, same second: neither takes the other's container away.
TEST(TwoRuns, OfTheSameInstance) {
    const Testbed testbed({}, {"--cdmi", "cdmi,latency=0.05"});
    const CdmiSite site(testbed, "cdmi");
    Process first(site.command({"-n", "none"}));
    ASSERT_TRUE(testbed.wait_for_requests("cdmi", 6));
    Process second(site.command({"-n", "none"}));
    const auto one = first.wait();
    const auto two = second.wait();
    EXPECT_EQ(one.status, 0) << one.out;
    EXPECT_EQ(two.status, 0) << two.out;
    EXPECT_FALSE(says(two, "leftover")) << two.out;
    expect_nothing_left(site);
}

}  // namespace
}  // namespace fedcloud::test
