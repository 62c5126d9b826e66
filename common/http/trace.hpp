// Requests and answers as lines for -vv and -vvv, without what must not be seen.
#pragma once

#include <string>
#include <vector>

#include "http/error.hpp"
#include "http/types.hpp"
#include "plugin/expected.hpp"

namespace fedcloud::http {

// The values of headers that carry credentials (Authorization, tokens, cookies) are replaced.
std::vector<std::string> trace_lines(const Request& request);
// The body is left out if `request`, which was answered, is confidential.
std::vector<std::string> trace_lines(const Request& request, const Response& response);
// One line for both.
std::string trace_summary(const Request& request, const Expected<Response, Error>& outcome,
                          plugin::Duration time);

}  // namespace fedcloud::http
