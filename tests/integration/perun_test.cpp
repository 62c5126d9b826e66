// check_perun against a simulated Perun, over TLS, as a robot.
#include <memory>

#include "expectations.hpp"
#include "testbed.hpp"

namespace fedcloud::test {
namespace {

constexpr int ok = 0;
constexpr int warning = 1;
constexpr int critical = 2;
constexpr int unknown = 3;

const std::string user_dn = "/DC=org/DC=example/O=Testbed/CN=Sample Probe User";

class Perun : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        testbed_ = std::make_unique<Testbed>(
            std::vector<std::string>{},
            Arguments{"--perun", "p,tls=good,client-cert=optional", "--perun",
                      "expired,tls=expired", "--perun", "other,tls=wrong-name", "--perun",
                      "stranger,tls=untrusted", "--perun", "strict,tls=good,client-cert=required"});
    }
    static void TearDownTestSuite() { testbed_.reset(); }
    void SetUp() override {
        testbed_->settings("p", {{"version", "47.2.1"},
                                 {"db_version", "3.2.34"},
                                 {"lag", Json::object()},
                                 {"omit", Json::array()},
                                 {"principal", "known"},
                                 {"error", ""},
                                 {"error_status", 400},
                                 {"html", ""},
                                 {"clock_offset", 0}});
        testbed_->reset_requests("p");
    }

    static Outcome ask(const Arguments& more, const std::string& server = "p",
                       const std::string& base = "/cert/rpc/") {
        Arguments words{CHECK_PERUN,
                        "-t",
                        "20",
                        "-e",
                        testbed_->endpoint(server) + base,
                        "--ca-path",
                        testbed_->pki("certificates")};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }
    static Outcome ask_as_user(const Arguments& more = {}) {
        Arguments words{"-C", testbed_->pki("user.pem")};
        words.insert(words.end(), more.begin(), more.end());
        return ask(words);
    }

    static inline std::unique_ptr<Testbed> testbed_;
};

TEST_F(Perun, Alive) {
    const auto outcome = ask_as_user();
    expect_line(outcome, ok,
                "Perun-Check OK - Perun 47.2.1 is alive, PerunDB 3.2.34, 3 consumers, at most 0 "
                "messages behind | ");
    for (const auto* label : {"total=", "connect=", "tls=", "proxy_lifetime=", "lag=0;;;0",
                              "consumers=3", "last_message=48211907c"}) {
        EXPECT_NE(outcome.out.find(label), std::string::npos) << outcome.out;
    }
    EXPECT_EQ(testbed_->requests("p").at(0).at("client_subject"), user_dn);
}

TEST_F(Perun, OldCommandLines) {
    // Certificate and key apart, as robots have them; the certificate may be read by everybody.
    const TemporaryFolder folder;
    const auto both = content_of(testbed_->pki("user.pem"));
    const auto key = both.find("-----BEGIN PRIVATE KEY");
    ASSERT_NE(key, std::string::npos);
    const auto certificate = both.find("-----BEGIN CERTIFICATE");
    write_file(folder / "robotcert.pem",
               both.substr(certificate, both.find("-----END CERTIFICATE-----") + 26 - certificate),
               0644);
    write_file(folder / "robotkey.pem", both.substr(key), 0600);
    const Arguments robot{"-C", folder / "robotcert.pem", "-K", folder / "robotkey.pem"};
    Arguments scheduler{CHECK_PERUN,
                        "-H",
                        "localhost",
                        "-p",
                        std::to_string(testbed_->port("p")),
                        "--ca-path",
                        testbed_->pki("certificates")};
    scheduler.insert(scheduler.end(), robot.begin(), robot.end());
    expect_line(run(scheduler), ok, "is alive");
    Arguments positional{CHECK_PERUN, testbed_->endpoint("p") + "/cert/rpc/", "--ca-path",
                         testbed_->pki("certificates")};
    positional.insert(positional.end(), robot.begin(), robot.end());
    expect_line(run(positional), ok, "is alive");
    write_file(folder / "open.pem", both.substr(key), 0644);
    expect_line(ask({"-C", robot[1], "-K", folder / "open.pem"}), unknown, "read by everybody");
}

TEST_F(Perun, OurCredentialIsCheckedBeforeTheFirstByte) {
    for (const auto& [file, words] : std::vector<std::pair<std::string, std::string>>{
             {"proxy-expired.pem", "expired"},
             {"proxy-wrongkey.pem", "does not belong"},
             {"proxy-nokey.pem", "no private key"},
             {"proxy-world-readable.pem", "read by everybody"},
             {"missing.pem", "No such file"}}) {
        expect_line(ask({"-C", testbed_->pki(file)}), unknown, words);
    }
    EXPECT_EQ(testbed_->counters("p").at("connections"), 0);
}

TEST_F(Perun, WhoMayAsk) {
    testbed_->settings("p", {{"principal", "unknown"}});
    expect_line(ask_as_user(), unknown, "Perun is alive, but our credential has no role there");
    testbed_->settings("p", {{"principal", user_dn}});
    expect_line(ask_as_user(), ok, "is alive");
    const auto proxy = ask({"-C", testbed_->pki("proxy.pem")});
    expect_line(proxy, unknown, "has no role there");
    EXPECT_NE(proxy.out.find("proxy proxy.pem is a proxy: Perun knows people and robots by their "
                             "own certificate"),
              std::string::npos)
        << proxy.out;
    expect_line(ask({"-n", "none"}), unknown, "HTTP 403");
    // A CA that Perun does not know either: the certificate is refused.
    expect_line(ask({"-C", testbed_->pki("user-untrusted.pem")}, "strict"), unknown, "CA");
    expect_line(ask({"-n", "none"}, "strict"), unknown, "certificate");
}

TEST_F(Perun, OtherWaysIn) {
    const TemporaryFolder folder;
    write_file(folder / "password", "secret\n");
    write_file(folder / "wrong", "wrong\n");
    const auto ask_by = [&](const std::string& file) {
        return ask({"-u", "probe", "--password-file", folder / file}, "p", "/ba/rpc/");
    };
    expect_line(ask_by("password"), ok, "is alive");
    expect_line(ask_by("wrong"), critical, "HTTP 401");
    expect_line(ask({"-n", "none"}, "p", "/non/rpc/"), unknown, "has no role there");
    expect_line(ask({"-n", "none"}, "p", "/fed/rpc/"), critical, "a web page");
    expect_line(ask({"-n", "none"}, "p", "/krb/rpc/"), unknown, "HTTP 401");
    expect_line(ask_as_user({"-e", testbed_->endpoint("p") + "/cert/rpc/more/"}), unknown,
                "is no URL of its RPC");
    expect_line(ask_as_user({"-e", testbed_->endpoint("p") + "/nothing/rpc/"}), critical,
                "no Perun RPC there");
}

TEST_F(Perun, ErrorsByTheirName) {
    for (const int status : {200, 400, 401, 403, 500}) {
        SCOPED_TRACE(status);
        testbed_->settings("p", {{"error", "InternalErrorException"}, {"error_status", status}});
        expect_line(ask_as_user(), critical, "status: Perun answers with the error InternalError");
        testbed_->settings("p", {{"error", "PrivilegeException"}});
        expect_line(ask_as_user(), unknown, "Perun is alive, but our credential has no role there");
    }
}

TEST_F(Perun, WhatTheFrontEndSaysIsToldApart) {
    for (const auto& [page, words] : std::vector<std::pair<std::string, std::string>>{
             {"403", "HTTP 403"},
             {"404", "no Perun RPC there"},
             {"502", "Perun behind it does not answer"},
             {"503", "Perun behind it does not answer"},
             {"login", "in the place of Perun"}}) {
        testbed_->settings("p", {{"html", page}});
        expect_line(ask_as_user(), critical, words);
    }
}

TEST_F(Perun, LagOfConsumers) {
    testbed_->settings("p", {{"lag", {{"notifications", 500}, {"extra", -3}}}});
    expect_line(ask_as_user(), ok, "4 consumers, at most 500 messages behind");
    expect_line(ask_as_user({"-w", "499", "-c", "1000"}), warning,
                "consumer 'notifications' is 500 messages behind, outside the warning range 499");
    expect_line(ask_as_user({"-w", "100", "-c", "499"}), critical, "lag=500;100;499;0");
}

TEST_F(Perun, OtherReleasesAndClocks) {
    testbed_->settings("p", {{"omit", {"Version of PerunDB"}}});
    expect_line(ask_as_user(), warning, "lacks the version of its database");
    testbed_->settings("p", {{"omit", {"AuditerConsumer", "Timestamp", "LastMessageId"}}});
    expect_line(ask_as_user(), ok, "PerunDB 3.2.34 | ");
    testbed_->settings(
        "p", {{"omit", Json::array()}, {"db_version", "4.0-beta"}, {"clock_offset", 200}});
    const auto told = ask_as_user({"-v"});
    expect_line(told, ok, "PerunDB 4.0-beta");
    EXPECT_NE(told.out.find("ahead of ours, if its zone is UTC+01:00"), std::string::npos)
        << told.out;
}

TEST_F(Perun, OneAnswerServesAllWhoAskAlike) {
    const TemporaryFolder state;
    const Arguments shared{"--cache-ttl", "60", "--state-dir", state.path()};
    expect_line(ask_as_user(shared), ok, "0 messages behind | ");
    expect_line(ask_as_user(shared), ok, "messages behind (answer of ");
    EXPECT_EQ(testbed_->counters("p").at("requests"), 1);
    auto other = shared;
    other.insert(other.end(), {"-C", testbed_->pki("proxy.pem")});
    EXPECT_EQ(ask(other).out.find("answer of"), std::string::npos);
    EXPECT_EQ(testbed_->counters("p").at("requests"), 2);
}

TEST_F(Perun, ServersThatAreNotTrusted) {
    const Arguments user{"-C", testbed_->pki("user.pem")};
    expect_line(ask(user, "expired"), critical, "expired");
    expect_line(ask(user, "other"), critical, "localhost");
    expect_line(ask(user, "stranger"), critical, "ask: ");
    for (const auto* server : {"expired", "other", "stranger"}) {
        EXPECT_EQ(testbed_->counters(server).at("requests"), 0) << server;
    }
}

}  // namespace
}  // namespace fedcloud::test
