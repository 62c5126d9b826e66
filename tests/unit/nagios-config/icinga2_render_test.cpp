// The plan as files for Icinga 2. That they load in a real one:
// tests/integration/icinga_load_test.cpp.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "icinga2.hpp"
#include "icinga2_commands.hpp"
#include "icinga2_objects.hpp"
#include "rendered.hpp"
#include "sample_plan.hpp"

namespace fedcloud::config {
namespace {

Expected<Files, std::string> render(const Plan& plan, std::vector<const char*> words = {}) {
    return render_with(Icinga2Target(), plan, std::move(words));
}

std::vector<std::string> paths(const Files& files) {
    std::vector<std::string> result;
    for (const auto& [path, content] : files) {
        result.push_back(path);
    }
    return result;
}

// From "object TYPE …" to its closing brace.
std::string object(const std::string& text, const std::string& beginning) {
    const auto at = text.find(beginning);
    return at == std::string::npos ? "none" : text.substr(at, text.find("\n}", at) + 2 - at);
}

TEST(Icinga2Render, OneHost) {
    const auto files = render(sample_plan());
    ASSERT_TRUE(files) << files.error();
    EXPECT_EQ(paths(*files), (std::vector<std::string>{"commands.conf", "groups.conf", "main.conf",
                                                       "sites/NGI_HR.conf", "sites/NGI_SI.conf",
                                                       "templates.conf"}));
}

TEST(Icinga2Render, AServiceHasItsArgumentsAsVariables) {
    const auto files = render(sample_plan());
    ASSERT_TRUE(files);
    EXPECT_EQ(object(files->at("sites/NGI_SI.conf"), "object Service \"eu.egi.cloud.OCCI-VM-ops\""),
              R"(object Service "eu.egi.cloud.OCCI-VM-ops" {
  import "fedcloud-service"
  host_name = "occi.example.org_at_Izola_20MRF"
  check_command = "fedcloud_occi_vm"
  display_name = "eu.egi.cloud.OCCI-VM-ops of a host"
  check_interval = 60m
  retry_interval = 5m
  max_check_attempts = 3
  check_timeout = 315s
  groups = [ "metric-eu.egi.cloud.OCCI-VM" ]
  notes_url = "https://docs.example.org/OCCI-VM"
  action_url = "https://occi.example.org:11443/?image=uuid_1&resource=small"
)" +
                  icinga2::render_variables(sample_plan().checks[0],
                                            find_program(programs(), "check_occi_vm"), "  ") +
                  R"(  vars.fedcloud_metric = "eu.egi.cloud.OCCI-VM"
  vars.fedcloud_service_type = "eu.egi.cloud.vm-management.occi"
  vars.fedcloud_service_key = "1000G0"
  vars.fedcloud_production = true
})");
}

TEST(Icinga2Render, HostsAndWhatIsNotInProduction) {
    const auto files = render(sample_plan());
    ASSERT_TRUE(files);
    EXPECT_EQ(object(files->at("sites/NGI_SI.conf"), "object Host \"occi6_"),
              R"x(object Host "occi6_at_Izola_20MRF" {
  import "fedcloud-host"
  display_name = "2001:db8::1 (Izola MRF)"
  address6 = "2001:db8::1"
  groups = [ "site-Izola_20MRF", "ngi-NGI_SI" ]
  vars.fedcloud_site_name = "Izola MRF"
  vars.fedcloud_ngi = "NGI_SI"
  vars.fedcloud_country = "Slovenia"
  vars.fedcloud_certification_status = "Certified"
  vars.fedcloud_infrastructure = "Production"
})x");
    EXPECT_NE(object(files->at("sites/NGI_HR.conf"), "object Service")
                  .find("import \"fedcloud-service-not-in-production\""),
              std::string::npos);
}

TEST(Icinga2Render, WordsBecomeVariablesByTheProgramsOwnTable) {
    const Program program{"check_x",
                          "",
                          std::chrono::seconds(60),
                          {{"timeout", 't', "SECONDS", "-"},
                           {"allow-keystone", 0, "HOST", "may be repeated"},
                           {"checks-only", 'F', "", "-"},
                           {"format", 0, "FORMAT", "-"}}};
    Check check;
    check.arguments = {"-t",        "30", "--allow-keystone=a", "--allow-keystone", "--b", "-F",
                       "--unknown", "$x", "--format=json",      "--checks-only=1"};
    EXPECT_EQ(icinga2::render_variables(check, &program, ""),
              "vars.fedcloud_allow_keystone = [ \"a\", \"--b\" ]\n"
              "vars.fedcloud_timeout = \"30\"\n"
              "vars.fedcloud_checks_only = true\n"
              "vars.fedcloud_arguments = [ \"--unknown\", \"$$x\", \"--format=json\", "
              "\"--checks-only=1\" ]\n");
    EXPECT_EQ(icinga2::render_variables(check, nullptr, "").find("fedcloud_timeout"),
              std::string::npos);
}

TEST(Icinga2Render, ADependencyAndOnTheMonitoringHost) {
    auto plan = sample_plan();
    plan.local_host = "localhost";
    plan.checks[0].depends_local = {"hr.srce.GridProxy-Valid"};
    const auto files = render(plan);
    ASSERT_TRUE(files);
    EXPECT_EQ(
        object(files->at("sites/NGI_SI.conf"), "object Dependency \"on-org.nagios.OCCI-TCP\""),
        R"(object Dependency "on-org.nagios.OCCI-TCP" {
  import "fedcloud-dependency"
  child_host_name = "occi.example.org_at_Izola_20MRF"
  child_service_name = "eu.egi.cloud.OCCI-VM-ops"
  parent_host_name = "occi.example.org_at_Izola_20MRF"
  parent_service_name = "org.nagios.OCCI-TCP"
})");
    EXPECT_NE(files->at("sites/NGI_SI.conf")
                  .find("object Dependency \"on-hr.srce.GridProxy-Valid\" ignore_on_error {"),
              std::string::npos);
}

TEST(Icinga2Render, AnOutageIsADowntimeInUtcAndARiskIsNone) {
    auto plan = sample_plan();
    auto files = render(plan);
    ASSERT_TRUE(files);
    EXPECT_EQ(object(files->at("sites/NGI_SI.conf"), "object Downtime"),
              R"(object Downtime "113653G0" {
  host_name = "occi.example.org_at_Izola_20MRF"
  service_name = "eu.egi.cloud.OCCI-VM-ops"
  author = "GOCDB"
  comment = "GOCDB 113653G0, scheduled: new disks"
  start_time = 1795132800
  end_time = 1795305600
  fixed = true
})");
    plan.downtimes[0].severity = site::Severity::warning;
    files = render(plan);
    ASSERT_TRUE(files);
    EXPECT_EQ(object(files->at("sites/NGI_SI.conf"), "object Downtime"), "none");
}

TEST(Icinga2Render, ZonesByNgi) {
    const auto files = render(sample_plan(), {"--zones=by-ngi"});
    ASSERT_TRUE(files) << files.error();
    EXPECT_EQ(
        paths(*files),
        (std::vector<std::string>{
            "main.conf", "zones.conf.example", "zones.d/NGI_HR/NGI_HR.conf",
            "zones.d/NGI_HR/zone.conf", "zones.d/NGI_SI/NGI_SI.conf", "zones.d/NGI_SI/zone.conf",
            "zones.d/global-templates/commands.conf", "zones.d/global-templates/groups.conf",
            "zones.d/global-templates/templates.conf"}));
    EXPECT_NE(files->at("main.conf").find("include_zones \"fedcloud\", \"zones.d\""),
              std::string::npos);
}

TEST(Icinga2Render, ZonesByFile) {
    const auto path = std::filesystem::temp_directory_path() /
                      ("fedcloud-zones-" + std::to_string(getpid()) + ".json");
    std::ofstream(path) << R"({"zones":{"south":{"sites":["Izola MRF"]},"idle":{}}})";
    const auto option = "--zones=" + path.string();
    auto files = render(sample_plan(), {option.c_str()});
    ASSERT_TRUE(files) << files.error();
    EXPECT_EQ(files->count("zones.d/south/NGI_SI.conf"), 1U);
    EXPECT_EQ(files->count("zones.d/master/NGI_HR.conf"), 1U);
    EXPECT_EQ(files->count("zones.d/idle/zone.conf"), 1U);

    std::ofstream(path) << R"({"zones":{"south":{"sites":[1]}}})";
    files = render(sample_plan(), {option.c_str()});
    ASSERT_FALSE(files);
    EXPECT_EQ(files.error(), "--zones: " + path.string() +
                                 ": /zones/south/sites/0: expected a text that is not empty, found "
                                 "\"1\"");
    std::filesystem::remove(path);
    files = render(sample_plan(), {option.c_str()});
    ASSERT_FALSE(files);
    EXPECT_EQ(files.error().rfind("--zones: ", 0), 0U) << files.error();
}

TEST(Icinga2Render, CommandsAreListsOfWordsFromTheTable) {
    const auto files = render(sample_plan());
    ASSERT_TRUE(files);
    const auto& commands = files->at("commands.conf");
    EXPECT_NE(commands.find("object CheckCommand \"fedcloud_occi_vm\" {\n"
                            "  command = [ \"/opt/probes\" + \"/check_occi_vm\" ]\n"
                            "  timeout = 315s\n"),
              std::string::npos);
    EXPECT_NE(
        commands.find("    \"--checks-only\" = {\n      set_if = \"$fedcloud_checks_only$\"\n"),
        std::string::npos);
    EXPECT_EQ(commands.find("fedcloud_cdmi"), std::string::npos);  // nothing runs it
    EXPECT_EQ(icinga2::command_name("check_x"), "fedcloud_x");
    EXPECT_EQ(icinga2::command_name("x"), "fedcloud.x");
}

TEST(Icinga2Render, AProgramOfOthersGetsAllItsWords) {
    auto plan = sample_plan();
    plan.checks[3].program = "check_disk";
    const auto files = render(plan);
    ASSERT_TRUE(files);
    EXPECT_NE(files->at("sites/NGI_HR.conf")
                  .find("vars.fedcloud_arguments = [ \"-t\", \"30\", \"--site\", \"egee.srce.hr\", "
                        "\"--service\", \"2000G0\" ]"),
              std::string::npos);
    EXPECT_NE(files->at("commands.conf").find("object CheckCommand \"fedcloud_disk\""),
              std::string::npos);
}

TEST(Icinga2Render, AnEmptyPlanIsNoReasonToFail) {
    const auto files = render(Plan{}, {"--zones=by-ngi"});
    ASSERT_TRUE(files) << files.error();
}

}  // namespace
}  // namespace fedcloud::config
