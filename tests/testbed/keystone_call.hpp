// One request to a Keystone, with all that its answer depends on; and what both versions of the
// API have in common.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bearer.hpp"
#include "call.hpp"
#include "keystone_settings.hpp"
#include "token_store.hpp"

namespace fedcloud::testbed::keystone {

struct IdentityCall {
    const Call& call;
    const KeystoneSettings& settings;
    const BearerCheck& check_bearer;
    TokenStore& tokens;
    std::string url;       // of the root, as it truly is
    std::string base;      // of the root, as hrefs tell it
    std::string occi_url;  // what the catalogue says
    std::string path;      // below the version, without a slash at the end

    // The token of X-Auth-Token; throws Refusal without a valid one.
    Token caller() const;
};

// Thrown where Keystone answers with an error.
struct Refusal {
    int status = 401;
    std::string message = "The request you have made requires authentication.";
};

// 405; `allowed` are the methods that there are.
struct WrongMethod {
    std::vector<std::string> allowed;
};

// All throw Refusal.
User password_user(const IdentityCall& it, const User& claimed, const std::string& password);
User certificate_user(const IdentityCall& it);
void require_login(const IdentityCall& it, const std::string& kind);
Project project_of_name(const IdentityCall& it, const std::string& name);
Project project_of_id(const IdentityCall& it, const std::string& id);

std::vector<Project> projects(const IdentityCall& it);

// A login with the whole life, or (from `parent`) a token that ends when that one does.
Token issue(const IdentityCall& it, const User& user, const std::vector<std::string>& methods,
            const std::optional<Project>& project);
Token issue(const IdentityCall& it, const Token& parent, const std::optional<Project>& project);

// A field that must be a string; throws Refusal with status 400.
std::string text_of(const Json& object, const std::string& name);
bool has_object(const Json& object, const std::string& name);
Json auth_of(const IdentityCall& it);  // the member "auth" of the request's body

Answer respond(int status, const Json& body, const HeaderList& own = {});

// To where requests for a token are sent elsewhere; empty otherwise.
std::optional<Answer> redirected(const IdentityCall& it, const std::string& target);

Json catalogue_v3(const IdentityCall& it, const Token& token);
Json catalogue_v2(const IdentityCall& it, const Token& token);

Answer answer_v3(const IdentityCall& it);
Answer answer_federation(const IdentityCall& it);  // v3's OS-FEDERATION
Answer answer_v2(const IdentityCall& it);

// The body of /v3's 201 and 200 that tell of a token.
Json token_v3(const IdentityCall& it, const Token& token);

// The 201 that hands the token out in X-Subject-Token.
Answer hand_out_v3(const IdentityCall& it, const Token& token);

}  // namespace fedcloud::testbed::keystone
