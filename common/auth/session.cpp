#include "auth/session.hpp"

#include <fmt/format.h>

#include "auth/base64.hpp"
#include "auth/challenge.hpp"
#include "auth/destination.hpp"
#include "auth/recipient.hpp"
#include "plugin/text.hpp"

namespace fedcloud::auth {
namespace {

using http::Failed;
using http::Request;
using http::Response;
using plugin::Checked;
using plugin::Fault;
using plugin::Until;

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

Checked<void> Session::may_show() const {
    if (!is_confidential(*endpoint_, options_)) {
        return Unexpected{in_clear_text(*endpoint_, "our log-in")};
    }
    return shown_ == Shown::keystone
               ? may_have_token_of(keystone_, *endpoint_, options_)
               : may_have(*endpoint_, shown_ == Shown::basic ? "our password" : "our access token",
                          options_);
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
        return show(Shown::basic, "Authorization",
                    "Basic " + base64(login_.password.username + ':' + login_.password.password));
    }
    return false;
}

Expected<Response, Failed> Session::send_once(const Request& request, const Until& until) {
    Request signed_request = request;
    if (!headers_.empty() && endpoint_ && net::same_origin(request.url, *endpoint_)) {
        // The one gate, whatever led here.
        if (auto may = may_show(); !may) {
            return Unexpected{Failed{std::move(may.error()), false}};
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
    return Fault::service(
        fmt::format("{} ({}we presented {})", what,
                    served_ && shown_ == Shown::nothing ? "it served us before this; " : "",
                    credential_.description));
}

}  // namespace fedcloud::auth
