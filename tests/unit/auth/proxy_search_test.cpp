// Which proxy is taken, when one is looked for at all, and how it is described.
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include "auth/credential.hpp"
#include "mint.hpp"

namespace fedcloud::auth {
namespace {

using namespace std::chrono_literals;

class ProxySearch : public testing::Test {
  protected:
    void SetUp() override { setenv("X509_USER_PROXY", missing().c_str(), 1); }
    void TearDown() override { unsetenv("X509_USER_PROXY"); }

    std::string missing() const { return folder_.path() / "missing.pem"; }
    std::string proxy_of(const std::string& person) const {
        const auto user = mint::make_user(ca, person);
        const auto proxy = mint::make_proxy(user);
        return folder_.put(person + ".pem", mint::proxy_file({&proxy, &user}));
    }
    static plugin::Checked<Credential> find(const LoginOptions& options,
                                            const std::string& endpoint = "https://h/",
                                            const http::Trust& trust = {}) {
        return find_credential(options, {*net::parse_url(endpoint), trust, ""}, WallClock::now());
    }
    // Whose proxy was found; empty if none was.
    static std::string person(const plugin::Checked<Credential>& credential) {
        EXPECT_TRUE(credential) << credential.error().text;
        return credential && credential->x509 ? credential->x509->identity : "";
    }

    static inline const mint::Identity ca = mint::make_ca();
    mint::Folder folder_;
};

TEST_F(ProxySearch, TheOptionBeatsTheEnvironment) {
    LoginOptions options;
    setenv("X509_USER_PROXY", proxy_of("Eve").c_str(), 1);
    EXPECT_EQ(person(find(options)), "/DC=org/DC=example/CN=Eve");
    options.proxy = proxy_of("Olga");
    EXPECT_EQ(person(find(options)), "/DC=org/DC=example/CN=Olga");
    options.method = Method::x509;
    EXPECT_EQ(person(find(options)), "/DC=org/DC=example/CN=Olga");
}

TEST_F(ProxySearch, ABadOptionIsNotReplacedByAGoodEnvironment) {
    LoginOptions options;
    setenv("X509_USER_PROXY", proxy_of("Eve").c_str(), 1);
    options.proxy = missing();
    const auto outcome = find(options);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().blame, plugin::Blame::ours);
    EXPECT_NE(outcome.error().text.find(missing()), std::string::npos) << outcome.error().text;
}

TEST_F(ProxySearch, WithoutEitherItIsWhereGridToolsPutIt) {
    LoginOptions options;
    options.method = Method::x509;
    const auto usual = "x509up_u" + std::to_string(getuid());
    for (const bool empty : {false, true}) {
        unsetenv("X509_USER_PROXY");
        if (empty) {
            setenv("X509_USER_PROXY", "", 1);
        }
        // Whether there is one on this host is not known, but it is named in either case.
        const auto outcome = find(options);
        const auto text = outcome ? outcome->description : outcome.error().text;
        EXPECT_NE(text.find(usual), std::string::npos) << text;
    }
}

TEST_F(ProxySearch, OnlyWhereOneIsWanted) {
    setenv("X509_USER_PROXY", proxy_of("Eve").c_str(), 1);
    const auto with_password = [&](Method method) {
        LoginOptions options;
        options.method = method;
        options.username = "probe";
        options.password_file = folder_.put("password", "secret");
        return options;
    };
    LoginOptions none;
    none.method = Method::none;
    EXPECT_EQ(person(find(none)), "");
    EXPECT_FALSE(find(none)->presents_something());
    EXPECT_EQ(find(none)->description, "nothing");
    EXPECT_EQ(person(find(with_password(Method::basic))), "");
    EXPECT_EQ(person(find(with_password(Method::automatic))), "");
    EXPECT_EQ(person(find(with_password(Method::keystone))), "");
    auto both = with_password(Method::automatic);
    both.proxy = proxy_of("Olga");
    EXPECT_EQ(person(find(both)), "/DC=org/DC=example/CN=Olga") << "it was named";
    LoginOptions keystone;
    keystone.method = Method::keystone;
    EXPECT_EQ(person(find(keystone)), "/DC=org/DC=example/CN=Eve");
}

TEST_F(ProxySearch, X509MustFindOne) {
    LoginOptions options;
    options.method = Method::x509;
    const auto outcome = find(options);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().blame, plugin::Blame::ours);
    EXPECT_NE(outcome.error().text.find("missing.pem: No such file"), std::string::npos)
        << outcome.error().text;
    options.method = Method::automatic;
    EXPECT_FALSE(find(options)) << "the environment names it";
    EXPECT_EQ(person(find(options, "http://h/")), "") << "of no use there";
}

TEST_F(ProxySearch, SaysWhatItFound) {
    LoginOptions options;
    const auto user = mint::make_user(ca, "Alice", {-1h, 48h});
    const auto proxy = mint::make_proxy(user, {.valid = {-1h, 11h + 5min}});
    options.proxy = folder_.put("alice.pem", mint::proxy_file({&proxy, &user}));
    const auto credential = find(options);
    ASSERT_TRUE(credential) << credential.error().text;
    EXPECT_TRUE(credential->presents_something());
    EXPECT_EQ(credential->description,
              "proxy alice.pem of /DC=org/DC=example/CN=Alice, 11.1h left");
    EXPECT_EQ(credential->not_after(), not_after(*proxy.certificate));
    EXPECT_TRUE(credential->remarks.empty());
    EXPECT_EQ(credential->vo, "");
}

TEST_F(ProxySearch, AnExpiredOneIsOursBeforeAnythingIsSent) {
    const auto user = mint::make_user(ca);
    const auto old = mint::make_proxy(user, {.valid = mint::past});
    setenv("X509_USER_PROXY",
           folder_.put("userproxy.pem-ops", mint::proxy_file({&old, &user})).c_str(), 1);
    const auto outcome = find({});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().blame, plugin::Blame::ours);
    EXPECT_EQ(outcome.error().text, "proxy userproxy.pem-ops expired 3h ago: renew it");
}

TEST_F(ProxySearch, ARevokedOneIsOursAsWell) {
    const auto user = mint::make_user(ca);
    const auto proxy = mint::make_proxy(user);
    setenv("X509_USER_PROXY", folder_.put("alice.pem", mint::proxy_file({&proxy, &user})).c_str(),
           1);
    mint::TrustFolder trust;
    trust.add_ca(ca);
    EXPECT_TRUE(find({}, "https://h/", {trust.path()}));
    trust.add_crl(ca, mint::make_crl(ca, {.revoked = {&user}}));
    const auto outcome = find({}, "https://h/", {trust.path()});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().blame, plugin::Blame::ours);
    EXPECT_NE(outcome.error().text.find("revoked"), std::string::npos) << outcome.error().text;
}

TEST_F(ProxySearch, AttributesThatEndSoonerEndIt) {
    Credential credential;
    EXPECT_EQ(credential.not_after(), std::nullopt);
    const auto now = WallClock::now();
    credential.x509.emplace().not_after = now + 12h;
    EXPECT_EQ(credential.not_after(), now + 12h);
    credential.voms.emplace().not_after = now + 6h;
    EXPECT_EQ(credential.not_after(), now + 6h);
    credential.voms->not_after = now + 24h;
    EXPECT_EQ(credential.not_after(), now + 12h);
}

}  // namespace
}  // namespace fedcloud::auth
