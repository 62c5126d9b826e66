// check_occi_vm against sites that work, more or less.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "vm_site.hpp"

namespace fedcloud::test {
namespace {

double perf(const std::string& out, const std::string& label) {
    const auto at = out.find(' ' + label + '=', out.rfind('|'));
    return at == std::string::npos ? -1 : std::strtod(out.c_str() + at + label.size() + 2, nullptr);
}

class Dialects : public testing::TestWithParam<std::string> {};

TEST_P(Dialects, MachineComesAndGoes) {
    const Testbed testbed({GetParam() + "-site,dialect=" + GetParam() + ",boot=0.2,delete=0.1"});
    const VmSite site(testbed, GetParam() + "-site");
    const auto outcome = site.run();
    EXPECT_EQ(outcome.status, 0) << outcome.out;
    EXPECT_EQ(outcome.err, "");
    EXPECT_EQ(outcome.out.rfind("OCCI-VM OK - machine ", 0), 0U) << outcome.out;
    EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 1) << outcome.out;
    EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '|'), 1) << outcome.out;
    for (const auto* label :
         {"total", "connect", "tls", "model", "create", "boot", "delete", "requests"}) {
        EXPECT_GE(perf(outcome.out, label), 0) << label << ": " << outcome.out;
    }
    EXPECT_EQ(site.machines_left(), 0U);
    EXPECT_TRUE(site.journal().empty());
}

TEST_P(Dialects, AsksInTheFormThatAllServersTake) {
    const Testbed testbed({GetParam() + "-site,dialect=" + GetParam()});
    const VmSite site(testbed, GetParam() + "-site");
    ASSERT_EQ(site.run().status, 0);
    const auto log = testbed.requests(site.name());
    const auto create = std::find_if(
        log.begin(), log.end(), [](const auto& request) { return request.at("method") == "POST"; });
    ASSERT_NE(create, log.end());
    EXPECT_EQ((*create)["headers"].value("Content-Type", ""), "text/plain");
    EXPECT_EQ((*create)["headers"].value("Accept", ""), "text/plain");
    EXPECT_NE((*create)["headers"].value("User-Agent", "").find("OCCI/1.1"), std::string::npos);
    EXPECT_FALSE((*create)["headers"].contains("Expect"));
    const std::string body = (*create)["body"];
    EXPECT_NE(body.find("X-OCCI-Attribute: occi.core.id=\""), std::string::npos) << body;
    EXPECT_NE(body.find("X-OCCI-Attribute: occi.core.title=\"test-"), std::string::npos) << body;
    EXPECT_NE(body.back(), '\n') << "ooi answers 500 to an empty last line";
}

// One connection, few requests, and a boot time that can be believed.
TEST_P(Dialects, IsQuickAndSparing) {
    const Testbed testbed(
        {GetParam() + "-site,dialect=" + GetParam() + ",tls=good,boot=2.0,delete=0.05"});
    const VmSite site(testbed, GetParam() + "-site");
    const auto outcome = site.run({"--ca-path", testbed.pki("certificates")});
    ASSERT_EQ(outcome.status, 0) << outcome.out;
    EXPECT_LE(perf(outcome.out, "boot"), 2.5) << outcome.out;
    EXPECT_GE(perf(outcome.out, "boot"), 1.9) << outcome.out;
    const auto counters = testbed.counters(site.name());
    EXPECT_EQ(counters.at("connections"), 1);
    EXPECT_EQ(counters.at("tls_handshakes"), 1);
    EXPECT_LE(counters.at("requests").get<int>(), 12);
    EXPECT_EQ(perf(outcome.out, "requests"), counters.at("requests").get<double>());
}

TEST_P(Dialects, FollowsTheLocationWhereverItStands) {
    const auto name = GetParam() + "-site";
    const Testbed testbed({name + ",dialect=" + GetParam() + ",boot=0,delete=0,prefix=/occi1.1"});
    for (const auto* place : {"header", "body", "relative", "wrong-host"}) {
        const VmSite site(testbed, name);
        testbed.settings(name, {{"location", place}});
        const auto outcome = site.run();
        EXPECT_EQ(outcome.status, 0) << place << ": " << outcome.out;
        EXPECT_EQ(site.machines_left(), 0U) << place;
    }
    // A server that does not say is searched for our title.
    const VmSite site(testbed, name);
    testbed.settings(name, {{"location", "missing"}});
    const auto outcome = site.run();
    EXPECT_EQ(outcome.status, 0) << outcome.out;
    EXPECT_NE(outcome.out.find("does not say where"), std::string::npos) << outcome.out;
    EXPECT_EQ(site.machines_left(), 0U);
}

TEST_P(Dialects, HandsOverUserDataAndKey) {
    const Testbed testbed({GetParam() + "-site,dialect=" + GetParam() + ",boot=60"});
    const VmSite site(testbed, GetParam() + "-site");
    write_file(site.state() + "/user-data", "#cloud-config\n");
    write_file(site.state() + "/key.pub", "ssh-ed25519 AAAAC3 probe\n");
    Process process(site.command(
        {"--user-data", site.state() + "/user-data", "--public-key", site.state() + "/key.pub"}));
    ASSERT_TRUE(testbed.wait_for_requests(site.name(), 3));
    const auto machines = testbed.machines(site.name());
    ASSERT_EQ(machines.size(), 1U);
    EXPECT_EQ(machines[0].value("user_data", ""), "I2Nsb3VkLWNvbmZpZwo=");
    EXPECT_EQ(machines[0].value("public_key", ""), "ssh-ed25519 AAAAC3 probe");
    process.signal(15);
    process.wait();
    EXPECT_EQ(site.machines_left(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Both, Dialects, testing::Values("rocci", "ooi"),
                         [](const auto& given) { return given.param; });

TEST(Verdict, MachineGoesToError) {
    const Testbed testbed({"rocci-site"});
    const VmSite site(testbed, "rocci-site");
    testbed.settings("rocci-site", {{"boot_to_error", true}});
    const auto outcome = site.run();
    EXPECT_EQ(outcome.status, 2);
    EXPECT_NE(outcome.out.find("boot: the machine went to the state 'error'"), std::string::npos)
        << outcome.out;
    EXPECT_EQ(site.machines_left(), 0U);
}

TEST(Verdict, MachineNeverActive) {
    const Testbed testbed({"rocci-site", "ooi-site,dialect=ooi"});
    for (const auto* name : {"rocci-site", "ooi-site"}) {
        const VmSite site(testbed, name);
        testbed.settings(name, {{"never_active", true}});
        const auto outcome = site.run({}, 5);
        EXPECT_EQ(outcome.status, 2) << outcome.out;
        EXPECT_LT(outcome.time.count(), 5);
        EXPECT_NE(outcome.out.find("was not active after"), std::string::npos) << outcome.out;
        // What cannot be told apart is said to be so.
        EXPECT_EQ(outcome.out.find("alike") != std::string::npos, std::string(name) == "ooi-site")
            << outcome.out;
        EXPECT_EQ(site.machines_left(), 0U);
        EXPECT_EQ(site.run({"--timeout-state", "warning"}, 5).status, 1);
    }
}

TEST(Verdict, DeleteThatLies) {
    const Testbed testbed({"rocci-site,boot=0.1"});
    const VmSite site(testbed, "rocci-site");
    testbed.settings("rocci-site", {{"delete_lies", true}});
    const auto outcome = site.run({}, 5);
    EXPECT_EQ(outcome.status, 2) << outcome.out;
    EXPECT_LT(outcome.time.count(), 5);
    EXPECT_NE(outcome.out.find("still there although its delete was accepted"), std::string::npos)
        << outcome.out;
    EXPECT_EQ(site.journal().size(), 1U) << "what could not be removed must be remembered";
    testbed.settings("rocci-site", {{"delete_lies", false}});
    EXPECT_EQ(site.run().status, 0);
    EXPECT_EQ(site.machines_left(), 0U);
}

TEST(Verdict, LocationOfSomebodyElse) {
    const Testbed testbed({"rocci-site,boot=0"});
    const VmSite site(testbed, "rocci-site");
    const auto other = testbed.add_machine("rocci-site", {{"title", "production database"}});
    testbed.settings("rocci-site", {{"location", "foreign:" + other.at("id").get<std::string>()}});
    const auto outcome = site.run({}, 10);
    EXPECT_EQ(outcome.status, 2) << outcome.out;
    EXPECT_NE(outcome.out.find("not ours"), std::string::npos) << outcome.out;
    const auto machines = testbed.machines("rocci-site");
    EXPECT_TRUE(std::any_of(machines.begin(), machines.end(), [&](const auto& machine) {
        return machine.at("id") == other.at("id") && !machine.at("deleting").template get<bool>();
    })) << "somebody else's machine was removed";
}

TEST(Verdict, ThresholdsAreOfTheBootTime) {
    const Testbed testbed({"rocci-site,boot=0.5"});
    const VmSite site(testbed, "rocci-site");
    EXPECT_EQ(site.run({"-w", "0.2", "-c", "20"}).status, 1);
    const auto outcome = site.run({"-w", "0.1", "-c", "0.2"});
    EXPECT_EQ(outcome.status, 2);
    EXPECT_NE(outcome.out.find("s to become active, outside the critical range 0.2s"),
              std::string::npos)
        << outcome.out;
    EXPECT_NE(outcome.out.find("boot=0.", outcome.out.rfind('|')), std::string::npos);
    EXPECT_NE(outcome.out.find("s;0.1;0.2"), std::string::npos) << outcome.out;
}

TEST(Templates, ByIdTermAndTitle) {
    const Testbed testbed({"rocci-site,boot=0"});
    const VmSite site(testbed, "rocci-site");
    const std::string scheme = "http://occi.testbed.example.org/occi/infrastructure/os_tpl#";
    for (const auto& wanted :
         {scheme + VmSite::rocci_image, std::string("os_tpl#") + VmSite::rocci_image,
          std::string(VmSite::rocci_image)}) {
        EXPECT_EQ(site.run({"--os_tpl", wanted, "--resource_tpl", "small"}).status, 0) << wanted;
    }
    const auto missing = site.run({"--os-tpl", "uuid_egi_ciros_2"});
    EXPECT_EQ(missing.status, 3);
    EXPECT_NE(missing.out.find(VmSite::rocci_image), std::string::npos)
        << "the nearest candidate is not named: " << missing.out;
    EXPECT_EQ(site.machines_left(), 0U);
}

TEST(ChecksOnly, CreatesNothing) {
    const Testbed testbed({"rocci-site", "ooi-site,dialect=ooi"});
    for (const auto* name : {"rocci-site", "ooi-site"}) {
        const VmSite site(testbed, name);
        const auto outcome = site.run({"--checks-only", "--check-basic-kinds",
                                       "--check-basic-mixins", "--check-context-mixins", "-v"});
        EXPECT_EQ(outcome.status, 0) << outcome.out;
        EXPECT_EQ(testbed.requests(name).size(), 1U);
        EXPECT_TRUE(list_folder(site.state()).empty());
    }
}

// The command line of the federation's metric template for this metric, unchanged.
TEST(OldSpellings, OfTheMetricTemplate) {
    const Testbed testbed({"rocci-site,tls=good,client-cert=required,boot=0"});
    const VmSite site(testbed, "rocci-site");
    const auto outcome =
        run({CHECK_OCCI_VM, "-t", "30", "-e", testbed.endpoint("rocci-site"), "--os_tpl",
             VmSite::rocci_image, "--resource_tpl", "small", "-x", testbed.pki("proxy.pem"), "-n",
             "x509", "--compute-title", "EGI-SAM", "--ca-path", testbed.pki("certificates"),
             "--state-dir", site.state()});
    EXPECT_EQ(outcome.status, 0) << outcome.out;
    EXPECT_EQ(site.machines_left(), 0U);
}

TEST(Verbose, ShowsStepsAndTraffic) {
    const Testbed testbed({"rocci-site,auth=basic,boot=0"});
    const VmSite site(testbed, "rocci-site");
    write_file(site.state() + "/password", "secret\n");
    const Arguments login{"-n",    "basic",           "-u",
                          "probe", "--password-file", site.state() + "/password"};
    auto words = login;
    words.push_back("-v");
    const auto steps = site.run(words);
    EXPECT_EQ(steps.status, 0) << steps.out;
    for (const auto* step :
         {"\ncredential OK", "\nmodel OK", "\ncreate OK", "\nboot OK", "\ndelete OK"}) {
        EXPECT_NE(steps.out.find(step), std::string::npos) << step << '\n' << steps.out;
    }
    words.back() = "-vvv";
    const auto traffic = site.run(words);
    EXPECT_NE(traffic.out.find("> X-OCCI-Attribute: occi.core.title"), std::string::npos)
        << traffic.out;
    EXPECT_NE(traffic.out.find("> Authorization: ***"), std::string::npos) << traffic.out;
    EXPECT_EQ(traffic.out.find("secret"), std::string::npos);
    EXPECT_EQ(traffic.out.find("cHJvYmU6c2VjcmV0"), std::string::npos) << "the password in base64";
    EXPECT_EQ(std::count(traffic.out.begin(), traffic.out.end(), '|'), 1);
    EXPECT_LE(traffic.out.size(), 16384U);
    words.insert(words.end(), {"--format", "json"});
    const auto object = Json::parse(site.run(words).out, nullptr, false);
    ASSERT_TRUE(object.is_object());
    EXPECT_EQ(object.at("state"), "OK");
    EXPECT_EQ(object.dump().find("secret"), std::string::npos);
}

}  // namespace
}  // namespace fedcloud::test
