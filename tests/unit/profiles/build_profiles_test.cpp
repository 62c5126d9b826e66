// Records put together, the text of a profile, and what has changed.
#include <gtest/gtest.h>

#include <chrono>

#include "build_profiles.hpp"
#include "changes.hpp"
#include "render_changes.hpp"
#include "render_profile.hpp"
#include "samples.hpp"

namespace fedcloud::profiles {
namespace {

using std::chrono::seconds;

SiteRecord site_named(const std::string& name) {
    SiteRecord record;
    record.site = name;
    return record;
}

ServiceRecord service_at(const std::string& site, const std::string& key,
                         const std::string& host = "h.org", const std::string& type = "t") {
    ServiceRecord record;
    record.site = site;
    record.service.key = key;
    record.service.host = host;
    record.service.type = type;
    return record;
}

Built build(std::vector<SiteRecord> sites, std::vector<ServiceRecord> services,
            const std::vector<DowntimeRecord>& downtimes = {}) {
    ProfileBuilder builder({"https://g/", plugin::UtcTime(seconds(1'795'000'000)), {"ops"}});
    for (auto& each : sites) {
        builder.add(std::move(each));
    }
    for (auto& each : services) {
        builder.add(std::move(each));
    }
    for (const auto& each : downtimes) {
        builder.add(each);
    }
    return std::move(builder).finish();
}

TEST(BuildProfiles, SortedByNameAndByTheNumberOfTheKey) {
    const auto built =
        build({site_named("b"), site_named("a")},
              {service_at("a", "1000G0"), service_at("a", "99G0"), service_at("a", "0100G0")});
    ASSERT_EQ(built.profiles.size(), 2U);
    EXPECT_EQ(built.profiles[0].site, "a");
    std::vector<std::string> keys;
    for (const auto& service : built.profiles[0].services) {
        keys.push_back(service.key);
    }
    EXPECT_EQ(keys, (std::vector<std::string>{"99G0", "0100G0", "1000G0"}));
    EXPECT_EQ(built.services, 3U);
}

TEST(BuildProfiles, TheFirstOfTwoIsKept) {
    const auto built =
        build({site_named("a"), site_named("a"), site_named("b")},
              {service_at("a", "1G0", "first.org"), service_at("b", "1G0", "second.org"),
               service_at("elsewhere", "2G0")});
    EXPECT_EQ(built.profiles.size(), 2U);
    EXPECT_EQ(built.profiles[0].services.at(0).host, "first.org");
    EXPECT_TRUE(built.profiles[1].services.empty());
    EXPECT_EQ(built.of_other_sites, 1U);
    ASSERT_EQ(built.problems.size(), 2U);
    EXPECT_EQ(built.problems[0].record, "site 'a'");
    EXPECT_EQ(built.problems[1].record, "service 1G0 (second.org of 'b')");
}

TEST(BuildProfiles, ProblemsOfSitesThatAreNotWantedAreDropped) {
    ProfileBuilder builder({"https://g/", {}, {}});
    builder.add(site_named("a"));
    builder.add({Problem{"x", "text", "a"}, Problem{"y", "text", "b"}, Problem{"z", "text", ""}});
    const auto built = std::move(builder).finish();
    ASSERT_EQ(built.problems.size(), 2U);
    EXPECT_EQ(built.problems[1].record, "z");
}

TEST(BuildProfiles, DowntimesMatchByHostTypeAndSite) {
    DowntimeRecord downtime;
    downtime.downtime.key = "7G0";
    downtime.affected = {{"h.org", "T", "a"},
                         {"h.org", "other", "a"},
                         {"other.org", "t", "a"},
                         {"h.org", "t", "b"},
                         {"h.org", "t", "a"}};
    const auto built = build({site_named("a"), site_named("b"), site_named("c")},
                             {service_at("a", "2G0"), service_at("a", "1G0"),
                              service_at("b", "3G0"), service_at("c", "4G0")},
                             {downtime, downtime});
    ASSERT_EQ(built.profiles[0].downtimes.size(), 1U);  // once, however often it is repeated
    EXPECT_EQ(built.profiles[0].downtimes[0].services, (std::vector<std::string>{"1G0", "2G0"}));
    EXPECT_EQ(built.profiles[1].downtimes.at(0).services, std::vector<std::string>{"3G0"});
    EXPECT_TRUE(built.profiles[2].downtimes.empty());
}

TEST(BuildProfiles, WhatIsKeptIsBoundedHoweverSmallItsPartsAre) {
    constexpr std::size_t largest = 1U << 20U;
    const auto fits = [](const auto& change) {
        ProfileBuilder builder({"https://g/", {}, {}}, largest);
        builder.add(site_named("a"));
        auto record = service_at("a", "1G0");
        change(record.service);
        builder.add(std::move(record));
        return !builder.is_too_large();
    };
    using site::Service;
    EXPECT_TRUE(fits([](Service& service) { service.url = std::string(largest / 2, 'x'); }));
    EXPECT_FALSE(fits([](Service& service) { service.url = std::string(largest, 'x'); }));
    EXPECT_FALSE(fits([](Service& service) { service.endpoints.resize(10'000); }));
    EXPECT_FALSE(fits([](Service& service) { service.scopes.resize(40'000); }));
    EXPECT_FALSE(fits([](Service& service) { service.extensions.resize(20'000); }));
}

TEST(BuildProfiles, DowntimesOfManyServicesOfOnePlaceAreBounded) {
    ProfileBuilder builder({"https://g/", {}, {}}, 1U << 20U);
    builder.add(site_named("a"));
    constexpr int services = 500;
    DowntimeRecord downtime;
    downtime.downtime.key = "7G0";
    for (int i = 0; i < services; ++i) {
        builder.add(service_at("a", std::to_string(i) + "G0"));
        downtime.affected.push_back({"h.org", "t", "a"});
    }
    EXPECT_FALSE(builder.is_too_large());
    builder.add(downtime);
    EXPECT_TRUE(builder.is_too_large());
}

TEST(BuildProfiles, OfManyProblemsTheNumberIsKept) {
    ProfileBuilder builder({"https://g/", {}, {}});
    builder.add(std::vector<Problem>(most_problems, {"x", "text"}));
    builder.add(std::vector<Problem>(7, {"x", "text"}));
    const auto built = std::move(builder).finish();
    ASSERT_EQ(built.problems.size(), most_problems + 1);
    EXPECT_EQ(built.problems.back().record, "7 more records");
}

site::Profile full_profile() {
    site::Profile profile;
    profile.site = "Izola \"MRF\"";
    profile.key = "119G0";
    profile.ngi = "NGI_SI";
    profile.country = "Slovenia";
    profile.country_code = "SI";
    profile.certification_status = "Certified";
    profile.infrastructure = "Production";
    profile.giis_url = "ldap://b.org:2170/x";
    profile.scopes = {"EGI", "FedCloud"};
    profile.extensions = {{"K", "V"}};
    profile.vos = {"ops"};
    profile.pulled_from = "https://goc.egi.eu/gocdbpi/";
    profile.pulled_at = plugin::UtcTime(seconds(1'795'000'000));
    site::Service service;
    service.key = "1000G0";
    service.type = "eu.egi.cloud.vm-management.occi";
    service.host = "occi.example.org";
    service.host_dn = "/CN=x";
    service.url = "https://occi.example.org/?image=1&resource=2";
    service.registered_url = "https://occi.example.org/?image=1&amp;resource=2";
    service.endpoints = {{"8", "n", "i", "https://a.org/", "https://a.org/", true}};
    service.monitored = true;
    service.scopes = {"EGI"};
    service.extensions = {{"K", "two\nlines"}};
    service.parameters = {"https://occi.example.org/", "1", "2", "region", ""};
    auto second = service_at("", "1001G0").service;
    profile.services = {service, second};
    profile.downtimes = {{"7G0",
                          {"1000G0"},
                          site::Severity::warning,
                          false,
                          plugin::UtcTime(seconds(1'795'000'000)),
                          plugin::UtcTime(seconds(1'795'003'600)),
                          "why"}};
    return profile;
}

TEST(RenderProfile, Layout) {
    EXPECT_EQ(render_profile(full_profile()),
              R"({
"format":1,
"site":"Izola \"MRF\"",
"key":"119G0",
"ngi":"NGI_SI","country":"Slovenia","country_code":"SI","certification_status":"Certified","infrastructure":"Production","giis_url":"ldap://b.org:2170/x",
"scopes":["EGI","FedCloud"],
"extensions":[{"key":"K","value":"V"}],
"vos":["ops"],
"pulled":{"from":"https://goc.egi.eu/gocdbpi/","at":"2026-11-18T11:06:40Z"},
"services":[
{"key":"1000G0","type":"eu.egi.cloud.vm-management.occi","host":"occi.example.org","host_dn":"/CN=x","url":"https://occi.example.org/?image=1&resource=2","registered_url":"https://occi.example.org/?image=1&amp;resource=2","endpoints":[{"id":"8","name":"n","interface_name":"i","url":"https://a.org/","monitored":true}],"monitored":true,"production":false,"scopes":["EGI"],"extensions":[{"key":"K","value":"two\nlines"}],"parameters":{"endpoint":"https://occi.example.org/","os_tpl":"1","resource_tpl":"2","region":"region"}},
{"key":"1001G0","type":"t","host":"h.org","monitored":false,"production":false}
],
"downtimes":[
{"key":"7G0","services":["1000G0"],"severity":"warning","classification":"unscheduled","start":"2026-11-18T11:06:40Z","end":"2026-11-18T12:06:40Z","description":"why"}
]
}
)");
}

TEST(RenderProfile, IsReadAsItWasWritten) {
    const auto profile = full_profile();
    const auto read = site::read_profile(render_profile(profile));
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(*read, profile);
    site::Profile least;
    least.site = "a";
    EXPECT_EQ(render_profile(least),
              "{\n\"format\":1,\n\"site\":\"a\",\n\"pulled\":{\"from\":\"\",\"at\":\"1970-01-01T00:"
              "00:00Z\"},\n"
              "\"services\":[\n]\n}\n");
}

TEST(RenderProfile, HostileTextComesBackUnchanged) {
    for (const std::string text :
         {";id>/tmp/x", "$(id)", "`id`", "\"'\\", "\n{\"key\":\"2G0\",\"type\":\"", "!", "]]>",
          "../../etc/x", "{{{", "\x01\x7f\xE2\x80\xA8 é", "</script>"}) {
        auto profile = full_profile();
        profile.ngi = profile.services[0].type = profile.services[0].registered_url = text;
        profile.downtimes[0].description = profile.services[0].extensions[0].key = text;
        profile.services[0].endpoints[0].name = text;
        const auto rendered = render_profile(profile);
        const auto read = site::read_profile(rendered);
        ASSERT_TRUE(read) << read.error().message();
        EXPECT_EQ(*read, profile) << rendered;
    }
}

using Profiles = std::map<std::string, site::Profile>;

TEST(Changes, NoneButOfWhenItWasPulled) {
    auto later = full_profile();
    later.pulled_at += seconds(3600);
    later.pulled_from = "elsewhere";
    EXPECT_TRUE(compare({{"a", full_profile()}}, {{"a", later}}).empty());
}

TEST(Changes, OneLineEach) {
    auto before = full_profile();
    before.site = "b";
    auto after = before;
    after.ngi = "NGI_X";
    after.services[0].url = "https://new.org/";
    after.services[0].monitored = false;
    after.services[1] = service_at("", "1002G0").service;
    after.downtimes[0].end += seconds(3600);
    const auto report = ChangeReport{
        compare({{"a", full_profile()}, {"b", before}}, {{"b", after}, {"c", full_profile()}}),
        2,
        4,
        true,
        {}};
    EXPECT_EQ(render(report, Format::table),
              "- site Izola \"MRF\": removed, 2 services\n"
              "~ site b: ngi 'NGI_SI' -> 'NGI_X'\n"
              "~ service 1000G0 of b (eu.egi.cloud.vm-management.occi on occi.example.org): url "
              "'https://occi.example.org/?image=1&resource=2' -> 'https://new.org/', monitored "
              "'yes' -> 'no'\n"
              "- service 1001G0 of b: removed, t on h.org\n"
              "+ service 1002G0 of b: added, t on h.org\n"
              "~ downtime 7G0 of b (unscheduled warning, 2026-11-18T11:06:40Z to "
              "2026-11-18T13:06:40Z): end '2026-11-18T12:06:40Z' -> '2026-11-18T13:06:40Z'\n"
              "+ site Izola \"MRF\": added, 2 services\n"
              "sites: 1 added, 1 removed, 1 changed; services: 3 added, 3 removed, 1 changed; "
              "downtimes: 1 added, 1 removed, 1 changed; 2 sites with 4 services\n");
    const auto json = render(report, Format::json);
    EXPECT_NE(json.find("\"before\": \"NGI_SI\""), std::string::npos) << json;
}

TEST(Changes, HostileTextIsCleaned) {
    auto after = full_profile();
    after.ngi = "a\n\x1b[31m|b";
    const auto text =
        render({compare({{"s", full_profile()}}, {{"s", after}}), 1, 2, false, {}}, Format::table);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2) << text;
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_NE(text.find("(nothing was written)"), std::string::npos);
}

}  // namespace
}  // namespace fedcloud::profiles
