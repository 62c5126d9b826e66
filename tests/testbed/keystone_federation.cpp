// The part of Keystone's version 3 that takes the word of an identity provider for its users.
#include <algorithm>

#include "keystone_call.hpp"

namespace fedcloud::testbed::keystone {
namespace {

constexpr std::string_view provider = "/OS-FEDERATION/identity_providers/egi.eu/protocols/";
constexpr std::string_view suffix = "/auth";
constexpr auto organisation = "ops";

bool contains(const std::vector<std::string>& list, const std::string& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

// Empty where the path is none of a federated login.
std::string protocol_of(const std::string& path) {
    if (!path.starts_with(provider) || !path.ends_with(suffix) ||
        path.size() < provider.size() + suffix.size()) {
        return {};
    }
    return path.substr(provider.size(), path.size() - provider.size() - suffix.size());
}

// It is not Keystone that looks at access tokens but the web server before it, with a page of HTML.
Answer no_access() {
    const std::string page = "<html><head><title>401 Unauthorized</title></head></html>\n";
    return {401,
            {{"Content-Type", "text/html"},
             {"WWW-Authenticate", "Bearer realm=\"egi.eu\", error=\"invalid_token\""},
             {"Content-Length", std::to_string(page.size())}},
            page};
}

// To Keystone 22 a protocol is a method of logging in like any other.
Answer unknown_protocol(const IdentityCall& it) {
    const Json error{{"code", 401},
                     {"title", "Unauthorized"},
                     {"message", "Attempted to authenticate with an unsupported method."},
                     {"identity", {{"methods", it.settings.protocols}}}};
    return respond(401, {{"error", error}},
                   {{"WWW-Authenticate", "Keystone uri=\"" + it.base + "/v3\""}});
}

Answer enter(const IdentityCall& it, User user, const std::string& protocol) {
    if (it.settings.unmapped) {
        throw Refusal{};
    }
    user.protocol = protocol;
    return hand_out_v3(it, issue(it, user, {protocol}, std::nullopt));
}

}  // namespace

Answer answer_federation(const IdentityCall& it) {
    const auto protocol = protocol_of(it.path);
    if (protocol.empty()) {
        throw Refusal{404, "Could not find Identity Provider."};
    }
    if (!contains(it.settings.protocols, protocol)) {
        return unknown_protocol(it);
    }
    if (!contains(it.settings.federation_methods, it.call.method)) {
        throw WrongMethod{it.settings.federation_methods};
    }
    if (auto answer = redirected(it, it.settings.redirect_to)) {
        return *answer;
    }
    require_login(it, "federation");
    if (protocol == "mapped") {
        return enter(it, certificate_user(it), protocol);
    }
    const auto token = bearer_token(it.call.headers);
    const auto holder = token ? it.check_bearer(*token) : std::nullopt;
    if (!holder) {
        return no_access();
    }
    if (!contains(holder->organisations, organisation)) {
        throw Refusal{};
    }
    return enter(it, {short_digest(holder->subject), holder->subject, {}}, protocol);
}

}  // namespace fedcloud::testbed::keystone
