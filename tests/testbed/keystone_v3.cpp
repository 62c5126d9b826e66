// Version 3 of the Keystone API: tokens, projects and the catalogue.
#include <algorithm>

#include "keystone_call.hpp"

namespace fedcloud::testbed::keystone {
namespace {

const Json default_domain = {{"id", "default"}, {"name", "Default"}};

bool is_default_domain(const Json& holder) {
    if (!has_object(holder, "domain")) {
        throw Refusal{400, "Expecting to find domain in user."};
    }
    const auto& domain = holder["domain"];
    return domain.value("id", "") == "default" || domain.value("name", "") == "Default";
}

Json user_json(const User& user) {
    Json result = {{"domain", default_domain}, {"id", user.id}, {"name", user.name}};
    if (user.protocol.empty()) {
        result["password_expires_at"] = nullptr;
    } else {
        result["OS-FEDERATION"] = {{"groups", Json::array({{{"id", short_digest("group")}}})},
                                   {"identity_provider", {{"id", "egi.eu"}}},
                                   {"protocol", {{"id", user.protocol}}}};
    }
    return result;
}

std::optional<Project> scope_of(const IdentityCall& it, const Json& auth) {
    if (!has_object(auth, "scope") || auth["scope"].contains("unscoped")) {
        return std::nullopt;
    }
    // Nobody has a role on a domain or on the whole system.
    if (!has_object(auth["scope"], "project")) {
        throw Refusal{};
    }
    const auto& project = auth["scope"]["project"];
    if (project.contains("id")) {
        return project_of_id(it, text_of(project, "id"));
    }
    const auto name = text_of(project, "name");
    if (!is_default_domain(project)) {
        throw Refusal{};
    }
    return project_of_name(it, name);
}

Token log_in(const IdentityCall& it, const Json& identity, const std::optional<Project>& scope) {
    if (!has_object(identity, "password") || !has_object(identity["password"], "user")) {
        throw Refusal{400, "Expecting to find user in password."};
    }
    const auto& user = identity["password"]["user"];
    User claimed;
    if (user.contains("id")) {
        claimed.id = text_of(user, "id");
    } else {
        claimed.name = text_of(user, "name");
        if (!is_default_domain(user)) {
            throw Refusal{};
        }
    }
    return issue(it, password_user(it, claimed, text_of(user, "password")), {"password"}, scope);
}

Token rescope(const IdentityCall& it, const Json& identity, const std::optional<Project>& scope) {
    if (!has_object(identity, "token")) {
        throw Refusal{400, "Expecting to find token in identity."};
    }
    const auto parent = it.tokens.find(text_of(identity["token"], "id"));
    if (!parent) {
        throw Refusal{};
    }
    return issue(it, *parent, scope);
}

Answer create(const IdentityCall& it) {
    if (auto answer = redirected(it, it.settings.redirect_to)) {
        return *answer;
    }
    const auto auth = auth_of(it);
    if (!has_object(auth, "identity") || !auth["identity"].contains("methods")) {
        throw Refusal{400, "Expecting to find identity with methods in auth."};
    }
    const auto& identity = auth["identity"];
    const auto scope = scope_of(it, auth);
    if (identity["methods"] == Json::array({"password"})) {
        return hand_out_v3(it, log_in(it, identity, scope));
    }
    if (identity["methods"] == Json::array({"token"})) {
        return hand_out_v3(it, rescope(it, identity, scope));
    }
    throw Refusal{401, "Attempted to authenticate with an unsupported method."};
}

// What other services ask: whose token is this?
Answer validate(const IdentityCall& it) {
    it.caller();
    const auto presented = header_value(it.call.headers, "X-Subject-Token");
    const auto token = it.tokens.find(presented);
    if (!token) {
        throw Refusal{404, "Could not find token."};
    }
    if (it.call.method == "DELETE") {
        it.tokens.revoke(presented);
        return {204, {{"Vary", "X-Auth-Token"}}, ""};
    }
    auto answer = hand_out_v3(it, *token);
    answer.status = 200;
    return answer;
}

Answer tokens(const IdentityCall& it) {
    if (it.call.method == "POST") {
        return create(it);
    }
    if (it.call.method == "GET" || it.call.method == "DELETE") {
        return validate(it);
    }
    throw WrongMethod{{"POST", "GET", "HEAD", "DELETE"}};
}

Answer list_projects(const IdentityCall& it) {
    it.caller();
    Json list = Json::array();
    for (const auto& project : projects(it)) {
        list.push_back({{"id", project.id},
                        {"name", project.name},
                        {"domain_id", "default"},
                        {"description", ""},
                        {"enabled", true},
                        {"parent_id", "default"},
                        {"is_domain", false},
                        {"tags", Json::array()},
                        {"options", Json::object()},
                        {"links", {{"self", it.base + "/v3/projects/" + project.id}}}});
    }
    const Json links = {
        {"next", nullptr}, {"self", it.base + "/v3" + it.path}, {"previous", nullptr}};
    return respond(200, {{"projects", list}, {"links", links}});
}

Answer show_catalogue(const IdentityCall& it) {
    const auto token = it.caller();
    if (!token.project) {
        throw Refusal{403, "A project-scoped token is required to produce a service catalog."};
    }
    return respond(200, {{"catalog", catalogue_v3(it, token)},
                         {"links", {{"self", it.base + "/v3/auth/catalog"}}}});
}

}  // namespace

Json token_v3(const IdentityCall& it, const Token& token) {
    Json result = {{"methods", token.methods},
                   {"user", user_json(token.user)},
                   {"audit_ids", Json::array({token.audit_id})},
                   {"expires_at", iso_time(token.expires, TimeForm::microseconds)},
                   {"issued_at", iso_time(token.issued, TimeForm::microseconds)}};
    if (token.project) {
        result["project"] = {
            {"domain", default_domain}, {"id", token.project->id}, {"name", token.project->name}};
        result["is_domain"] = false;
        result["roles"] = Json::array({{{"id", short_digest("member")}, {"name", "member"}}});
        result["catalog"] = catalogue_v3(it, token);
    }
    return {{"token", result}};
}

Answer hand_out_v3(const IdentityCall& it, const Token& token) {
    auto answer = respond(201, token_v3(it, token), {{"X-Subject-Token", token.id}});
    answer.padded = token.id;
    answer.padding = token.padding;
    return answer;
}

Answer answer_v3(const IdentityCall& it) {
    if (it.path == "/auth/tokens") {
        return tokens(it);
    }
    if (it.path.starts_with("/OS-FEDERATION/identity_providers/")) {
        return answer_federation(it);
    }
    const bool lists = it.path == "/auth/projects" || it.path == "/OS-FEDERATION/projects";
    if (!lists && it.path != "/auth/catalog") {
        throw Refusal{404, "The resource could not be found."};
    }
    if (it.call.method != "GET") {
        throw WrongMethod{{"GET", "HEAD"}};
    }
    return lists ? list_projects(it) : show_catalogue(it);
}

}  // namespace fedcloud::testbed::keystone
