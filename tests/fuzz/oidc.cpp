// Documents and answers of an OpenID Connect issuer.
#include "auth/oidc_messages.hpp"

#include "fuzz.hpp"

namespace fedcloud::fuzz {

void examine(std::string_view input) {
    const net::Url issuer{"https", "aai.example.org", {}, "/auth/realms/egi", ""};
    const auto endpoint = auth::read_token_endpoint(input, issuer);
    require_described(endpoint);
    require(!endpoint || endpoint->is_tls(), "a refresh token goes over TLS alone");
    const auto answer = auth::read_token_answer(input);
    require_described(answer);
    if (answer) {
        require(!answer->access_token.empty(), "an answer has a token");
        require(answer->access_token.find_first_of("\r\n") == std::string::npos,
                "a token is fit for a header");
    }
    const auto error = auth::read_oauth_error(input);
    require_clean(error.text);
    require(error.text.size() <= 4096, "an error is short");
}

}  // namespace fedcloud::fuzz
