// What is known of an access token that came as Bearer.
#include "bearer.hpp"

#include "text.hpp"

namespace fedcloud::testbed {

std::optional<std::string> bearer_token(const HeaderList& headers) {
    constexpr std::string_view scheme = "bearer ";
    const auto value = header_value(headers, "Authorization");
    if (!equal_ignoring_case(value.substr(0, scheme.size()), scheme)) {
        return std::nullopt;
    }
    return trim(value.substr(scheme.size()));
}

}  // namespace fedcloud::testbed
