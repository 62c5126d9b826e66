// Base64 (RFC 4648).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fedcloud::auth {

// Section 4, in one line.
std::string base64(std::string_view bytes);

// Section 4, padded; line breaks and blanks between the digits are passed over (RFC 2045 has a line
// break every 76 columns). Nothing if it is no base64.
std::optional<std::string> from_base64(std::string_view text);

// Section 5 ("base64url") without padding, as the parts of a JWT are; nothing if it is none.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace fedcloud::auth
