// What Perun answers, told apart by its kind.
#include "answer.hpp"

#include "samples.hpp"

namespace fedcloud::perun {
namespace {

template <typename Kind>
Kind as(std::string_view body) {
    const auto answer = read_answer(body);
    const auto* kind = std::get_if<Kind>(&answer);
    EXPECT_NE(kind, nullptr) << body;
    return kind == nullptr ? Kind{} : *kind;
}

TEST(PerunAnswer, AStatus) {
    const auto status = as<Status>(good_status);
    EXPECT_EQ(status.perun, "3.8.6");
    EXPECT_EQ(status.perun_db, "3.1.55");
    EXPECT_EQ(status.versions.size(), 6U);
    EXPECT_EQ(status.last_message, 23463958);
    ASSERT_EQ(status.consumers.size(), 2U);
    EXPECT_EQ(status.consumers[0].name, "127.0.0.1:6071");
    EXPECT_EQ(status.consumers[1].last_processed, 23463952);
    ASSERT_TRUE(status.server_time);
    EXPECT_EQ(plugin::format_utc(status.server_time->time), "2026-11-21 13:00:02 UTC");
    EXPECT_EQ(status.understood, 10U);
}

TEST(PerunAnswer, Recorded) {
    const auto body = recorded("perun/getPerunStatus.json");
    if (body.empty()) {
        GTEST_SKIP() << "NOTICE: no recorded answers here; set FEDCLOUD_FIXTURES";
    }
    const auto status = as<Status>(body);
    EXPECT_EQ(status.understood, 11U);
    EXPECT_EQ(status.consumers.size(), 3U);
    EXPECT_EQ(as<Error>(recorded("perun/made-error.json")).name, "PrivilegeException");
    // Another call's answer: only its timestamp is known here.
    EXPECT_EQ(as<Status>(recorded("perun/getPerunStatistics.json")).understood, 1U);
}

TEST(PerunAnswer, LinesOfOtherReleases) {
    const auto status = as<Status>(
        R"(["Version of Perun: 47.2.1-SNAPSHOT", "Something: new", 5, null, ["x"],)"
        R"( "AuditerConsumer: 'o'brien' with last processed id='7'",)"
        R"( "AuditerConsumer: 'x' with last processed id='many'", "LastMessageId: none",)"
        R"( "AuditerConsumer: ", "AuditerConsumer: ' with last processed id='",)"
        R"( "AuditerConsumer: ' with last processed id='7'",)"
        R"( "Timestamp: yesterday"])");
    EXPECT_EQ(status.perun, "47.2.1-SNAPSHOT");
    EXPECT_EQ(status.perun_db, "");
    ASSERT_EQ(status.consumers.size(), 1U);
    EXPECT_EQ(status.consumers[0].name, "o'brien");
    EXPECT_FALSE(status.last_message);
    EXPECT_FALSE(status.server_time);
    EXPECT_EQ(status.understood, 2U);
}

TEST(PerunAnswer, AnError) {
    const auto error = as<Error>(
        R"({"errorId":"16e","name":"RpcException","message":"Error 16e: x","type":"INVALID_URL"})");
    EXPECT_EQ(error.name, "RpcException");
    EXPECT_EQ(error.message, "Error 16e: x");
    EXPECT_EQ(error.type, "INVALID_URL");
    EXPECT_EQ(as<Error>(R"({"errorId":"16e"})").name, "an error without a name");
}

TEST(PerunAnswer, AWebPage) {
    EXPECT_EQ(as<Html>("\n<!DOCTYPE html><HTML><Head><TITLE lang=en>Log\n in</TITLE>").title,
              "Log in");
    for (const auto* page : {"<html>", "<title", "<title>", "<title>x", "<"}) {
        EXPECT_EQ(as<Html>(page).title, "") << page;
    }
}

TEST(PerunAnswer, WhateverElse) {
    for (const auto& [body, words] : std::vector<std::pair<std::string, std::string>>{
             {"", "an empty answer"},
             {" \r\n", "an empty answer"},
             {"42", "the number 42"},
             {"\"OK\"", "the text 'OK'"},
             {"null", "null"},
             {"true", "true"},
             {"[]", "an empty list"},
             {"[1,2]", "nothing is Perun's status"},
             {"{}", "no error of Perun"},
             {"[\"Version of Perun: 3", "neither JSON nor HTML (line 1"},
             {"callback([\"Version of Perun: 3\"]);", "neither JSON nor HTML"},
             {"Service Unavailable", "neither JSON nor HTML"},
             {std::string(100'000, '['), "neither JSON nor HTML"}}) {
        EXPECT_TRUE(says(as<Other>(body).what, words));
    }
}

TEST(PerunAnswer, NoByteMakesItFall) {
    for (std::size_t i = 0; i < good_status.size(); ++i) {
        (void)read_answer(good_status.substr(0, i));
        for (const char c : {'\'', '"', ':', '\0', '\xFF'}) {
            auto changed = good_status;
            changed[i] = c;
            (void)read_answer(changed);
        }
    }
}

}  // namespace
}  // namespace fedcloud::perun
