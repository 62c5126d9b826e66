// Bad input: status 3, one clear line, nothing created.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "vm_site.hpp"

namespace fedcloud::test {
namespace {

void expect_refused(const Outcome& outcome, const std::string& names) {
    EXPECT_EQ(outcome.status, 3) << outcome.out;
    EXPECT_EQ(outcome.out.rfind("OCCI-VM UNKNOWN - ", 0), 0U) << outcome.out;
    EXPECT_EQ(outcome.out.find('\n'), outcome.out.size() - 1) << "not one line: " << outcome.out;
    EXPECT_NE(outcome.out.find(names), std::string::npos) << "does not name it: " << outcome.out;
    EXPECT_EQ(outcome.err, "");
}

TEST(BadInput, CommandLine) {
    const Testbed testbed({"rocci-site"});
    const VmSite site(testbed, "rocci-site");
    const std::vector<std::pair<Arguments, std::string>> table{
        {{"--bogus"}, "--bogus"},
        {{"--os-tp", "x"}, "--os-tp"},
        {{"--resource-tpl"}, "resource-tpl"},
        {{"-t", "0"}, "timeout"},
        {{"-t", "-1"}, "-1"},
        {{"-t", "abc"}, "abc"},
        {{"-w", "10:5"}, "10:5"},
        {{"-c", "1e3"}, "1e3"},
        {{"--auth", "kerberos"}, "kerberos"},
        {{"--format", "xml"}, "xml"},
        {{"-p", "70000"}, "70000"},
        {{"stray"}, "stray"},
        {{"-e", "occi.example.org"}, "occi.example.org"},
        {{"-e", "https://"}, "host"},
        {{"-e", "file:///etc/passwd"}, "file"},
        {{"-e", "ftp://127.0.0.1/"}, "ftp"},
        {{"-e", "http://user:password@127.0.0.1/"}, "password before the host"},
        {{"-e", ""}, "endpoint"},
        {{"-H", "a b"}, "a b"},
    };
    for (const auto& [words, names] : table) {
        SCOPED_TRACE(words.front() + ' ' + words.back());
        expect_refused(site.run(words), names);
    }
    EXPECT_EQ(testbed.requests("rocci-site").size(), 0U);
    EXPECT_EQ(site.machines_left(), 0U);
}

TEST(BadInput, HelpAndVersion) {
    for (const auto* program : {CHECK_OCCI_VM, CHECK_OCCI_TCP}) {
        const auto help = run({program, "--help"});
        EXPECT_EQ(help.status, 0);
        for (std::size_t at = 0; at < help.out.size();) {
            const auto end = help.out.find('\n', at);
            EXPECT_LE(end - at, 80U) << help.out.substr(at, end - at);
            at = end + 1;
        }
        EXPECT_EQ(run({program, "-V"}).status, 0);
    }
}

TEST(BadInput, Credentials) {
    const Testbed testbed({"rocci-site,tls=good,client-cert=required"});
    const VmSite site(testbed, "rocci-site");
    write_file(site.state() + "/empty.pem", "");
    write_file(site.state() + "/text.pem", "this is no certificate\n");
    const std::vector<std::pair<std::string, std::string>> table{
        {"/nonexistent/proxy.pem", "No such file"},
        {site.state(), "folder"},
        {site.state() + "/empty.pem", "empty"},
        {site.state() + "/text.pem", "no certificate"},
        {testbed.pki("proxy-nokey.pem"), "no private key"},
        {testbed.pki("proxy-wrongkey.pem"), "does not belong"},
        {testbed.pki("proxy-expired.pem"), "expired"},
        {testbed.pki("proxy-world-readable.pem"), "read by everybody"},
        {"/dev/zero", "not a regular file"},
    };
    for (const auto& [proxy, names] : table) {
        SCOPED_TRACE(proxy);
        expect_refused(
            site.run({"-n", "x509", "-x", proxy, "--ca-path", testbed.pki("certificates")}), names);
    }
    EXPECT_EQ(testbed.counters("rocci-site").at("connections"), 0)
        << "a byte went out before our own credential was checked";
}

TEST(BadInput, UnreadableProxy) {
    const Testbed testbed({"rocci-site,tls=good"});
    const VmSite site(testbed, "rocci-site");
    write_file(site.state() + "/locked.pem", "x", 0);
    // Root reads everything, unless it goes without these capabilities.
    Arguments command = site.command({"-n", "x509", "-x", site.state() + "/locked.pem"});
    if (geteuid() == 0) {
        const Arguments without{"/usr/bin/setpriv", "--bounding-set",
                                "-dac_override,-dac_read_search"};
        command.insert(command.begin(), without.begin(), without.end());
    }
    expect_refused(run(command), "Permission denied");
}

TEST(BadInput, FifoAsProxyDoesNotHang) {
    const Testbed testbed({"rocci-site,tls=good"});
    const VmSite site(testbed, "rocci-site");
    const auto fifo = site.state() + "/fifo";
    ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
    expect_refused(site.run({"-n", "x509", "-x", fifo, "--ca-path", testbed.pki("certificates")}),
                   "not a regular file");
}

TEST(BadInput, TrustAnchors) {
    const Testbed testbed({"rocci-site,tls=good"});
    const VmSite site(testbed, "rocci-site");
    expect_refused(site.run({"--ca-path", testbed.pki("empty")}), "no trust anchor");
    expect_refused(site.run({"--ca-path", "/nonexistent/ca"}), "/nonexistent/ca");
    expect_refused(site.run({"--ca-path", testbed.pki("user.pem")}), "user.pem");
    EXPECT_EQ(testbed.counters("rocci-site").at("connections"), 0);
}

TEST(BadInput, PasswordInTheClear) {
    const TemporaryFolder folder;
    write_file(folder / "password", "secret\n");
    expect_refused(
        run({CHECK_OCCI_VM, "-e", "http://occi.example.org/", "--os-tpl", "x", "-n", "basic", "-u",
             "probe", "--password-file", folder / "password", "--state-dir", folder.path()}),
        "clear text");
}

TEST(StateFolder, NotWritable) {
    const Testbed testbed({"rocci-site"});
    const VmSite site(testbed, "rocci-site");
    // Not even root can make a folder in /proc.
    expect_refused(site.run({"--state-dir", "/proc/fedcloud"}), "/proc/fedcloud");
    write_file(site.state() + "/file", "");
    expect_refused(site.run({"--state-dir", site.state() + "/file"}), "file");
    EXPECT_EQ(site.machines_left(), 0U);
    for (const auto& request : testbed.requests("rocci-site")) {
        EXPECT_NE(request.at("method"), "POST");
    }
}

TEST(StateFolder, FullDisk) {
    const Testbed testbed({"rocci-site"});
    const VmSite site(testbed, "rocci-site");
    Limits full;
    full.no_file_growth = true;
    const auto first = run(site.command(), {}, full);
    expect_refused(first, "instance-id");
    ASSERT_EQ(site.run().status, 0);
    const auto outcome = run(site.command(), {}, full);
    EXPECT_EQ(outcome.status, 3) << outcome.out;
    EXPECT_NE(outcome.out.find("journal"), std::string::npos) << outcome.out;
    EXPECT_EQ(site.machines_left(), 0U);
    EXPECT_TRUE(site.journal().empty()) << "half an entry was left behind";
}

TEST(Output, ThatCannotBeWrittenIsUnknown) {
    const Testbed testbed({"rocci-site,boot=0"});
    const VmSite site(testbed, "rocci-site");
    Limits full;
    full.stdout_to_full = true;
    EXPECT_EQ(run(site.command(), {}, full).status, 3);
    Limits closed;
    closed.close_stdout = true;
    EXPECT_EQ(run(site.command(), {}, closed).status, 3);
    EXPECT_EQ(site.machines_left(), 0U);
}

}  // namespace
}  // namespace fedcloud::test
