// What a run says of its credential: how long it lasts, and never a secret.
#include <gtest/gtest.h>

#include "auth/base64.hpp"
#include "auth/credential.hpp"

namespace fedcloud::auth {
namespace {

using namespace std::chrono_literals;

const auto now = WallClock::from_time_t(1'800'000'000);

Credential lasting(WallClock::duration proxy,
                   std::optional<WallClock::duration> attributes = std::nullopt) {
    Credential credential;
    credential.description = "proxy p.pem of /CN=Alice";
    auto& x509 = credential.x509.emplace();
    x509.name = "proxy p.pem";
    x509.not_after = now + proxy;
    if (attributes) {
        credential.voms.emplace().not_after = now + *attributes;
    }
    return credential;
}

struct Told {
    plugin::State state;
    std::string output;
};

// As a probe does: within the step that finds the credential. `text` is what a later step says.
Told tell(const Credential& credential, const LoginOptions& options = {},
          const std::string& text = "fine") {
    plugin::Interrupt interrupt;
    plugin::CommonOptions common;
    common.verbosity = 3;
    plugin::Run run("X", plugin::Budget::of(plugin::Clock::now(), 30s, false), common, interrupt);
    (void)run.step("credential", [&]() -> plugin::Checked<void> {
        report(credential, options, run, now);
        return {};
    });
    add_lifetimes(credential, options, run, now);
    run.trace(3, text);
    run.succeed("fine");
    const auto state = run.state();
    return {state, run.render()};
}

struct Row {
    std::string name;
    Credential credential;
    std::chrono::seconds warning;
    plugin::State state;
    std::string words;  // of the output
};

TEST(CredentialReport, ThatNoneIsUsedIsSaid) {
    Credential none;
    none.description = "nothing";
    const auto told = tell(none);
    EXPECT_NE(told.output.find(": none is used\n"), std::string::npos) << told.output;
}

TEST(ProxyLifetime, WarnsBelowTheThreshold) {
    constexpr auto ok = plugin::State::ok;
    constexpr auto warning = plugin::State::warning;
    std::vector<Row> table;
    table.push_back({"ample", lasting(12h), 6h, ok, "proxy_lifetime=43200s;21600:"});
    table.push_back({"exactly", lasting(6h), 6h, ok, "proxy_lifetime=21600s;21600:"});
    table.push_back({"a second less", lasting(6h - 1s), 6h, warning, "proxy p.pem ends in 6h"});
    table.push_back({"short", lasting(3h), 6h, warning, "proxy p.pem ends in 3h: renew it"});
    table.push_back({"a minute", lasting(1min), 6h, warning, "proxy_lifetime=60s;21600:"});
    table.push_back({"less asked", lasting(3h), 1h, ok, "proxy_lifetime=10800s;3600:"});
    table.push_back({"more asked", lasting(12h), 24h, warning, "ends in 12h"});
    table.push_back({"attributes shorter", lasting(12h, 2h), 6h, warning,
                     "the VOMS attributes of proxy p.pem end in 2h: renew the proxy"});
    table.push_back({"of attributes", lasting(12h, 7h), 6h, ok, "proxy_lifetime=25200s;21600:"});
    table.push_back({"attributes longer", lasting(2h, 12h), 6h, warning, "proxy p.pem ends in 2h"});
    for (const auto& row : table) {
        LoginOptions options;
        options.proxy_warning = row.warning;
        const auto [state, output] = tell(row.credential, options);
        EXPECT_EQ(state, row.state) << row.name << ": " << output;
        EXPECT_NE(output.find(row.words), std::string::npos) << row.name << ": " << output;
        EXPECT_NE(output.find("of /CN=Alice"), std::string::npos) << row.name << ": " << output;
    }
}

TEST(ProxyLifetime, TheDefaultIsSixHours) {
    EXPECT_EQ(tell(lasting(6h)).state, plugin::State::ok);
    EXPECT_EQ(tell(lasting(6h - 1s)).state, plugin::State::warning);
}

TEST(ProxyLifetime, NothingIsSaidWithoutOne) {
    Credential credential;
    credential.description = "nothing";
    const auto [state, output] = tell(credential);
    EXPECT_EQ(state, plugin::State::ok);
    EXPECT_EQ(output.find("proxy_lifetime"), std::string::npos) << output;
    EXPECT_EQ(output.find("token_lifetime"), std::string::npos) << output;
}

TEST(Remarks, AreToldBesideTheVerdict) {
    auto credential = lasting(12h);
    credential.remarks = {"the attributes were not verified"};
    const auto [state, output] = tell(credential);
    EXPECT_EQ(state, plugin::State::ok);
    EXPECT_NE(output.find("\nthe attributes were not verified\n"), std::string::npos) << output;
}

TEST(Secrets, AreKeptOutOfTheOutput) {
    Credential credential;
    credential.password = PasswordLogin{"probe", "pa55-word", "Default"};
    auto& token = credential.token.emplace();
    token.value = "opaque-access-token";
    auto& oidc = credential.oidc.emplace();
    oidc.refresh_token = "opaque-refresh-token";
    oidc.client_secret = "client-secret-value";
    const std::vector<std::string> secrets{"pa55-word", base64("probe:pa55-word"),
                                           "opaque-access-token", "opaque-refresh-token",
                                           "client-secret-value"};
    std::string text = "before";
    for (const auto& secret : secrets) {
        text += ' ' + secret;
    }
    const auto output = tell(credential, {}, text + " after").output;
    EXPECT_NE(output.find("before *** *** *** *** *** after"), std::string::npos) << output;
    for (const auto& secret : secrets) {
        EXPECT_EQ(output.find(secret), std::string::npos) << secret;
    }
}

}  // namespace
}  // namespace fedcloud::auth
