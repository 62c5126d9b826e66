// Endpoints: their URLs and the states that they say they are in.
#include "endpoints.hpp"

#include <gtest/gtest.h>

#include "samples.hpp"

namespace fedcloud::cloud_bdii {
namespace {

using plugin::State;

Findings states(const std::string& attribute, const std::string& value) {
    return check_states(with(endpoint_at, attribute, value));
}

TEST(States, OfAnEndpointInService) {
    EXPECT_EQ(check_states(good_entries()), Findings());
}

TEST(States, Serving) {
    for (const auto& [value, state] :
         std::vector<std::pair<std::string, State>>{{"closed", State::critical},
                                                    {"draining", State::warning},
                                                    {"queueing", State::warning},
                                                    {"Closed", State::critical}}) {
        const auto found = states("GLUE2EndpointServingState", value);
        ASSERT_EQ(found.size(), 1U) << value;
        EXPECT_EQ(found[0].state, state) << value;
        EXPECT_EQ(found[0].name, "serving-state");
        EXPECT_NE(found[0].text.find("'occi'"), std::string::npos) << found[0].text;
    }
    EXPECT_TRUE(states("GLUE2EndpointServingState", "something").empty());
}

TEST(States, Health) {
    for (const auto& [value, state] :
         std::vector<std::pair<std::string, State>>{{"critical", State::critical},
                                                    {"warning", State::warning},
                                                    {"unknown", State::ok},
                                                    {"other", State::ok}}) {
        const auto found = states("GLUE2EndpointHealthState", value);
        ASSERT_EQ(found.size(), 1U) << value;
        EXPECT_EQ(found[0].state, state) << value;
        EXPECT_EQ(found[0].name, "health-state");
    }
    EXPECT_TRUE(states("GLUE2EndpointHealthState", "ok").empty());
    auto entries = with(endpoint_at, "GLUE2EndpointHealthState", "critical");
    set(entries[endpoint_at], "GLUE2EndpointHealthStateInfo", "no | answer");
    EXPECT_EQ(check_states(entries).at(0).text,
              "endpoint with HealthState critical (no / answer): 'occi'");
}

TEST(States, OnlyOfEndpoints) {
    EXPECT_TRUE(check_states(with(service_at, "GLUE2EndpointServingState", "closed")).empty());
}

TEST(Urls, ThatAreNone) {
    for (const auto* url : {"", "occi.example.org", "https://", "https://a b/", "http://x:99999/",
                            "https:///compute/", "UNDEFINED", "https://user:pw@x/"}) {
        auto found = check_endpoints(with(endpoint_at, "GLUE2EndpointURL", url), {});
        ASSERT_EQ(found.size(), 1U) << url;
        EXPECT_EQ(found[0].state, State::critical) << "nobody can use the only endpoint";
        auto entries = good_entries();
        entries.push_back(with(endpoint_at, "GLUE2EndpointURL", url)[endpoint_at]);
        found = check_endpoints(entries, {});
        ASSERT_EQ(found.size(), 1U) << url;
        EXPECT_EQ(found[0].state, State::warning) << "another one is usable";
    }
    EXPECT_TRUE(check_endpoints(good_entries(), {}).empty());
    EXPECT_TRUE(check_endpoints({}, {}).empty());
}

TEST(Urls, Comparable) {
    const auto form = [](const std::string& text) { return comparable(*net::parse_url(text)); };
    const std::string plain = "https://cloud.example.org:5000";
    for (const auto* other :
         {"https://cloud.example.org:5000/", "https://Cloud.Example.ORG:5000/v3",
          "https://cloud.example.org:5000/v2.0/", "https://cloud.example.org:5000/v3//",
          "https://cloud.example.org:5000/?image=uuid&amp;resource=small"}) {
        EXPECT_EQ(form(other), plain) << other;
    }
    EXPECT_EQ(form("https://x.example.org:443/a/"), form("https://x.example.org/a"));
    for (const auto* other : {"http://cloud.example.org:5000", "https://cloud.example.org:5001",
                              "https://cloud.example.org:5000/v1", "https://cloud.example.org"}) {
        EXPECT_NE(form(other), plain) << other;
    }
    EXPECT_NE(form("https://x/V3"), form("https://x/"));
}

TEST(Urls, Expected) {
    const std::string there = "https://occi.example.org:8787/occi1.1/?image=x";
    const std::string elsewhere = "https://occi.example.org:11443/";
    EXPECT_TRUE(check_endpoints(good_entries(), {there}).empty());
    const auto found = check_endpoints(good_entries(), {there, elsewhere});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0],
              (Finding{State::critical, "expected-endpoint",
                       "endpoint https://occi.example.org:11443/ is not published; there is "
                       "https://occi.example.org:8787/occi1.1"}));
    EXPECT_NE(check_endpoints({}, {there}).at(0).text.find("no endpoint is"), std::string::npos);
}

}  // namespace
}  // namespace fedcloud::cloud_bdii
