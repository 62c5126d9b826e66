// Which of several folders of trust anchors wins, and what is said of a bad one.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "http/trust.hpp"

namespace fedcloud::http {
namespace {

class TrustOrder : public testing::Test {
  protected:
    void SetUp() override {
        auto pattern = (std::filesystem::temp_directory_path() / "trust-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        root_ = pattern;
        unsetenv("X509_CERT_DIR");
    }
    void TearDown() override {
        unsetenv("X509_CERT_DIR");
        std::filesystem::remove_all(root_);
    }
    std::string folder(const std::string& name, const std::vector<std::string>& files) const {
        std::filesystem::create_directory(root_ / name);
        for (const auto& file : files) {
            std::ofstream(root_ / name / file) << "x";
        }
        return root_ / name;
    }

    std::filesystem::path root_;
};

TEST_F(TrustOrder, TheOptionBeatsTheEnvironment) {
    const auto option = folder("option", {"0123abcd.0"});
    const auto other = folder("other", {"0123abcd.12"});
    setenv("X509_CERT_DIR", other.c_str(), 1);
    EXPECT_EQ(find_trust(option)->folder, option);
    EXPECT_EQ(find_trust("")->folder, other);
}

TEST_F(TrustOrder, ABadOptionIsNotReplacedByAGoodEnvironment) {
    setenv("X509_CERT_DIR", folder("good", {"0123abcd.0"}).c_str(), 1);
    const auto trust = find_trust(folder("empty", {}));
    ASSERT_FALSE(trust);
    EXPECT_EQ(trust.error().blame, plugin::Blame::ours);
    EXPECT_NE(trust.error().text.find("--ca-path"), std::string::npos) << trust.error().text;
}

TEST_F(TrustOrder, AnEmptyVariableIsNone) {
    const auto without = find_trust("");
    setenv("X509_CERT_DIR", "", 1);
    const auto with = find_trust("");
    ASSERT_TRUE(without);
    ASSERT_TRUE(with) << "an empty variable is taken for a folder";
    EXPECT_EQ(with->folder, without->folder);
}

TEST_F(TrustOrder, TheFolderOfEachMistake) {
    const std::vector<std::pair<std::string, std::string>> table{
        {root_ / "missing", "No such file"},
        {folder("pem-only", {"ca.pem", "ca.crt", "0123abcd.r0", "0123abcd.namespaces"}),
         "openssl rehash"},
        {folder("empty", {}), "hashed name"},
        {folder("file", {"x"}) + "/x", "Not a directory"},
    };
    for (const auto& [path, words] : table) {
        const auto trust = find_trust(path);
        ASSERT_FALSE(trust) << path;
        EXPECT_NE(trust.error().text.find(path), std::string::npos) << trust.error().text;
        EXPECT_NE(trust.error().text.find(words), std::string::npos) << trust.error().text;
        EXPECT_EQ(plugin::state_of(trust.error(), plugin::State::critical), plugin::State::unknown);
    }
}

TEST_F(TrustOrder, WithoutAnyNameItIsTheGridsOrTheSystems) {
    const auto trust = find_trust("");
    ASSERT_TRUE(trust);
    // Empty: libcurl's own bundle, where the system hashes nothing (EL 9).
    EXPECT_TRUE(trust->folder.empty() || std::filesystem::is_directory(trust->folder));
}

}  // namespace
}  // namespace fedcloud::http
