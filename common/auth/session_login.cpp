// How a session gets what it shows: at a Keystone, or from the issuer of access tokens.
#include <fmt/format.h>

#include "auth/destination.hpp"
#include "auth/recipient.hpp"
#include "auth/session.hpp"
#include "plugin/text.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::auth {

using plugin::Checked;
using plugin::Fault;
using plugin::Until;

std::optional<Fault> Session::ended() const {
    std::string name = access_token_name_;
    auto end = access_token_end_;
    if (login_.access_token.empty() && !credential_.password && credential_.x509) {
        name = credential_.x509->name;
        end = credential_.not_after();
    }
    const auto now = WallClock::now();
    return end && now >= *end
               ? std::optional(Fault::ours(fmt::format("{} expired {} ago: renew it", name,
                                                       plugin::distance(now - *end))))
               : std::nullopt;
}

bool Session::may_fetch() const {
    return hooks_.renew_access_token && !access_token_renewed_;
}

Checked<void> Session::fetch_access_token(const Until& until) {
    access_token_renewed_ = true;
    auto token = hooks_.renew_access_token(until);
    if (!token) {
        return Unexpected{token.error()};
    }
    take_token(*token);
    return {};
}

Checked<void> Session::renew_access_token(const Until& until) {
    const bool has_ended = access_token_end_ && WallClock::now() >= *access_token_end_;
    const bool is_taken_no_more = shown_ == Shown::bearer && (accepted_ || access_token_kept_);
    return may_fetch() && (has_ended || is_taken_no_more) ? fetch_access_token(until)
                                                          : Checked<void>();
}

Checked<void> Session::log_in_at(const net::Url& keystone, const Until& until) {
    if (!credential_.presents_something()) {
        return Unexpected{Fault::ours(fmt::format(
            "a log-in at the Keystone {} is wanted, and there is nothing to log in with: see "
            "--access-token, --proxy and --username",
            keystone.to_string()))};
    }
    const bool by_hand = !options_.keystone_url.empty();
    if (!(by_hand ? is_confidential(keystone) : is_confidential(keystone, options_))) {
        return Unexpected{in_clear_text(keystone, "a log-in")};
    }
    if (endpoint_ && !is_confidential(*endpoint_, options_)) {
        return Unexpected{in_clear_text(*endpoint_, "a token")};
    }
    if (endpoint_) {
        auto may = check_recipient(*endpoint_, credential_, options_);
        if (may) {
            may = may_have_token_of(keystone, *endpoint_, options_);
        }
        if (!may) {
            return may;
        }
    }
    if (auto renewed = renew_access_token(until); !renewed) {
        return renewed;
    }
    if (auto fault = ended()) {
        return Unexpected{*std::move(fault)};
    }
    auto token = Keystone(http_, keystone, login_, hooks_.keep_secret).log_in(until);
    // An access token of an earlier run may have been revoked since.
    if (!token && access_token_kept_ && may_fetch() && !token.error().timed_out &&
        !token.error().interrupted) {
        if (auto fetched = fetch_access_token(until); !fetched) {
            return fetched;
        }
        token = Keystone(http_, keystone, login_, hooks_.keep_secret).log_in(until);
    }
    if (!token) {
        return Unexpected{token.error()};
    }
    keystone_ = keystone;
    token_ = std::move(*token);
    show(Shown::keystone, "X-Auth-Token", token_->value);
    return {};
}

Checked<void> Session::log_in(const Until& until) {
    const auto url = net::parse_url(options_.keystone_url);
    if (!url || (url->scheme != "https" && url->scheme != "http")) {
        return Unexpected{Fault::ours(fmt::format(
            "--keystone-url '{}' is no usable URL: {}", plugin::clean(options_.keystone_url, 120),
            url ? "its scheme is neither https nor http" : url.error()))};
    }
    if (!is_confidential(*url)) {
        return Unexpected{Fault::ours(
            fmt::format("--keystone-url {}: the log-in would cross the network in clear text: it "
                        "must be https",
                        url->to_string()))};
    }
    const auto start = plugin::Clock::now();
    auto done = log_in_at(*url, until);
    login_time_ += plugin::Clock::now() - start;
    return done;
}

Checked<net::Url> Session::endpoint_of(const std::string& type) const {
    auto found = find_service(token_ ? token_->catalogue : std::vector<CatalogueEntry>{}, type,
                              options_.region);
    if (!found) {
        return found;
    }
    if (!is_confidential(*found)) {
        return Unexpected{in_clear_text(*found, "our token (so says Keystone's catalogue)")};
    }
    if (!is_same_party(*found, keystone_)) {
        return Unexpected{Fault::ours(fmt::format(
            "Keystone's catalogue gives {} as the endpoint, which is another party than {}: "
            "nothing was sent there; if it is right, give it by --endpoint",
            found->to_string(), keystone_.origin()))};
    }
    if (auto may = may_have_token_of(keystone_, *found, options_); !may) {
        return Unexpected{may.error()};
    }
    return found;
}

bool Session::meet_keystone(const std::string& uri, const Until& until,
                            std::optional<Fault>& fault) {
    const bool has_ended = token_ && token_->expires && WallClock::now() >= *token_->expires;
    if (shown_ == Shown::keystone) {
        if (renewed_ || !(accepted_ || has_ended)) {
            return false;
        }
        renewed_ = true;
    }
    // A second 401 need not name it again.
    const auto named = !options_.keystone_url.empty() ? options_.keystone_url
                       : uri.empty() && token_        ? keystone_.to_string()
                                                      : uri;
    const auto keystone = net::parse_url(named);
    if (!keystone || (keystone->scheme != "https" && keystone->scheme != "http")) {
        fault =
            Fault::service(fmt::format("{} asks for a log-in at the Keystone '{}': that is no "
                                       "usable URL",
                                       endpoint_->origin(), plugin::clean(named, 120)));
        return false;
    }
    if (options_.keystone_url.empty() && credential_.presents_something()) {
        if (auto may = may_log_in_at(*keystone, *endpoint_, options_.allow_keystone); !may) {
            fault = may.error();
            return false;
        }
    }
    if (auto done = log_in_at(*keystone, until); !done) {
        fault = done.error();
        return false;
    }
    return true;
}

}  // namespace fedcloud::auth
