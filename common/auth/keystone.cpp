#include "auth/keystone.hpp"

#include <fmt/format.h>

#include <array>

#include "plugin/text.hpp"

namespace fedcloud::auth {
namespace {

using http::Method;
using http::Request;
using http::Response;
using plugin::Checked;
using plugin::Fault;
using plugin::Until;

// A token with the catalogue of a large site is some hundred kilobytes.
constexpr std::size_t largest_answer = 4U << 20U;

Request post(const net::Url& url, std::string body) {
    Request request{Method::post, url};
    request.headers = {{"Content-Type", "application/json"}};
    request.body = std::move(body);
    return request;
}

std::string in_words(const Request& request, const Response& response) {
    const auto said = read_keystone_error(response.body);
    const std::string* location = response.header("Location");
    const bool redirect = response.status >= 300 && response.status < 400 && location != nullptr;
    return fmt::format("Keystone: {} {}: HTTP {}{}", to_string(request.method),
                       request.url.to_string(), response.status,
                       redirect ? fmt::format(", a redirect to {}: our log-in does not follow it",
                                              plugin::clean(*location, 120))
                       : said.empty() ? ""
                                      : ": " + said);
}

}  // namespace

Keystone::Keystone(http::Client& http, net::Url uri, const KeystoneLogin& login,
                   const std::function<void(std::string_view)>& keep_secret)
    : http_(http), uri_(std::move(uri)), login_(login), keep_secret_(keep_secret) {
    uri_.query.clear();
}

Keystone::Answer<Response> Keystone::send(Request request, const Until& until) {
    request.max_body = largest_answer;
    request.confidential = true;
    request.repeatable = true;
    request.headers.emplace_back("Accept", "application/json");
    auto outcome = http_.send(request, until);
    if (!outcome) {
        auto fault = login_.explain(outcome.error());
        fault.text = "Keystone: " + fault.text;
        return Unexpected{Refusal{std::move(fault)}};
    }
    if (!outcome->is_success()) {
        const bool refused = outcome->status == 401 || outcome->status == 403;
        auto text = in_words(request, *outcome);
        if (refused && login_.by_certificate() && !login_.weakness.empty()) {
            return Unexpected{Refusal{Fault::ours(text + "; " + login_.weakness), outcome->status}};
        }
        if (refused) {
            text += fmt::format(" (we presented {})", login_.presented);
        }
        return Unexpected{Refusal{Fault::service(std::move(text)), outcome->status,
                                  is_about_the_method(outcome->status, outcome->body)}};
    }
    return std::move(*outcome);
}

Keystone::Answer<KeystoneToken> Keystone::token_from(Expected<KeystoneToken, std::string> read,
                                                     const Request& request) {
    if (!read) {
        return Unexpected{
            Refusal{Fault::service(fmt::format("Keystone: {} {}: {}", to_string(request.method),
                                               request.url.to_string(), read.error())),
                    200}};
    }
    keep_secret_(read->value);
    return std::move(*read);
}

KeystoneVersions Keystone::discover(const Until& until, std::optional<Fault>& failed) {
    auto versions = versions_in(uri_);
    auto root = uri_;
    if (versions.v2 && !login_.access_token.empty()) {
        // Sites went on to name v2.0 when they took to access tokens, which it does not know.
        root.path = versions.v2->path.substr(0, versions.v2->path.rfind('/'));
    } else if (versions.v3 || versions.v2) {
        return versions;
    }
    // No token and no password is in this request; 300 is its usual answer.
    Request request{Method::get, root.join("/")};
    request.max_body = largest_answer;
    request.headers = {{"Accept", "application/json"}};
    const auto outcome = http_.send(request, until);
    if (!outcome) {
        failed = login_.explain(outcome.error());
        failed->text = "Keystone: " + failed->text;
        return {};
    }
    const bool tells = outcome->is_success() || outcome->status == 300;
    return read_versions(tells ? std::string_view(outcome->body) : "", root);
}

Keystone::Answer<KeystoneToken> Keystone::federate(const net::Url& base,
                                                   const std::string& protocol,
                                                   const Until& until) {
    Request request{Method::get,
                    base.join(fmt::format("/OS-FEDERATION/identity_providers/{}/protocols/{}/auth",
                                          login_.identity_provider, protocol))};
    if (protocol != "mapped") {
        request.headers = {{"Authorization", "Bearer " + login_.access_token}};
    }
    // keystorm refuses POST; some web server in front of Keystone may refuse GET.
    auto answer = send(request, until);
    if (!answer && answer.error().status == 405) {
        request.method = Method::post;
        answer = send(request, until);
    }
    if (!answer) {
        return Unexpected{answer.error()};
    }
    return token_from(read_v3_token(*answer), request);
}

Keystone::Answer<KeystoneToken> Keystone::federate(const net::Url& base, const Until& until) {
    if (login_.access_token.empty()) {
        return federate(base, "mapped", until);
    }
    // The federation's name for the protocol changed from oidc to openid; a site knows one of them.
    auto first = federate(base, "openid", until);
    if (first || !first.error().leaves_hope()) {
        return first;
    }
    auto second = federate(base, "oidc", until);
    const bool second_says_more =
        second || (first.error().about_the_method && !second.error().about_the_method);
    return second_says_more ? std::move(second) : std::move(first);
}

Keystone::Answer<std::vector<Project>> Keystone::list_projects(const net::Url& url,
                                                               const std::string& token,
                                                               const Until& until) {
    Request request{Method::get, url};
    request.headers = {{"X-Auth-Token", token}};
    const auto answer = send(request, until);
    if (!answer) {
        return Unexpected{answer.error()};
    }
    auto projects = read_projects(answer->body);
    if (!projects) {
        return Unexpected{Refusal{
            Fault::service(fmt::format("Keystone: GET {}: {}", url.to_string(), projects.error())),
            answer->status}};
    }
    return std::move(*projects);
}

Keystone::Answer<KeystoneToken> Keystone::log_in_v3(const net::Url& base, const Until& until) {
    const auto tokens = base.join("/auth/tokens");
    const auto ask = [&](std::string body) -> Answer<KeystoneToken> {
        const auto request = post(tokens, std::move(body));
        const auto answer = send(request, until);
        if (!answer) {
            return Unexpected{answer.error()};
        }
        return token_from(read_v3_token(*answer), request);
    };
    auto unscoped =
        login_.by_password() ? ask(v3_password_request(login_.password)) : federate(base, until);
    if (!unscoped) {
        return unscoped;
    }
    auto projects = list_projects(base.join("/auth/projects"), unscoped->value, until);
    if (!projects && projects.error().status == 404) {  // before Keystone's 2015 release
        projects = list_projects(base.join("/OS-FEDERATION/projects"), unscoped->value, until);
    }
    if (!projects) {
        return Unexpected{projects.error()};
    }
    const auto project = choose_project(*projects, login_.project, login_.vo);
    if (!project) {
        return Unexpected{Refusal{project.error(), 200}};
    }
    return ask(v3_rescope_request(unscoped->value, project->id));
}

Keystone::Answer<KeystoneToken> Keystone::log_in_v2(const net::Url& base, const Until& until) {
    const bool by_password = !login_.password.username.empty();  // it knows no access tokens
    const auto ask = [&](const std::string& tenant) -> Answer<KeystoneToken> {
        const auto request =
            post(base.join("/tokens"), by_password ? v2_password_request(login_.password, tenant)
                                                   : v2_voms_request(tenant));
        const auto answer = send(request, until);
        if (!answer) {
            return Unexpected{answer.error()};
        }
        return token_from(read_v2_token(*answer), request);
    };
    if (!by_password && !login_.certificate) {
        return Unexpected{Refusal{Fault::service(fmt::format(
            "Keystone {} speaks v2.0 alone, which knows no access tokens", base.to_string()))}};
    }
    auto unscoped = ask("");
    if (!unscoped) {
        return unscoped;
    }
    const auto tenants = list_projects(base.join("/tenants"), unscoped->value, until);
    if (!tenants) {
        return Unexpected{tenants.error()};
    }
    const auto tenant = choose_project(*tenants, login_.project, login_.vo);
    if (!tenant) {
        return Unexpected{Refusal{tenant.error(), 200}};
    }
    return ask(tenant->name);
}

Checked<KeystoneToken> Keystone::log_in(const Until& until) {
    std::optional<Fault> failed;
    const auto versions = discover(until, failed);
    if (failed) {
        return Unexpected{*failed};
    }
    if (versions.v3) {
        auto token = log_in_v3(*versions.v3, until);
        // keystone-voms lives in v2.0, beside a v3 that knows nothing of proxies.
        if (token || !login_.by_certificate() || !versions.v2 || !token.error().leaves_hope()) {
            if (!token) {
                return Unexpected{token.error().fault};
            }
            return std::move(*token);
        }
    }
    auto token = log_in_v2(*versions.v2, until);
    if (!token) {
        return Unexpected{token.error().fault};
    }
    return std::move(*token);
}

}  // namespace fedcloud::auth
