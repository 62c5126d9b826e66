// What is said to and by an OpenID Connect issuer: forms, discovery documents, answers, errors.
#include "auth/oidc_messages.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "samples.hpp"

namespace fedcloud::auth {
namespace {

using namespace std::chrono_literals;

const std::string issuer = "https://aai.example.org/auth/realms/egi";
const std::string endpoint = issuer + "/protocol/openid-connect/token";

std::string document(const std::string& of, const std::string& token_endpoint) {
    return R"({"issuer":")" + of + R"(","authorization_endpoint":"https://aai.example.org/auth",)" +
           R"("token_endpoint":")" + token_endpoint +
           R"(","jwks_uri":"https://aai.example.org/c"})";
}

std::vector<std::string> fields(const std::string& form) {
    std::vector<std::string> found;
    for (std::size_t at = 0; at <= form.size();) {
        const auto end = std::min(form.find('&', at), form.size());
        found.push_back(form.substr(at, end - at));
        at = end + 1;
    }
    std::sort(found.begin(), found.end());
    return found;
}

// The scope, with blanks as either of the forms allows.
bool asks_for(const std::string& form, const std::string& scope) {
    for (auto field : fields(form)) {
        if (field.rfind("scope=", 0) == 0) {
            for (auto at = field.find("%20"); at != std::string::npos; at = field.find("%20")) {
                field.replace(at, 3, "+");
            }
            return ("+" + field.substr(6) + "+").find("+" + scope + "+") != std::string::npos;
        }
    }
    return false;
}

bool has(const std::string& form, const std::string& field) {
    const auto all = fields(form);
    return std::count(all.begin(), all.end(), field) == 1;
}

TEST(OidcForm, RefreshOfAPublicClient) {  // RFC 6749 section 6
    const auto form = refresh_form("abc", "probe", "");
    EXPECT_TRUE(has(form, "grant_type=refresh_token")) << form;
    EXPECT_TRUE(has(form, "refresh_token=abc")) << form;
    EXPECT_TRUE(has(form, "client_id=probe")) << form;
    EXPECT_TRUE(keeps_quiet_about(form, "client_secret"));
    EXPECT_TRUE(asks_for(form, "openid"));
    EXPECT_TRUE(asks_for(form, "eduperson_entitlement"));
    EXPECT_EQ(fields(form).size(), 4U) << form;
}

TEST(OidcForm, WithASecret) {
    const auto form = refresh_form("abc", "probe", "s3cret");
    EXPECT_TRUE(has(form, "client_secret=s3cret")) << form;
    EXPECT_EQ(fields(form).size(), 5U) << form;
}

TEST(OidcForm, OddCharactersStayWithinTheirField) {
    const auto form = refresh_form("a&b=c+d e%f", "p&grant_type=password", "\xc3\xa9\n#?/");
    EXPECT_TRUE(has(form, "refresh_token=a%26b%3Dc%2Bd%20e%25f") ||
                has(form, "refresh_token=a%26b%3Dc%2Bd+e%25f"))
        << form;
    EXPECT_TRUE(has(form, "client_id=p%26grant_type%3Dpassword")) << form;
    EXPECT_TRUE(has(form, "client_secret=%C3%A9%0A%23%3F%2F")) << form;
    EXPECT_TRUE(has(form, "grant_type=refresh_token")) << form;
}

TEST(OidcDiscovery, TheTokenEndpoint) {
    for (const std::string& of : {issuer, issuer + "/"}) {
        for (const auto& asked : {url(issuer), url(issuer + "/")}) {
            const auto found = read_token_endpoint(document(of, endpoint), asked);
            ASSERT_TRUE(found) << found.error();
            EXPECT_EQ(found->to_string(), endpoint);
        }
    }
    const auto neighbour =
        read_token_endpoint(document(issuer, "https://login.example.org/token"), url(issuer));
    EXPECT_TRUE(neighbour) << "under the same registrable domain";
    EXPECT_TRUE(
        read_token_endpoint(document("http://127.0.0.1:8080", "http://127.0.0.1:8080/token"),
                            url("http://127.0.0.1:8080")))
        << "on this host";
}

TEST(OidcDiscovery, OfAnotherIssuer) {
    for (const std::string of :
         {"https://evil.example.net", "https://aai.example.org", "",
          "https://aai.example.org/auth/realms/egi2", "http://aai.example.org/auth/realms/egi"}) {
        const auto found = read_token_endpoint(document(of, endpoint), url(issuer));
        ASSERT_FALSE(found) << of;
        EXPECT_TRUE(says(found.error(), of));
    }
}

TEST(OidcDiscovery, EndpointsThatMayNotHaveTheToken) {
    for (const std::string where :
         {"https://evil.example.net/token", "https://example.org.evil.net/token",
          "http://aai.example.org/auth/token", "https://10.0.0.1/token", "https://localhost/token",
          "http://127.0.0.1/token", "ldaps://aai.example.org/token", "file:///token", "/token", "",
          "https://user:pw@aai.example.org/token"}) {
        const auto found = read_token_endpoint(document(issuer, where), url(issuer));
        ASSERT_FALSE(found) << where << " led to " << found->to_string();
        EXPECT_FALSE(found.error().empty());
    }
}

TEST(OidcDiscovery, NoDocument) {
    for (const std::string& body :
         {std::string(), std::string("{}"), std::string("[]"), std::string("null"),
          std::string("<html></html>"), std::string(100'000, '['),
          R"({"issuer":")" + issuer + "\"}", R"({"issuer":7,"token_endpoint":")" + endpoint + "\"}",
          R"({"issuer":")" + issuer + R"(","token_endpoint":[]})"}) {
        const auto found = read_token_endpoint(body, url(issuer));
        ASSERT_FALSE(found) << body.substr(0, 80);
        EXPECT_FALSE(found.error().empty());
    }
}

TEST(OidcAnswer, OfCheckIn) {  // RFC 6749 section 5.1
    const auto answer = read_token_answer(
        R"({"access_token":"abc.def.ghi","expires_in":3600,"refresh_expires_in":0,
            "refresh_token":"r2","token_type":"Bearer","id_token":"x.y.z","scope":"openid"})");
    ASSERT_TRUE(answer) << answer.error();
    EXPECT_EQ(answer->access_token, "abc.def.ghi");
    EXPECT_EQ(answer->expires_in, 3600s);
    EXPECT_EQ(answer->refresh_token, "r2");
    const auto least = read_token_answer(R"({"access_token":"abc","token_type":"bearer"})");
    ASSERT_TRUE(least);
    EXPECT_FALSE(least->expires_in);
    EXPECT_TRUE(least->refresh_token.empty());
}

TEST(OidcAnswer, LifetimesThatAreNone) {
    for (const std::string value : {"null", "-1", "1e300", "true", "[]", "\"soon\"", "{}"}) {
        const auto answer =
            read_token_answer(R"({"access_token":"abc","expires_in":)" + value + "}");
        ASSERT_TRUE(answer) << value;
        EXPECT_FALSE(answer->expires_in) << value;
    }
}

TEST(OidcAnswer, WithoutAToken) {
    for (const std::string& body :
         {std::string(), std::string("{}"), std::string("[]"), std::string("<html></html>"),
          std::string(R"({"access_token":""})"), std::string(R"({"access_token":7})"),
          std::string(R"({"access_token":null})"), std::string(R"({"refresh_token":"secret-r"})"),
          std::string(R"({"access_token":"a b"})"),
          std::string(R"({"access_token":"a\r\nX-Evil: 1"})"), std::string(100'000, '{'),
          R"({"access_token":")" + std::string(100'000, 'a') + "\"}"}) {
        const auto answer = read_token_answer(body);
        ASSERT_FALSE(answer) << body.substr(0, 80);
        EXPECT_FALSE(answer.error().empty());
        EXPECT_TRUE(keeps_quiet_about(answer.error(), "secret-r"));
    }
}

TEST(OidcError, OfTheSpecification) {  // RFC 6749 section 5.2
    const auto error =
        read_oauth_error(R"({"error":"invalid_grant","error_description":"Token is not active"})");
    EXPECT_EQ(error.code, "invalid_grant");
    EXPECT_TRUE(says(error.text, "invalid_grant"));
    EXPECT_TRUE(says(error.text, "Token is not active"));
    EXPECT_TRUE(says(read_oauth_error(R"({"error":"invalid_client"})").text, "invalid_client"));
    const auto hostile = read_oauth_error(R"({"error":"x","error_description":"a | b\r\n)" +
                                          std::string(5000, 'y') + "\"}");
    EXPECT_TRUE(keeps_quiet_about(hostile.text, "|"));
    EXPECT_TRUE(keeps_quiet_about(hostile.text, "\n"));
    EXPECT_LE(hostile.text.size(), 256U);
}

TEST(OidcError, NoError) {
    for (const std::string body : {"", "{}", "[]", "<html></html>", R"({"error":7})", "null",
                                   R"({"error":{"code":401}})", R"({"access_token":"abc"})"}) {
        EXPECT_EQ(read_oauth_error(body).code, "") << body;
        EXPECT_TRUE(keeps_quiet_about(read_oauth_error(body).text, "abc"));
    }
}

}  // namespace
}  // namespace fedcloud::auth
