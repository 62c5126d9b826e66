// The plan as resources of Sensu Go. No backend has read them: their fields are those of its
// api/core/v2.
#include "sensu.hpp"

#include <gtest/gtest.h>

#include "rendered.hpp"
#include "sample_plan.hpp"
#include "yaml.hpp"

namespace fedcloud::config {
namespace {

Expected<Files, std::string> render(const Plan& plan, std::vector<const char*> words = {}) {
    return render_with(SensuTarget(), plan, std::move(words));
}

std::string document(const std::string& text, const std::string& name) {
    const auto mark = text.find("\n  name: \"" + name + "\"\n");
    if (mark == std::string::npos) {
        return "none";
    }
    const auto begin = text.rfind("---\n", mark);
    return text.substr(begin, text.find("---\n", mark) - begin);
}

TEST(Sensu, ACheckRunsOnTheEntitiesOfItsLabel) {
    const auto files = render(sample_plan());
    ASSERT_TRUE(files) << files.error();
    EXPECT_EQ(document(files->at("checks.yaml"), "eu.egi.cloud.OCCI-VM-ops"),
              R"(---
type: CheckConfig
api_version: core/v2
metadata:
  name: "eu.egi.cloud.OCCI-VM-ops"
  namespace: "default"
  labels:
    fedcloud_metric: "eu.egi.cloud.OCCI-VM"
  annotations:
    attempts: "3"
    documentation: "https://docs.example.org/OCCI-VM"
spec:
  command: "/opt/probes/check_occi_vm {{ .annotations.fedcloud_check_eu_egi_cloud_OCCI_VM_ops }}"
  interval: 3600
  timeout: 315
  publish: true
  round_robin: true
  subscriptions:
    - "fedcloud"
  proxy_requests:
    entity_attributes:
      - "entity.entity_class == 'proxy'"
      - "entity.labels.fedcloud_check_eu_egi_cloud_OCCI_VM_ops == 'yes'"
    splay: true
    splay_coverage: 90
  output_metric_format: "nagios_perfdata"
)");
}

TEST(Sensu, AnEntityKnowsHowItIsChecked) {
    const auto files = render(sample_plan(), {"--namespace=ops"});
    ASSERT_TRUE(files) << files.error();
    EXPECT_EQ(document(files->at("entities.yaml"), "occi.example.org_at_Izola_20MRF"),
              R"(---
type: Entity
api_version: core/v2
metadata:
  name: "occi.example.org_at_Izola_20MRF"
  namespace: "ops"
  labels:
    fedcloud_site: "Izola_20MRF"
    fedcloud_ngi: "NGI_SI"
    hostname: "occi.example.org"
    fedcloud_check_eu_egi_cloud_OCCI_VM_ops: "yes"
    fedcloud_check_org_nagios_OCCI_TCP: "yes"
  annotations:
    fedcloud_site_name: "Izola MRF"
    fedcloud_country: "Slovenia"
    fedcloud_certification_status: "Certified"
    fedcloud_infrastructure: "Production"
    fedcloud_check_eu_egi_cloud_OCCI_VM_ops: "-t 300 --site Izola%20MRF --service 1000G0 --vo ops --checks-only --warning=60"
    fedcloud_check_org_nagios_OCCI_TCP: "-t 30 --site Izola%20MRF --service 1000G0"
spec:
  entity_class: "proxy"
)");
}

TEST(Sensu, OutagesThatMeetAreOneSilence) {
    auto plan = sample_plan();
    auto second = plan.downtimes[0];
    second.name = "113654G0";
    second.start += std::chrono::hours(24);
    second.end += std::chrono::hours(24);
    plan.downtimes.push_back(second);
    auto risk = second;
    risk.severity = site::Severity::warning;
    risk.end += std::chrono::hours(1000);
    plan.downtimes.push_back(risk);
    auto later = second;
    later.start += std::chrono::hours(1000);
    later.end += std::chrono::hours(1000);
    plan.downtimes.push_back(later);
    plan.checks[0].downtimes = {0, 1, 2, 3};
    const auto files = render(plan);
    ASSERT_TRUE(files);
    EXPECT_EQ(files->at("silenced.yaml"),
              R"(---
type: Silenced
api_version: core/v2
metadata:
  name: "entity:occi.example.org_at_Izola_20MRF:eu.egi.cloud.OCCI-VM-ops"
  namespace: "default"
spec:
  subscription: "entity:occi.example.org_at_Izola_20MRF"
  check: "eu.egi.cloud.OCCI-VM-ops"
  begin: 1795132800
  expire: -1
  expire_at: 1795392000
  expire_on_resolve: false
  creator: "GOCDB"
  reason: "GOCDB 113653G0: new disks"
)");
}

TEST(Sensu, APipelineAndNamesThatSensuRefuses) {
    const auto files = render(sample_plan(), {"--pipeline=hard_state"});
    ASSERT_TRUE(files);
    EXPECT_NE(files->at("checks.yaml")
                  .find("  pipelines:\n    - type: \"Pipeline\"\n      api_version: \"core/v2\"\n"
                        "      name: \"hard_state\"\n"),
              std::string::npos);
    for (const auto* option : {"--namespace=a b", "--subscription={{ .x }}", "--pipeline=a/b"}) {
        const auto refused = render(sample_plan(), {option});
        ASSERT_FALSE(refused) << option;
        const std::string text(option);
        EXPECT_EQ(refused.error().rfind(text.substr(0, text.find('=')), 0), 0U) << refused.error();
    }
}

TEST(Sensu, WhatAShellWouldReadIsQuoted) {}

// The agent puts it into JSON as it is.
TEST(Sensu, AnArgumentThatNoTokenCarriesIsRefused) {
    for (const auto* word : {"--title=it's", "--title=\"", "--title=\\", "--title=\n"}) {
        auto plan = sample_plan();
        plan.checks[0].arguments.push_back(word);
        const auto files = render(plan);
        ASSERT_FALSE(files) << word;
        EXPECT_EQ(
            files.error().rfind("eu.egi.cloud.OCCI-VM-ops of Izola%20MRF: the argument --title", 0),
            0U)
            << files.error();
    }
}

TEST(Sensu, KeysAreDifferentAndFitForTokens) {
    EXPECT_EQ(sensu::keys({"a.b", "a-b", "a_b"}),
              (std::vector<std::string>{"fedcloud_check_a_b", "fedcloud_check_a_b_",
                                        "fedcloud_check_a_b__"}));
}

TEST(Yaml, AScalarIsAlwaysOneQuotedLine) {
    EXPECT_EQ(yaml::scalar("yes"), R"("yes")");
    EXPECT_EQ(yaml::scalar("a\"\\\n\t: #"), R"("a\"\\\n\t: #")");
    EXPECT_EQ(yaml::scalar("\xC4\x8D"), "\"\xC4\x8D\"");
    EXPECT_EQ(yaml::scalar("\xFF"), "\"\xEF\xBF\xBD\"");
    EXPECT_EQ(yaml::scalar("a\x7F"), "\"a\xEF\xBF\xBD\"");
    EXPECT_EQ(yaml::scalar("\xC2\x9B"), "\"\xEF\xBF\xBD\"");
    EXPECT_EQ(yaml::scalar("\xC2\xA0"), "\"\xC2\xA0\"");
    EXPECT_EQ(yaml::scalar("\xEF\xBF\xBF"), "\"\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace fedcloud::config
