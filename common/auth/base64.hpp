// Base64 (RFC 4648 section 4), in one line.
#pragma once

#include <string>
#include <string_view>

namespace fedcloud::auth {

std::string base64(std::string_view bytes);

}  // namespace fedcloud::auth
