// Reading a site profile: every field, and every way in which one can be wrong.
#include "site/profile.hpp"

#include <gtest/gtest.h>

#include "sample.hpp"

namespace fedcloud::site {
namespace {

using test::profile_of;
using test::replaced;
using test::sample;

plugin::UtcTime at(std::string_view text) {
    return *plugin::parse_utc_time(text);
}

TEST(Profile, EveryFieldOfTheSiteIsRead) {
    const auto profile = read_profile(sample());
    ASSERT_TRUE(profile) << profile.error().message();
    EXPECT_EQ(profile->site, "Izola MRF");
    EXPECT_EQ(profile->key, "119G0");
    EXPECT_EQ(profile->ngi, "NGI_SI");
    EXPECT_EQ(profile->country, "Slovenia");
    EXPECT_EQ(profile->country_code, "SI");
    EXPECT_EQ(profile->certification_status, "Certified");
    EXPECT_EQ(profile->infrastructure, "Production");
    EXPECT_EQ(profile->giis_url, "ldap://bdii.example.org");
    EXPECT_EQ(profile->scopes, (std::vector<std::string>{"EGI", "FedCloud"}));
    EXPECT_EQ(profile->extensions, (std::vector<Extension>{{"K", "1"}, {"K", "2"}}));
    EXPECT_EQ(profile->vos, std::vector<std::string>{"ops"});
    EXPECT_EQ(profile->pulled_from, "https://goc.egi.eu/gocdbpi/");
    EXPECT_EQ(profile->pulled_at, at("2026-11-21T14:00:00Z"));
}

TEST(Profile, EveryFieldOfAServiceIsRead) {
    const auto profile = read_profile(sample());
    ASSERT_TRUE(profile);
    ASSERT_EQ(profile->services.size(), 2U);
    const Service expected{
        "1000G0",
        "eu.egi.cloud.vm-management.occi",
        "occi.example.org",
        "/DC=org/CN=occi.example.org",
        "https://occi.example.org:11443/?image=uuid_1&resource=small",
        "https://occi.example.org:11443/?image=uuid_1&amp;resource=small",
        {{"8282", "one", "OCCI", "https://occi.example.org/", "HTTPS://occi.example.org", true}},
        true,
        false,
        {"EGI"},
        {{"K", "V"}},
        {"https://occi.example.org:11443/", "uuid_1", "small", "R1", "o=glue"}};
    EXPECT_EQ(profile->services[0], expected);
    EXPECT_EQ(profile->services[1].registered_url, "https://cdmi.example.org/");
    EXPECT_FALSE(profile->services[1].parameters.os_tpl.size());
    EXPECT_TRUE(profile->services[1].production);
}

TEST(Profile, EveryFieldOfADowntimeIsRead) {
    const auto profile = read_profile(sample());
    ASSERT_TRUE(profile);
    const Downtime expected{"113653G0",
                            {"1000G0"},
                            Severity::outage,
                            true,
                            at("2026-11-20T00:00:00Z"),
                            at("2026-11-22T00:00:00Z"),
                            "new disks"};
    EXPECT_EQ(profile->downtimes, std::vector<Downtime>{expected});
}

TEST(Profile, ALayoutByHandAndUnknownMembersAreRead) {
    const auto profile = read_profile(R"({
        "services": [ ], "later": {"x": [1, null]},
        "pulled": { "at": "2026-11-21T14:00:00Z", "from": "" },
        "format": 1, "site": "A" })");
    ASSERT_TRUE(profile) << profile.error().message();
    EXPECT_EQ(profile->site, "A");
    EXPECT_TRUE(profile->services.empty());
    EXPECT_TRUE(profile->downtimes.empty());
}

struct Wrong {
    std::string_view old;
    std::string_view fresh;
    std::string_view message;  // its beginning
};

class WrongProfile : public testing::TestWithParam<Wrong> {};

TEST_P(WrongProfile, NamesTheField) {
    const auto& wrong = GetParam();
    const auto profile = read_profile(replaced(sample(), wrong.old, wrong.fresh));
    ASSERT_FALSE(profile);
    EXPECT_EQ(profile.error().message().substr(0, wrong.message.size()), wrong.message);
}

INSTANTIATE_TEST_SUITE_P(
    Site, WrongProfile,
    testing::Values(
        Wrong{R"("format":1,)", "", R"(/format: expected 1, found "no such member")"},
        Wrong{R"("format":1,)", R"("format":2,)",
              R"(/format: expected a whole number from 1 to 1, found "2")"},
        Wrong{R"("site":"Izola MRF",)", "", "/site: expected a site's name: 1 to 255 bytes"},
        Wrong{R"("Izola MRF")", R"("a\nb")", "/site: expected a site's name: 1 to 255 bytes"},
        Wrong{R"("Izola MRF")", "7",
              R"(/site: expected a site's name: 1 to 255 bytes without )"
              R"(control characters, found "7")"},
        Wrong{R"("119G0")", "{}", R"(/key: expected a string, found "an object")"},
        Wrong{R"("NGI_SI")", "true", R"(/ngi: expected a string, found "true")"},
        Wrong{R"("Slovenia")", "[]", "/country: expected a string"},
        Wrong{R"("SI")", "1", "/country_code: expected a string"},
        Wrong{R"("Certified")", "1", "/certification_status: expected a string"},
        Wrong{R"("Production")", "1", "/infrastructure: expected a string"},
        Wrong{R"("ldap://bdii.example.org")", "1", "/giis_url: expected a string"},
        Wrong{R"(["EGI","FedCloud"])", R"("EGI")", R"(/scopes: expected an array, found "EGI")"},
        Wrong{R"(["EGI","FedCloud"])", R"(["EGI",7])", "/scopes/1: expected a string that is not "},
        Wrong{R"({"key":"K","value":"2"})", "0", R"(/extensions/1: expected an object, found "0")"},
        Wrong{R"({"key":"K","value":"2"})", R"({"value":"2"})", "/extensions/1/key: expected"},
        Wrong{R"(["ops"])", R"([""])", "/vos/0: expected a string that is not empty"},
        Wrong{R"("pulled":{)", R"("x":{)", "/pulled: expected where and when"},
        Wrong{R"("from":"https://goc.egi.eu/gocdbpi/",)", "", "/pulled/from: expected a string"},
        Wrong{R"("2026-11-21T14:00:00Z")", R"("yesterday")", "/pulled/at: expected a time such as"},
        Wrong{R"("services":[)", R"("x":[)", "/services: expected an array"},
        Wrong{R"("downtimes":[)", R"("downtimes":{},"x":[)", "/downtimes: expected an array"},
        Wrong{"1001G0", "1000G0", "/services: expected a key of its own for every service"},
        Wrong{"{", "", "line 2, column 9: expected JSON in UTF-8"}));

INSTANTIATE_TEST_SUITE_P(
    Service, WrongProfile,
    testing::Values(
        Wrong{R"("1000G0")", R"("1000")",
              R"(/services/0/key: expected a GOCDB key such as )"
              R"(1000G0, found "1000")"},
        Wrong{R"("1000G0")", R"("G0")", "/services/0/key: expected a GOCDB key"},
        Wrong{R"("1000G0")", R"("../G0")", "/services/0/key: expected a GOCDB key"},
        Wrong{R"("type":"eu.egi.cloud.vm-management.occi",)", "", "/services/0/type: expected"},
        Wrong{R"("occi.example.org")", "null,\"host\":4", "/services/0/host: expected a host"},
        Wrong{R"("/DC=org/CN=occi.example.org")", "1", "/services/0/host_dn: expected a string"},
        Wrong{R"("url":"https://occi.example.org:11443/?i)", R"("url":1,"x":"i)",
              "/services/0/url: expected a string"},
        Wrong{R"("registered_url":"https)", R"("registered_url":1,"x":"https)",
              "/services/0/registered_url: expected a string"},
        Wrong{R"("id":"8282")", R"("id":8282)", "/services/0/endpoints/0/id: expected a string"},
        Wrong{R"("name":"one")", R"("name":1)", "/services/0/endpoints/0/name: expected"},
        Wrong{R"("OCCI")", "1", "/services/0/endpoints/0/interface_name: expected"},
        Wrong{R"("https://occi.example.org/")", "1", "/services/0/endpoints/0/url: expected"},
        Wrong{R"("HTTPS://occi.example.org")", "1",
              "/services/0/endpoints/0/registered_url: expected"},
        Wrong{R"("monitored":true}],)", R"("monitored":1}],)",
              "/services/0/endpoints/0/monitored: expected true or false"},
        Wrong{R"("monitored":true,"production":f)", R"("production":f)",
              R"(/services/0/monitored: expected true or false, found "no such member")"},
        Wrong{R"("production":false)", R"("production":"no")", "/services/0/production: expected"},
        Wrong{R"("scopes":["EGI"])", R"("scopes":[{}])", "/services/0/scopes/0: expected"},
        Wrong{R"("value":"V")", R"("value":1)", "/services/0/extensions/0/value: expected"},
        Wrong{R"("parameters":{)", R"("parameters":[],"x":{)",
              R"(/services/0/parameters: expected an object, found "an array")"},
        Wrong{R"("endpoint":"https://occi.e)", R"("endpoint":1,"x":"e)",
              "/services/0/parameters/endpoint: expected a string"},
        Wrong{R"("uuid_1")", "1", "/services/0/parameters/os_tpl: expected a string"},
        Wrong{R"("small")", "1", "/services/0/parameters/resource_tpl: expected a string"},
        Wrong{R"("R1")", "1", "/services/0/parameters/region: expected a string"},
        Wrong{R"("o=glue")", "1", "/services/0/parameters/bdii_base: expected a string"}));

INSTANTIATE_TEST_SUITE_P(
    Downtime, WrongProfile,
    testing::Values(
        Wrong{R"("113653G0")", R"("x")", "/downtimes/0/key: expected a GOCDB key"},
        Wrong{R"(["1000G0"])", R"(["x"])", "/downtimes/0/services/0: expected a GOCDB key"},
        Wrong{R"("outage")", R"("OUTAGE")", "/downtimes/0/severity: expected one of outage, warn"},
        Wrong{R"("scheduled")", "1", "/downtimes/0/classification: expected one of scheduled"},
        Wrong{R"("2026-11-20T00:00:00Z")", "1", "/downtimes/0/start: expected a time such as"},
        Wrong{R"("2026-11-22T00:00:00Z")", R"("2026-11-22")", "/downtimes/0/end: expected a time"},
        Wrong{R"("new disks")", "1", "/downtimes/0/description: expected a string"}));

TEST(Profile, ANameHasAnEnd) {
    const auto with_site = [](std::size_t size) {
        return read_profile(replaced(sample(), "Izola MRF", std::string(size, 'a')));
    };
    EXPECT_TRUE(with_site(255));
    EXPECT_FALSE(with_site(256));
    const auto with_host = [](std::size_t size) {
        return read_profile(replaced(sample(), R"("host":"occi.example.org")",
                                     R"("host":")" + std::string(size, 'a') + '"'));
    };
    EXPECT_TRUE(with_host(255));
    EXPECT_FALSE(with_host(256));
}

TEST(Profile, NoPartOfItIsAProfile) {
    const auto text = sample();
    for (std::size_t size = 0; size + 2 < text.size(); ++size) {
        ASSERT_FALSE(read_profile(text.substr(0, size))) << size;
    }
}

TEST(Name, OddBytesAreEncoded) {
    EXPECT_EQ(encode_name("EXAMPLE-SITE_1.0"), "EXAMPLE-SITE_1.0");
    EXPECT_EQ(encode_name("Izola MRF"), "Izola%20MRF");
    EXPECT_EQ(encode_name("../../etc/x"), "%2E.%2F..%2Fetc%2Fx");
    EXPECT_EQ(encode_name("-H"), "%2DH");
    EXPECT_EQ(encode_name("100%"), "100%25");
    EXPECT_EQ(encode_name("\xc3\xa9"), "%C3%A9");
    EXPECT_EQ(encode_name(""), "");
}

// A pull writes a profile anew only if it has changed.
TEST(ProfileEquality, EachMemberCounts) {
    const auto one = *read_profile(test::sample());
    EXPECT_EQ(one, *read_profile(test::sample()));
    for (const auto& [old, fresh] : {std::pair{"NGI_SI", "NGI_XX"},
                                     {"Certified", "Suspended"},
                                     {"\"vos\":[\"ops\"]", "\"vos\":[]"},
                                     {"14:00:00Z", "15:00:00Z"},
                                     {"\"interface_name\":\"OCCI\"", "\"interface_name\":\"X\""},
                                     {"\"region\":\"R1\"", "\"region\":\"R2\""},
                                     {"new disks", "old disks"}}) {
        const auto other = read_profile(test::replaced(test::sample(), old, fresh));
        ASSERT_TRUE(other) << old << ": " << other.error().message();
        EXPECT_FALSE(one == *other) << old;
    }
}

}  // namespace
}  // namespace fedcloud::site
