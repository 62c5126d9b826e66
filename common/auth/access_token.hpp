// Our OIDC access token: read from a file, looked at before it is sent anywhere.
#pragma once

#include <optional>
#include <string>

#include "auth/jwt.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::auth {

struct AccessToken {
    std::string value;
    std::string name;              // "access token FILE": what messages call it
    std::optional<Claims> claims;  // nothing: opaque
    bool kept = false;             // from an earlier run: the issuer may have revoked it since
};

// The token alone in its file, with or without a line break behind it; every fault is ours.
plugin::Checked<AccessToken> load_access_token(const std::string& path);

// Judges what the token says of itself: not expired at `now`, of `issuer` and of `vo` (each unless
// empty). What it does not say is not held against it. Every fault is ours.
plugin::Checked<void> check_access_token(const AccessToken& token, const std::string& issuer,
                                         const std::string& vo, WallClock::time_point now);

// Nothing but visible ASCII, as RFC 6750 section 2.1 and HTTP's headers ask for, and at most
// 64 KiB; else what is wrong with it.
Expected<void, std::string> check_token_text(const std::string& token);

// For the file that a token, a password or a secret is in: its one line, without the line break at
// its end. Anything else is refused.
plugin::Checked<std::string> read_secret_line(const std::string& path, const std::string& what);

}  // namespace fedcloud::auth
