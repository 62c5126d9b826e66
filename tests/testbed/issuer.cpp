// One simulated OpenID Connect issuer: its discovery document and its token endpoint.
#include "issuer.hpp"

#include "certificate.hpp"
#include "encoding.hpp"

namespace fedcloud::testbed {
namespace {

constexpr auto discovery_path = "/.well-known/openid-configuration";
constexpr auto token_path = "/protocol/openid-connect/token";
constexpr auto keys_path = "/protocol/openid-connect/certs";
constexpr auto public_client = "fedcloud-probe";
constexpr auto robot_client = "fedcloud-robot";
constexpr auto robot_secret = "robot-secret";

struct Client {
    std::string id;
    std::string secret;
};

std::string subject_of(const std::string& who) {
    return short_digest(who) + short_digest(who + "@egi.eu") + "@egi.eu";
}

Answer respond(int status, const Json& body) {
    const auto text = body.dump(-1, ' ', false, Json::error_handler_t::replace);
    // RFC 6749, 5.1: what carries tokens must not be stored.
    return {status,
            {{"Content-Type", "application/json"},
             {"Cache-Control", "no-store"},
             {"Pragma", "no-cache"},
             {"Content-Length", std::to_string(text.size())}},
            text};
}

Answer refuse(int status, const std::string& error, const std::string& description) {
    return respond(status, {{"error", error}, {"error_description", description}});
}

std::string field(const std::map<std::string, std::string>& fields, const std::string& name) {
    const auto found = fields.find(name);
    return found != fields.end() ? found->second : std::string{};
}

// RFC 6749, 2.3.1: by HTTP Basic, with form encoding inside, or in the form itself.
Client client_of(const Call& call, const std::map<std::string, std::string>& fields) {
    constexpr std::string_view scheme = "basic ";
    const auto value = header_value(call.headers, "Authorization");
    if (!equal_ignoring_case(value.substr(0, scheme.size()), scheme)) {
        return {field(fields, "client_id"), field(fields, "client_secret")};
    }
    const auto pair = decode_base64(trim(value.substr(scheme.size()))).value_or("");
    const auto colon = pair.find(':');
    return {decode_form(pair.substr(0, colon)),
            colon == std::string::npos ? std::string{} : decode_form(pair.substr(colon + 1))};
}

bool is_known(const Client& client) {
    return client.id == public_client ||
           (client.id == robot_client && client.secret == robot_secret);
}

}  // namespace

Issuer::Issuer(const IssuerOptions& options, const Pki& pki)
    : settings_{options.settings}, server_{options.server, pki, *this} {
    tokens_.mint_refresh();
}

Answer Issuer::Form::error(const Call&, int status, const std::string& message) const {
    const auto name = replace_all(to_lower(reason_phrase(status)), " ", "_");
    return refuse(status, name, message);
}

Answer Issuer::Form::with_body(int status, const std::string& type, const std::string& body) const {
    return {
        status, {{"Content-Type", type}, {"Content-Length", std::to_string(body.size())}}, body};
}

Answer Issuer::unauthorized(const Call& call) {
    auto answer = refuse(401, "invalid_client", "Invalid client or Invalid client credentials");
    // RFC 6749, 5.2: only to a client that tried that.
    if (!header_value(call.headers, "Authorization").empty()) {
        answer.headers.emplace_back("WWW-Authenticate", "Basic realm=\"" + server_.url() + "\"");
    }
    return answer;
}

Answer Issuer::answer(const Call& call) {
    const auto settings = settings_.get();
    if (call.path == token_path) {
        if (call.method == "POST") {
            return grant(call, settings);
        }
        auto answer = form_.error(call, 405, "Only POST is allowed here.");
        answer.headers.emplace_back("Allow", "POST");
        return answer;
    }
    if (call.method == "GET" && call.path == discovery_path) {
        return discovery(settings);
    }
    if (call.method == "GET" && call.path == keys_path) {
        return respond(200, {{"keys", Json::array({tokens_.jwk()})}});
    }
    return form_.error(call, 404, "Nothing is here.");
}

Answer Issuer::discovery(const IssuerSettings& settings) const {
    const auto url = server_.url();
    const auto endpoints = url + "/protocol/openid-connect";
    return respond(
        200,
        {{"issuer", settings.issuer_claim.empty() ? url : settings.issuer_claim},
         {"authorization_endpoint", endpoints + "/auth"},
         {"token_endpoint",
          settings.token_endpoint.empty() ? url + token_path : settings.token_endpoint},
         {"jwks_uri", url + keys_path},
         {"grant_types_supported", {"authorization_code", "refresh_token", "client_credentials"}},
         {"response_types_supported", Json::array({"code"})},
         {"subject_types_supported", Json::array({"public"})},
         {"id_token_signing_alg_values_supported", Json::array({"ES256"})},
         {"token_endpoint_auth_methods_supported", {"client_secret_basic", "client_secret_post"}},
         {"scopes_supported", {"openid", "profile", "email", "eduperson_entitlement"}}});
}

Answer Issuer::grant(const Call& call, const IssuerSettings& settings) {
    if (!settings.redirect_to.empty()) {
        return {settings.redirect_status,
                {{"Location", settings.redirect_to}, {"Content-Length", "0"}},
                ""};
    }
    const auto fields = call.content_type() == "application/x-www-form-urlencoded"
                            ? form_fields(call.body)
                            : Fields{};
    const auto client = client_of(call, fields);
    const auto type = field(fields, "grant_type");
    if (type.empty()) {
        return refuse(400, "invalid_request", "Missing form parameter: grant_type");
    }
    if (!is_known(client)) {
        return unauthorized(call);
    }
    if (type == "refresh_token") {
        return refresh(fields, settings);
    }
    if (type != "client_credentials") {
        return refuse(400, "unsupported_grant_type", "Unsupported grant_type");
    }
    if (client.id != robot_client) {
        return refuse(400, "unauthorized_client", "Public client not allowed to use its own name");
    }
    return respond(200, access_token(subject_of(client.id), settings));
}

Answer Issuer::refresh(const Fields& fields, const IssuerSettings& settings) {
    const auto token = field(fields, "refresh_token");
    if (token.empty()) {
        return refuse(400, "invalid_request", "No refresh token");
    }
    if (!tokens_.use_refresh(token, settings.rotate)) {
        return refuse(400, "invalid_grant", "Invalid refresh token");
    }
    auto body = access_token(subject_of(public_client), settings);
    if (settings.rotate) {
        body["refresh_token"] = tokens_.mint_refresh();
    }
    return respond(200, body);
}

Json Issuer::access_token(const std::string& subject, const IssuerSettings& settings) {
    const std::chrono::seconds life{static_cast<long>(settings.token_seconds)};
    return {{"access_token", tokens_.mint({{subject, settings.entitlements}, life, settings.opaque},
                                          server_.url())},
            {"expires_in", life.count()},
            {"token_type", "Bearer"}};
}

Json Issuer::summary() const {
    return {{"name", server_.name()}, {"issuer", server_.url()}, {"port", server_.port()}};
}

Json Issuer::description() {
    auto result = server_.describe(summary(), to_json(settings_.get()));
    result["refresh_tokens"] = tokens_.refresh_tokens();
    return result;
}

void Issuer::write_samples(const std::filesystem::path& folder) {
    constexpr unsigned private_mode = 0600;
    constexpr std::chrono::seconds life = std::chrono::hours{12};
    const auto subject = subject_of(public_client);
    const auto write = [&](const char* name, const AccessTokenRequest& request) {
        write_file(folder / name, tokens_.mint(request, server_.url()) + "\n", private_mode);
    };
    write("token-good.jwt", {{subject, {"ops"}}, life, false});
    write("token-expired.jwt", {{subject, {"ops"}}, -std::chrono::hours{1}, false});
    write("token-other-vo.jwt", {{subject, {"vo.example.org"}}, life, false});
    write("token-no-entitlement.jwt", {{subject, {}}, life, false});
    write("token-opaque", {{subject, {"ops"}}, life, true});
    write_file(folder / "refresh-token", tokens_.refresh_tokens().front() + "\n", private_mode);
}

}  // namespace fedcloud::testbed
