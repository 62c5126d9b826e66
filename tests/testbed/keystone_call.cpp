// What both versions of the Keystone API have in common.
#include "keystone_call.hpp"

#include <algorithm>

namespace fedcloud::testbed::keystone {
namespace {

constexpr auto known_user = "probe";
constexpr auto known_password = "secret";

bool contains(const std::vector<std::string>& list, const std::string& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

}  // namespace

Token IdentityCall::caller() const {
    const auto token = tokens.find(header_value(call.headers, "X-Auth-Token"));
    if (!token) {
        throw Refusal{};
    }
    return *token;
}

void require_login(const IdentityCall& it, const std::string& kind) {
    if (!contains(it.settings.logins, kind)) {
        throw Refusal{};
    }
}

User password_user(const IdentityCall& it, const User& claimed, const std::string& password) {
    require_login(it, "password");
    const User user{short_digest(known_user), known_user, {}};
    if ((claimed.id != user.id && claimed.name != user.name) || password != known_password) {
        throw Refusal{};
    }
    return user;
}

User certificate_user(const IdentityCall& it) {
    const auto& client = it.call.client;
    if (!client || (it.settings.needs_voms && !client->has_voms)) {
        throw Refusal{};
    }
    return {short_digest(client->subject), client->subject, {}};
}

std::vector<Project> projects(const IdentityCall& it) {
    std::vector<Project> result;
    for (const auto& name : it.settings.projects) {
        result.push_back({short_digest("project " + name), name});
    }
    return result;
}

Project project_of_name(const IdentityCall& it, const std::string& name) {
    for (const auto& project : projects(it)) {
        if (project.name == name) {
            return project;
        }
    }
    throw Refusal{};
}

Project project_of_id(const IdentityCall& it, const std::string& id) {
    for (const auto& project : projects(it)) {
        if (project.id == id) {
            return project;
        }
    }
    throw Refusal{};
}

Token issue(const IdentityCall& it, const User& user, const std::vector<std::string>& methods,
            const std::optional<Project>& project) {
    Token token;
    token.user = user;
    token.methods = methods;
    token.project = project;
    token.expires = WallClock::now() + std::chrono::duration_cast<WallClock::duration>(
                                           Seconds{it.settings.token_seconds});
    return it.tokens.issue(token, it.settings.token_bytes);
}

Token issue(const IdentityCall& it, const Token& parent, const std::optional<Project>& project) {
    auto token = parent;
    token.project = project;
    if (!contains(token.methods, "token")) {
        token.methods.emplace_back("token");
    }
    return it.tokens.issue(token, it.settings.token_bytes);
}

std::string text_of(const Json& object, const std::string& name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string()) {
        throw Refusal{400, "Expecting to find a string " + name + "."};
    }
    return found->get<std::string>();
}

bool has_object(const Json& object, const std::string& name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_object();
}

Json auth_of(const IdentityCall& it) {
    const auto body = Json::parse(it.call.body, nullptr, false);
    if (!body.is_object() || !has_object(body, "auth")) {
        throw Refusal{400, "Expecting to find auth in request body."};
    }
    return body["auth"];
}

Answer respond(int status, const Json& body, const HeaderList& own) {
    const auto text = body.dump(-1, ' ', false, Json::error_handler_t::replace);
    Answer answer{
        status,
        {{"Content-Type", "application/json"}, {"Content-Length", std::to_string(text.size())}},
        text};
    answer.headers.insert(answer.headers.end(), own.begin(), own.end());
    answer.headers.emplace_back("Vary", "X-Auth-Token");
    answer.headers.emplace_back("x-openstack-request-id", "req-" + new_uuid());
    return answer;
}

std::optional<Answer> redirected(const IdentityCall& it, const std::string& target) {
    if (target.empty()) {
        return std::nullopt;
    }
    return Answer{it.settings.redirect_status, {{"Location", target}, {"Content-Length", "0"}}, ""};
}

}  // namespace fedcloud::testbed::keystone
