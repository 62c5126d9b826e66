// Base64 and form encoding, as OAuth uses them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace fedcloud::testbed {

// RFC 4648, 5, without padding.
std::string base64url(std::string_view bytes);

// RFC 4648, 4.
std::string encode_base64(std::string_view bytes);

// RFC 4648, 4; empty for what is no base64.
std::optional<std::string> decode_base64(std::string_view text);

// application/x-www-form-urlencoded; of a name that occurs again, the last value.
std::map<std::string, std::string> form_fields(std::string_view body);
std::string decode_form(std::string_view text);
std::string encode_form(std::string_view text);

}  // namespace fedcloud::testbed
