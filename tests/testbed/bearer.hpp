// What is known of an access token that came as Bearer.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "http_message.hpp"

namespace fedcloud::testbed {

struct BearerHolder {
    std::string subject;
    std::vector<std::string> organisations;  // the names of the VOs it tells of
};

// Empty for a token that is unknown or expired.
using BearerCheck = std::function<std::optional<BearerHolder>(const std::string& token)>;

// What Authorization carries, if it is of that scheme.
std::optional<std::string> bearer_token(const HeaderList& headers);

}  // namespace fedcloud::testbed
