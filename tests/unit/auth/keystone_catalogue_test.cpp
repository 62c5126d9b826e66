// Service catalogues of v2.0 and v3, and which endpoint is taken of them.
#include <gtest/gtest.h>

#include "auth/keystone_messages.hpp"
#include "samples.hpp"

namespace fedcloud::auth {
namespace {

using Catalogue = std::vector<CatalogueEntry>;

constexpr const char* v3_body = R"({"token": {"methods": ["token"], "catalog": [
  {"type": "occi", "name": "occi", "id": "a", "endpoints": [
    {"id": "1", "interface": "admin", "region": "One", "region_id": "One",
     "url": "https://admin.example.org:8787/"},
    {"id": "2", "interface": "public", "region": "One", "region_id": "One",
     "url": "https://cloud.example.org:8787/occi1.1"},
    {"id": "3", "interface": "internal", "region": "One", "region_id": "One",
     "url": "http://10.0.0.1:8787/"}]},
  {"type": "compute", "name": "nova", "id": "b", "endpoints": [
    {"id": "4", "interface": "public", "region_id": "Two", "url": "https://cloud.example.org/c"}]},
  {"type": "empty", "endpoints": []}]}})";

constexpr const char* v2_body = R"({"access": {"token": {"id": "abc"}, "serviceCatalog": [
  {"type": "occi", "name": "occi", "endpoints_links": [], "endpoints": [
    {"region": "One", "id": "1", "adminURL": "https://admin.example.org:8787/",
     "publicURL": "https://cloud.example.org:8787/occi1.1",
     "internalURL": "http://10.0.0.1:8787/"}]},
  {"type": "compute", "endpoints": [{"region": "Two", "publicURL":
     "https://cloud.example.org/c"}]}]}})";

Catalogue v3_catalogue(const std::string& body) {
    http::Response response;
    response.headers = {{"X-Subject-Token", "abc"}};
    response.body = body;
    const auto token = read_v3_token(response);
    EXPECT_TRUE(token) << token.error();
    return token ? token->catalogue : Catalogue{};
}

Catalogue v2_catalogue(const std::string& body) {
    http::Response response;
    response.body = body;
    const auto token = read_v2_token(response);
    EXPECT_TRUE(token) << token.error();
    return token ? token->catalogue : Catalogue{};
}

CatalogueEntry entry(const std::string& address, const std::string& region = "One") {
    return {"occi", "public", region, address};
}

void expect_refused(const Catalogue& catalogue, const std::string& region,
                    const std::vector<std::string>& words,
                    plugin::Blame blame = plugin::Blame::service) {
    const auto found = find_service(catalogue, "occi", region);
    ASSERT_FALSE(found) << found->to_string();
    EXPECT_EQ(found.error().blame, blame) << found.error().text;
    for (const auto& word : words) {
        EXPECT_TRUE(says(found.error().text, word));
    }
}

TEST(Catalogue, ThePublicInterface) {
    for (const auto& catalogue : {v3_catalogue(v3_body), v2_catalogue(v2_body)}) {
        for (const std::string region : {"", "One"}) {
            const auto found = find_service(catalogue, "occi", region);
            ASSERT_TRUE(found) << found.error().text;
            EXPECT_EQ(found->to_string(), "https://cloud.example.org:8787/occi1.1");
        }
        const auto compute = find_service(catalogue, "compute", "Two");
        ASSERT_TRUE(compute) << compute.error().text;
        EXPECT_EQ(compute->to_string(), "https://cloud.example.org/c");
        expect_refused(catalogue, "Two", {"occi", "Two"}, plugin::Blame::ours);
        EXPECT_FALSE(find_service(catalogue, "OCC", ""));
        EXPECT_FALSE(find_service(catalogue, "", ""));
        EXPECT_FALSE(find_service(catalogue, "empty", ""));
    }
}

TEST(Catalogue, NoOtherInterfaceInstead) {
    expect_refused({{"occi", "internal", "One", "https://10.0.0.1/"},
                    {"occi", "admin", "One", "https://admin.example.org/"}},
                   "", {"occi"});
    expect_refused({}, "", {"occi"});
}

TEST(Catalogue, OneOfSeveralRegions) {
    const Catalogue two{entry("https://one.example.org/", "One"),
                        entry("https://two.example.org/", "Two")};
    expect_refused(two, "", {"One", "Two", "--region"}, plugin::Blame::ours);
    const auto second = find_service(two, "occi", "Two");
    ASSERT_TRUE(second) << second.error().text;
    EXPECT_EQ(second->host, "two.example.org");
    expect_refused(two, "Three", {"Three", "One"}, plugin::Blame::ours);
    const Catalogue twins{entry("https://one.example.org/"), entry("https://two.example.org/")};
    for (const std::string region : {"", "One"}) {
        expect_refused(twins, region, {"two", "One"});
        EXPECT_TRUE(
            keeps_quiet_about(find_service(twins, "occi", region).error().text, "--region"));
    }
    EXPECT_TRUE(find_service({entry("https://one.example.org/"), entry("https://one.example.org/")},
                             "occi", ""));
    const Catalogue elsewhere{entry("https://one.example.org/", "One"),
                              {"compute", "public", "Two", "https://two.example.org/"}};
    EXPECT_TRUE(find_service(elsewhere, "occi", "")) << "of its own type there is one";
}

TEST(Catalogue, UrlsThatNoRequestCanGoTo) {
    for (const std::string address :
         {"", "/occi1.1", "occi", "//cloud.example.org/", "file:///etc/passwd",
          "ftp://cloud.example.org/", "ldaps://cloud.example.org/", "javascript:alert(1)",
          "https://", "https:///occi", "http://[::1/", "https://user:secret@cloud.example.org/",
          "https://cloud.example.org:99999/", "https://cloud.example.org/a b",
          "https://%(tenant_id)s.example.org/", "https://cloud.example.org/\r\nX: 1"}) {
        const auto found = find_service({entry(address)}, "occi", "");
        ASSERT_FALSE(found) << address;
        EXPECT_TRUE(says(found.error().text, "occi"));
    }
    for (const std::string address : {"http://cloud.example.org:8787/", "HTTPS://cloud.example.org",
                                      "https://[2001:db8::1]:8787/occi"}) {
        EXPECT_TRUE(find_service({entry(address)}, "occi", "")) << address;
    }
}

// Entries that cannot be read are passed over; the rest of the catalogue counts.
TEST(Catalogue, GarbageWithin) {
    for (const std::string odd :
         {"7", "null", "[]", "{}", R"({"type":7,"endpoints":[{}]})",
          R"({"type":"occi","endpoints":7})", R"({"type":"occi","endpoints":[7,null,[],{}]})",
          R"({"type":"occi","endpoints":[{"interface":"public","url":7}]})"}) {
        const auto catalogue = v3_catalogue(
            R"({"token":{"catalog":[)" + odd +
            R"(,{"type":"compute","endpoints":[{"interface":"public","region":"One",)" +
            R"("url":"https://cloud.example.org/c"}]}]}})");
        const auto found = find_service(catalogue, "compute", "");
        ASSERT_TRUE(found) << odd << ": " << found.error().text;
        EXPECT_FALSE(find_service(catalogue, "occi", "")) << odd;
    }
    for (const std::string odd : {"7", "null", "{}", "\"x\""}) {
        EXPECT_TRUE(v3_catalogue(R"({"token":{"catalog":)" + odd + "}}").empty()) << odd;
        EXPECT_TRUE(
            v2_catalogue(R"({"access":{"token":{"id":"a"},"serviceCatalog":)" + odd + "}}").empty())
            << odd;
    }
}

TEST(Catalogue, OfManyServices) {
    std::string body = R"({"token":{"catalog":[)";
    for (int i = 0; i < 20'000; ++i) {
        body += R"({"type":"x","endpoints":[{"interface":"public","url":"https://x/"}]},)";
    }
    body += R"({"type":"occi","endpoints":[{"interface":"public","url":"https://c.org/"}]}]}})";
    const auto found = find_service(v3_catalogue(body), "occi", "");
    ASSERT_TRUE(found) << found.error().text;
    EXPECT_EQ(found->host, "c.org");
}

}  // namespace
}  // namespace fedcloud::auth
