// VOMS attributes that are not there or cannot be read, and where LSC files are looked for.
#include "auth/voms.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include "auth/credential.hpp"
#include "mint.hpp"

namespace fedcloud::auth {
namespace {

using namespace std::chrono_literals;

class Voms : public testing::Test {
  protected:
    void TearDown() override {
        unsetenv("X509_VOMS_DIR");
        unsetenv("X509_USER_PROXY");
    }
    std::string file_with(const std::string& extension) const {
        const auto proxy = mint::make_proxy(user, {.voms = extension});
        return folder_.put("p.pem", mint::proxy_file({&proxy, &user}));
    }
    static std::string text_of_fault(const plugin::Checked<VomsCheck>& outcome) {
        EXPECT_FALSE(outcome);
        if (outcome) {
            return "";
        }
        EXPECT_EQ(outcome.error().blame, plugin::Blame::ours);
        return outcome.error().text;
    }
    plugin::Checked<VomsCheck> check(const std::string& file, const std::string& vo) const {
        const auto credential = load_x509({file}, WallClock::now());
        EXPECT_TRUE(credential) << credential.error().text;
        return check_voms(*credential, vo, folder_.path(), {}, WallClock::now());
    }
    static plugin::Checked<Credential> find(const LoginOptions& options) {
        return find_credential(options, {*net::parse_url("https://h/"), {}, ""}, WallClock::now());
    }

    static inline const mint::Identity user = mint::make_user(mint::make_ca());
    mint::Folder folder_;
};

TEST_F(Voms, WithoutAttributesItSaysHowToGetThem) {
    const auto any = text_of_fault(check(file_with(""), ""));
    EXPECT_NE(any.find("proxy p.pem carries no VOMS attributes: "), std::string::npos) << any;
    EXPECT_NE(any.find("voms-proxy-init --voms"), std::string::npos) << any;
    const auto named = text_of_fault(check(file_with(""), "ops"));
    EXPECT_NE(named.find("no VOMS attributes of the VO ops"), std::string::npos) << named;
}

TEST_F(Voms, GarbageIsSaidToBeUnreadable) {
    const std::vector<std::pair<std::string, std::string>> table{
        {"an empty list of lists", "30:02:30:00"},
        {"an empty sequence", "30:00"},
        {"a number", "02:01:2a"},
        {"cut short", "30:82:ff:ff:30"},
        {"bytes", "ff:ff:ff:ff"},
        {"an attribute certificate of rubbish", "30:0a:30:08:30:06:02:01:01:02:01:02"},
        {"text", "0c:04:6f:70:73:0a"},
    };
    for (const auto& [what, extension] : table) {
        const auto file = file_with(extension);
        for (const auto* vo : {"", "ops"}) {
            const auto text = text_of_fault(check(file, vo));
            EXPECT_EQ(text.find("proxy p.pem"), 0U) << what << ": " << text;
            EXPECT_NE(text.find("VOMS attributes cannot be read: "), std::string::npos)
                << what << ": " << text;
            EXPECT_FALSE(text.ends_with(": ")) << what << ": no reason is given";
        }
    }
}

TEST_F(Voms, AreWantedByOptionOrBecauseTheyAreThere) {
    LoginOptions options;
    options.proxy = file_with("");
    EXPECT_TRUE(find(options)) << "nobody asked for any";
    options.voms = true;
    const auto asked = find(options);
    ASSERT_FALSE(asked);
    EXPECT_NE(asked.error().text.find("carries no VOMS attributes"), std::string::npos)
        << asked.error().text;
    options.voms = false;
    options.vo = "ops";
    EXPECT_FALSE(find(options));
    options.vo.clear();
    options.proxy = file_with("30:00");
    const auto unreadable = find(options);
    ASSERT_FALSE(unreadable) << "attributes that are there must be good";
    EXPECT_EQ(unreadable.error().blame, plugin::Blame::ours);
}

TEST_F(Voms, TheFolderOfLscFiles) {
    unsetenv("X509_VOMS_DIR");
    EXPECT_EQ(find_vomsdir(""), "/etc/grid-security/vomsdir");
    EXPECT_EQ(find_vomsdir("/option"), "/option");
    setenv("X509_VOMS_DIR", "", 1);
    EXPECT_EQ(find_vomsdir(""), "/etc/grid-security/vomsdir");
    setenv("X509_VOMS_DIR", "/environment", 1);
    EXPECT_EQ(find_vomsdir(""), "/environment");
    EXPECT_EQ(find_vomsdir("/option"), "/option");
}

}  // namespace
}  // namespace fedcloud::auth
