// ARGO's forms of metric profiles and configurations, in and out.
#include "argo.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "render_metrics.hpp"

namespace fedcloud::profiles {
namespace {

using namespace std::chrono_literals;

ArgoFiles files_of(const std::vector<std::string>& texts) {
    ArgoFiles files;
    for (const auto& text : texts) {
        const auto done = read_argo(text, files);
        EXPECT_TRUE(done) << (done ? "" : done.error().message());
    }
    return files;
}

constexpr auto web_api =
    R"({"id":"6f","date":"2021-12-01","name":"CLOUD","description":"d","services":[
      {"service":"t.occi","metrics":["org.nagios.OCCI-TCP","x.Foreign"]},
      {"service":"egi.Perun","metrics":["eu.egi.cloud.Perun-Check"]}]})";

TEST(ArgoFormats, ProfilesOfTheWebApi) {
    const auto expect = [](const ArgoFiles& files) {
        EXPECT_EQ(files.name, "CLOUD");
        EXPECT_EQ(files.profiles, 1);
        ASSERT_EQ(files.services.size(), 2U);
        EXPECT_EQ(files.services[0].first, "t.occi");
        EXPECT_EQ(files.services[0].second,
                  (std::vector<std::string>{"org.nagios.OCCI-TCP", "x.Foreign"}));
    };
    expect(files_of({web_api}));
    expect(files_of({std::string(R"({"status":{"code":"200"},"data":[)") + web_api + "]}"}));
}

TEST(ArgoFormats, OldProfilesOfPoem) {
    const auto files = files_of({R"({"name":"FEDCLOUD","vo":"ops","metric_instances":[
        {"service_flavour":"a","metric":"m1"},{"service_flavour":"b","metric":"m1"},
        {"service_flavour":"a","metric":"m2"}]})"});
    EXPECT_EQ(files.name, "FEDCLOUD");
    ASSERT_EQ(files.services.size(), 2U);
    EXPECT_EQ(files.services[0].second, (std::vector<std::string>{"m1", "m2"}));
}

// One metric in all the forms that configurations have.
TEST(ArgoFormats, ConfigurationsInAllForms) {
    const std::string sections =
        R"("config":{"interval":"15","maxCheckAttempts":"3","path":"$USER1$","retryInterval":"3",
           "timeout":"120"},"flags":{"OBSESS":"1","VO":"0"},"dependency":{"a.B":"1"},
           "attribute":{"OCCI_PORT":"-p"},"parameter":{"-v":""},"docurl":"http://x.org/")";
    const std::vector<std::string> forms{
        R"([{"m.TCP":{"tags":[],"probe":"check_tcp",)" + sections + "}}]",
        R"({"m.TCP":{"probe":"tcp/check_tcp",)" + sections + "}}",
        R"({"m.TCP":{"attribute":{"OCCI_PORT":"-p"},"config":{"interval":15,"maxCheckAttempts":3,
            "path":"$USER1$","retryInterval":3,"timeout":120},"flags":{"OBSESS":1},
            "dependency":{"a.B":1},"parameter":{"-v":""},"docurl":"http://x.org/",
            "probe":"check_tcp"}})",
        R"([{"name":"m.TCP","probeexecutable":"check_tcp","config":["maxCheckAttempts 3",
            "timeout 120","path $USER1$","interval 15","retryInterval 3"],"flags":["OBSESS 1"],
            "dependancy":["a.B 1"],"attribute":["OCCI_PORT -p"],"parameter":["-v"],
            "docurl":"http://x.org/"}])",
        R"([{"name":"m.TCP","probeexecutable":"check_tcp","config":[
            {"key":"maxCheckAttempts","value":"3"},{"key":"timeout","value":"120"},
            {"key":"interval","value":"15"},{"key":"retryInterval","value":"3"}],
            "flags":[{"key":"OBSESS","value":"1"}],"dependency":[{"key":"a.B","value":"1"}],
            "attribute":[{"key":"OCCI_PORT","value":"-p"}],
            "parameter":[{"key":"-v","value":""}],"docurl":"http://x.org/"}])"};
    ArgoMetric expected;
    expected.name = "m.TCP";
    expected.program = "check_tcp";
    expected.interval = 15;
    expected.retry_interval = 3;
    expected.attempts = 3;
    expected.timeout = 120;
    expected.flags = {"OBSESS"};
    expected.dependencies = {{"a.B", "1"}};
    expected.attributes = {{"OCCI_PORT", "-p"}};
    expected.parameters = {{"-v", ""}};
    expected.documentation = "http://x.org/";
    for (const auto& form : forms) {
        const auto files = files_of({form});
        ASSERT_EQ(files.metrics.size(), 1U) << form;
        EXPECT_EQ(files.metrics[0], expected) << form;
    }
}

TEST(ArgoFormats, MistakesArePlaced) {
    const std::vector<std::pair<std::string, std::string>> table{
        {"", "line 1, column 1: expected JSON"},
        {"7", "the document: expected an object: a metric profile"},
        {"[7]", "/0: expected an object"},
        {R"({"m":7})", "/m: expected an object: the configuration of a metric"},
        {R"({"m":{"config":{"interval":"soon"}}})", "/m/config/interval: expected a whole number"},
        {R"({"m":{"config":{"interval":"0"}}})", "/m/config/interval: expected a whole number"},
        {R"({"m":{"config":7}})", "/m/config: expected an object, or an array"},
        {R"({"m":{"config":{"interval":{}}}})", "/m/config/interval: expected a text or a number"},
        {R"({"services":7})", "/services: expected an array"},
        {R"({"data":[{"services":[{"service":"a"}]}]})", "/data/0/services/0: expected an object"},
        {R"({"metric_instances":[{}]})", "/metric_instances/0: expected an object"},
    };
    for (const auto& [text, message] : table) {
        ArgoFiles files;
        const auto done = read_argo(text, files);
        ASSERT_FALSE(done) << text;
        EXPECT_EQ(done.error().message().find(message), 0U) << done.error().message();
    }
}

// What production ran (NCG's cloudmon.conf) becomes what runs here.
TEST(ArgoImport, ProbesOfTheOldSuite) {
    const auto imported = import_argo(files_of({R"({
        "eu.egi.cloud.OCCI-VM":{"probe":"check_occi_compute_create",
          "config":{"interval":60,"maxCheckAttempts":2,"retryInterval":15,"timeout":300},
          "flags":{"OBSESS":1,"VO":1,"NOHOSTNAME":1},
          "dependency":{"hr.srce.GridProxy-Valid":0,"org.nagios.OCCI-TCP":1,"x.Other":1},
          "attribute":{"OCCI_URL":"-e","OCCI_IMAGE":"--os_tpl","OCCI_RESOURCE":"--resource_tpl",
                       "X509_USER_PROXY":"-x","MY_PLACE":"--place"},
          "parameter":{"-n":"x509","--voms":0,"--compute-title":"EGI-SAM","-H":0,"-p":"geheim",
                       "--site":"$_SERVICESITE_NAME$"}},
        "org.nagios.OCCI-TCP":{"probe":"check_tcp","attribute":{"OCCI_PORT":"-p"},
          "config":{"interval":15,"maxCheckAttempts":3,"retryInterval":3,"timeout":120}},
        "org.nagios.Keystone-TCP":{"probe":"check_tcp"},
        "eu.egi.cloud.APEL-Pub":{"probe":"check_fedcloud_accnt","parameter":
          {"-w":7,"-c":31,"--site":"$_SERVICESITE_NAME$"}},
        "eu.egi.cloud.AppDB-Update":{"probe":"appdb-cloud-probe.pl",
          "attribute":{"APPDB_URL":"-u"},"parameter":{"-w":9,"-c":"soon"}},
        "a.Passive":{"probe":"","flags":{"PASSIVE":1},"parent":"b"}})"}),
                                      {});
    const auto& metrics = imported.profile.metrics;
    ASSERT_EQ(metrics.size(), 4U);
    EXPECT_EQ(metrics[0].program, "check_occi_vm");
    EXPECT_TRUE(metrics[0].per_vo);
    EXPECT_EQ(metrics[0].attempts, 2);
    EXPECT_EQ(metrics[0].options,
              (std::vector<std::pair<std::string, std::string>>{{"auth", "x509"},
                                                                {"voms", ""},
                                                                {"compute-title", "EGI-SAM"},
                                                                {"check-basic-kinds", ""}}));
    EXPECT_EQ(metrics[0].dependencies,
              (std::vector<metrics::Dependency>{{"hr.srce.GridProxy-Valid", true},
                                                {"org.nagios.OCCI-TCP", false}}));
    EXPECT_EQ(metrics[1].program, "check_occi_tcp");
    EXPECT_EQ(metrics[1].timeout, 120s);
    EXPECT_EQ(metrics[2].program, "check_apel_pub");
    EXPECT_EQ(metrics[2].warning, "7");
    EXPECT_EQ(metrics[2].critical, "31");
    EXPECT_EQ(metrics[2].interval, 60min) << "ARGO's default";
    EXPECT_TRUE(metrics[2].options.empty());
    EXPECT_EQ(metrics[3].warning, "9");
    EXPECT_EQ(metrics[3].critical, "");
    std::string losses;
    for (const auto& loss : imported.losses) {
        losses += loss + '\n';
    }
    for (const auto* word :
         {"the option -p", "the option --site", "MY_PLACE", "x.Other", "APPDB_URL",
          "option -c: its value is no range",
          "org.nagios.Keystone-TCP (check_tcp), a.Passive (passive)", "no service type has it"}) {
        EXPECT_NE(losses.find(word), std::string::npos) << word << "\n" << losses;
    }
    EXPECT_EQ(losses.find("geheim"), std::string::npos);
    EXPECT_EQ(losses.find("OCCI_URL"), std::string::npos) << "told by the site profile";
}

TEST(ArgoImport, AProfileAloneTakesItsMetricsFromOurs) {
    metrics::MetricProfile base;
    base.metrics.resize(2);
    base.metrics[0].name = "eu.egi.cloud.Perun-Check";
    base.metrics[0].program = "check_perun";
    base.metrics[0].interval = 7min;
    base.metrics[0].service_types = {"other"};
    base.metrics[1].name = "not.asked-for";
    const auto imported = import_argo(files_of({web_api}), base);
    ASSERT_EQ(imported.profile.metrics.size(), 1U);
    EXPECT_EQ(imported.profile.metrics[0].interval, 7min);
    EXPECT_EQ(imported.profile.metrics[0].service_types, std::vector<std::string>{"egi.Perun"});
    ASSERT_EQ(imported.losses.size(), 2U);
    EXPECT_NE(imported.losses[1].find("x.Foreign (no configuration)"), std::string::npos);
}

metrics::MetricProfile full_profile() {
    const auto profile = metrics::read_metric_profile(R"({"format":1,"name":"N","description":"D",
      "metrics":{
       "a.VM":{"program":"check_occi_vm","documentation":"https://example.org/",
        "service_types":["t1","t2"],"interval":90,"retry_interval":7,"attempts":4,"timeout":200,
        "per_vo":true,"warning":"0","critical":"@~:5.5",
        "options":{"voms":true,"os-tpl":"an image","proxy-warning":"0","proxy":"/a/b",
                   "allow-keystone":["h1","h2","h3"]},
        "dependencies":[{"metric":"a.TCP"},{"metric":"proxy","local":true}]},
       "a.TCP":{"program":"check_occi_tcp","service_types":["t1"],"options":{"port":"8443"}},
       "a.Apel":{"program":"check_apel_pub","service_types":["t3"],"warning":"~:7"}}})");
    EXPECT_TRUE(profile) << profile.error().message();
    return *profile;
}

TEST(ArgoExport, ComesBackAsItWas) {
    const auto profile = full_profile();
    const auto types = export_argo(profile, ArgoForm::profile);
    for (const auto form : {ArgoForm::poem, ArgoForm::ncg}) {
        const auto exported = export_argo(profile, form);
        EXPECT_TRUE(exported.losses.empty());
        const auto back = import_argo(files_of({exported.text, types.text}), {});
        EXPECT_EQ(back.losses, std::vector<std::string>{}) << exported.text;
        EXPECT_EQ(back.profile, profile) << exported.text;
    }
}

TEST(ArgoExport, TheShippedProfileComesBackButForItsDescriptions) {
    auto profile =
        metrics::load_metric_profile(std::string(FEDCLOUD_SOURCE_DIR) + "/profiles/metrics.json")
            ->profile;
    const auto types = export_argo(profile, ArgoForm::profile);
    for (const auto form : {ArgoForm::poem, ArgoForm::ncg}) {
        const auto exported = export_argo(profile, form);
        EXPECT_TRUE(exported.losses.empty());
        EXPECT_EQ(import_argo(files_of({exported.text, types.text}), profile).profile, profile);
    }
}

TEST(ArgoExport, WhatArgoCannotHoldIsNamed) {
    auto profile = full_profile();
    profile.metrics[0].options = {{"os-tpl", "it's"}, {"region", "$(x)"}};
    const auto exported = export_argo(profile, ArgoForm::poem);
    ASSERT_EQ(exported.losses.size(), 2U);
    EXPECT_EQ(exported.losses[0],
              "a.VM: left out: the option --os-tpl, whose value ARGO's configuration cannot hold");
    EXPECT_EQ(exported.text.find("$(x)"), std::string::npos);
}

TEST(MetricProfileRender, ComesBackAsItWas) {
    const auto profile = full_profile();
    const auto back = metrics::read_metric_profile(render_metric_profile(profile));
    ASSERT_TRUE(back) << back.error().message();
    EXPECT_EQ(*back, profile);
}

// What SCG's tests hold of POEM's real answers.
TEST(ArgoImport, TheRecordedConfiguration) {
    const char* fixtures = std::getenv("FEDCLOUD_FIXTURES");
    const auto path =
        std::string(fixtures == nullptr ? "" : fixtures) + "/metrics/argo-metric-configs.json";
    std::ifstream file(path);
    if (!file) {
        GTEST_SKIP() << "FEDCLOUD_FIXTURES names no folder of recorded data";
    }
    std::ostringstream text;
    text << file.rdbuf();
    const auto files = files_of({text.str()});
    EXPECT_EQ(files.metrics.size(), 8U);
    const auto imported = import_argo(files, full_profile());
    EXPECT_TRUE(imported.profile.metrics.empty());
    ASSERT_EQ(imported.losses.size(), 1U);
    for (const auto& metric : files.metrics) {
        EXPECT_NE(imported.losses[0].find(metric.name), std::string::npos);
    }
}

}  // namespace
}  // namespace fedcloud::profiles
