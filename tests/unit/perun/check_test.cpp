// The whole check against a server in this process.
#include "ask.hpp"
#include "perun_check.hpp"
#include "samples.hpp"
#include "scripted_server.hpp"

namespace fedcloud::perun {
namespace {

using namespace std::chrono_literals;
using http::test::answer;
using http::test::Reaction;

class PerunCheck : public testing::Test {
  protected:
    void SetUp() override {
        std::string name = testing::TempDir() + "perun-XXXXXX";
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder = name;
        common.state_dir = folder / "state";
        options.endpoint = server.url("/cert/rpc/");
        setenv("X509_USER_PROXY", (folder / "none.pem").c_str(), 1);
    }
    void TearDown() override {
        unsetenv("X509_USER_PROXY");
        std::filesystem::remove_all(folder);
    }
    std::string run(std::chrono::seconds timeout = 10s) {
        plugin::Interrupt interrupt;
        plugin::Run one("Perun-Check", plugin::Budget::of(plugin::Clock::now(), timeout, false),
                        common, interrupt);
        check(options, one, [&](const net::Url& url, page::Cache& cache, plugin::Run& inner) {
            return ask(options, url, cache, inner);
        });
        return one.render();
    }
    void put(const std::string& name, const std::string& content) {
        std::ofstream(folder / name) << content;
        std::filesystem::permissions(folder / name, std::filesystem::perms(0600));
    }

    std::filesystem::path folder;
    std::string reply = answer(good_status);
    std::string last_request;
    http::test::ScriptedServer server{[this](const std::string& request) {
        last_request = request;
        return Reaction{reply};
    }};
    Options options;
    plugin::CommonOptions common;
};

TEST_F(PerunCheck, AsksForTheStatusBelowTheBaseUrl) {
    for (const auto* path : {"/cert/rpc/", "/cert/rpc", "/cert/rpc/json/utils/getPerunStatus"}) {
        options.endpoint = server.url(path);
        const auto output = run();
        EXPECT_TRUE(says(output, "Perun-Check OK - Perun 3.8.6 is alive, PerunDB 3.1.55"));
        EXPECT_TRUE(says(output, "lag=6;;;0 consumers=2 last_message=23463958c"));
        EXPECT_EQ(last_request.substr(0, last_request.find('\r')),
                  "GET /cert/rpc/json/utils/getPerunStatus HTTP/1.1");
    }
    EXPECT_FALSE(std::filesystem::exists(common.state_dir)) << "nothing is shared unless asked for";
}

TEST_F(PerunCheck, TheHostOfAScheduler) {
    options.endpoint = "http://perun.invalid/cert/rpc/";
    common.hostname = "127.0.0.1";
    const auto url = server.url();
    common.port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
    EXPECT_TRUE(says(run(), "Perun-Check OK"));
}

TEST_F(PerunCheck, EveryAnswerHasItsState) {
    const std::string error = R"({"errorId":"1","name":"N","message":"Error 1: m"})";
    auto privilege = error;
    privilege.replace(privilege.find("\"N\""), 3, "\"PrivilegeException\"");
    for (const auto& [sent, words] : std::vector<std::pair<std::string, std::string>>{
             {answer(privilege, "", 400), "UNKNOWN - Perun is alive, but our credential"},
             {answer(privilege), "UNKNOWN - Perun is alive, but our credential"},
             {answer(privilege, "", 403), "UNKNOWN - Perun is alive, but our credential"},
             {answer(error, "", 500), "CRITICAL - status: Perun answers with the error N"},
             {answer("<title>T</title>"), "CRITICAL - status: the front end"},
             {answer("<title>T</title>", "", 401), "UNKNOWN - HTTP 401"},
             {answer("<title>T</title>", "", 403), "UNKNOWN - HTTP 403"},
             {answer("<title>T</title>", "", 404), "CRITICAL - ask: HTTP 404"},
             {answer("<title>T</title>", "", 404), "is --endpoint (or -H) right?"},
             {answer("<title>T</title>", "", 503), "CRITICAL - ask: HTTP 503"},
             {answer("", "Location: http://elsewhere/\r\n", 302), "'http://elsewhere/'"},
             {answer(""), "CRITICAL - status: "},
             {answer("7"), "with the number 7"},
             {answer(std::string(largest_answer + 1, ' ')), "CRITICAL - ask: "},
             {"", "CRITICAL - ask: "}}) {
        reply = sent;
        const auto output = run(1s);
        EXPECT_TRUE(says(output, words));
        const auto total = output.find(" total=");
        EXPECT_NE(total, std::string::npos) << output;
        EXPECT_EQ(output.find(" total=", total + 1), std::string::npos) << output;
    }
}

TEST_F(PerunCheck, LagAndThresholds) {
    common.thresholds.warning = *plugin::Range::parse("5");
    const auto output = run();
    EXPECT_TRUE(says(output, "Perun-Check WARNING - status: consumer 'notifications' is 6"));
    EXPECT_TRUE(says(output, "lag=6;5;;0"));
}

TEST_F(PerunCheck, OneAnswerServesAllWhoAskAlike) {
    options.cache_ttl = 60s;
    EXPECT_TRUE(says(run(), "6 messages behind |"));
    const auto shared = run();
    EXPECT_TRUE(says(shared, "6 messages behind (answer of "));
    common.thresholds.critical = *plugin::Range::parse("5");
    EXPECT_TRUE(says(run(), "Perun-Check CRITICAL"));
    EXPECT_EQ(server.requests(), 1);
    put("password", "secret\n");
    options.login.username = "probe";
    options.login.password_file = folder / "password";
    EXPECT_FALSE(says(run(), "answer of"));
    EXPECT_EQ(server.requests(), 2) << "somebody else asks";
    put("password", "secret2\n");
    (void)run();
    EXPECT_EQ(server.requests(), 3) << "the credential is another one";
}

TEST_F(PerunCheck, AFailureIsSharedForAMinute) {
    options.cache_ttl = 600s;
    reply = answer("<title>T</title>", "", 503);
    EXPECT_TRUE(says(run(), "CRITICAL - ask: HTTP 503"));
    const auto shared = run();
    EXPECT_TRUE(says(shared, "CRITICAL - status: HTTP 503"));
    EXPECT_TRUE(says(shared, "(answer of "));
    EXPECT_EQ(server.requests(), 1);
}

TEST_F(PerunCheck, OurOwnFaultsComeBeforeTheFirstByte) {
    options.login.proxy = folder / "none.pem";
    EXPECT_TRUE(says(run(), "Perun-Check UNKNOWN - proxy"));
    options.login.key = folder / "none.key";
    EXPECT_TRUE(says(run(), "Perun-Check UNKNOWN - certificate"));
    options.login.proxy.clear();
    EXPECT_TRUE(says(run(), "--key belongs to --proxy"));
    options.login = {};
    options.endpoint = "perun.example.org";
    EXPECT_TRUE(says(run(), "Perun-Check UNKNOWN - endpoint 'perun.example.org' is no usable URL"));
    options.endpoint.clear();
    EXPECT_TRUE(says(run(), "Perun-Check UNKNOWN - the endpoint is empty"));
    EXPECT_EQ(server.requests(), 0);
}

TEST(PerunOptions, OldCommandLines) {
    const auto parse = [](std::vector<const char*> words) {
        words.insert(words.begin(), "check_perun");
        Options options;
        const auto parsed = plugin::parse_options(option_table(options),
                                                  static_cast<int>(words.size()), words.data());
        EXPECT_EQ(parsed ? "" : parsed.error(), "");
        return options;
    };
    const auto robot = parse({"-C", "/c.pem", "-K", "/k.pem"});
    EXPECT_EQ(robot.login.proxy, "/c.pem");
    EXPECT_EQ(robot.login.key, "/k.pem");
    EXPECT_EQ(robot.endpoint, "https://perun.egi.eu/cert/rpc/");
    EXPECT_EQ(parse({"https://p.example.org/cert/rpc/"}).endpoint,
              "https://p.example.org/cert/rpc/");
    EXPECT_EQ(parse({"--cache-ttl", "0"}).cache_ttl, 0s);
    EXPECT_EQ(parse({"--cache-ttl=300"}).cache_ttl, 300s);
    Options options;
    const char* negative[] = {"check_perun", "--cache-ttl", "-1"};
    EXPECT_TRUE(says(plugin::parse_options(option_table(options), 3, negative).error(),
                     "'-1' is not a whole number of seconds from 1 to 86400, nor 0"));
    const char* two[] = {"check_perun", "https://a/", "https://b/"};
    EXPECT_TRUE(says(plugin::parse_options(option_table(options), 3, two).error(),
                     "unexpected argument 'https://b/'"));
}

}  // namespace
}  // namespace fedcloud::perun
