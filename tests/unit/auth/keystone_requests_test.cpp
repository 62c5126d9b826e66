// Request bodies, exactly as the Identity API of OpenStack and keystone-voms demand them.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "auth/keystone_messages.hpp"

namespace fedcloud::auth {
namespace {

using Json = nlohmann::json;

Json parsed(const std::string& body) {
    const auto json = Json::parse(body, nullptr, false);
    EXPECT_FALSE(json.is_discarded()) << body;
    return json;
}

TEST(KeystoneRequest, PasswordOfV3) {
    EXPECT_EQ(parsed(v3_password_request({"probe", "secret", "Default"})), Json::parse(R"(
        {"auth": {"identity": {"methods": ["password"],
                               "password": {"user": {"name": "probe", "password": "secret",
                                                     "domain": {"name": "Default"}}}}}})"));
}

TEST(KeystoneRequest, RescopingOfV3) {
    EXPECT_EQ(parsed(v3_rescope_request("gAAAA-unscoped", "6c56d1dd")), Json::parse(R"(
        {"auth": {"identity": {"methods": ["token"], "token": {"id": "gAAAA-unscoped"}},
                  "scope": {"project": {"id": "6c56d1dd"}}}})"));
}

TEST(KeystoneRequest, VomsOfV2) {
    EXPECT_EQ(parsed(v2_voms_request("")), Json::parse(R"({"auth": {"voms": true}})"));
    EXPECT_EQ(parsed(v2_voms_request("EGI_ops")),
              Json::parse(R"({"auth": {"voms": true, "tenantName": "EGI_ops"}})"));
}

TEST(KeystoneRequest, PasswordOfV2) {
    EXPECT_EQ(parsed(v2_password_request({"probe", "secret", "Default"}, "")), Json::parse(R"(
        {"auth": {"passwordCredentials": {"username": "probe", "password": "secret"}}})"));
    EXPECT_EQ(parsed(v2_password_request({"probe", "secret", "Default"}, "ops")), Json::parse(R"(
        {"auth": {"passwordCredentials": {"username": "probe", "password": "secret"},
                  "tenantName": "ops"}})"));
}

// A password may hold anything; it must arrive as it is, and change nothing around it.
TEST(KeystoneRequest, TextThatJsonMustQuote) {
    const std::string odd = "\"}],\"scope\":{\\\x01\t\n{\xc3\xa9 '";
    const auto v3 = parsed(v3_password_request({odd, odd + "p", odd + "d"}));
    const auto& user = v3.at("auth").at("identity").at("password").at("user");
    EXPECT_EQ(user.at("name"), odd);
    EXPECT_EQ(user.at("password"), odd + "p");
    EXPECT_EQ(user.at("domain").at("name"), odd + "d");
    EXPECT_FALSE(v3.at("auth").contains("scope"));
    const auto v2 = parsed(v2_password_request({odd, odd + "p", ""}, odd + "t")).at("auth");
    EXPECT_EQ(v2.at("passwordCredentials").at("username"), odd);
    EXPECT_EQ(v2.at("passwordCredentials").at("password"), odd + "p");
    EXPECT_EQ(v2.at("tenantName"), odd + "t");
    EXPECT_EQ(parsed(v2_voms_request(odd)).at("auth").at("tenantName"), odd);
    const auto rescoped = parsed(v3_rescope_request(odd, odd + "i")).at("auth");
    EXPECT_EQ(rescoped.at("identity").at("token").at("id"), odd);
    EXPECT_EQ(rescoped.at("scope").at("project").at("id"), odd + "i");
}

// A password in Latin-1 is no UTF-8: it cannot be right, but must not end the probe.
TEST(KeystoneRequest, TextThatIsNoUtf8) {
    for (const std::string text : {"caf\xe9", "\xff\xfe", "\xc3", "\xed\xa0\x80"}) {
        EXPECT_NO_THROW({
            EXPECT_TRUE(parsed(v3_password_request({"probe", text, "Default"})).is_object());
            EXPECT_TRUE(parsed(v3_password_request({text, "p", text})).is_object());
            EXPECT_TRUE(parsed(v2_password_request({text, text, ""}, text)).is_object());
            EXPECT_TRUE(parsed(v2_voms_request(text)).is_object());
            EXPECT_TRUE(parsed(v3_rescope_request(text, text)).is_object());
        });
    }
}

}  // namespace
}  // namespace fedcloud::auth
