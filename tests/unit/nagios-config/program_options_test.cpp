// Programs and their options, as --help tells them.
#include "program_options.hpp"

#include <gtest/gtest.h>

namespace fedcloud::config {
namespace {

constexpr std::string_view help =
    "Usage: check_sample [OPTION]...\n"
    "Looks at a sample, and\n"
    "at another one.\n"
    "\n"
    "Options:\n"
    "  -e, --endpoint URL          OCCI endpoint of the site\n"
    "      --oidc-client-secret FILE\n"
    "                              file that holds the client's secret, if it has\n"
    "                              one\n"
    "  -F, --checks-only           create nothing\n"
    "                              (also --checks_only, --dry,\n"
    "                              --no)\n"
    "  -t, --timeout SECONDS       time for the whole run (default\n"
    "                              120)\n"
    "\n"
    "Ranges are those of the Monitoring Plugins.\n"
    "  -x, --not-an-option\n";

TEST(ProgramOptions, AreReadFromHelp) {
    const auto program = read_help(help);
    EXPECT_EQ(program.name, "check_sample");
    EXPECT_EQ(program.summary, "Looks at a sample, and at another one.");
    EXPECT_EQ(program.timeout, std::chrono::seconds(120));
    const std::vector<ProgramOption> expected{
        {"endpoint", 'e', "URL", "OCCI endpoint of the site"},
        {"oidc-client-secret", 0, "FILE", "file that holds the client's secret, if it has one"},
        {"checks-only", 'F', "", "create nothing", "--checks_only, --dry, --no"},
        {"timeout", 't', "SECONDS", "time for the whole run (default 120)"}};
    EXPECT_EQ(program.options, expected);
    EXPECT_EQ(program.find("checks-only"), &program.options[2]);
    EXPECT_EQ(program.find('t'), &program.options[3]);
    EXPECT_EQ(program.find("checks_only"), nullptr);
}

TEST(ProgramOptions, OtherTextGivesNone) {
    EXPECT_TRUE(read_help("").options.empty());
    EXPECT_TRUE(read_help("command not found\n").name.empty());
}

TEST(ProgramOptions, TheTableHasTheNinePrograms) {
    ASSERT_EQ(programs().size(), 9U);
    const auto* occi = find_program(programs(), "check_occi_vm");
    ASSERT_NE(occi, nullptr);
    EXPECT_EQ(occi->timeout, std::chrono::seconds(300));
    ASSERT_NE(occi->find("os-tpl"), nullptr);
    EXPECT_EQ(occi->find("os-tpl")->argument, "ID");
    ASSERT_NE(occi->find("checks-only"), nullptr);
    EXPECT_EQ(occi->find("checks-only")->argument, "");
    for (const auto& program : programs()) {
        EXPECT_EQ(find_program(programs(), program.name), &program);
        ASSERT_NE(program.find("timeout"), nullptr) << program.name;
        for (const auto& option : program.options) {
            EXPECT_FALSE(option.description.empty()) << program.name << " --" << option.name;
        }
    }
    EXPECT_EQ(find_program(programs(), "check_disk"), nullptr);
}

}  // namespace
}  // namespace fedcloud::config
