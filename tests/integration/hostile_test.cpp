// Answers made to hurt: too large, too deep, packed, leading elsewhere.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <string>

#include "vm_site.hpp"

namespace fedcloud::test {
namespace {

[[maybe_unused]] long peak_kilobytes() {
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    return usage.ru_maxrss;
}

class Hostile : public testing::TestWithParam<std::pair<std::string, Json>> {};

TEST_P(Hostile, AnswerToTheQuery) {
    const Testbed testbed({"rocci-site", "ooi-site,dialect=ooi"});
    for (const auto* name : {"rocci-site", "ooi-site"}) {
        const VmSite site(testbed, name);
        testbed.fault(name, GetParam().second);
        const auto outcome = site.run({}, 10);
        EXPECT_EQ(outcome.status, 2) << outcome.out;
        EXPECT_LT(outcome.time.count(), 10);
        EXPECT_EQ(outcome.err, "");
        EXPECT_EQ(outcome.out.find("\n"), outcome.out.size() - 1) << outcome.out;
        EXPECT_LT(outcome.first_line().size(), 700U);
        EXPECT_EQ(site.machines_left(), 0U);
    }
#ifndef __SANITIZE_ADDRESS__
    EXPECT_LT(peak_kilobytes(), 100 * 1024);
#endif
}

INSTANTIATE_TEST_SUITE_P(
    Each, Hostile,
    testing::Values(std::pair<std::string, Json>{"OneGigabyte",
                                                 {{"kind", "huge"}, {"bytes", 1000000000}}},
                    std::pair<std::string, Json>{"TenMillionHeaders",
                                                 {{"kind", "many-headers"}, {"count", 10000000}}},
                    std::pair<std::string, Json>{"DeepJson", {{"kind", "deep-json"}}},
                    std::pair<std::string, Json>{"NulBytes", {{"kind", "nul-bytes"}}},
                    std::pair<std::string, Json>{"GzipBomb", {{"kind", "gzip-bomb"}}},
                    std::pair<std::string, Json>{"RedirectLoop", {{"kind", "redirect-loop"}}},
                    std::pair<std::string, Json>{"Endless", {{"kind", "endless"}}}),
    [](const auto& given) { return given.param.first; });

// Titles in UTF-8 that is none are a site's untidiness and no reason to call it broken.
TEST(InvalidUtf8, IsSurvivedAndNeverPrinted) {
    const Testbed testbed({"rocci-site,boot=0"});
    const VmSite site(testbed, "rocci-site");
    testbed.fault("rocci-site", {{"kind", "invalid-utf8"}});
    const auto outcome = site.run({"-vvv"});
    EXPECT_LE(outcome.status, 2) << outcome.out;
    EXPECT_FALSE(Json::parse(Json(outcome.out).dump(-1, ' ', false, Json::error_handler_t::replace),
                             nullptr, false)
                     .get<std::string>()
                     .find("\xEF\xBF\xBD") != std::string::npos)
        << "the output holds invalid UTF-8";
    EXPECT_EQ(site.machines_left(), 0U);
}

// The server's own certificate, and ours as it sees it.
TEST(Tls, EachFaultHasItsWords) {
    const Testbed testbed({"good,tls=good", "expired,tls=expired", "wrong-name,tls=wrong-name",
                           "untrusted,tls=untrusted", "wants-ours,tls=good,client-cert=required"});
    const std::vector<std::tuple<std::string, Arguments, int, std::string>> table{
        {"good", {}, 0, ""},
        {"expired", {}, 2, "has expired"},
        {"wrong-name", {}, 2, "another host"},
        {"untrusted", {}, 2, "no trust anchor here"},
        {"wants-ours", {}, 3, "client certificate"},
        {"wants-ours", {"-n", "x509", "-x", testbed.pki("proxy.pem")}, 0, ""},
        {"wants-ours",
         {"-n", "x509", "-x", testbed.pki("user-untrusted.pem")},
         3,
         "comes from a CA that is not among the trust anchors of this host either"},
    };
    for (const auto& [name, words, status, says] : table) {
        SCOPED_TRACE(name + (words.empty() ? "" : ' ' + words.back()));
        Arguments command{CHECK_OCCI_VM,
                          "-t",
                          "10",
                          "-e",
                          testbed.endpoint(name),
                          "--checks-only",
                          "--ca-path",
                          testbed.pki("certificates"),
                          "-n",
                          "none"};
        command.insert(command.end(), words.begin(), words.end());
        const auto outcome = run(command);
        EXPECT_EQ(outcome.status, status) << outcome.out;
        EXPECT_NE(outcome.out.find(says), std::string::npos) << outcome.out;
    }
}

TEST(Tls, GarbageInsteadOfAHandshake) {
    const Testbed testbed({"rocci-site,tls=good"});
    testbed.fault("rocci-site", {{"kind", "tls-garbage"}});
    const auto outcome = run({CHECK_OCCI_VM, "-t", "10", "-e", testbed.endpoint("rocci-site"), "-n",
                              "none", "--checks-only", "--ca-path", testbed.pki("certificates")});
    EXPECT_EQ(outcome.status, 2) << outcome.out;
    EXPECT_NE(outcome.out.find("TLS"), std::string::npos) << outcome.out;
}

TEST(Login, WantedAndNotGiven) {
    const Testbed testbed({"basic,auth=basic", "keystone,auth=keystone-challenge"});
    const auto basic = run({CHECK_OCCI_VM, "-e", testbed.endpoint("basic"), "--checks-only"});
    EXPECT_EQ(basic.status, 3) << basic.out;
    EXPECT_NE(basic.out.find("--auth"), std::string::npos) << basic.out;
    const auto keystone = run({CHECK_OCCI_VM, "-e", testbed.endpoint("keystone"), "--checks-only"});
    EXPECT_EQ(keystone.status, 3) << keystone.out;
    EXPECT_NE(keystone.out.find("Keystone"), std::string::npos) << keystone.out;
}

TEST(Login, WrongPasswordIsTheServicesWord) {
    const Testbed testbed({"basic,auth=basic"});
    const TemporaryFolder folder;
    write_file(folder / "password", "not-the-one\n");
    const auto outcome = run({CHECK_OCCI_VM, "-e", testbed.endpoint("basic"), "--checks-only", "-n",
                              "basic", "-u", "probe", "--password-file", folder / "password"});
    EXPECT_EQ(outcome.status, 2) << outcome.out;
    EXPECT_NE(outcome.out.find("HTTP 401"), std::string::npos) << outcome.out;
    EXPECT_EQ(outcome.out.find("not-the-one"), std::string::npos);
}

}  // namespace
}  // namespace fedcloud::test
