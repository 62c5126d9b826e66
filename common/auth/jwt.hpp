// What a JSON Web Token (RFC 7519) says of itself. Pure; signatures are for those who accept it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/certificates.hpp"

namespace fedcloud::auth {

struct Claims {
    std::optional<WallClock::time_point> expires;     // exp
    std::optional<WallClock::time_point> not_before;  // nbf
    std::string issuer;                               // iss; empty if it does not say
    // eduperson_entitlement (Check-in's name), entitlements: a list, or one text with ';' or blanks
    // between. Nothing if there is no such claim, which says nothing about memberships.
    std::optional<std::vector<std::string>> entitlements;
};

// Nothing if `token` is no JWT with readable claims: an opaque token, which only its issuer can
// read, is as good.
std::optional<Claims> read_claims(std::string_view token);

// The virtual organisations that entitlements of the form
// "urn:mace:egi.eu:group:VO[:subgroup…][:role=…]#authority" name (AARC-G069), without repetition.
std::vector<std::string> organisations_of(const std::vector<std::string>& entitlements);

// Does one of them make its bearer a member of `vo`?
bool is_member(const std::vector<std::string>& entitlements, std::string_view vo);

// Issuers are compared as they are written, but for slashes at their end, in which configurations
// and claims differ.
bool is_same_issuer(std::string_view a, std::string_view b);

}  // namespace fedcloud::auth
