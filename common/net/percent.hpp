// Bytes as %XX (RFC 3986 section 2.1).
#pragma once

#include <string>
#include <string_view>

#include "plugin/expected.hpp"
#include "plugin/options.hpp"

namespace fedcloud::net {

// All but letters, digits and "-._~", which stand for themselves everywhere in a URL (section 2.3)
// and in a form.
std::string percent_encode(std::string_view text);

// The bytes again. The error, about a '%' that no two hexadecimal digits follow, names no text.
Expected<std::string, std::string> percent_decode(std::string_view text);

// For an option that takes a site's name: on generated command lines its odd bytes are %XX
// ("EXAMPLE%20SITE"). One to 1024 bytes, so that a request always fits into what the system takes
// at once, and no control characters.
plugin::OptionSetter into_name(std::string& target);

}  // namespace fedcloud::net
