// Who may have our secrets, by whose word the endpoint is.
#include "auth/recipient.hpp"

#include <gtest/gtest.h>

#include "samples.hpp"

namespace fedcloud::auth {
namespace {

struct Case {
    const char* endpoint;
    const char* registered;  // HOSTNAME in GOCDB; nullptr: the endpoint is not GOCDB's
    std::vector<std::string> hosts;
    bool is_good;
};

LoginOptions options_of(const Case& each) {
    LoginOptions options;
    options.credential_hosts = each.hosts;
    if (each.registered != nullptr) {
        options.registered_host = each.registered;
    }
    return options;
}

TEST(Recipient, OfAPassword) {
    for (const auto& each :
         {Case{"https://any.example.org/", nullptr, {}, true},
          Case{"https://a.example.org/", nullptr, {"a.example.org"}, true},
          Case{"https://a.example.org./", nullptr, {"b.example.org", "a.example.org"}, true},
          Case{"https://b.example.org/", nullptr, {"a.example.org"}, false},
          Case{"https://x.a.example.org/", nullptr, {"a.example.org"}, false},
          Case{"https://a.example.org/", "a.example.org", {}, true},
          Case{"https://a.example.org/", "B.Example.ORG", {}, true},
          Case{"https://localhost:1/", "localhost", {}, true},
          Case{"https://evil.example.net/", "a.example.org", {}, false},
          Case{"https://evil.co.uk/", "site.co.uk", {}, false},
          Case{"https://127.0.0.1/", "localhost", {}, false},
          Case{"https://10.0.0.2/", "10.0.0.1", {}, false},
          Case{"https://a.example.org/", "", {}, false},
          Case{"https://cloud.example.net/", "a.example.org", {"cloud.example.net"}, true},
          Case{"https://a.example.org/", "a.example.org", {"cloud.example.net"}, false}}) {
        const auto may = may_have(url(each.endpoint), "our password", options_of(each));
        EXPECT_EQ(may.has_value(), each.is_good) << each.endpoint;
        if (!may) {
            EXPECT_EQ(may.error().blame, plugin::Blame::ours);
            EXPECT_TRUE(says(may.error().text, "our password")) << may.error().text;
            EXPECT_TRUE(says(may.error().text, "nothing was sent")) << may.error().text;
            EXPECT_TRUE(says(may.error().text, "--credential-host")) << may.error().text;
        }
    }
}

TEST(Recipient, OfATokenOfKeystone) {
    const auto keystone = url("https://keystone.example.org/v3");
    for (const auto& each :
         {Case{"https://cloud.example.net/", nullptr, {}, true},
          Case{"https://cloud.example.net/", nullptr, {"keystone.example.org"}, false},
          Case{"https://cloud.example.org/", "elsewhere.example.net", {}, true},
          Case{"https://evil.example.net/", "evil.example.net", {}, false},
          Case{"https://cloud.example.net/", "cloud.example.net", {"cloud.example.net"}, true}}) {
        const auto may = may_have_token_of(keystone, url(each.endpoint), options_of(each));
        EXPECT_EQ(may.has_value(), each.is_good) << each.endpoint;
        if (!may) {
            EXPECT_EQ(may.error().blame, plugin::Blame::ours);
            EXPECT_TRUE(says(may.error().text, "https://keystone.example.org"));
            EXPECT_TRUE(says(may.error().text, "nothing was sent")) << may.error().text;
        }
    }
}

TEST(Recipient, TheMessagesNameBothHostsAndWhoseWordItIs) {
    LoginOptions options;
    options.registered_host = "a.example.org";
    EXPECT_EQ(
        may_have(url("https://evil.example.net:8443/x"), "our password", options).error().text,
        "GOCDB names https://evil.example.net:8443 as the endpoint of a service on "
        "a.example.org, which is another party: our password may not go there, and nothing "
        "was sent; if it is right, allow it by --credential-host evil.example.net");
    options.credential_hosts = {"a.example.org", "b.example.org"};
    EXPECT_EQ(may_have(url("https://evil.example.net/"), "our password", options).error().text,
              "our password is for a.example.org, b.example.org only (--credential-host), and "
              "GOCDB names evil.example.net: nothing was sent");
    options.registered_host.reset();
    EXPECT_EQ(may_have(url("https://c.example.net/"), "our password", options).error().text,
              "our password is for a.example.org, b.example.org only (--credential-host), and the "
              "endpoint is on c.example.net: nothing was sent");
}

TEST(Recipient, LoopbackIsAnExceptionForWhatIsGivenByHandOnly) {
    LoginOptions options;
    for (const auto* host : {"http://localhost:1/", "http://127.0.0.1/", "http://[::1]/"}) {
        EXPECT_TRUE(is_confidential(url(host), options));
    }
    options.registered_host = "localhost";
    options.credential_hosts = {"localhost"};
    for (const auto* host : {"http://localhost:1/", "http://127.0.0.1/", "http://[::1]/"}) {
        EXPECT_FALSE(is_confidential(url(host), options));
    }
    EXPECT_TRUE(is_confidential(url("https://localhost:1/"), options));
}

TEST(Recipient, ACertificateIsNoSecret) {
    const auto evil = url("https://evil.example.net/");
    LoginOptions options;
    options.registered_host = "a.example.org";
    Credential credential;
    credential.x509 = X509Credential();
    EXPECT_TRUE(check_recipient(evil, credential, options));
    options.keystone_url = "https://keystone.example.org/v3";
    EXPECT_FALSE(check_recipient(evil, credential, options)) << "its token would go there";
    EXPECT_TRUE(check_recipient(url("https://a.example.org/"), credential, options));
    options.keystone_url.clear();
    credential.token = AccessToken();
    EXPECT_TRUE(says(check_recipient(evil, credential, options).error().text, "our access token"));
    credential.token.reset();
    credential.oidc = OidcSettings();
    EXPECT_TRUE(says(check_recipient(evil, credential, options).error().text, "our access token"));
    credential.password = PasswordLogin{"probe", "pass-w", "Default"};
    EXPECT_TRUE(says(check_recipient(evil, credential, options).error().text, "our password"));
}

}  // namespace
}  // namespace fedcloud::auth
