// One simulated Keystone: its versions, its errors, and which part of it answers.
#include "keystone.hpp"

namespace fedcloud::testbed {
namespace {

using namespace keystone;

Json version_json(const std::string& id, const std::string& base) {
    const bool third = id == "v3";
    const auto type = "application/vnd.openstack.identity-" + id + "+json";
    return {{"id", third ? "v3.14" : id},
            {"status", third ? "stable" : "deprecated"},
            {"updated", third ? "2020-04-07T00:00:00Z" : "2016-08-04T00:00:00Z"},
            {"links", Json::array({{{"rel", "self"}, {"href", base + "/" + id + "/"}}})},
            {"media-types", Json::array({{{"base", "application/json"}, {"type", type}}})}};
}

Answer all_versions(const IdentityCall& it) {
    Json values = Json::array();
    for (const auto& id : it.settings.versions) {
        values.push_back(version_json(id, it.base));
    }
    const auto first = it.settings.versions.empty() ? "" : "/" + it.settings.versions.front();
    return respond(300, {{"versions", {{"values", values}}}},
                   {{"Location", it.base + first + "/"}});
}

Answer discovery(const IdentityCall& it, const std::string& version) {
    if (it.call.method != "GET") {
        throw WrongMethod{{"GET", "HEAD"}};
    }
    if (auto answer = redirected(it, it.settings.discovery_redirect_to)) {
        return *answer;
    }
    return version.empty() ? all_versions(it)
                           : respond(200, {{"version", version_json(version, it.base)}});
}

}  // namespace

Keystone::Keystone(const KeystoneOptions& options, const Pki& pki, BearerCheck check_bearer)
    : check_bearer_{std::move(check_bearer)},
      settings_{options.settings},
      server_{options.server, pki, *this} {}

Answer Keystone::Form::error(const Call&, int status, const std::string& message) const {
    return respond(
        status,
        {{"error", {{"code", status}, {"message", message}, {"title", reason_phrase(status)}}}});
}

Answer Keystone::Form::with_body(int status, const std::string& type,
                                 const std::string& body) const {
    return {status,
            {{"Content-Type", type},
             {"Content-Length", std::to_string(body.size())},
             {"Vary", "X-Auth-Token"}},
            body};
}

Answer Keystone::unauthorized(const Call& call) {
    auto answer = form_.error(call, 401, Refusal{}.message);
    answer.headers.insert(answer.headers.begin() + 2,
                          {"WWW-Authenticate", "Keystone uri=\"" + uri() + "\""});
    return answer;
}

Answer Keystone::answer(const Call& call) {
    const auto settings = settings_.get();
    const auto url = server_.url();
    auto path = call.path;
    while (path.ends_with('/')) {
        path.pop_back();
    }
    try {
        return route({call, settings, check_bearer_, tokens_, url,
                      settings.href_base.empty() ? url : settings.href_base,
                      settings.occi_url.empty() ? site() : settings.occi_url, path});
    } catch (const Refusal& refusal) {
        if (refusal.status != 401) {
            return form_.error(call, refusal.status, refusal.message);
        }
        return unauthorized(call);
    } catch (const WrongMethod& wrong) {
        auto answer = form_.error(call, 405, "The method is not allowed for the requested URL.");
        answer.headers.emplace_back("Allow", join(wrong.allowed, ", "));
        return answer;
    } catch (const Json::exception&) {
        // A member of another type than expected.
        return form_.error(call, 400, "The request body does not have the expected form.");
    }
}

Answer Keystone::route(IdentityCall it) const {
    if (it.path.empty()) {
        return discovery(it, "");
    }
    for (const std::string version : {"v3", "v2.0"}) {
        const auto below = "/" + version;
        if (!it.settings.speaks(version) || !it.path.starts_with(below)) {
            continue;
        }
        it.path.erase(0, below.size());
        if (it.path.empty()) {
            return discovery(it, version);
        }
        if (it.path.starts_with('/')) {
            return version == "v3" ? answer_v3(it) : answer_v2(it);
        }
        break;
    }
    throw Refusal{404, "The resource could not be found."};
}

Json Keystone::summary() const {
    return {{"name", server_.name()}, {"url", server_.url()}, {"port", server_.port()}};
}

Json Keystone::description() {
    return server_.describe(summary(), to_json(settings_.get()));
}

std::string Keystone::uri() const {
    return server_.url() + (settings_.get().speaks("v3") ? "/v3" : "/v2.0");
}

bool Keystone::admits(const std::string& token) {
    const auto found = tokens_.find(token);
    return found && found->project;
}

void Keystone::set_site(const std::string& endpoint) {
    const std::lock_guard lock{site_mutex_};
    site_ = endpoint;
}

std::string Keystone::site() {
    const std::lock_guard lock{site_mutex_};
    return site_.empty() ? "http://occi.testbed.example.org:8787/occi1.1" : site_;
}

}  // namespace fedcloud::testbed
