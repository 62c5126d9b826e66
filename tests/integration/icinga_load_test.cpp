// A real `icinga2 daemon -C` reads what is generated: with the text of GOCDB hostile in every
// field, with zones, with and without the administrator's templates; and it is heard when it
// refuses.
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "../unit/nagios-config/sample_plan.hpp"
#include "checker.hpp"
#include "icinga2.hpp"
#include "name.hpp"

namespace fedcloud::config {
namespace {

namespace fs = std::filesystem;

class IcingaLoad : public testing::Test {
  protected:
    void SetUp() override {
        if (installed_checker({"icinga2"}).empty()) {
            GTEST_SKIP() << "not installed: icinga2";
        }
        std::string name = (fs::temp_directory_path() / "fedcloud-icinga-XXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder_ = name;
        fs::create_directory(folder_ / "draft");
    }
    void TearDown() override {
        if (!folder_.empty()) {
            fs::remove_all(folder_);
        }
    }

    // Empty, as a verification gets it.
    std::string scratch() {
        fs::remove_all(folder_ / "scratch");
        fs::create_directory(folder_ / "scratch");
        return (folder_ / "scratch").string();
    }

    void write(const fs::path& path, const std::string& content) {
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << content;
    }

    // Renders with these options, and has Icinga 2 look at it. The error is Icinga's.
    Expected<Verdict, std::string> load(const Plan& plan, std::vector<const char*> words = {},
                                        const std::string& templates = "") {
        Icinga2Target target;
        words.insert(words.begin(), "program");
        EXPECT_TRUE(
            plugin::parse_options(target.options(), static_cast<int>(words.size()), words.data()));
        const auto files = target.render(plan);
        if (!files) {
            return Unexpected{files.error()};
        }
        for (const auto& file : *files) {
            write(folder_ / "draft" / file.path, file.content);
        }
        Verification verification{plan, {}, {}, {}, {}, {}, {}, {}};
        verification.draft = (folder_ / "draft").string();
        verification.output = (folder_ / "output").string();
        if (!templates.empty()) {
            verification.templates = (folder_ / "templates.conf").string();
            write(verification.templates, templates);
        }
        verification.scratch = scratch();
        return target.verify(verification);
    }

    fs::path folder_;
};

const std::vector<std::string>& hostile_texts() {
    static const std::vector<std::string> texts{
        ";id>/tmp/pwned",
        "$(touch /tmp/pwned)",
        "`touch /tmp/pwned`",
        "a\" b' c\\",
        "two\nobject Host \"x\" { check_command = \"dummy\" }",
        "\r\n}\n",
        "a!b",
        "$USER1$ $host.name$ $",
        "]]>",
        std::string(1U << 20U, 'x') + "\"",
        "../../etc/x",
        "{{{ log(\"x\") }}}",
        "{{ throw }}",
        "/* */ // # \xFF\xC2\x9B",
        std::string("nul\0l", 5),
        ""};
    return texts;
}

// A site with a host and two checks, whose texts are all `text` from GOCDB or, where they are names
// and words, what is made of it.
void add_hostile_site(Plan& plan, std::size_t ngi, const std::string& text, std::size_t number) {
    const auto name = object_name(text + std::to_string(number));
    plan.sites.push_back({name, text, "x", ngi, text, text, text, {text}});
    const auto site = plan.sites.size() - 1;
    plan.hosts.push_back({host_name("h" + std::to_string(number), text), "192.0.2.1", site});
    const auto host = plan.hosts.size() - 1;
    const auto word = text.substr(0, 1000);  // of the metric profile, which is not GOCDB's
    for (const auto* metric : {"one", "two"}) {
        Check check = sample_check(metric, host, 0, "check_occi_vm", "1G0");
        check.service_type = check.title = check.notes = text;
        check.url = "https://h/" + text;
        check.arguments = {"-t", "30", "--site", "x", "--warning=" + word, "--unknown=" + word,
                           word};
        check.downtimes = {plan.downtimes.size()};
        plan.checks.push_back(check);
    }
    plan.checks.back().depends_on = {plan.checks.size() - 2};
    Downtime downtime = plan.downtimes.front();
    downtime.site = site;
    downtime.description = text;
    downtime.checks = {plan.checks.size() - 2, plan.checks.size() - 1};
    plan.downtimes.push_back(downtime);
}

Plan hostile_plan() {
    Plan plan = sample_plan();
    plan.metrics[0].title = hostile_texts()[3];
    plan.metrics[0].url = "https://h/" + hostile_texts()[4];
    std::size_t number = 0;
    for (const auto& text : hostile_texts()) {
        plan.ngis.push_back({object_name("ngi" + text), text, text});
        add_hostile_site(plan, plan.ngis.size() - 1, text, number++);
    }
    return plan;
}

TEST_F(IcingaLoad, HostileTextOnOneHost) {
    const auto verdict = load(hostile_plan());
    ASSERT_TRUE(verdict) << verdict.error();
    EXPECT_TRUE(verdict->checked);
    EXPECT_FALSE(fs::exists("/tmp/pwned"));
}

TEST_F(IcingaLoad, HostileTextInZones) {
    const auto verdict = load(hostile_plan(), {"--zones=by-ngi"});
    ASSERT_TRUE(verdict) << verdict.error();
    EXPECT_TRUE(verdict->checked);
}

TEST_F(IcingaLoad, TheAdministratorsTemplates) {
    const auto written = load(sample_plan(), {}, Icinga2Target().templates().content);
    ASSERT_TRUE(written) << written.error();
    const auto changed =
        load(sample_plan(), {},
             "template Service \"fedcloud-service-local\" { event_command = \"nowhere\" }\n");
    ASSERT_FALSE(changed);  // so it is imported
    EXPECT_NE(changed.error().find("nowhere"), std::string::npos) << changed.error();
}

TEST_F(IcingaLoad, ADependencyOnAServiceThatNobodyKnows) {
    auto plan = sample_plan();
    plan.local_host = "a-host-of-the-administrator";
    plan.checks[0].depends_local = {"hr.srce.GridProxy-Valid"};
    const auto verdict = load(plan);
    ASSERT_TRUE(verdict) << verdict.error();
}

TEST_F(IcingaLoad, ARefusalIsToldInIcingasWords) {
    auto plan = sample_plan();
    plan.checks[1].attempts = -1;
    const auto verdict = load(plan);
    ASSERT_FALSE(verdict);
    EXPECT_NE(verdict.error().find("daemon -C ended with status 1"), std::string::npos);
    EXPECT_NE(verdict.error().find("max_check_attempts"), std::string::npos) << verdict.error();
}

// The file that is installed: alone, and with another folder of the programs.
TEST_F(IcingaLoad, TheLibraryOfCheckCommands) {
    for (const auto* before : {"", "const FedcloudProbeDir = \"/elsewhere\"\n"}) {
        write(folder_ / "draft/main.conf",
              std::string(before) + "include \"" ICINGA2_LIBRARY "\"\n" +
                  "object Host \"h\" { check_command = \"fedcloud_cdmi\" }\n");
        Plan plan;
        Verification verification{plan, {}, {}, {}, {}, {}, {}, {}};
        verification.draft = (folder_ / "draft").string();
        verification.scratch = scratch();
        const auto verdict = Icinga2Target().verify(verification);
        ASSERT_TRUE(verdict) << verdict.error();
        EXPECT_TRUE(verdict->checked);
    }
}

}  // namespace
}  // namespace fedcloud::config
