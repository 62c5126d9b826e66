#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "sites.hpp"

namespace fedcloud::config {
namespace {

using test::find;
using test::metrics_of_occi;
using test::service;
using test::site_of;

using Words = std::vector<std::string>;

TEST(Plan, OfOneService) {
    const auto plan = build_plan({site_of("Izola MRF", {service("1G0", "occi", "a.org")})},
                                 metrics_of_occi(), {});
    ASSERT_EQ(plan.checks.size(), 2U);
    EXPECT_EQ(plan.checks[0].name, "TCP");
    const Check& vm = plan.checks[1];
    EXPECT_EQ(vm.name, "eu.egi.VM-ops");
    EXPECT_EQ(vm.arguments, (Words{"-t", "300", "--site", "Izola%20MRF", "--service", "1G0", "--vo",
                                   "ops", "--warning=60", "--voms", "--os-tpl=it's"}));
    EXPECT_EQ(vm.depends_on, (std::vector<std::size_t>{0}));
    EXPECT_TRUE(vm.depends_local.empty()) << "no local host was named";
    ASSERT_EQ(plan.hosts.size(), 1U);
    EXPECT_EQ(plan.hosts[0].name, "a.org_at_Izola_x20MRF");
    EXPECT_EQ(plan.sites[0].encoded, "Izola%20MRF");
    EXPECT_EQ(plan.ngis[0].name, "NGI_SI");
    EXPECT_EQ(plan.metrics[vm.metric].name, "eu.egi.VM");
    EXPECT_TRUE(plan.problems.empty());
}

TEST(Plan, LocalDependenciesOnAHostThatIsNamed) {
    Choices choices;
    choices.local_host = "localhost";
    const auto plan =
        build_plan({site_of("A", {service("1G0", "occi", "a.org")})}, metrics_of_occi(), choices);
    EXPECT_EQ(plan.checks[1].depends_local, Words{"Proxy"});
}

TEST(Plan, MonitoredAndProduction) {
    auto unmonitored = service("1G0", "occi", "a.org");
    unmonitored.monitored = false;
    auto test = service("2G0", "occi", "b.org");
    test.production = false;
    const std::vector<SiteRecord> sites{site_of("A", {unmonitored, test})};
    const auto plan = build_plan(sites, metrics_of_occi(), {});
    ASSERT_EQ(plan.checks.size(), 2U);
    EXPECT_FALSE(plan.checks[0].production);
    Choices all;
    all.all = true;
    EXPECT_EQ(build_plan(sites, metrics_of_occi(), all).checks.size(), 4U);
}

TEST(Plan, AServiceThatCannotBeNamedIsLeftOutAndTheRestStays) {
    const auto plan =
        build_plan({site_of("A", {service("1G0", "occi", "$(id)"), service("2G0", "occi", "b.org"),
                                  service("2G0", "occi", "twice.org")})},
                   metrics_of_occi(), {});
    EXPECT_EQ(plan.checks.size(), 2U);
    EXPECT_EQ(plan.problems,
              (Words{"site A: service 1G0 (occi) is left out: \"$(id)\" is no host name",
                     "site A: service 2G0: its key is there twice, only the first is checked"}));
}

// The name of a check is its history in the scheduler.
TEST(Plan, NamesStayWhenSomethingElseAppears) {
    const auto first = service("99G0", "occi", "a.org");
    const auto second = service("1000G0", "occi", "a.org");
    const auto third = service("1001G0", "broker", "a.org");
    const auto alone = build_plan({site_of("A", {first})}, metrics_of_occi(), {});
    const auto both = build_plan({site_of("B", {first}), site_of("A", {third, second, first})},
                                 metrics_of_occi(), {});
    for (const auto& check : alone.checks) {
        const auto* same = find(both, "a.org_at_A", check.name);
        ASSERT_NE(same, nullptr) << check.name;
        EXPECT_EQ(same->service_key, "99G0");
    }
    EXPECT_NE(find(both, "a.org_at_A", "eu.egi.VM-ops_1000G0"), nullptr);
    EXPECT_NE(find(both, "a.org_at_A", "TCP_1001G0"), nullptr);
    EXPECT_NE(find(both, "a.org_at_B", "TCP"), nullptr);
    EXPECT_EQ(both.hosts.size(), 2U);
    const auto* dependent = find(both, "a.org_at_A", "eu.egi.VM-ops_1000G0");
    EXPECT_EQ(both.checks[dependent->depends_on.at(0)].name, "TCP_1000G0");
}

TEST(Plan, Vos) {
    auto site = site_of("A", {service("1G0", "occi", "a.org")});
    site.profile.vos = {"ops", "biomed", "ops", "bad;name"};
    const auto plan = build_plan({site}, metrics_of_occi(), {});
    EXPECT_NE(find(plan, "a.org_at_A", "eu.egi.VM-biomed"), nullptr);
    EXPECT_EQ(plan.checks.size(), 3U);
    EXPECT_EQ(plan.problems,
              Words{"site A: the VO \"bad;name\" is left out: it is no name of a VO"});
    Choices choices;
    choices.vos = {"biomed"};
    EXPECT_EQ(build_plan({site}, metrics_of_occi(), choices).checks.size(), 2U);
    site.profile.vos.clear();
    EXPECT_NE(
        find(build_plan({site}, metrics_of_occi(), choices), "a.org_at_A", "eu.egi.VM-biomed"),
        nullptr);
    EXPECT_NE(find(build_plan({site}, metrics_of_occi(), {}), "a.org_at_A", "eu.egi.VM"), nullptr);
    site.overrides.vos = {"mine"};
    EXPECT_NE(find(build_plan({site}, metrics_of_occi(), {}), "a.org_at_A", "eu.egi.VM-mine"),
              nullptr);
}

// The command line would win over what the probe reads from the overrides.
TEST(Plan, WhatIsOverriddenStaysOffTheCommandLine) {
    auto site = site_of("A", {service("1G0", "occi", "a.org")});
    site.overrides = *site::read_overrides(R"({"format":1,
        "options":{"check_vm":{"warning":"5","voms":false},"*":{"timeout":60}},
        "services":{"1G0":{"disabled_metrics":["TCP"],"options":{"*":{"os-tpl":"x"}}}}})");
    const auto plan = build_plan({site}, metrics_of_occi(), {});
    ASSERT_EQ(plan.checks.size(), 1U);
    EXPECT_EQ(plan.checks[0].arguments,
              (Words{"-t", "60", "--site", "A", "--service", "1G0", "--vo", "ops"}));
    EXPECT_EQ(plan.checks[0].timeout, std::chrono::seconds(60));
    EXPECT_TRUE(plan.checks[0].depends_on.empty());
}

TEST(Plan, Downtimes) {
    using std::chrono::sys_seconds;
    using namespace std::chrono_literals;
    auto site = site_of("A", {service("1G0", "occi", "a.org"), service("2G0", "occi", "b.org")});
    const auto downtime = [](const std::string& key, Words services, int start, int end) {
        site::Downtime each;
        each.key = key;
        each.services = std::move(services);
        each.start = sys_seconds(std::chrono::seconds(start));
        each.end = sys_seconds(std::chrono::seconds(end));
        return each;
    };
    site.profile.downtimes = {downtime("7G0", {"2G0", "9G0"}, 10, 20),
                              downtime("8G0", {"1G0"}, 20, 10), downtime("9G0", {"9G0"}, 10, 20)};
    const auto plan = build_plan({site}, metrics_of_occi(), {});
    ASSERT_EQ(plan.downtimes.size(), 1U);
    EXPECT_EQ(plan.downtimes[0].name, "7G0");
    EXPECT_EQ(plan.downtimes[0].checks, (std::vector<std::size_t>{2, 3}));
    EXPECT_EQ(plan.checks[2].downtimes, (std::vector<std::size_t>{0}));
    EXPECT_EQ(plan.problems, Words{"site A: downtime 8G0 is left out: it ends before it begins"});
}

TEST(Plan, OrderOfInputDoesNotMatter) {
    std::vector<SiteRecord> sites;
    for (int i = 0; i < 20; ++i) {
        std::vector<site::Service> services;
        for (int k = 0; k < 5; ++k) {
            services.push_back(service(std::to_string(i * 10 + k) + "G0",
                                       k % 2 == 0 ? "occi" : "broker",
                                       "h" + std::to_string(k % 3)));
        }
        sites.push_back(site_of("S" + std::to_string(i), services));
        sites.back().profile.ngi = "N" + std::to_string(i % 3);
    }
    auto metrics = metrics_of_occi();
    const auto plan = build_plan(sites, metrics, {});
    std::mt19937 random(1);
    for (int i = 0; i < 5; ++i) {
        std::shuffle(sites.begin(), sites.end(), random);
        for (auto& each : sites) {
            std::shuffle(each.profile.services.begin(), each.profile.services.end(), random);
        }
        std::reverse(metrics.metrics.begin(), metrics.metrics.end());
        EXPECT_EQ(build_plan(sites, metrics, {}), plan);
    }
}

}  // namespace
}  // namespace fedcloud::config
