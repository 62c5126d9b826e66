// What a run says of its credential.
#include <fmt/format.h>

#include "auth/base64.hpp"
#include "auth/credential.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::auth {

void report(const Credential& credential, const LoginOptions& options, plugin::Run& run,
            WallClock::time_point now) {
    // "(we presented nothing)" is right elsewhere, "OK: nothing" is not here.
    run.describe(credential.description == "nothing" ? "none is used" : credential.description);
    if (credential.password) {
        run.keep_secret(credential.password->password);
        run.keep_secret(
            base64(credential.password->username + ':' + credential.password->password));
    }
    if (credential.token) {
        run.keep_secret(credential.token->value);
    }
    if (credential.oidc) {
        run.keep_secret(credential.oidc->refresh_token);
        run.keep_secret(credential.oidc->client_secret);
    }
    for (const auto& remark : credential.remarks) {
        run.note(remark);
    }
    const auto end = credential.not_after();
    if (end && *end - now < options.proxy_warning) {
        const bool attributes = *end < credential.x509->not_after;
        run.find(plugin::State::warning, "lifetime",
                 fmt::format("{} end{} in {}: renew {}",
                             attributes ? "the VOMS attributes of " + credential.x509->name
                                        : credential.x509->name,
                             attributes ? "" : "s", plugin::distance(*end - now),
                             attributes ? "the proxy" : "it"));
    }
}

void add_lifetimes(const Credential& credential, const LoginOptions& options, plugin::Run& run,
                   WallClock::time_point now) {
    const auto left = [&](WallClock::time_point end) {
        return std::chrono::floor<std::chrono::seconds>(end - now);
    };
    if (const auto end = credential.not_after()) {
        auto perfdata = plugin::Perfdata::seconds("proxy_lifetime", left(*end));
        const auto enough = plugin::Range::parse(fmt::format("{}:", options.proxy_warning.count()));
        if (enough) {
            perfdata.thresholds.warning = *enough;
        }
        run.add(std::move(perfdata));
    }
    if (credential.token && credential.token->claims && credential.token->claims->expires) {
        run.add(
            plugin::Perfdata::seconds("token_lifetime", left(*credential.token->claims->expires)));
    }
}

}  // namespace fedcloud::auth
