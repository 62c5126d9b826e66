// What the tests of log-ins have in common: URLs, and what a message must say.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "net/url.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::auth {

inline net::Url url(std::string_view text) {
    const auto parsed = net::parse_url(text);
    if (!parsed) {
        ADD_FAILURE() << text << ": " << parsed.error();
        return {};
    }
    return *parsed;
}

inline testing::AssertionResult says(const std::string& text, std::string_view part) {
    if (text.find(part) != std::string::npos) {
        return testing::AssertionSuccess();
    }
    return testing::AssertionFailure() << "\"" << text << "\" does not say \"" << part << "\"";
}

inline testing::AssertionResult keeps_quiet_about(const std::string& text, std::string_view part) {
    if (text.find(part) == std::string::npos) {
        return testing::AssertionSuccess();
    }
    return testing::AssertionFailure() << "\"" << text << "\" tells \"" << part << "\"";
}

}  // namespace fedcloud::auth
