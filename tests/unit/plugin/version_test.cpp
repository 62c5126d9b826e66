// What --version prints.
#include "plugin/version.hpp"

#include <gtest/gtest.h>

namespace {

using fedcloud::plugin::version_text;

TEST(Version, NamesTheCommitBehindTheVersion) {
    EXPECT_EQ(version_text("check_x", "1.2.3", "0123456789ab"),
              "check_x (fedcloud-probes) 1.2.3 (commit 0123456789ab)\n");
    EXPECT_EQ(version_text("check_x", "1.2.3", "0123456789ab+changes"),
              "check_x (fedcloud-probes) 1.2.3 (commit 0123456789ab+changes)\n");
}

TEST(Version, StandsAloneIfNothingToldTheCommit) {
    EXPECT_EQ(version_text("check_x", "1.2.3", ""), "check_x (fedcloud-probes) 1.2.3\n");
}

TEST(Version, OfThisBuildHasItsParts) {
    const auto text = version_text("check_x");
    EXPECT_TRUE(text.starts_with("check_x (fedcloud-probes) ")) << text;
    EXPECT_TRUE(text.ends_with('\n')) << text;
    EXPECT_EQ(text.find("unknown"), std::string::npos) << text;
}

}  // namespace
