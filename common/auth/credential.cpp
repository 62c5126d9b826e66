#include "auth/credential.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "auth/destination.hpp"
#include "auth/process.hpp"
#include "auth/recipient.hpp"
#include "plugin/state_folder.hpp"
#include "plugin/text.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::auth {
namespace {

using plugin::Checked;
using plugin::Fault;

struct ProxyFile {
    std::string path;
    Owner owner;
    bool named;  // by an option or the environment: then it has to be there
};

ProxyFile find_proxy_file(const LoginOptions& options) {
    if (!options.proxy.empty()) {
        return {options.proxy, Owner::anybody, true};
    }
    const char* named = std::getenv("X509_USER_PROXY");
    if (named != nullptr && *named != '\0') {
        return {named, Owner::anybody, true};
    }
    return {fmt::format("/tmp/x509up_u{}", getuid()), Owner::ourselves, false};
}

// Finds everything, part by part, in one Credential.
class Search {
  public:
    Search(const LoginOptions& options, const Purpose& purpose, WallClock::time_point now)
        : options_(options), purpose_(purpose), now_(now) {}

    Checked<Credential> run();

  private:
    bool proxy_is_named() const {
        return !options_.proxy.empty() || options_.voms || !options_.vomsdir.empty();
    }
    bool proxy_is_there() const {
        const auto file = find_proxy_file(options_);
        return file.named || access(file.path.c_str(), F_OK) == 0;
    }
    bool wants_x509() const;
    bool tls_is_ahead() const {
        return !purpose_.endpoint || purpose_.endpoint->is_tls() ||
               options_.keystone_url.rfind("https:", 0) == 0;
    }
    Checked<void> check_options() const;
    Checked<void> add_x509();
    Checked<void> add_password();
    Checked<void> add_token();
    Checked<void> add_oidc();
    void describe();

    const LoginOptions& options_;
    const Purpose& purpose_;
    WallClock::time_point now_;
    Credential found_;
};

bool Search::wants_x509() const {
    const bool other = found_.password || found_.token || found_.oidc;
    switch (options_.method) {
        case Method::x509:
            return true;
        case Method::keystone:
            return proxy_is_named() || !other;
        case Method::automatic:
            // A proxy that happens to lie there is of no use without TLS, so it is not judged.
            return proxy_is_named() || (!options_.vo.empty() && !other) ||
                   (!other && tls_is_ahead() && proxy_is_there());
        case Method::none:
        case Method::basic:
        case Method::oidc:
            break;
    }
    return false;
}

Checked<void> Search::check_options() const {
    const auto wants = [](const char* what) { return Unexpected{Fault::ours(what)}; };
    if (options_.username.empty() != options_.password_file.empty()) {
        return wants("--username and --password-file belong together");
    }
    if (!options_.key.empty() && options_.proxy.empty()) {
        return wants("--key belongs to --proxy (or --cert)");
    }
    if (options_.method == Method::basic && options_.username.find(':') != std::string::npos) {
        return wants("--username: basic takes no name with a colon (RFC 7617 section 2)");
    }
    if (options_.method == Method::basic && options_.username.empty()) {
        return wants("--auth basic needs --username and --password-file");
    }
    if (!options_.access_token_file.empty() && !options_.refresh_token_file.empty()) {
        return wants("--access-token and --oidc-refresh exclude each other");
    }
    if (options_.refresh_token_file.empty() &&
        (!options_.client_id.empty() || !options_.client_secret_file.empty())) {
        return wants("--oidc-client-id and --oidc-client-secret belong to --oidc-refresh");
    }
    if (options_.method == Method::none && !options_.keystone_url.empty()) {
        return wants("--auth none and --keystone-url exclude each other");
    }
    if (options_.method == Method::oidc && options_.access_token_file.empty() &&
        options_.refresh_token_file.empty()) {
        return wants("--auth oidc needs --access-token or --oidc-refresh");
    }
    return {};
}

Checked<void> Search::add_x509() {
    const auto file = find_proxy_file(options_);
    auto loaded = load_x509({file.path, options_.key, file.owner}, now_);
    if (!loaded) {
        return Unexpected{loaded.error()};
    }
    const auto ca_known = check_revocation(*loaded, purpose_.trust);
    if (!ca_known) {
        return Unexpected{ca_known.error()};
    }
    loaded->ca_known = *ca_known;
    if (options_.voms || !options_.vo.empty() || loaded->has_voms) {
        auto voms =
            check_voms(*loaded, options_.vo, find_vomsdir(options_.vomsdir), purpose_.trust, now_);
        if (!voms) {
            return Unexpected{voms.error()};
        }
        found_.voms = std::move(voms->attributes);
        if (!voms->remark.empty()) {
            found_.remarks.push_back(std::move(voms->remark));
        }
    }
    found_.x509 = std::move(*loaded);
    return {};
}

Checked<void> Search::add_password() {
    if (options_.method == Method::basic && purpose_.endpoint &&
        !is_confidential(*purpose_.endpoint, options_)) {
        return Unexpected{Fault::ours(fmt::format(
            "--auth basic would send the password in clear text to {}: the endpoint must be https",
            purpose_.endpoint->origin()))};
    }
    auto password = read_secret_line(options_.password_file, "password file");
    if (!password) {
        return Unexpected{password.error()};
    }
    found_.password = PasswordLogin{options_.username, std::move(*password), options_.user_domain};
    return {};
}

Checked<void> Search::add_token() {
    auto token = load_access_token(options_.access_token_file);
    if (!token) {
        return Unexpected{token.error()};
    }
    if (auto good = check_access_token(*token, options_.issuer, options_.vo, now_); !good) {
        return good;
    }
    found_.token = std::move(*token);
    return {};
}

Checked<void> Search::add_oidc() {
    const auto issuer = net::parse_url(options_.issuer);
    const bool is_web = issuer && (issuer->scheme == "https" || issuer->scheme == "http");
    if (!is_web || !is_confidential(*issuer)) {
        return Unexpected{Fault::ours(fmt::format("--oidc-issuer '{}' is no https URL",
                                                  plugin::clean(options_.issuer, 120)))};
    }
    if (options_.client_id.empty()) {
        return Unexpected{Fault::ours("--oidc-refresh needs --oidc-client-id")};
    }
    OidcSettings settings;
    settings.issuer = *issuer;
    settings.client_id = options_.client_id;
    auto refresh = read_secret_line(options_.refresh_token_file, "refresh token");
    if (!refresh) {
        return Unexpected{refresh.error()};
    }
    if (const auto fits = check_token_text(*refresh); !fits) {
        return Unexpected{Fault::ours(
            fmt::format("refresh token {} {}", options_.refresh_token_file, fits.error()))};
    }
    settings.refresh_token = std::move(*refresh);
    if (!options_.client_secret_file.empty()) {
        auto secret = read_secret_line(options_.client_secret_file, "client secret");
        if (!secret) {
            return Unexpected{secret.error()};
        }
        settings.client_secret = std::move(*secret);
    }
    auto folder = plugin::find_state_folder(purpose_.state_dir);
    if (!folder) {
        return Unexpected{folder.error()};
    }
    settings.state_folder = std::move(*folder);
    settings.trust = purpose_.trust;
    if (!options_.oidc_ca_path.empty()) {
        auto trust = http::find_trust(options_.oidc_ca_path, purpose_.trust.crl_required);
        if (!trust) {
            return Unexpected{trust.error()};
        }
        settings.trust = std::move(*trust);
    }
    found_.oidc = std::move(settings);
    return {};
}

void Search::describe() {
    std::string text;
    const auto add = [&text](const std::string& part) {
        text += (text.empty() ? "" : " and ") + part;
    };
    if (found_.token || found_.oidc) {
        const bool opaque = found_.token && !found_.token->claims;
        add(!found_.token ? "an access token of " + options_.issuer
                          : found_.token->name + (opaque ? ", opaque" : ""));
    }
    if (found_.password) {
        add(fmt::format("user {} with a password", found_.password->username));
    }
    if (const auto end = found_.not_after()) {
        add(fmt::format("{} of {}{}, {} left", found_.x509->name, found_.x509->identity,
                        found_.voms ? " with " + in_words(*found_.voms) : "",
                        plugin::distance(*end - now_)));
    }
    found_.description = text.empty() ? "nothing" : text;
}

Checked<Credential> Search::run() {
    forbid_core_dumps();
    if (auto fit = check_options(); !fit) {
        return Unexpected{fit.error()};
    }
    const auto method = options_.method;
    const bool any = method == Method::automatic || method == Method::keystone;
    const std::vector<std::pair<bool, Checked<void> (Search::*)()>> parts{
        {(any || method == Method::basic) && !options_.username.empty(), &Search::add_password},
        {(any || method == Method::oidc) && !options_.access_token_file.empty(),
         &Search::add_token},
        {(any || method == Method::oidc) && !options_.refresh_token_file.empty(),
         &Search::add_oidc}};
    for (const auto& [wanted, add] : parts) {
        if (auto added = wanted ? (this->*add)() : Checked<void>(); !added) {
            return Unexpected{added.error()};
        }
    }
    if (wants_x509()) {
        if (auto added = add_x509(); !added) {
            return Unexpected{added.error()};
        }
    }
    found_.vo = options_.vo.empty() && found_.voms ? found_.voms->vo : options_.vo;
    describe();
    return std::move(found_);
}

}  // namespace

std::optional<WallClock::time_point> Credential::not_after() const {
    if (!x509) {
        return std::nullopt;
    }
    return voms ? std::min(x509->not_after, voms->not_after) : x509->not_after;
}

Checked<Credential> find_credential(const LoginOptions& options, const Purpose& purpose,
                                    WallClock::time_point now) {
    return Search(options, purpose, now).run();
}

}  // namespace fedcloud::auth
