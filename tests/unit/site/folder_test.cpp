// Files in the folders of profiles and overrides that are none.
#include "site/folder.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace fedcloud::site {
namespace {

namespace fs = std::filesystem;

class SiteFolder : public testing::Test {
  protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "sitesXXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        root_ = name;
    }
    void TearDown() override { fs::remove_all(root_); }

    std::string path() const { return (root_ / "S.json").string(); }
    void write(const std::string& text) const { std::ofstream(path()) << text; }
    std::string profile_error() const {
        const auto profile = read_profile_file(path());
        return profile ? "" : profile.error().text;
    }
    std::string override_error() const {
        const auto overrides = read_overrides_file(path());
        return overrides ? "" : overrides.error().text;
    }

    fs::path root_;
};

// What a link leads to may be readable for us alone.
TEST_F(SiteFolder, NothingIsQuotedOfWhatIsNoJson) {
    std::ofstream(root_ / "shadow") << "root:$6$salt$hash:19000:0:99999:7:::\n";
    fs::create_symlink(root_ / "shadow", path());
    const auto expected = path() + ": it is no JSON: it does not begin with '{'";
    EXPECT_EQ(profile_error(), expected);
    EXPECT_EQ(override_error(), expected);
    for (const auto* text : {"\n\nsecret", "[\"secret\"]", "\"secret\"", "\xef\xbb\xbfsecret"}) {
        write(text);
        EXPECT_EQ(profile_error(), expected) << text;
    }
}

TEST_F(SiteFolder, ObjectsAreReadAndTheirMistakesTold) {
    write("");
    EXPECT_NE(profile_error().find("line 1, column 1: expected JSON"), std::string::npos);
    write("{\"format\":2}");
    EXPECT_NE(profile_error().find("/format: expected"), std::string::npos) << profile_error();
    for (const auto* text : {" \n{\"format\":1}", "\xef\xbb\xbf{\"format\":1}"}) {
        write(text);
        EXPECT_EQ(override_error(), "") << text;
    }
}

}  // namespace
}  // namespace fedcloud::site
