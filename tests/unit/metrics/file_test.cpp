// Where the metric profile is looked for, and what is told of a file that is not one.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "metrics/metric_profile.hpp"

namespace fedcloud::metrics {
namespace {

TEST(MetricProfileFile, TheAdministratorsComesBeforeTheInstalledOne) {
    const auto places = metric_profile_places();
    ASSERT_EQ(places.size(), 2U);
    EXPECT_EQ(places[0], local_metric_profile);
    const auto folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    EXPECT_EQ(places[1], (folder.parent_path() / "share/fedcloud-probes/metrics.json").string());
}

TEST(MetricProfileFile, WithoutOneAllPlacesAreNamed) {
    const auto places = metric_profile_places();
    for (const auto& place : places) {
        if (access(place.c_str(), F_OK) == 0) {
            GTEST_SKIP() << "this machine has one: " << place;
        }
    }
    const auto loaded = load_metric_profile();
    ASSERT_FALSE(loaded);
    for (const auto& place : places) {
        EXPECT_NE(loaded.error().find(place), std::string::npos) << loaded.error();
    }
}

TEST(MetricProfileFile, OneThatIsNamedMustBeThere) {
    const auto loaded = load_metric_profile("/nowhere/metrics.json");
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error(),
              "metric profile: cannot read /nowhere/metrics.json: No such file or directory");
}

TEST(MetricProfileFile, TellsWhereItWasReadFrom) {
    std::string path;
    const auto option = metric_profile_option(plugin::into(path));
    EXPECT_EQ(option.name, "metrics");
    ASSERT_TRUE(option.set(FEDCLOUD_SOURCE_DIR "/profiles/metrics.json"));
    const auto loaded = load_metric_profile(path);
    ASSERT_TRUE(loaded) << loaded.error();
    EXPECT_EQ(loaded->path, path);
    EXPECT_NE(loaded->profile.find("eu.egi.cloud.OCCI-VM"), nullptr);
}

}  // namespace
}  // namespace fedcloud::metrics
