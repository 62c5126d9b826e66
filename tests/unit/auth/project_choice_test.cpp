// Which project is chosen of those that Keystone offers, and when none is.
#include "auth/project_choice.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "samples.hpp"

namespace fedcloud::auth {
namespace {

std::vector<Project> named(const std::vector<std::string>& names) {
    std::vector<Project> projects;
    for (const auto& name : names) {
        projects.push_back({"id-of-" + name + "-" + std::to_string(projects.size()), name});
    }
    return projects;
}

// Name of the chosen one; "refused" if there is none.
std::string chosen(const std::vector<std::string>& names, const std::string& wanted,
                   const std::string& vo) {
    const auto projects = named(names);
    const auto choice = choose_project(projects, wanted, vo);
    if (!choice) {
        return "refused";
    }
    EXPECT_EQ(std::count_if(projects.begin(), projects.end(),
                            [&](const auto& project) {
                                return project.id == choice->id && project.name == choice->name;
                            }),
              1);
    return choice->name;
}

TEST(ProjectChoice, TheOneThatIsAskedFor) {
    EXPECT_EQ(chosen({"ops", "EGI_ops", "demo"}, "demo", "ops"), "demo");
    EXPECT_EQ(chosen({"ops", "demo"}, "id-of-demo-1", "ops"), "demo");
    EXPECT_EQ(chosen({"ops", "demo"}, "EGI_ops", "ops"), "refused") << "the VO's is not asked for";
    EXPECT_EQ(chosen({"EGI_demo"}, "demo", ""), "refused") << "a name is given whole";
    EXPECT_EQ(chosen({"EGI_demo"}, "demo", "demo"), "refused");
}

TEST(ProjectChoice, TheOneNamedAsTheVo) {
    EXPECT_EQ(chosen({"EGI_ops", "ops", "ops-old"}, "", "ops"), "ops");
    EXPECT_EQ(chosen({"demo", "fedcloud.egi.eu"}, "", "fedcloud.egi.eu"), "fedcloud.egi.eu");
}

TEST(ProjectChoice, TheVoAsAWholeWord) {
    for (const std::string name : {"EGI_ops", "egi-ops", "VO:ops", "ops (EGI)", "ops_EGI",
                                   "egi/ops/monitoring", "the ops project"}) {
        EXPECT_EQ(chosen({"demo", name, "devops"}, "", "ops"), name);
    }
    for (const std::string name : {"devops", "opsx", "ops2", "2ops", "vo.ops.example.org",
                                   "ops.example.org", "vo.ops", "op", "demo", "xopsx"}) {
        EXPECT_EQ(chosen({"other", name}, "", "ops"), "refused") << name;
    }
    EXPECT_EQ(chosen({"devops_ops"}, "", "ops"), "devops_ops") << "the second of two places";
}

TEST(ProjectChoice, VosThatAreDomains) {
    EXPECT_EQ(chosen({"EGI_fedcloud.egi.eu", "EGI_vo.access.egi.eu"}, "", "fedcloud.egi.eu"),
              "EGI_fedcloud.egi.eu");
    for (const std::string name : {"vo.fedcloud.egi.eu", "fedcloud.egi.eu.old", "fedcloudXegi.eu",
                                   "fedcloud", "EGI_xfedcloud.egi.eu"}) {
        EXPECT_EQ(chosen({"other", name}, "", "fedcloud.egi.eu"), "refused") << name;
    }
}

TEST(ProjectChoice, AGuessIsRefused) {
    EXPECT_EQ(chosen({"EGI_ops", "ops-monitoring"}, "", "ops"), "refused");
    EXPECT_EQ(chosen({"ops", "ops"}, "", "ops"), "refused") << "of two domains";
    EXPECT_EQ(chosen({"demo", "demo"}, "demo", ""), "refused") << "of two domains";
    EXPECT_EQ(chosen({"demo", "demo"}, "id-of-demo-1", ""), "demo") << "ids tell them apart";
    EXPECT_EQ(chosen({"demo"}, "", "ops"), "refused") << "the only one is not the VO's";
    EXPECT_EQ(chosen({}, "", "ops"), "refused");
    EXPECT_EQ(chosen({}, "ops", "ops"), "refused");
    EXPECT_EQ(chosen({}, "", ""), "refused");
}

TEST(ProjectChoice, WithoutAVoTheOnlyOne) {
    EXPECT_EQ(chosen({"whatever"}, "", ""), "whatever");
    EXPECT_EQ(chosen({"whatever", "other"}, "", ""), "refused");
}

TEST(ProjectChoice, ARefusalListsWhatThereIs) {
    const auto refused = choose_project(named({"EGI_ops", "demo", "ops-two"}), "", "ops");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().blame, plugin::Blame::ours);
    EXPECT_TRUE(says(refused.error().text, "EGI_ops"));
    EXPECT_TRUE(says(refused.error().text, "ops-two"));
    EXPECT_TRUE(says(refused.error().text, "--project"));
    const auto missing = choose_project(named({"EGI_ops", "demo"}), "staging", "ops");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().blame, plugin::Blame::ours) << "we asked for what is not there";
    EXPECT_TRUE(says(missing.error().text, "staging"));
    EXPECT_TRUE(says(missing.error().text, "EGI_ops"));
    EXPECT_TRUE(says(missing.error().text, "demo"));
}

TEST(ProjectChoice, TheCaseCounts) {
    EXPECT_EQ(chosen({"OPS", "ops"}, "", "ops"), "ops");
    EXPECT_EQ(chosen({"Ops", "ops"}, "Ops", "ops"), "Ops");
    EXPECT_EQ(chosen({"OPS", "other"}, "ops", ""), "refused");
    EXPECT_EQ(chosen({"DevOps", "other"}, "", "Ops"), "refused");
}

TEST(ProjectChoice, HostileNames) {
    EXPECT_EQ(chosen({"", "ops"}, "", "ops"), "ops");
    EXPECT_EQ(chosen({"", "x"}, "", "ops"), "refused");
    EXPECT_EQ(chosen({std::string("ops\0evil", 8), "x"}, "ops", ""), "refused");
    EXPECT_EQ(chosen({"\xff\xfe", "ops"}, "", "ops"), "ops");
    EXPECT_EQ(chosen({std::string(1'000'000, 'o') + "ops"}, "", "ops"), "refused");
    std::string many;
    for (int i = 0; i < 100'000; ++i) {
        many += "xops";
    }
    EXPECT_EQ(chosen({many, many + " ops"}, "", "ops"), many + " ops");
    EXPECT_EQ(chosen({"*", ".*", "EGI_ops"}, "", ".*ops"), "refused") << "a VO is no pattern";
}

}  // namespace
}  // namespace fedcloud::auth
