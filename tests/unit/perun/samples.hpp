// What the tests of Perun's check have in common.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace fedcloud::perun {

inline testing::AssertionResult says(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos ? testing::AssertionSuccess()
                                                : testing::AssertionFailure()
                                                      << "\"" << text << "\" does not say \""
                                                      << part << "\"";
}

inline const std::string good_status =
    R"(["Version of Perun: 3.8.6","Version of PerunDB: 3.1.55","Version of Servlet: Tomcat/9",)"
    R"x("Version of DB-driver: PG-42","Version of DB: PostgreSQL-12.0 (Debian 12)",)x"
    R"("Version of Java platform: 11.0.5",)"
    R"("AuditerConsumer: '127.0.0.1:6071' with last processed id='23463958'",)"
    R"("AuditerConsumer: 'notifications' with last processed id='23463952'",)"
    R"("LastMessageId: 23463958","Timestamp: 2026-11-21 13:00:02.99"])";

// A recorded answer; empty where there are no fixtures.
inline std::string recorded(const std::string& name) {
    const char* fixtures = std::getenv("FEDCLOUD_FIXTURES");
    std::ifstream in(std::filesystem::path(fixtures == nullptr ? "" : fixtures) / name,
                     std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace fedcloud::perun
