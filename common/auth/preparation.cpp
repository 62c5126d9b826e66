#include "auth/preparation.hpp"

#include <utility>

#include "auth/recipient.hpp"
#include "http/endpoint.hpp"

namespace fedcloud::auth {
namespace {

using plugin::Fault;

bool needs_trust(const LoginOptions& login, const std::optional<net::Url>& endpoint,
                 const plugin::CommonOptions& common) {
    return !endpoint || endpoint->is_tls() || !common.ca_path.empty() || common.crl_required ||
           login.keystone_url.rfind("https:", 0) == 0 || !login.refresh_token_file.empty();
}

}  // namespace

plugin::Checked<Preparation> prepare(const std::string& endpoint, const LoginOptions& login,
                                     plugin::Run& run) {
    const auto& common = run.options();
    Preparation preparation;
    if (!endpoint.empty()) {
        auto url = http::find_endpoint(endpoint, common);
        if (!url) {
            return Unexpected{url.error()};
        }
        preparation.endpoint = std::move(*url);
    } else if (login.keystone_url.empty()) {
        return Unexpected{Fault::ours(
            "no endpoint: give --endpoint URL, or --keystone-url to take it from there")};
    }
    if (needs_trust(login, preparation.endpoint, common)) {
        auto trust = http::find_trust(common.ca_path, common.crl_required);
        if (!trust) {
            return Unexpected{trust.error()};
        }
        preparation.trust = std::move(*trust);
    }
    const auto now = WallClock::now();
    auto credential =
        find_credential(login, {preparation.endpoint, preparation.trust, common.state_dir}, now);
    if (!credential) {
        return Unexpected{credential.error()};
    }
    if (preparation.endpoint) {
        if (auto may = check_recipient(*preparation.endpoint, *credential, login); !may) {
            return Unexpected{may.error()};
        }
    }
    preparation.credential = std::move(*credential);
    report(preparation.credential, login, run, now);
    return preparation;
}

}  // namespace fedcloud::auth
