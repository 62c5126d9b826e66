// Which folder of trust anchors is taken.
#include "http/trust.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace fedcloud::http {
namespace {

class TrustTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "trust-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
        unsetenv("X509_CERT_DIR");
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    void put(const std::string& name) { std::ofstream(folder_ / name) << "x"; }
    std::string error(const std::string& option) {
        const auto trust = find_trust(option);
        EXPECT_FALSE(trust);
        return trust ? "" : trust.error().text;
    }

    std::filesystem::path folder_;
};

TEST_F(TrustTest, NamedFoldersMustHoldAHashedCertificate) {
    EXPECT_NE(error(folder_).find("no trust anchor"), std::string::npos);
    for (const auto* other : {"ca.pem", "9da13359.r0", "9da1335.0", "9da13359.signing_policy",
                              "9DA13359.0", "9da13359."}) {
        put(other);
    }
    EXPECT_NE(error(folder_).find(folder_), std::string::npos);
    put("9da13359.0");
    ASSERT_TRUE(find_trust(folder_));
    EXPECT_EQ(find_trust(folder_)->folder, folder_);
    EXPECT_NE(error(folder_ / "missing").find("No such file"), std::string::npos);
    EXPECT_NE(error(folder_ / "ca.pem").find("Not a directory"), std::string::npos);
}

TEST_F(TrustTest, TheEnvironmentComesSecond) {
    setenv("X509_CERT_DIR", (folder_ / "missing").c_str(), 1);
    EXPECT_NE(error("").find("$X509_CERT_DIR"), std::string::npos);
    put("9da13359.0");
    setenv("X509_CERT_DIR", folder_.c_str(), 1);
    EXPECT_EQ(find_trust("")->folder, folder_);
}

}  // namespace
}  // namespace fedcloud::http
