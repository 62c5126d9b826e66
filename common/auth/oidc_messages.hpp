// What is said to and by an OpenID Connect issuer (Discovery 1.0; RFC 6749 sections 5 and 6). Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "net/url.hpp"
#include "plugin/expected.hpp"

namespace fedcloud::auth {

// application/x-www-form-urlencoded
std::string refresh_form(const std::string& refresh_token, const std::string& client_id,
                         const std::string& client_secret);

// The token endpoint that the discovery document of `issuer` names. The document must be that
// issuer's own, and the endpoint a place where the refresh token may go: the same party, over TLS.
Expected<net::Url, std::string> read_token_endpoint(std::string_view document,
                                                    const net::Url& issuer);

struct TokenAnswer {
    std::string access_token;
    std::optional<std::chrono::seconds> expires_in;
    std::string refresh_token;  // a new one, if the issuer rotates them; else empty
};

Expected<TokenAnswer, std::string> read_token_answer(std::string_view body);

struct OAuthError {
    std::string code;  // "invalid_grant"; empty if the body is no such error
    std::string text;  // for a message, cleaned
};

OAuthError read_oauth_error(std::string_view body);

}  // namespace fedcloud::auth
