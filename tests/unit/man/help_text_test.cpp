// The text of --help, taken apart.
#include "help_text.hpp"

#include <gtest/gtest.h>

namespace fedcloud::manual {
namespace {

constexpr std::string_view probe =
    "Usage: check_sample [OPTION]...\n"
    "Looks at a sample, and\n"
    "at another one.\n"
    "\n"
    "Options:\n"
    "  -e, --endpoint URL          what to look at\n"
    "                              (also --end_point)\n"
    "\n"
    "Ranges are those of the Monitoring Plugins: 10, 10:, ~:10.\n"
    "Exit status: 0 OK, 1 WARNING, 2 CRITICAL (the service, in 10 s), 3 UNKNOWN.\n"
    "\n"
    "Examples:\n"
    "  check_sample -e https://example.org/ \\\n"
    "      -v\n"
    "  check_sample -h\n";

TEST(HelpText, OfAProbeIsTakenApart) {
    const auto help = read_help_text(probe);
    EXPECT_EQ(help.usage, "check_sample [OPTION]...");
    EXPECT_EQ(help.summary, "Looks at a sample, and at another one.");
    ASSERT_EQ(help.options.size(), 1U);
    EXPECT_EQ(help.options[0].old_names, "--end_point");
    EXPECT_EQ(help.notes, std::vector<std::string>{
                              "Ranges are those of the Monitoring Plugins: 10, 10:, ~:10."});
    const std::vector<std::string> examples{"check_sample -e https://example.org/ \\", "    -v",
                                            "check_sample -h"};
    EXPECT_EQ(help.examples, examples);
    EXPECT_TRUE(help.subcommands.empty());
}

TEST(HelpText, ADigitAloneIsAnExitStatus) {
    const auto help = read_help_text(probe);
    ASSERT_EQ(help.exit_statuses.size(), 4U);
    EXPECT_EQ(help.exit_statuses[0].status, "0");
    EXPECT_EQ(help.exit_statuses[0].meaning, "OK");
    EXPECT_EQ(help.exit_statuses[2].meaning, "CRITICAL (the service, in 10 s)");
    EXPECT_EQ(help.exit_statuses[3].meaning, "UNKNOWN");
}

TEST(HelpText, HasSubcommandsWithTheirSummaries) {
    const auto help = read_help_text(
        "Usage: tool SUBCOMMAND [OPTION]...\n"
        "A tool.\n"
        "\n"
        "Subcommands:\n"
        "  pull        Fetches things. Not\n"
        "              all of them.\n"
        "  list        Lists them.\n"
        "\n"
        "Options:\n"
        "  -h, --help                  this text\n");
    EXPECT_EQ(help.summary, "A tool.");
    ASSERT_EQ(help.subcommands.size(), 2U);
    EXPECT_EQ(help.subcommands[0].name, "pull");
    EXPECT_EQ(help.subcommands[0].summary, "Fetches things. Not all of them.");
    EXPECT_EQ(help.subcommands[1].name, "list");
    ASSERT_EQ(help.options.size(), 1U);
    EXPECT_EQ(help.options[0].name, "help");
}

TEST(HelpText, OtherTextGivesNothing) {
    for (const auto* text : {"", "\n\n", "command not found\n", "Usage: "}) {
        const auto help = read_help_text(text);
        EXPECT_TRUE(help.options.empty()) << text;
        EXPECT_TRUE(help.subcommands.empty()) << text;
        EXPECT_TRUE(help.exit_statuses.empty()) << text;
    }
}

}  // namespace
}  // namespace fedcloud::manual
