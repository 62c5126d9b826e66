// JSON Web Tokens, as credential files and issuers give them.
#include "auth/jwt.hpp"

#include "auth/base64.hpp"
#include "fuzz.hpp"

namespace fedcloud::fuzz {
namespace {

std::string base64url(std::string_view bytes) {
    auto text = auth::base64(bytes);
    for (char& c : text) {
        c = c == '+' ? '-' : c == '/' ? '_' : c;
    }
    return text.substr(0, text.find('='));
}

void examine_claims(const std::optional<auth::Claims>& claims) {
    if (!claims || !claims->entitlements) {
        return;
    }
    for (const auto& vo : auth::organisations_of(*claims->entitlements)) {
        require(!vo.empty(), "a virtual organisation has a name");
        require(auth::is_member(*claims->entitlements, vo), "who names it is a member of it");
    }
}

}  // namespace

void examine(std::string_view input) {
    examine_claims(auth::read_claims(input));
    const auto encoded = base64url(input);
    const auto decoded = auth::from_base64url(encoded);
    require(decoded && *decoded == input, "base64url loses nothing");
    const auto plain = auth::from_base64(auth::base64(input));
    require(plain && *plain == input, "base64 loses nothing");
    examine_claims(auth::read_claims("eyJhbGciOiJub25lIn0." + encoded + ".c2ln"));
    if (const auto bytes = auth::from_base64(input)) {
        require(bytes->size() <= input.size(), "base64 is longer than what it stands for");
    }
    require(auth::is_same_issuer(input, std::string(input) + '/'), "slashes at the end are one");
}

}  // namespace fedcloud::fuzz
