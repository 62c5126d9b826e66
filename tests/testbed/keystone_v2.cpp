// Version 2.0 of the Keystone API, with the login by VOMS proxy that keystone-voms adds to it.
#include "keystone_call.hpp"

namespace fedcloud::testbed::keystone {
namespace {

std::optional<Project> scope_of(const IdentityCall& it, const Json& auth) {
    if (auth.contains("tenantId")) {
        return project_of_id(it, text_of(auth, "tenantId"));
    }
    if (auth.contains("tenantName")) {
        return project_of_name(it, text_of(auth, "tenantName"));
    }
    return std::nullopt;
}

Token log_in(const IdentityCall& it, const Json& auth) {
    const auto scope = scope_of(it, auth);
    if (auth.contains("voms")) {
        // keystone-voms took the string of its own documentation, too.
        if (auth["voms"] != true && auth["voms"] != "true") {
            throw Refusal{400, "Error in JSON, 'voms' must be set to true"};
        }
        require_login(it, "voms");
        return issue(it, certificate_user(it), {"external"}, scope);
    }
    if (has_object(auth, "passwordCredentials")) {
        const auto& given = auth["passwordCredentials"];
        User claimed;
        (given.contains("userId") ? claimed.id : claimed.name) =
            text_of(given, given.contains("userId") ? "userId" : "username");
        return issue(it, password_user(it, claimed, text_of(given, "password")), {"password"},
                     scope);
    }
    if (has_object(auth, "token")) {
        const auto parent = it.tokens.find(text_of(auth["token"], "id"));
        if (!parent) {
            throw Refusal{};
        }
        return issue(it, *parent, scope);
    }
    throw Refusal{400, "Expecting to find passwordCredentials or token in auth."};
}

Json tenant_json(const Project& project) {
    return {
        {"description", nullptr}, {"enabled", true}, {"id", project.id}, {"name", project.name}};
}

Answer hand_out(const IdentityCall& it, const Token& token) {
    Json told = {{"issued_at", iso_time(token.issued, TimeForm::seconds)},
                 {"expires", iso_time(token.expires, TimeForm::seconds)},
                 {"id", token.id}};
    Json roles = Json::array();
    if (token.project) {
        told["tenant"] = tenant_json(*token.project);
        roles.push_back({{"name", "_member_"}});
    }
    const Json user = {{"username", token.user.name},
                       {"roles_links", Json::array()},
                       {"id", token.user.id},
                       {"roles", roles},
                       {"name", token.user.name}};
    const auto services = token.project ? catalogue_v2(it, token) : Json::array();
    auto answer = respond(200, {{"access",
                                 {{"token", told},
                                  {"serviceCatalog", services},
                                  {"user", user},
                                  {"metadata", {{"is_admin", 0}, {"roles", Json::array()}}}}}});
    answer.padded = token.id;
    answer.padding = token.padding;
    return answer;
}

Answer list_tenants(const IdentityCall& it) {
    it.caller();
    Json tenants = Json::array();
    for (const auto& project : projects(it)) {
        tenants.push_back(tenant_json(project));
    }
    return respond(200, {{"tenants_links", Json::array()}, {"tenants", tenants}});
}

}  // namespace

Answer answer_v2(const IdentityCall& it) {
    if (it.path == "/tokens") {
        if (it.call.method != "POST") {
            throw WrongMethod{{"POST"}};
        }
        if (auto answer = redirected(it, it.settings.redirect_to)) {
            return *answer;
        }
        return hand_out(it, log_in(it, auth_of(it)));
    }
    if (it.path == "/tenants") {
        if (it.call.method != "GET") {
            throw WrongMethod{{"GET", "HEAD"}};
        }
        return list_tenants(it);
    }
    throw Refusal{404, "The resource could not be found."};
}

}  // namespace fedcloud::testbed::keystone
