// A probe's way to a service that wants to know who is asking: client, session, and what must be
// fetched before.
#pragma once

#include <memory>
#include <optional>

#include "auth/credential.hpp"
#include "auth/oidc.hpp"
#include "auth/session.hpp"
#include "http/client.hpp"
#include "plugin/fault.hpp"
#include "plugin/run.hpp"

namespace fedcloud::auth {

class Access {
  public:
    // `http` is completed with the credential's certificate. `credential`, which gets the access
    // token that is fetched, `options` and `run` must outlive this object.
    Access(Credential& credential, const LoginOptions& options, std::optional<net::Url> endpoint,
           http::ClientOptions http, plugin::Run& run);

    // What has to be done before the first request, each as a step of the run: "token" fetches an
    // access token (--oidc-refresh), "login" logs in at --keystone-url and, where no endpoint was
    // given, takes that of `service` from the catalogue. The endpoint to use.
    plugin::Checked<net::Url> open(const std::string& service);

    Session& session() { return session_; }
    http::Client& http() { return http_; }

    // `auth` (seconds spent on logging in, if there was a log-in) and the lifetimes of what we
    // have.
    void add_perfdata();

  private:
    plugin::Checked<AccessToken> fetch_token(const plugin::Until& until);
    SessionHooks hooks();

    Credential& credential_;
    const LoginOptions& options_;
    std::optional<net::Url> endpoint_;
    plugin::Run& run_;
    std::function<void(std::string_view)> keep_secret_;
    http::ClientOptions issuer_options_;
    http::Client http_;
    std::unique_ptr<http::Client> issuer_;  // shown no certificate of ours
    std::unique_ptr<Oidc> oidc_;
    std::string fetched_;  // the last access token
    Session session_;
};

}  // namespace fedcloud::auth
