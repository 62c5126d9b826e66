// The answers of ooi 1.2 as HTTP: its headers and its ways to send OCCI items.
#pragma once

#include <string>
#include <vector>

#include "http_message.hpp"

namespace fedcloud::testbed::ooi {

inline constexpr auto plain = "text/plain";
inline constexpr auto occi = "text/occi";
inline constexpr auto uri_list = "text/uri-list";
inline constexpr auto json = "application/occi+json";
inline const std::vector<std::string> renderings{plain, occi, uri_list, json};

Answer respond(int status, const std::string& type, const std::string& body);
Answer no_content();

// Items as lines of the body, as headers, or (a list of addresses) bare.
Answer render_items(const std::string& type, const HeaderList& items);

// ooi spells the charset of its errors differently from that of its successes.
Answer respond_with_error(int status, const std::string& type, const std::string& message);

// What the middleware of Keystone says, which stands before ooi.
Answer challenge_by_keystone(const std::string& challenge);

}  // namespace fedcloud::testbed::ooi
