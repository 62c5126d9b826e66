// Files in the folders of profiles and overrides that are none.
#include "site/folder.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "sample.hpp"

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

TEST_F(SiteFolder, AProfileIsOfTheSiteThatItsFileIsNamedAfter) {
    write(test::sample());
    EXPECT_EQ(profile_error().find(path() + ": /site: expected the site that the file is called "
                                            "after (this one's is Izola%20MRF.json)"),
              0U)
        << profile_error();
    const auto own = (root_ / "Izola%20MRF.json").string();
    fs::rename(path(), own);
    const auto profile = read_profile_file(own);
    ASSERT_TRUE(profile) << profile.error().text;
    EXPECT_EQ(profile->site, "Izola MRF");
}

TEST_F(SiteFolder, AMissingFileIsToldApartFromOneThatCannotBeRead) {
    const auto missing = read_profile_file(path());
    ASSERT_FALSE(missing);
    EXPECT_TRUE(missing.error().missing);
    EXPECT_TRUE(read_overrides_file(path()).error().missing);
    fs::create_directory(path());
    EXPECT_FALSE(read_profile_file(path()).error().missing);
    EXPECT_FALSE(read_overrides_file(path()).error().missing);
}

TEST_F(SiteFolder, DraftsAndOtherFilesAreNoSites) {
    for (const auto* name : {"B.json", "A%20B.json", ".C.json", ".json", "D.json.new", "readme"}) {
        std::ofstream(root_ / name) << "{}";
    }
    const auto names = list_site_files(root_.string());
    ASSERT_TRUE(names);
    EXPECT_EQ(*names, (std::vector<std::string>{"A%20B.json", "B.json"}));
}

TEST_F(SiteFolder, AFolderThatIsNotThereIsToldApartFromOneThatIsNone) {
    const auto none = list_site_files((root_ / "none").string());
    ASSERT_FALSE(none);
    EXPECT_TRUE(none.error().missing);
    EXPECT_NE(none.error().text.find("cannot read the folder " + (root_ / "none").string()),
              std::string::npos)
        << none.error().text;
    write("{}");
    const auto file = list_site_files(path());
    ASSERT_FALSE(file);
    EXPECT_FALSE(file.error().missing) << file.error().text;
}

TEST_F(SiteFolder, OverridesThatAreAskedForMustBeThere) {
    std::string folder = "unset";
    const auto option = override_dir_option(plugin::into(folder));
    const auto refused = option.set((root_ / "none").string());
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().find((root_ / "none").string()), std::string::npos);
    write("{}");
    EXPECT_NE(option.set(path()).error().find("it is no folder"), std::string::npos);
    EXPECT_EQ(folder, "unset");
    EXPECT_TRUE(option.set(root_.string()));
    EXPECT_EQ(folder, root_.string());
}

}  // namespace
}  // namespace fedcloud::site
