// WWW-Authenticate of a 401: each line is the value of one such header.
#include "auth/challenge.hpp"

#include "fuzz.hpp"

namespace fedcloud::fuzz {

void examine(std::string_view input) {
    http::Headers headers;
    while (!input.empty() && headers.size() < 1000) {
        headers.emplace_back("www-authenticate", take_line(input));
    }
    const auto challenge = auth::read_challenge(headers);
    using Kind = auth::Challenge::Kind;
    require((challenge.kind == Kind::none) == headers.empty(), "a challenge is some challenge");
    require(challenge.keystone_uri.empty() || challenge.kind == Kind::keystone,
            "a URL of a Keystone comes from a Keystone's challenge");
    for (const auto& [name, value] : headers) {
        const auto alone = auth::read_challenge({{name, value}});
        require(challenge.kind <= alone.kind, "of several challenges the best is taken");
    }
    require(challenge.text.find(challenge.keystone_uri) != std::string::npos,
            "the URL stands in the header's value");
}

}  // namespace fedcloud::fuzz
