// How a GOCDB answers in HTTP: everything it says itself, errors too, has 200.
#pragma once

#include <string>

#include "http_message.hpp"

namespace fedcloud::testbed::gocdb {

inline constexpr auto xml_type = "application/xml";

// <error> as the whole answer.
Answer send_error(const std::string& message);

}  // namespace fedcloud::testbed::gocdb
