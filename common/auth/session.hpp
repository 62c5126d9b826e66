// Requests to a service in our name: whatever it asks for before it answers is given to it here.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "auth/credential.hpp"
#include "auth/keystone.hpp"
#include "http/client.hpp"
#include "http/exchange.hpp"
#include "net/url.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::auth {

struct SessionHooks {
    // Told every token, so that none is printed.
    std::function<void(std::string_view)> keep_secret;
    // A fresh access token, for when ours has ended; may be empty.
    std::function<plugin::Checked<AccessToken>(const plugin::Until&)> renew_access_token{};
};

// A 401 is answered by what it asks for: a Keystone's token, an access token or a password, if we
// have it and may send it there; then the request is repeated once. A token that the service took
// and takes no more is renewed once in a run. Nothing is sent to another host than the endpoint's,
// except a log-in to a Keystone that may have it (see destination.hpp).
class Session : public http::Exchange {
  public:
    // `endpoint`: nothing until set_endpoint(). All must outlive this object.
    Session(http::Client& http, const Credential& credential, const LoginOptions& options,
            std::optional<net::Url> endpoint, SessionHooks hooks);

    // Logs in at --keystone-url, without waiting to be asked.
    plugin::Checked<void> log_in(const plugin::Until& until);
    // The public endpoint of `type` in the catalogue of the Keystone that log_in() went to. It may
    // have our token only if it is that Keystone's party, and over TLS.
    plugin::Checked<net::Url> endpoint_of(const std::string& type) const;
    void set_endpoint(const net::Url& endpoint) { endpoint_ = endpoint; }
    // An access token that was fetched since this session began.
    void take_token(const AccessToken& token);

    Expected<http::Response, http::Failed> send(const http::Request& request,
                                                const plugin::Until& until) override;
    plugin::Fault refused(const http::Response& response, const std::string& what) const override;

    // Spent on logging in.
    plugin::Duration login_time() const { return login_time_; }

  private:
    enum class Shown { nothing, basic, bearer, keystone };

    // True if there is something new to show; `fault` if what was asked for cannot be given.
    bool meet(const http::Response& refusal, const plugin::Until& until,
              std::optional<plugin::Fault>& fault);
    bool meet_keystone(const std::string& uri, const plugin::Until& until,
                       std::optional<plugin::Fault>& fault);
    plugin::Checked<void> log_in_at(const net::Url& keystone, const plugin::Until& until);
    // What we log in with may have ended since it was looked at: no service is to blame for that.
    std::optional<plugin::Fault> ended() const;
    bool may_fetch() const;  // another access token: once in a run
    plugin::Checked<void> fetch_access_token(const plugin::Until& until);
    plugin::Checked<void> renew_access_token(const plugin::Until& until);
    bool show_bearer(const plugin::Until& until, std::optional<plugin::Fault>& fault);
    plugin::Checked<void> may_show() const;
    bool show(Shown what, std::string header, std::string value);
    Expected<http::Response, http::Failed> send_once(const http::Request& request,
                                                     const plugin::Until& until);
    plugin::Fault explain(const http::Error& error) const;

    http::Client& http_;
    const Credential& credential_;
    const LoginOptions& options_;
    std::optional<net::Url> endpoint_;
    SessionHooks hooks_;
    KeystoneLogin login_;
    std::string access_token_name_;
    std::optional<WallClock::time_point> access_token_end_;
    bool access_token_kept_ = false;  // from an earlier run
    bool access_token_renewed_ = false;

    Shown shown_ = Shown::nothing;
    http::Headers headers_;  // what proves who we are, for the endpoint alone
    std::optional<KeystoneToken> token_;
    net::Url keystone_;      // that gave it
    bool accepted_ = false;  // the service has taken what is shown
    bool served_ = false;    // it has done something for us, whatever is shown
    bool renewed_ = false;   // the token of Keystone
    plugin::Duration login_time_{};
};

}  // namespace fedcloud::auth
