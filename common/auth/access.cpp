#include "auth/access.hpp"

#include <utility>

namespace fedcloud::auth {
namespace {

using plugin::Checked;
using plugin::Until;

http::ClientOptions with_certificate(http::ClientOptions options, const Credential& credential) {
    if (credential.x509) {
        options.certificate = credential.x509->pem;
    }
    return options;
}

http::ClientOptions for_issuer(http::ClientOptions options, const Credential& credential) {
    if (credential.oidc) {
        options.trust = credential.oidc->trust;
    }
    return options;
}

}  // namespace

Access::Access(Credential& credential, const LoginOptions& options,
               std::optional<net::Url> endpoint, http::ClientOptions http, plugin::Run& run)
    : credential_(credential),
      options_(options),
      endpoint_(std::move(endpoint)),
      run_(run),
      keep_secret_([&run](std::string_view secret) { run.keep_secret(secret); }),
      issuer_options_(for_issuer(http, credential)),
      http_(with_certificate(std::move(http), credential)),
      session_(http_, credential, options, endpoint_, hooks()) {}

SessionHooks Access::hooks() {
    SessionHooks hooks{keep_secret_};
    if (credential_.oidc) {
        hooks.renew_access_token = [this](const Until& until) { return fetch_token(until); };
    }
    return hooks;
}

Checked<AccessToken> Access::fetch_token(const Until& until) {
    if (!oidc_) {
        issuer_ = std::make_unique<http::Client>(issuer_options_);
        oidc_ = std::make_unique<Oidc>(*issuer_, *credential_.oidc, keep_secret_);
    }
    // Asked again in a run, what we have is no good any more.
    auto token = oidc_->access_token(until, WallClock::now(), fetched_);
    if (token && token->kept &&
        !check_access_token(*token, options_.issuer, options_.vo, WallClock::now())) {
        token = oidc_->access_token(until, WallClock::now(), token->value);
    }
    if (token) {
        fetched_ = token->value;
        if (auto good = check_access_token(*token, options_.issuer, options_.vo, WallClock::now());
            !good) {
            return Unexpected{good.error()};
        }
    }
    return token;
}

Checked<net::Url> Access::open(const std::string& service) {
    if (credential_.oidc) {
        auto token = run_.step("token", [&] { return fetch_token(run_.work()); });
        if (!token) {
            return Unexpected{token.error()};
        }
        credential_.token = std::move(*token);
        session_.take_token(*credential_.token);
    }
    if (options_.keystone_url.empty()) {
        return *endpoint_;  // the probe has seen to it that there is one of the two
    }
    return run_.step("login", [&]() -> Checked<net::Url> {
        if (auto done = session_.log_in(run_.work()); !done) {
            return Unexpected{done.error()};
        }
        auto endpoint = endpoint_ ? Checked<net::Url>(*endpoint_) : session_.endpoint_of(service);
        if (endpoint) {
            session_.set_endpoint(*endpoint);
            run_.describe("token of " + options_.keystone_url + " for " + endpoint->to_string());
        }
        return endpoint;
    });
}

void Access::add_perfdata() {
    if (session_.login_time().count() > 0) {
        run_.add(plugin::Perfdata::seconds("auth", session_.login_time()));
    }
    add_lifetimes(credential_, options_, run_, WallClock::now());
}

}  // namespace fedcloud::auth
