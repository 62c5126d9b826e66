// Logging in at OpenStack's Keystone (Identity API v2.0 and v3), from what we have to a token that
// is scoped to a project.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "auth/keystone_messages.hpp"
#include "auth/keystone_versions.hpp"
#include "http/client.hpp"
#include "net/url.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::auth {

// One of the three is shown: the access token, else the password, else the certificate.
struct KeystoneLogin {
    std::string access_token;
    PasswordLogin password;         // no username: none
    bool certificate = false;       // the HTTP client presents one
    std::string identity_provider;  // Keystone's name for the federation, "egi.eu"
    std::string project;            // wanted by name or id; empty: by the VO
    std::string vo;
    std::string presented;  // all of that in words, for messages
    std::string weakness;   // what is likely wrong with the certificate if it is refused; ours
    // What a request that failed means, where it matters what was presented.
    std::function<plugin::Fault(const http::Error&)> explain = http::to_fault;

    bool by_password() const { return access_token.empty() && !password.username.empty(); }
    bool by_certificate() const { return access_token.empty() && password.username.empty(); }
};

class Keystone {
  public:
    // `uri` is what a challenge or --keystone-url says: with or without a version, below any
    // prefix. Whether it may be trusted with the log-in was decided before. `keep_secret` is told
    // every token. All must outlive this object.
    Keystone(http::Client& http, net::Url uri, const KeystoneLogin& login,
             const std::function<void(std::string_view)>& keep_secret);

    // Version discovery (unless `uri` names one), log-in, project list, scoped token. Credentials
    // are sent below `uri` alone and follow no redirect.
    plugin::Checked<KeystoneToken> log_in(const plugin::Until& until);

  private:
    // Why there is no answer that helps.
    struct Refusal {
        plugin::Fault fault;
        int status = 0;                 // 0: there is no answer at all
        bool about_the_method = false;  // see is_about_the_method()

        // Another way to log in may be worth a try.
        bool leaves_hope() const { return status >= 400 && status < 500; }
    };
    template <typename T>
    using Answer = Expected<T, Refusal>;

    KeystoneVersions discover(const plugin::Until& until, std::optional<plugin::Fault>& failed);
    Answer<KeystoneToken> log_in_v3(const net::Url& base, const plugin::Until& until);
    Answer<KeystoneToken> log_in_v2(const net::Url& base, const plugin::Until& until);
    Answer<KeystoneToken> federate(const net::Url& base, const plugin::Until& until);
    Answer<KeystoneToken> federate(const net::Url& base, const std::string& protocol,
                                   const plugin::Until& until);
    Answer<std::vector<Project>> list_projects(const net::Url& base, const std::string& token,
                                               const plugin::Until& until);
    Answer<KeystoneToken> token_from(Expected<KeystoneToken, std::string> read,
                                     const http::Request& request);
    Answer<http::Response> send(http::Request request, const plugin::Until& until);

    http::Client& http_;
    net::Url uri_;
    const KeystoneLogin& login_;
    const std::function<void(std::string_view)>& keep_secret_;
};

}  // namespace fedcloud::auth
