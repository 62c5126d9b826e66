// metrics.json: what a file gives, and where a mistake in it is placed.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <utility>

#include "metrics/metric_profile.hpp"

namespace fedcloud::metrics {
namespace {

using namespace std::chrono_literals;

std::string profile_with(std::string_view metrics) {
    return R"({"format":1,"name":"T","metrics":{)" + std::string(metrics) + "}}";
}

// A profile of one metric, "m", with these members besides the two that it must have.
std::string metric_with(std::string_view members) {
    return profile_with(R"("m":{"program":"check_m","service_types":["t"],)" +
                        std::string(members) + "}");
}

// The file may have come from a web interface.
TEST(MetricProfileLoad, AMessageIsOneLineOfPlainText) {
    const auto path = testing::TempDir() + "fedcloud_metrics_" + std::to_string(getpid());
    std::ofstream(path) << R"({"format":1,"name":"\u001b[2J\n\u202ex","metrics":{}})";
    const auto loaded = load_metric_profile(path);
    unlink(path.c_str());
    ASSERT_FALSE(loaded);
    EXPECT_NE(loaded.error().find("/name"), std::string::npos) << loaded.error();
    EXPECT_EQ(loaded.error().find_first_of("\x1b\n"), std::string::npos) << loaded.error();
    EXPECT_EQ(loaded.error().find("\u202e"), std::string::npos) << loaded.error();
}

TEST(MetricProfileRead, AllMembersOfAMetric) {
    const auto profile = read_metric_profile(R"({"format":1,"name":"N","description":"D","metrics":{
        "a.TCP":{"program":"check_a_tcp","service_types":[]},
        "a.VM":{"program":"check_a","description":"d","documentation":"https://example.org/",
          "service_types":["t1","t-2.x"],"interval":90,"retry_interval":7,"attempts":4,"timeout":200,
          "per_vo":true,"warning":"10:20","critical":"@5",
          "options":{"voms":true,"os-tpl":"an image","limit":2.5,"allow-keystone":["h1","h2"]},
          "dependencies":[{"metric":"a.TCP"},{"metric":"proxy","local":true}]}}})");
    ASSERT_TRUE(profile) << profile.error().message();
    EXPECT_EQ(profile->name, "N");
    EXPECT_EQ(profile->description, "D");
    ASSERT_EQ(profile->metrics.size(), 2U);
    Metric bare;
    bare.name = "a.TCP";
    bare.program = "check_a_tcp";
    EXPECT_EQ(profile->metrics[0], bare);
    EXPECT_EQ(bare.interval, 60min);
    const Metric full{"a.VM",
                      "check_a",
                      "d",
                      "https://example.org/",
                      {"t1", "t-2.x"},
                      90min,
                      7min,
                      4,
                      200s,
                      true,
                      "10:20",
                      "@5",
                      {{"voms", ""},
                       {"os-tpl", "an image"},
                       {"limit", "2.5"},
                       {"allow-keystone", "h1"},
                       {"allow-keystone", "h2"}},
                      {{"a.TCP", false}, {"proxy", true}}};
    EXPECT_EQ(profile->metrics[1], full);
    EXPECT_EQ(profile->find("a.VM"), &profile->metrics[1]);
    EXPECT_EQ(profile->find("a.vm"), nullptr);
}

TEST(MetricProfileRead, TheShippedOneHasAllNine) {
    const auto loaded =
        load_metric_profile(std::string(FEDCLOUD_SOURCE_DIR) + "/profiles/metrics.json");
    ASSERT_TRUE(loaded) << loaded.error();
    struct Row {
        const char* metric;
        const char* program;
        std::size_t types;
        std::chrono::minutes interval;
        std::chrono::seconds timeout;
    };
    const std::vector<Row> table{{"eu.egi.cloud.OCCI-VM", "check_occi_vm", 1, 60min, 300s},
                                 {"org.nagios.OCCI-TCP", "check_occi_tcp", 1, 15min, 30s},
                                 {"eu.egi.cloud.CDMI-CRUD", "check_cdmi", 1, 60min, 120s},
                                 {"org.nagios.CDMI-TCP", "check_cdmi_tcp", 1, 15min, 30s},
                                 {"org.nagios.Broker-TCP", "check_broker_tcp", 3, 15min, 30s},
                                 {"org.nagios.CloudBDII-Check", "check_cloud_bdii", 2, 15min, 60s},
                                 {"eu.egi.cloud.APEL-Pub", "check_apel_pub", 1, 720min, 120s},
                                 {"eu.egi.cloud.AppDB-Update", "check_appdb_update", 4, 15min, 60s},
                                 {"eu.egi.cloud.Perun-Check", "check_perun", 1, 5min, 60s}};
    ASSERT_EQ(loaded->profile.metrics.size(), table.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        const auto& metric = loaded->profile.metrics[i];
        EXPECT_EQ(metric.name, table[i].metric);
        EXPECT_EQ(metric.program, table[i].program);
        EXPECT_EQ(metric.service_types.size(), table[i].types) << metric.name;
        EXPECT_EQ(metric.interval, table[i].interval) << metric.name;
        EXPECT_EQ(metric.timeout, table[i].timeout) << metric.name;
        EXPECT_LT(metric.timeout * metric.attempts, metric.interval) << metric.name;
    }
    const std::vector<Dependency> of_vm{{"org.nagios.OCCI-TCP", false},
                                        {"hr.srce.GridProxy-Valid", true}};
    EXPECT_EQ(loaded->profile.metrics[0].dependencies, of_vm);
}

TEST(MetricProfileRead, MistakesAreNamedByTheirPlace) {
    const std::vector<std::pair<std::string, std::string>> table{
        {"[]", "the document: expected an object, found \"an array\""},
        {R"({"name":"T","metrics":{}})", "/format: expected 1, found"},
        {R"({"format":2,"name":"T","metrics":{}})", "/format: expected a whole number from 1 to 1"},
        {R"({"format":1,"name":"T","metrics":{},"x":1})",
         "/x: expected no such member, but any of"},
        {R"({"format":1,"name":"","metrics":{}})", "/name: expected a text in one line"},
        {R"({"format":1,"name":"T","metrics":[]})", "/metrics: expected an object"},
        {profile_with(R"("a/b":{"program":"p","service_types":[]})"), "/metrics/a~1b: expected a"},
        {profile_with(R"("m":{"program":"p"})"), "/metrics/m/service_types: expected an array"},
        {profile_with(R"("m":{"program":"../p","service_types":[]})"), "/metrics/m/program: "},
        {profile_with(R"("m":{"program":"P","service_types":[]})"), "/metrics/m/program: "},
        {profile_with(R"("m":{"program":"p","service_types":["a b"]})"),
         "/metrics/m/service_types/0: "},
        {profile_with(R"("m":{"program":"p","service_types":["a","a"]})"),
         "/metrics/m/service_types: expected each type once, found \"a\""},
        {metric_with(R"("intervall":5)"), "/metrics/m/intervall: expected no such member"},
        {metric_with(R"("interval":0)"), "/metrics/m/interval: expected a whole number from 1"},
        {metric_with(R"("interval":1.5)"), "/metrics/m/interval: "},
        {metric_with(R"("interval":"5")"), "/metrics/m/interval: "},
        {metric_with(R"("timeout":86401)"), "/metrics/m/timeout: "},
        {metric_with(R"("per_vo":"yes")"), "/metrics/m/per_vo: expected true or false"},
        {metric_with(R"("options":{"a":null})"), "/metrics/m/options/a: "},
        {metric_with(R"("warning":"20:10")"), "/metrics/m/warning: expected a range"},
        {metric_with(R"("warning":60)"), "/metrics/m/warning: expected a range"},
        {metric_with(R"("attempts":1,"attempts":2)"),
         "/metrics/m/attempts: expected this member only once"},
        {metric_with(R"("documentation":"javascript:x")"), "/metrics/m/documentation: "},
        {metric_with(R"("options":{"--voms":true})"), "/metrics/m/options/--voms: "},
        {metric_with(R"("options":{"voms":false})"), "/metrics/m/options/voms: "},
        {metric_with(R"("options":{"a":""})"), "/metrics/m/options/a: "},
        {metric_with(R"("options":{"a":"x\ny"})"), "/metrics/m/options/a: "},
        {metric_with(R"("options":{"a":[]})"), "/metrics/m/options/a: expected at least one value"},
        {metric_with(R"("options":{"a":["x",true]})"), "/metrics/m/options/a/1: "},
        {metric_with(R"("options":{"site":"X"})"), "/metrics/m/options/site: "},
        {metric_with(R"("options":{"warning":"5"})"), "/metrics/m/options/warning: "},
        {metric_with(R"("dependencies":[{}])"),
         "/metrics/m/dependencies/0/metric: expected a name"},
        {metric_with(R"("dependencies":[{"metric":"n"}])"),
         "/metrics/m/dependencies/0/metric: expected a metric of this profile"},
        {metric_with(R"("dependencies":[{"metric":"m"}])"),
         "/metrics/m/dependencies/0/metric: expected a metric that does not depend on this one"},
    };
    for (const auto& [text, message] : table) {
        const auto profile = read_metric_profile(text);
        ASSERT_FALSE(profile) << text;
        EXPECT_EQ(profile.error().message().find(message), 0U) << text << "\n"
                                                               << profile.error().message();
    }
}

TEST(MetricProfileRead, DependenciesMustNotLeadBack) {
    const auto metric = [](const std::string& name, const std::string& on) {
        return "\"" + name + R"(":{"program":"p","service_types":[],"dependencies":[{"metric":")" +
               on + R"("}]})";
    };
    const auto profile = read_metric_profile(
        profile_with(metric("a", "b") + "," + metric("b", "c") + "," + metric("c", "b")));
    ASSERT_FALSE(profile);
    EXPECT_EQ(profile.error().where, "/metrics/b/dependencies/0/metric");
    const auto own =
        read_metric_profile(metric_with(R"("dependencies":[{"metric":"m","local":true}])"));
    EXPECT_TRUE(own) << "one of the monitoring host may have the same name";
}

TEST(MetricProfileLoad, FileAndFieldAreNamed) {
    const auto none = load_metric_profile("/nonexistent/metrics.json");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error(),
              "metric profile: cannot read /nonexistent/metrics.json: No such file or directory");
    const auto folder = load_metric_profile("/");
    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error(), "metric profile: cannot read /: it is no regular file");
    const std::string path = testing::TempDir() + "/fedcloud-metrics-load.json";
    std::ofstream(path) << metric_with(R"("timeout":-1)");
    const auto wrong = load_metric_profile(path);
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error(), "metric profile " + path +
                                 ": /metrics/m/timeout: expected a whole number from 1 to 86400, "
                                 "found \"-1\"");
}

TEST(MetricProfileLoad, TheAdministratorsFileComesFirst) {
    const auto places = metric_profile_places();
    ASSERT_EQ(places.size(), 2U);
    EXPECT_EQ(places[0], local_metric_profile);
    EXPECT_NE(places[1].find("/share/fedcloud-probes/metrics.json"), std::string::npos);
}

}  // namespace
}  // namespace fedcloud::metrics
