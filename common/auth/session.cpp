#include "auth/session.hpp"

#include <fmt/format.h>

#include "auth/base64.hpp"
#include "auth/challenge.hpp"
#include "auth/destination.hpp"
#include "plugin/text.hpp"

namespace fedcloud::auth {
namespace {

using http::Failed;
using http::Request;
using http::Response;
using plugin::Checked;
using plugin::Fault;
using plugin::Until;

Fault in_clear_text(const net::Url& endpoint, std::string_view what) {
    return Fault::ours(
        fmt::format("{} wants {}, which would cross the network in clear text: nothing was sent; "
                    "the endpoint must be https",
                    endpoint.origin(), what));
}

// To whom a grid site opens is a matter of the VO.
std::string without_voms(const X509Credential& proxy) {
    return fmt::format(
        "{} carries no VOMS attributes, by which sites know their VOs: make it by "
        "voms-proxy-init --voms",
        proxy.name);
}

}  // namespace

Session::Session(http::Client& http, const Credential& credential, const LoginOptions& options,
                 std::optional<net::Url> endpoint, SessionHooks hooks)
    : http_(http),
      credential_(credential),
      options_(options),
      endpoint_(std::move(endpoint)),
      hooks_(std::move(hooks)) {
    if (credential.token) {
        take_token(*credential.token);
    }
    if (credential.password) {
        login_.password = *credential.password;
    }
    login_.certificate = credential.x509.has_value();
    login_.identity_provider = options.identity_provider;
    login_.project = options.project;
    login_.vo = credential.vo;
    login_.presented = credential.description;
    if (credential.x509 && is_proxy(credential.x509->kind) && !credential.voms) {
        login_.weakness = without_voms(*credential.x509);
    }
    login_.explain = [this](const http::Error& error) { return explain(error); };
    if (options.method == Method::basic) {
        show(Shown::basic, "Authorization",
             "Basic " + base64(login_.password.username + ':' + login_.password.password));
    }
}

void Session::take_token(const AccessToken& token) {
    login_.access_token = token.value;
    access_token_name_ = token.name;
    access_token_kept_ = token.kept;
    access_token_end_ = token.claims ? token.claims->expires : std::nullopt;
}

bool Session::show(Shown what, std::string header, std::string value) {
    shown_ = what;
    accepted_ = false;
    headers_ = {{std::move(header), std::move(value)}};
    return true;
}

Fault Session::explain(const http::Error& error) const {
    auto fault = http::to_fault(error);
    if (error.kind != http::ErrorKind::our_certificate_rejected || !credential_.x509) {
        return fault;
    }
    const auto& ours = *credential_.x509;
    if (is_pre_rfc(ours.kind)) {
        return Fault::ours(fmt::format(
            "{} is a {}, which few servers still take: make an RFC 3820 one (voms-proxy-init "
            "-rfc); {}",
            ours.name, to_string(ours.kind), fault.text));
    }
    if (!ours.ca_known) {
        return Fault::ours(
            fmt::format("{} comes from a CA that is not among the trust anchors of "
                        "this host either: is it one of the federation's? {}",
                        ours.name, fault.text));
    }
    return fault;
}

std::optional<Fault> Session::ended() const {
    std::string name = access_token_name_;
    auto end = access_token_end_;
    if (login_.access_token.empty() && !credential_.password && credential_.x509) {
        name = credential_.x509->name;
        end = credential_.not_after();
    }
    const auto now = WallClock::now();
    return end && now >= *end ? std::optional(Fault::ours(fmt::format("{} expired {} ago: renew it",
                                                                      name, distance(now - *end))))
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
    if (!is_confidential(keystone) || (endpoint_ && !is_confidential(*endpoint_))) {
        return Unexpected{in_clear_text(is_confidential(keystone) ? *endpoint_ : keystone,
                                        is_confidential(keystone) ? "a token" : "a log-in")};
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
    if (!is_confidential(*endpoint_)) {
        fault = in_clear_text(*endpoint_, "a token");
        return false;
    }
    if (auto done = log_in_at(*keystone, until); !done) {
        fault = done.error();
        return false;
    }
    return true;
}

bool Session::show_bearer(const Until& until, std::optional<Fault>& fault) {
    const auto before = login_.access_token;
    if (auto renewed = renew_access_token(until); !renewed) {
        fault = renewed.error();
        return false;
    }
    if (fault = ended(); fault) {
        return false;
    }
    if (shown_ == Shown::bearer && before == login_.access_token) {
        return false;
    }
    if (!is_confidential(*endpoint_)) {
        fault = in_clear_text(*endpoint_, "an access token");
        return false;
    }
    return show(Shown::bearer, "Authorization", "Bearer " + login_.access_token);
}

bool Session::meet(const Response& refusal, const Until& until, std::optional<Fault>& fault) {
    if (options_.method == Method::none || !endpoint_) {
        return false;
    }
    const auto challenge = read_challenge(refusal.headers);
    if (options_.method != Method::basic &&
        (challenge.kind == Challenge::Kind::keystone || shown_ == Shown::keystone)) {
        return meet_keystone(challenge.keystone_uri, until, fault);
    }
    if (options_.method == Method::keystone) {
        return false;  // what we have is for Keystone alone
    }
    // Some servers answer 401 and do not say what they want.
    const auto wants = [&](Challenge::Kind kind) {
        return challenge.kind == kind || challenge.kind == Challenge::Kind::none;
    };
    if (!login_.access_token.empty() &&
        (wants(Challenge::Kind::bearer) || options_.method == Method::oidc)) {
        return show_bearer(until, fault);
    }
    if (credential_.password && shown_ == Shown::nothing && wants(Challenge::Kind::basic)) {
        if (!is_confidential(*endpoint_)) {
            fault = in_clear_text(*endpoint_, "a password");
            return false;
        }
        return show(Shown::basic, "Authorization",
                    "Basic " + base64(login_.password.username + ':' + login_.password.password));
    }
    return false;
}

Expected<Response, Failed> Session::send_once(const Request& request, const Until& until) {
    Request signed_request = request;
    if (!headers_.empty() && endpoint_ && net::same_origin(request.url, *endpoint_)) {
        if (!is_confidential(*endpoint_)) {  // whatever led here
            return Unexpected{Failed{in_clear_text(*endpoint_, "our log-in"), false}};
        }
        signed_request.headers.insert(signed_request.headers.end(), headers_.begin(),
                                      headers_.end());
    }
    auto outcome = http_.send(signed_request, until);
    if (!outcome) {
        return Unexpected{Failed{explain(outcome.error()), outcome.error().may_have_arrived()}};
    }
    return std::move(*outcome);
}

Expected<Response, Failed> Session::send(const Request& request, const Until& until) {
    auto outcome = send_once(request, until);
    if (outcome && outcome->status == 401) {
        const auto start = plugin::Clock::now();
        std::optional<Fault> fault;
        const bool again = meet(*outcome, until, fault);
        login_time_ += plugin::Clock::now() - start;
        if (fault) {
            return Unexpected{Failed{std::move(*fault), false}};
        }
        if (again) {
            outcome = send_once(request, until);
        }
    }
    if (outcome && outcome->status != 401) {
        accepted_ = true;
        served_ = served_ || outcome->status != 403;
    }
    return outcome;
}

Fault Session::refused(const Response& response, const std::string& what) const {
    // A token of Keystone outlives what it was got with.
    if (auto fault = shown_ == Shown::keystone ? std::nullopt : ended()) {
        fault->text = what + ": " + fault->text;
        return *std::move(fault);
    }
    const bool by_tls = credential_.x509 && response.url.is_tls();
    // Something was missed. (Who has served us before and answers 403 now means something else.)
    const bool missed = shown_ == Shown::nothing && (response.status == 401 || !served_);
    if (missed && !by_tls) {
        const auto challenge = read_challenge(response.headers);
        const bool asks = challenge.kind != Challenge::Kind::none;
        return Fault::ours(
            fmt::format("{}: the service wants a log-in{} and was given none: see --auth", what,
                        asks ? " (" + plugin::clean(challenge.text, 80) + ")" : ""));
    }
    if (missed && !login_.weakness.empty()) {
        return Fault::ours(what + ": " + login_.weakness);
    }
    return Fault::service(fmt::format("{} (we presented {})", what, credential_.description));
}

}  // namespace fedcloud::auth
