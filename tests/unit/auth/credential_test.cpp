// What is presented to a service, and what its refusal means.
#include "auth/credential.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "auth/base64.hpp"
#include "auth/secret_file.hpp"

namespace fedcloud::auth {
namespace {

class CredentialTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "auth-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder = pattern;
        setenv("X509_USER_PROXY", (folder / "none.pem").c_str(), 1);
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    std::string put(const std::string& name, const std::string& content, mode_t mode = 0600) {
        const auto path = folder / name;
        std::ofstream(path) << content;
        chmod(path.c_str(), mode);
        return path;
    }
    plugin::Checked<Credential> find(const LoginOptions& options, const std::string& endpoint) {
        return find_credential(options, {*net::parse_url(endpoint), {}, ""}, WallClock::now());
    }

    std::filesystem::path folder;
};

TEST_F(CredentialTest, SecretFiles) {
    EXPECT_EQ(*read_secret_file(put("good", "x\n"), "file"), "x\n");
    EXPECT_TRUE(read_secret_file(put("group", "x", 0640), "file"));
    const std::vector<std::pair<std::string, std::string>> table{
        {folder / "missing", "No such file"},
        {folder, "a folder"},
        {put("empty", ""), "is empty"},
        {put("open", "x", 0604), "read by everybody (mode 0604)"},
        {put("large", std::string(2U << 20U, 'x')), "larger than 1 MiB"},
        {"/dev/null", "not a regular file"}};
    for (const auto& [path, why] : table) {
        const auto content = read_secret_file(path, "proxy");
        ASSERT_FALSE(content) << path;
        EXPECT_EQ(content.error().blame, plugin::Blame::ours);
        EXPECT_NE(content.error().text.find(why), std::string::npos) << content.error().text;
        EXPECT_EQ(content.error().text.rfind("proxy " + path + ": ", 0), 0U)
            << content.error().text;
    }
}

TEST_F(CredentialTest, BasicGoesThroughTlsOrStaysHome) {
    LoginOptions options;
    options.method = Method::basic;
    EXPECT_FALSE(find(options, "https://h/"));
    options.username = "probe";
    EXPECT_FALSE(find(options, "https://h/")) << "no password";
    options.password_file = put("password", "secret\r\n");
    const auto credential = find(options, "https://h/");
    ASSERT_TRUE(credential);
    EXPECT_EQ(credential->password->username, "probe");
    EXPECT_EQ(credential->password->password, "secret");
    EXPECT_EQ(credential->description, "user probe with a password");
    EXPECT_FALSE(find(options, "http://h/"));
    EXPECT_FALSE(find(options, "http://127.example.org/")) << "a name is not a loopback address";
    EXPECT_TRUE(find(options, "http://127.0.0.1:8080/"));
}

TEST_F(CredentialTest, AutomaticTakesAProxyOnlyIfThereIsOne) {
    LoginOptions options;
    EXPECT_FALSE(find(options, "https://h/")) << "the environment names one";
    const auto nothing = find(options, "http://h/");
    ASSERT_TRUE(nothing);
    EXPECT_FALSE(nothing->presents_something());
    put("none.pem", "no certificate\n");
    EXPECT_FALSE(find(options, "https://h/")) << "a proxy that is there must be good";
    EXPECT_TRUE(find(options, "http://h/")) << "it cannot be presented there";
    options.proxy = folder / "other.pem";
    EXPECT_FALSE(find(options, "http://h/")) << "one that is named is looked at";
}

TEST(Base64, OfTheSpecification) {  // RFC 4648 section 10
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

}  // namespace
}  // namespace fedcloud::auth
