// check_cdmi against servers that are slow, full, forgetful or liars.
#include <gtest/gtest.h>

#include <string>

#include "cdmi_site.hpp"
#include "expectations.hpp"

namespace fedcloud::test {
namespace {

struct Case {
    std::string name;
    Json settings;
    int status;
    std::string words;    // of the first line
    std::string told{};   // anywhere
    bool leaves = false;  // something that the next run has to remove

    friend void PrintTo(const Case& shown, std::ostream* out) { *out << shown.name; }
};

class CdmiSettings : public testing::TestWithParam<Case> {};

TEST_P(CdmiSettings, AreJudged) {
    const auto& given = GetParam();
    const Testbed testbed({}, {"--cdmi", "cdmi"});
    const CdmiSite site(testbed, "cdmi");
    testbed.settings("cdmi", given.settings);
    const auto outcome = site.run({}, 10);
    expect_line(outcome, given.status, given.words);
    EXPECT_NE(outcome.out.find(given.told), std::string::npos) << given.told << outcome.out;
    EXPECT_EQ(site.ours().empty(), !given.leaves) << outcome.out;
    if (site.journal().empty()) {
        return;
    }
    // Left behind, which the next run sees to; or never there, and looked for for an hour.
    testbed.settings("cdmi", {{"delete_lies", false}, {"quota", 0}});
    expect_line(site.run({}, 10), 0, "CDMI-CRUD OK - ");
    EXPECT_EQ(site.ours(), std::vector<std::string>{});
    EXPECT_EQ(site.journal().size(), given.leaves ? 0U : 1U);
}

const std::string fine = "CDMI-CRUD OK - ";

INSTANTIATE_TEST_SUITE_P(
    Each, CdmiSettings,
    testing::Values(
        Case{"delayed", {{"delayed", 0.4}}, 0, fine},
        Case{"delayed_relative", {{"delayed", 0.2}, {"location", "relative"}}, 0, fine},
        Case{"delayed_without_location",
             {{"delayed_polls", 2}, {"location", "missing"}, {"read_status", 200}},
             0,
             fine},
        Case{"completed", {{"complete", "Completed"}, {"delayed_polls", 1}}, 0, fine},
        Case{"delayed_error",
             {{"delayed_polls", 1}, {"delayed_error", "Error: no space"}},
             2,
             "completionStatus is 'Error: no space'"},
        Case{"delayed_for_ever", {{"delayed", 3600}}, 2, "is still being processed after"},
        Case{"stale_reads", {{"stale_reads", 2}}, 0, fine, "showed what was written only after"},
        Case{"update_lies", {{"update_lies", true}}, 2, "it still has the old value"},
        Case{"corrupt", {{"corrupt", true}}, 2, "does not hold what was written to it"},
        Case{"metadata_lost", {{"metadata_lost", true}}, 2, "lost the metadata"},
        Case{"list_omits", {{"list_omits", true}}, 2, "list: the container does not list object-"},
        Case{"read_only", {{"read_only", true}}, 2, "create: HTTP 403"},
        Case{"quota_403", {{"quota", 403}}, 2, "create: HTTP 403"},
        Case{"quota_413", {{"quota", 413}}, 2, "create: HTTP 413"},
        Case{"quota_507", {{"quota", 507}}, 2, "create: HTTP 507"},
        Case{"delete_lies",
             {{"delete_lies", true}},
             2,
             "is still there although its delete was accepted",
             "is left behind, the next run looks for it",
             true},
        Case{"no_modify_metadata",
             {{"capabilities", {{"dataobject/cdmi_modify_metadata", nullptr}}}},
             0,
             fine,
             "not advertised, and so not tried: cdmi_modify_metadata"},
        Case{"no_create",
             {{"capabilities", {{"container/cdmi_create_container", "false"}}}},
             2,
             "the server says that it cannot do what this is about: cdmi_create_container false"},
        Case{"new_version", {{"versions", {"2.0.0"}}}, 0, fine, "version 2.0.0"},
        Case{"unknown_version",
             {{"versions", {"7"}}},
             2,
             "no version of CDMI is agreed on: HTTP 400"}),
    [](const auto& given) { return given.param.name; });

}  // namespace
}  // namespace fedcloud::test
