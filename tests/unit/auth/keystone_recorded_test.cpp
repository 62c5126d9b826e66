// Answers of Debian's Keystone 22.0.2 with a federation, read whole.
#include <gtest/gtest.h>

#include <algorithm>

#include "auth/challenge.hpp"
#include "auth/keystone_messages.hpp"
#include "auth/keystone_versions.hpp"
#include "recorded.hpp"
#include "samples.hpp"

namespace fedcloud::auth {
namespace {

using namespace std::chrono_literals;

class KeystoneRecorded : public RecordedTest {};

// 2026-11-20T22:26:10Z
const WallClock::time_point end_of_token{1795213570s};

TEST_F(KeystoneRecorded, Versions) {
    const auto root = answer("root-multiple-choices");
    EXPECT_EQ(root.status, 300);
    const auto of_root = read_versions(root.body, url("http://127.0.0.1:22250"));
    ASSERT_TRUE(of_root.v3);
    EXPECT_EQ(of_root.v3->to_string(), "http://127.0.0.1:22250/v3");
    EXPECT_FALSE(of_root.v2);
    const auto of_v3 = read_versions(answer("v3-version").body, url("http://127.0.0.1:22250"));
    ASSERT_TRUE(of_v3.v3);
    EXPECT_EQ(of_v3.v3->to_string(), "http://127.0.0.1:22250/v3");
}

TEST_F(KeystoneRecorded, UnscopedToken) {
    const auto recorded = answer("fed-auth-good-access-token");
    const auto token = read_v3_token(recorded);
    ASSERT_TRUE(token) << token.error();
    EXPECT_EQ(token->value, *recorded.header("X-Subject-Token"));
    EXPECT_EQ(token->expires, end_of_token);
    EXPECT_TRUE(token->catalogue.empty());
}

TEST_F(KeystoneRecorded, ScopedTokenWithItsCatalogue) {
    const auto token = read_v3_token(answer("auth-tokens-scoped"));
    ASSERT_TRUE(token) << token.error();
    EXPECT_EQ(token->expires, end_of_token);
    EXPECT_EQ(token->catalogue.size(), 7U);
    const auto compute = find_service(token->catalogue, "compute", "");
    ASSERT_TRUE(compute) << compute.error().text;
    EXPECT_EQ(compute->to_string(), "http://127.0.0.1:22260/v2.1");
    const auto swift = find_service(token->catalogue, "object-store", "RegionOne");
    ASSERT_TRUE(swift) << swift.error().text;
    EXPECT_EQ(swift->to_string(),
              "http://127.0.0.1:22263/v1/AUTH_6c56d1dd68464cf08ba8bab29636fa4c");
    EXPECT_FALSE(find_service(token->catalogue, "occi", ""));
    EXPECT_FALSE(find_service(token->catalogue, "compute", "RegionTwo"));
}

TEST_F(KeystoneRecorded, Projects) {
    for (const auto* name : {"auth-projects", "os-federation-projects"}) {
        const auto projects = read_projects(answer(name).body);
        ASSERT_TRUE(projects) << name;
        ASSERT_EQ(projects->size(), 1U) << name;
        EXPECT_EQ(projects->front().id, "6c56d1dd68464cf08ba8bab29636fa4c");
        EXPECT_EQ(projects->front().name, "ops");
    }
}

TEST_F(KeystoneRecorded, Refusals) {
    const auto of_keystone = answer("fed-auth-no-vo-token");
    EXPECT_EQ(of_keystone.status, 401);
    EXPECT_TRUE(says(read_keystone_error(of_keystone.body),
                     "The request you have made requires authentication."));
    EXPECT_FALSE(read_v3_token(of_keystone));
    const auto challenge = read_challenge(answer("auth-tokens-bogus").headers);
    EXPECT_EQ(challenge.kind, Challenge::Kind::keystone);
    EXPECT_EQ(challenge.keystone_uri, "http://127.0.0.1:22250/v3");
    const auto of_apache = answer("fed-auth-expired-token");
    EXPECT_TRUE(says(read_keystone_error(of_apache.body), "401 Unauthorized"));
    EXPECT_TRUE(keeps_quiet_about(read_keystone_error(of_apache.body), "<"));
    EXPECT_EQ(read_challenge(of_apache.headers).kind, Challenge::Kind::bearer);
}

// The token stands in a header; a part of a body adds nothing to it.
TEST_F(KeystoneRecorded, CutShort) {
    const auto whole = answer("auth-tokens-scoped");
    for (std::size_t length = 0; length < whole.body.rfind('}'); length += 7) {
        auto part = whole;
        part.body.resize(length);
        const auto token = read_v3_token(part);
        ASSERT_TRUE(token) << length;
        EXPECT_EQ(token->value, *whole.header("X-Subject-Token"));
        EXPECT_TRUE(token->catalogue.empty()) << length;
        EXPECT_FALSE(token->expires) << length;
    }
}

}  // namespace
}  // namespace fedcloud::auth
