// fedcloud-nagios-config --target nagios as an administrator uses it.
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <random>

#include "nagios_sites.hpp"

namespace fedcloud::test {
namespace {

using Names = std::vector<std::string>;

void expect_refused(const Outcome& outcome, const std::string& names) {
    EXPECT_EQ(outcome.status, 3) << outcome.out;
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.err.rfind("fedcloud-nagios-config: ", 0), 0U) << outcome.err;
    EXPECT_NE(outcome.err.find(names), std::string::npos) << "does not name it: " << outcome.err;
}

// An executable that says something and ends with a status.
std::string checker(const NagiosSites& sites, const std::string& body) {
    write_file(sites / "checker", "#!/bin/sh\n" + body + '\n', 0755);
    return sites / "checker";
}

TEST(NagiosConfig, WritesThenLeavesUnchangedThenKeepsTheOld) {
    const NagiosSites sites;
    sites.put(NagiosSites::profile("Izola MRF"));
    const auto first = sites.generate();
    ASSERT_EQ(first.status, 0) << first.err;
    EXPECT_NE(first.out.find("2 checks on 1 host of 1 site"), std::string::npos) << first.out;
    EXPECT_NE(first.out.find("to do: reload"), std::string::npos) << first.out;
    const auto objects = sites.objects();
    EXPECT_NE(objects.find(" --site Izola%20MRF --service 1G0 "), std::string::npos);
    write_file(sites.output() + "-templates.cfg",
               content_of(sites.output() + "-templates.cfg") + "# mine\n", 0644);

    const auto second = sites.generate();
    EXPECT_EQ(second.out, "nagios: 2 checks on 1 host of 1 site, 0 downtimes: unchanged\n");
    EXPECT_EQ(list_folder(sites / "etc"),
              (Names{"fedcloud", "fedcloud-templates.cfg", "fedcloud.lock"}));

    sites.put(NagiosSites::profile("B"));
    EXPECT_EQ(sites.generate().status, 0);
    EXPECT_NE(sites.objects(), objects);
    EXPECT_EQ(content_of(sites.output() + ".previous/objects.cfg"), objects);
    EXPECT_EQ(sites.generate({"--rollback"}).status, 0);
    EXPECT_EQ(sites.objects(), objects);
    EXPECT_NE(content_of(sites.output() + "-templates.cfg").find("# mine"), std::string::npos);
}

TEST(NagiosConfig, NothingChangesWhenTheCheckerIsNotContent) {
    const NagiosSites sites;
    sites.put(NagiosSites::profile("A"));
    const auto no = checker(sites, "echo 'Error: something is wrong'; exit 1");
    expect_refused(sites.generate({"--checker", no}), "Error: something is wrong");
    EXPECT_EQ(list_folder(sites / "etc"), Names{"fedcloud.lock"});
    EXPECT_EQ(sites.generate({"--no-verify"}).status, 0);
    const auto objects = sites.objects();
    sites.put(NagiosSites::profile("B"));
    expect_refused(sites.generate({"--checker", no}), "stays as it is");
    expect_refused(
        sites.generate({"--checker", checker(sites, "sleep 60"), "--verify-timeout", "1"}),
        "still at work after 1 s");
    expect_refused(sites.generate({"--checker", sites / "none"}), "none");
    EXPECT_EQ(sites.objects(), objects);
    EXPECT_EQ(list_folder(sites / "etc"),
              (Names{"fedcloud", "fedcloud-templates.cfg", "fedcloud.lock"}));
}

TEST(NagiosConfig, ATemplateOfTheAdministratorIsVerifiedToo) {
    if (!NagiosSites::has_nagios()) {
        GTEST_SKIP() << "Nagios is not installed";
    }
    const NagiosSites sites;
    sites.put(NagiosSites::profile("A"));
    write_file(sites.output() + "-templates.cfg", "define host {\n name fedcloud-host\n}\n", 0644);
    expect_refused(sites.generate(), "fedcloud-dependency");
    expect_refused(sites.generate(), "--main-config");
}

TEST(NagiosConfig, BadInput) {
    const NagiosSites sites;
    expect_refused(sites.generate(), "holds no site profile");
    sites.put(NagiosSites::profile("A"));
    expect_refused(sites.generate({"--vo", "a;b"}), "a;b");
    expect_refused(sites.generate({"--local-host", "a b"}), "a b");
    expect_refused(sites.generate({"--target", "cron"}), "cron");
    expect_refused(sites.generate({"--bogus"}), "--bogus");
    expect_refused(sites.generate({"--rollback"}), "nothing to go back to");
    expect_refused(sites.generate({"--main-config", sites / "none.cfg"}), "none.cfg");
    expect_refused(sites.generate({"--metrics", sites / "none.json"}), "none.json");
    expect_refused(sites.generate({"--profile-dir", sites / "nowhere"}), "nowhere");
    expect_refused(sites.generate({"--output", sites / "nowhere/x"}), "nowhere/x");
    expect_refused(sites.generate({"--output", sites / "profiles"}), "choose another --output");
    write_file(sites / "overrides/A.json", R"({"format":1,"optoins":{}})");
    expect_refused(sites.generate(), "optoins");
    write_file(sites / "overrides/A.json", "");
    expect_refused(sites.generate(), "A.json");
    write_file(sites / "overrides/A.json", R"({"format":1})");
    write_file(sites / "profiles/B.json", NagiosSites::profile("C").dump());
    expect_refused(sites.generate(), "C.json");
    auto wrong = NagiosSites::profile("B");
    wrong["services"][0]["key"] = "x";
    sites.put(wrong);
    expect_refused(sites.generate(), "/services/0/key");
    EXPECT_EQ(sites.objects(), "");
}

TEST(NagiosConfig, OneSiteThatCannotBeReadIsLeftOutAlone) {
    const NagiosSites sites;
    for (int i = 0; i < 19; ++i) {
        sites.put(NagiosSites::profile("S" + std::to_string(i)));
    }
    write_file(sites / "profiles/JUNK.json", "x");
    write_file(sites / "overrides/S7.json", "{");
    const auto outcome = sites.generate({"--no-verify"});
    EXPECT_EQ(outcome.status, 1) << outcome.err;
    EXPECT_NE(outcome.out.find("18 sites"), std::string::npos) << outcome.out;
    for (const auto* file : {"/profiles/JUNK.json", "/overrides/S7.json"}) {
        EXPECT_NE(outcome.err.find(file), std::string::npos) << outcome.err;
    }
    EXPECT_EQ(count(sites.objects(), "--site S7 "), 0U);
    EXPECT_NE(count(sites.objects(), "--site S8 "), 0U);
    const auto objects = sites.objects();
    EXPECT_EQ(sites.generate({"--no-verify"}).status, 1);  // unchanged

    expect_refused(sites.generate({"--no-verify", "--strict"}), "JUNK.json");
    write_file(sites / "overrides/S8.json", "{");
    expect_refused(sites.generate({"--no-verify"}), "3 of 20 sites");
    EXPECT_EQ(sites.objects(), objects);
}

TEST(NagiosConfig, WrongOptionsAreToldWithFileAndField) {
    const NagiosSites sites;
    sites.put(NagiosSites::profile("A"));
    write_file(sites / "overrides/A.json",
               R"({"format":1,"options":{"check_occi_tcp":{"timeout":-5}}})");
    auto metrics = Json::parse(content_of(METRIC_PROFILE));
    metrics["metrics"]["org.nagios.OCCI-TCP"]["options"] = {{"bogus", 1}};
    write_file(sites / "metrics.json", metrics.dump());
    const auto outcome = sites.generate({"--no-verify", "--metrics", sites / "metrics.json"});
    EXPECT_EQ(outcome.status, 1) << outcome.err;
    for (const auto* place : {"/overrides/A.json: /options/check_occi_tcp/timeout: '-5'",
                              "/metrics.json: /metrics/org.nagios.OCCI-TCP/options/bogus: "}) {
        EXPECT_NE(outcome.err.find(place), std::string::npos) << outcome.err;
    }
    EXPECT_NE(sites.objects(), "");
    expect_refused(sites.generate({"--strict"}), "/options/check_occi_tcp/timeout");
}

TEST(NagiosConfig, ARelativePathInAFolderThatIsGone) {
    const NagiosSites sites;
    const auto gone = sites / "gone";
    const auto outcome = run({"/bin/sh", "-c",
                              "mkdir " + gone + " && cd " + gone + " && rmdir " + gone +
                                  " && exec \"$0\" --target nagios --output here",
                              FEDCLOUD_NAGIOS_CONFIG});
    expect_refused(outcome, "the current folder cannot be found");
}

TEST(NagiosConfig, NoRoomOnTheDisk) {
    const NagiosSites sites;
    sites.put(NagiosSites::profile("A"));
    Limits full;
    full.no_file_growth = true;
    const auto outcome = run(sites.command(), {}, full);
    EXPECT_NE(outcome.status, 0);
    EXPECT_EQ(sites.objects(), "");
    EXPECT_EQ(sites.generate().status, 0);
}

TEST(NagiosConfig, MessagesThatCannotBeWritten) {
    const NagiosSites sites;
    Limits full;
    full.stderr_to_full = true;
    EXPECT_EQ(run(sites.command({"--bogus"}), {}, full).status, 3);
    full.stdout_to_full = true;
    EXPECT_EQ(run({FEDCLOUD_NAGIOS_CONFIG, "--help"}, {}, full).status, 3);
    Limits closed;
    closed.close_all = true;
    EXPECT_EQ(run(sites.command({"--bogus"}), {}, closed).status, 3);
}

// The lock is the first file that is opened, and kept.
TEST(NagiosConfig, NoFileTakesTheNumberOfAClosedStream) {
    const NagiosSites sites;
    sites.put(NagiosSites::profile("A"));
    Limits closed;
    closed.close_all = true;
    const auto look = checker(sites, "readlink /proc/$PPID/fd/0 > " + sites / "stdin");
    EXPECT_EQ(run(sites.command({"--checker", look}), {}, closed).status, 1);
    EXPECT_EQ(content_of(sites / "stdin"), "/dev/null\n");
    EXPECT_NE(sites.objects(), "");
}

TEST(NagiosConfig, AResultThatCannotBeWrittenUndoesNothing) {
    const NagiosSites sites;
    sites.put(NagiosSites::profile("A"));
    Limits full;
    full.stdout_to_full = true;
    const auto outcome = run(sites.command({"--no-verify"}), {}, full);
    EXPECT_EQ(outcome.status, 1);
    EXPECT_NE(outcome.err.find("all is done, but"), std::string::npos) << outcome.err;
    EXPECT_NE(sites.objects(), "");
}

// At whatever moment it is killed, the folder is not there yet, or is the old or the new one.
TEST(NagiosConfig, KilledAtAnyPoint) {
    const NagiosSites sites;
    sites.put(NagiosSites::profile("A"));
    ASSERT_EQ(sites.generate({"--no-verify"}).status, 0);
    const auto one = sites.objects();
    sites.put(NagiosSites::profile("B"));
    ASSERT_EQ(sites.generate({"--no-verify"}).status, 0);
    const auto two = sites.objects();
    std::mt19937 random(3);
    int killed = 0;
    for (int i = 0; i < 60; ++i) {
        if (i % 2 == 0) {
            unlink((sites / "profiles/B.json").c_str());
        } else {
            sites.put(NagiosSites::profile("B"));
        }
        Process process(sites.command({"--no-verify"}));
        usleep(static_cast<useconds_t>(random() % 20000));
        process.signal(SIGKILL);
        killed += process.wait().status == 128 + SIGKILL ? 1 : 0;
        const auto now = sites.objects();
        EXPECT_TRUE(now == one || now == two);
    }
    EXPECT_GT(killed, 0);
    sites.put(NagiosSites::profile("B"));
    const auto last = sites.generate({"--no-verify"});
    EXPECT_EQ(last.status, 0) << last.err
                              << ::testing::PrintToString(
                                     list_folder(sites / "etc/fedcloud.draft"));
    EXPECT_EQ(sites.objects(), two);
    EXPECT_EQ(list_folder(sites / "etc"),
              (Names{"fedcloud", "fedcloud-templates.cfg", "fedcloud.lock", "fedcloud.previous"}));
}

TEST(NagiosConfig, LocalDependenciesAreVerifiedWithStubs) {
    const NagiosSites sites;
    sites.put(NagiosSites::profile("A"));
    const auto outcome = sites.generate({"--local-host", "mon.example.org"});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(count(sites.objects(), "use                         fedcloud-local-dependency"), 1U);
}

}  // namespace
}  // namespace fedcloud::test
