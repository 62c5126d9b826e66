// What Perun's answers mean, and whose fault they are.
#include "verdict.hpp"

#include "samples.hpp"

namespace fedcloud::perun {
namespace {

using plugin::Blame;

// 2026-11-21 12:00:00 UTC
constexpr std::chrono::system_clock::time_point noon{std::chrono::seconds(1795262400)};

plugin::Range range(const char* text) {
    return *plugin::Range::parse(text);
}

Verdict judge_body(const std::string& body, const plugin::Thresholds& lag = {}, int status = 200) {
    return judge(read_answer(body), {"https://perun/", status, lag, noon});
}

void expect_fault(const Verdict& verdict, Blame blame, std::string_view words) {
    ASSERT_TRUE(verdict.fault) << words;
    EXPECT_EQ(verdict.fault->blame, blame) << verdict.fault->text;
    EXPECT_TRUE(says(verdict.fault->text, words));
}

std::string error(const std::string& name, const std::string& message = "Error 1: text",
                  const std::string& type = "") {
    return R"({"errorId":"1","name":")" + name + R"(","message":")" + message + R"(","type":")" +
           type + R"("})";
}

TEST(PerunVerdict, Alive) {
    const auto verdict = judge_body(good_status);
    EXPECT_FALSE(verdict.fault);
    EXPECT_EQ(verdict.text,
              "Perun 3.8.6 is alive, PerunDB 3.1.55, 2 consumers, at most 6 messages behind");
    EXPECT_EQ(verdict.lag, 6);
    EXPECT_EQ(verdict.consumers, 2);
    EXPECT_EQ(verdict.last_message, 23463958);
    EXPECT_EQ(verdict.details.size(), 9U);
}

TEST(PerunVerdict, TheClockIsToldAndNotJudged) {
    EXPECT_EQ(judge_body(good_status).details.back(),
              "its clock shows 2026-11-21 13:00:02: 2s ahead of ours, if its zone is UTC+01:00");
    auto slow = good_status;
    slow.replace(slow.find("2026-11-21 13"), 13, "2019-11-21 13");
    const auto verdict = judge_body(slow);
    EXPECT_FALSE(verdict.fault);
    EXPECT_TRUE(says(verdict.details.back(), "7y behind ours in UTC"));
    auto west = good_status;
    west.replace(west.find("13:00:02.99"), 11, "08:29:58.00");
    EXPECT_TRUE(says(judge_body(west).details.back(), "2s behind ours, if its zone is UTC-03:30"));
}

TEST(PerunVerdict, Lag) {
    EXPECT_FALSE(judge_body(good_status, {range("6"), range("10")}).fault);
    expect_fault(judge_body(good_status, {range("5"), range("10")}), Blame::degraded,
                 "consumer 'notifications' is 6 messages behind, outside the warning range 5");
    expect_fault(judge_body(good_status, {range("1"), range("5")}), Blame::service,
                 "outside the critical range 5");
    const std::string ahead = R"(["Version of PerunDB: 1","LastMessageId: 5",)"
                              R"("AuditerConsumer: 'x' with last processed id='7'"])";
    EXPECT_EQ(judge_body(ahead).lag, 0) << "read a moment later";
    const std::string none = R"(["Version of Perun: 1","Version of PerunDB: 1"])";
    EXPECT_FALSE(judge_body(none).lag);
    EXPECT_FALSE(judge_body(none).fault);
    expect_fault(judge_body(none, {range("5"), {}}), Blame::degraded, "nothing to judge");
    expect_fault(judge_body(none, {{}, range("5")}), Blame::degraded, "nothing to judge");
}

std::string with(const std::string& line) {
    auto status = good_status;
    return status.insert(1, '"' + line + "\",");
}

// The one that cannot be read may be the slowest.
TEST(PerunVerdict, AConsumerWhoseNumberCannotBeReadIsToldOf) {
    for (const std::string line : {"AuditerConsumer: 'x' with last processed id='NaN'",
                                   "AuditerConsumer: 'x' with last processed id='1e3'",
                                   "AuditerConsumer: 'x' with last processed id='-1'",
                                   "AuditerConsumer: 'x' with last processed id=''",
                                   "AuditerConsumer: 'x' with last processed id='1",
                                   "AuditerConsumer:", "LastMessageId: none", "LastMessageId:"}) {
        expect_fault(judge_body(with(line)), Blame::degraded, "1 line of Perun's status");
        expect_fault(judge_body(with(line), {range("1"), {}}), Blame::degraded, line);
    }
    const auto line = with("AuditerConsumer: 'x' with last processed id='NaN'");
    expect_fault(judge_body(line, {{}, range("1")}), Blame::service, "6 messages behind");
}

TEST(PerunVerdict, NumbersThatDoNotGoTogether) {
    expect_fault(judge_body(with("LastMessageId: 23463958")), Blame::degraded, "2 LastMessageIds");
    const std::string consumer = "AuditerConsumer: 'x' with last processed id='";
    expect_fault(judge_body(with(consumer + "46927917'")), Blame::degraded,
                 "consumer 'x' has processed message 46927917, far beyond the last one, 23463958");
    EXPECT_FALSE(judge_body(with(consumer + "46927916'")).fault);
    EXPECT_FALSE(
        judge_body(R"(["Version of PerunDB: 1","LastMessageId: 0",")" + consumer + "2'\"]").fault);
}

TEST(PerunVerdict, WithoutTheVersionOfItsDatabaseItIsAWarning) {
    expect_fault(judge_body(R"(["Version of Perun: 3.8.6","LastMessageId: 1"])"), Blame::degraded,
                 "lacks the version of its database");
}

TEST(PerunVerdict, ErrorsGoByTheirName) {
    for (const int status : {200, 400, 500}) {
        expect_fault(judge_body(error("PrivilegeException"), {}, status), Blame::ours,
                     "Perun is alive, but our credential has no role there");
        expect_fault(judge_body(error("InternalErrorException"), {}, status), Blame::service,
                     "InternalErrorException: Error 1: text");
    }
    expect_fault(judge_body(error("MfaPrivilegeException"), {}, 401), Blame::ours, "second factor");
    expect_fault(judge_body(error("RpcException", "Error 1: x", "INVALID_URL"), {}, 400),
                 Blame::ours, "is no URL of its RPC");
    expect_fault(judge_body(error("RpcException", "Error 1: x", "UNKNOWN_METHOD"), {}, 400),
                 Blame::service, "RpcException");
    expect_fault(judge_body(R"({"errorId":"1"})"), Blame::service, "without a name: no message");
    EXPECT_TRUE(says(judge_body(error("X"), {}, 500).fault->text, "(HTTP 500)"));
}

TEST(PerunVerdict, WhatIsNotPerun) {
    expect_fault(judge_body("<title>Log in | SSO</title>"), Blame::service, "'Log in / SSO'");
    expect_fault(judge_body("<p>"), Blame::service, "answers with a web page in the place");
    expect_fault(judge_body("42"), Blame::service, "answers with the number 42");
    expect_fault(judge_body(""), Blame::service, "an empty answer");
}

TEST(PerunVerdict, StatusesOfTheFrontEndAreToldApart) {
    const auto text = [](int status, bool default_url = true) {
        const auto fault =
            explain_status(status, "https://perun/", "T", "https://elsewhere/", default_url);
        EXPECT_EQ(fault.blame, Blame::service) << status;
        EXPECT_TRUE(says(fault.text, "HTTP " + std::to_string(status)));
        return fault.text;
    };
    EXPECT_TRUE(says(text(302), "'https://elsewhere/'"));
    EXPECT_TRUE(says(text(404), "no Perun RPC there: has its base URL changed"));
    EXPECT_TRUE(says(text(404, false), "no Perun RPC there: is --endpoint (or -H) right? else"));
    EXPECT_TRUE(says(text(500), "internal error"));
    for (const int status : {502, 503, 504}) {
        EXPECT_TRUE(says(text(status), "Perun behind it does not answer"));
    }
    EXPECT_TRUE(says(text(418), "not an answer of Perun"));
}

}  // namespace
}  // namespace fedcloud::perun
