// Tokens, projects and errors as Keystone sends them, and what is no such answer.
#include <gtest/gtest.h>

#include "auth/keystone_messages.hpp"
#include "samples.hpp"

namespace fedcloud::auth {
namespace {

using namespace std::chrono_literals;

http::Response v3_answer(const std::string& token, const std::string& body) {
    http::Response response;
    response.status = 201;
    response.headers = {{"Content-Type", "application/json"}, {"X-Subject-Token", token}};
    response.body = body;
    return response;
}

http::Response v2_answer(const std::string& body) {
    http::Response response;
    response.status = 200;
    response.body = body;
    return response;
}

std::string expiring(const std::string& when) {
    return R"({"token":{"methods":["password"],"expires_at":")" + when + R"("}})";
}

const WallClock::time_point third_of_march{1772530200s};  // 2026-03-03T09:30:00Z

TEST(KeystoneToken, OfV3) {
    const auto token = read_v3_token(v3_answer("gAAAA_b-c", expiring("2026-03-03T09:30:00Z")));
    ASSERT_TRUE(token) << token.error();
    EXPECT_EQ(token->value, "gAAAA_b-c");
    EXPECT_EQ(token->expires, third_of_march);
    auto lower_case = v3_answer("", expiring("2026-03-03T09:30:00Z"));
    lower_case.headers = {{"x-subject-token", "abc"}};
    const auto other = read_v3_token(lower_case);
    ASSERT_TRUE(other) << other.error();
    EXPECT_EQ(other->value, "abc");
}

TEST(KeystoneToken, ExpiryWithAndWithoutFraction) {
    for (const std::string when : {"2026-03-03T09:30:00Z", "2026-03-03T09:30:00.000000Z",
                                   "2026-03-03T09:30:00.123Z", "2026-03-03T09:30:00.999999Z"}) {
        const auto v3 = read_v3_token(v3_answer("abc", expiring(when)));
        ASSERT_TRUE(v3 && v3->expires) << when;
        EXPECT_EQ(std::chrono::floor<std::chrono::seconds>(*v3->expires), third_of_march) << when;
        const auto v2 = read_v2_token(
            v2_answer(R"({"access":{"token":{"id":"abc","expires":")" + when + R"("}}})"));
        ASSERT_TRUE(v2 && v2->expires) << when;
        EXPECT_EQ(std::chrono::floor<std::chrono::seconds>(*v2->expires), third_of_march) << when;
    }
    const auto leap = read_v3_token(v3_answer("abc", expiring("2028-02-29T23:59:59Z")));
    ASSERT_TRUE(leap && leap->expires);
    EXPECT_EQ(*leap->expires, WallClock::time_point(1835481599s));
}

// Keystone writes UTC; what is no such time is none, and not a wrong one.
TEST(KeystoneToken, ExpiryThatIsNoTime) {
    for (const std::string when :
         {"", "tomorrow", "2026-13-03T09:30:00Z", "2026-02-32T09:30:00Z", "2026-03-03T25:30:00Z",
          "2026-03-03", "1772530200", "2026-03-03T09:30", "99999-03-03T09:30:00Z"}) {
        const auto token = read_v3_token(v3_answer("abc", expiring(when)));
        EXPECT_TRUE(!token || !token->expires) << when;
    }
    for (const std::string value : {"null", "7", "[]", "{}"}) {
        const auto token =
            read_v3_token(v3_answer("abc", R"({"token":{"expires_at":)" + value + "}}"));
        EXPECT_TRUE(!token || !token->expires) << value;
    }
}

TEST(KeystoneToken, OfV2) {
    const auto token = read_v2_token(v2_answer(R"({"access": {
        "token": {"issued_at": "2026-03-03T08:30:00.5", "expires": "2026-03-03T09:30:00Z",
                  "id": "30f2b1", "tenant": {"id": "77", "name": "EGI_ops", "enabled": true}},
        "serviceCatalog": [], "user": {"username": "/DC=org/CN=Probe", "id": "u", "roles": []},
        "metadata": {"is_admin": 0, "roles": []}}})"));
    ASSERT_TRUE(token) << token.error();
    EXPECT_EQ(token->value, "30f2b1");
    EXPECT_EQ(token->expires, third_of_march);
    EXPECT_TRUE(token->catalogue.empty());
}

TEST(KeystoneToken, ThereIsNone) {
    auto without = v3_answer("", expiring("2026-03-03T09:30:00Z"));
    EXPECT_FALSE(read_v3_token(without)) << "empty";
    without.headers.clear();
    EXPECT_FALSE(read_v3_token(without)) << "not there";
    for (const std::string body :
         {"", "{}", "[]", "null", "7", "<html></html>", R"({"access":{}})",
          R"({"access":{"token":{}}})", R"({"access":{"token":{"id":null}}})",
          R"({"access":{"token":{"id":""}}})", R"({"access":{"token":{"id":7}}})",
          R"({"access":{"token":"abc"}})", R"({"access":[{"token":{"id":"abc"}}]})",
          R"({"token":{"id":"abc"}})", R"({"access":{"token":{"id":"abc"}})"}) {
        const auto token = read_v2_token(v2_answer(body));
        ASSERT_FALSE(token) << body;
        EXPECT_FALSE(token.error().empty()) << body;
    }
}

// It goes into a header: what would end the header, or is larger than any, is no token.
TEST(KeystoneToken, ThatNoHeaderCanCarry) {
    for (const std::string id :
         {"abc\\r\\nX-Evil: 1", "abc\\n", "a\\u0000b", "a b", "caf\\u00e9", "\\t", "a\\u007f"}) {
        const auto token =
            read_v2_token(v2_answer(R"({"access":{"token":{"id":")" + id + R"("}}})"));
        ASSERT_FALSE(token) << id;
        EXPECT_TRUE(keeps_quiet_about(token.error(), "X-Evil"));
    }
    const std::string body = expiring("2026-03-03T09:30:00Z");
    EXPECT_FALSE(read_v3_token(v3_answer("a b", body)));
    EXPECT_FALSE(read_v3_token(v3_answer("a\x01", body)));
    EXPECT_FALSE(read_v3_token(v3_answer(std::string(1U << 20U, 'a'), body)));
    // Tokens of the PKI kind, in use until 2016, took several kilobytes.
    EXPECT_TRUE(read_v3_token(v3_answer(std::string(8192, 'M') + "==", body)));
}

TEST(KeystoneToken, DeepAnswers) {
    const std::string deep = R"({"token":{"expires_at":)" + std::string(100'000, '[');
    // The header is the token, whatever the body is worth.
    const auto token = read_v3_token(v3_answer("abc", deep));
    ASSERT_TRUE(token) << token.error();
    EXPECT_FALSE(token->expires);
    EXPECT_TRUE(token->catalogue.empty());
    EXPECT_FALSE(read_v2_token(v2_answer(R"({"access":)" + std::string(100'000, '{'))));
}

TEST(KeystoneProjects, OfBothVersions) {
    for (const std::string list : {"projects", "tenants"}) {
        const auto projects = read_projects(R"({")" + list + R"(": [
            {"id": "1", "name": "ops", "enabled": true, "description": null},
            {"id": "2", "name": "closed", "enabled": false},
            {"id": "3", "name": "EGI_demo"}], "links": {"next": null}})");
        ASSERT_TRUE(projects) << list << ": " << projects.error();
        ASSERT_EQ(projects->size(), 2U) << list;
        EXPECT_EQ(projects->at(0).id, "1");
        EXPECT_EQ(projects->at(0).name, "ops");
        EXPECT_EQ(projects->at(1).id, "3");
        EXPECT_EQ(projects->at(1).name, "EGI_demo");
    }
    const auto none = read_projects(R"({"projects": []})");
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->empty());
}

TEST(KeystoneProjects, NoList) {
    for (const std::string body : {"", "{}", "[]", "null", "<html></html>", R"({"projects":7})",
                                   R"({"projects":{}})", R"({"projects":)"}) {
        const auto projects = read_projects(body);
        ASSERT_FALSE(projects) << body;
        EXPECT_FALSE(projects.error().empty()) << body;
    }
    for (const std::string entry : {"7", "null", "[]", R"({"name":"ops"})", R"({"id":7})"}) {
        const auto projects = read_projects(R"({"projects":[)" + entry + "]}");
        EXPECT_TRUE(!projects || projects->empty()) << entry << ": nothing can be scoped to it";
    }
}

TEST(KeystoneError, InItsOwnWords) {
    EXPECT_TRUE(says(read_keystone_error(R"({"error":{"code":401,"message":"User not found",
                                             "title":"Unauthorized"}})"),
                     "User not found"));
    EXPECT_EQ(read_keystone_error(R"({"error":{"code":401,"title":"Unauthorized"}})"),
              "Unauthorized");
    EXPECT_TRUE(says(read_keystone_error("<!DOCTYPE html>\n<html><head>\n<TITLE>503 Service "
                                         "Unavailable</TITLE>\n</head><body>x</body></html>"),
                     "503 Service Unavailable"));
    for (const std::string body :
         {"", "{}", "[]", "null", R"({"error":{}})", R"({"error":7})",
          R"({"error":{"message":[]}})", "<html><body>no title</body></html>",
          "<title>never closed", "\x01\x02"}) {
        EXPECT_EQ(read_keystone_error(body), "") << body;
    }
}

}  // namespace
}  // namespace fedcloud::auth
