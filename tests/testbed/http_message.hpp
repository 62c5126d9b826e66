// One HTTP request as it was received and one answer as it will be sent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fedcloud::testbed {

// Headers in their order, with their names spelt as they were; a name may occur again.
using HeaderList = std::vector<std::pair<std::string, std::string>>;

std::vector<std::string> header_values(const HeaderList& headers, std::string_view name);

// All values of the header joined by a comma, as HTTP reads a repeated header.
std::string header_value(const HeaderList& headers, std::string_view name);

struct HttpRequest {
    std::string method;
    std::string target;
    HeaderList headers;
    std::string body;
};

// The headers of a request's head, which begins with the request line.
HeaderList parse_head(std::string_view head);

enum class Framing { content_length, chunked };

struct Answer {
    int status = 200;
    HeaderList headers;
    std::string body;
    Framing framing = Framing::content_length;

    // Wherever this text stands in the headers or the body, so many letters 'A' are sent after it.
    // The body has not got them, nor has its Content-Length: the server adds them.
    std::string padded{};
    std::uint64_t padding = 0;
};

std::string reason_phrase(int status);

// The status line and the headers, with the blank line; the answer has its framing headers already.
std::string head_text(const Answer& answer);

// The body in the answer's framing.
std::string body_text(const Answer& answer);

// Removes the framing headers, so that a fault can put others in their place.
void drop_framing(Answer& answer);

}  // namespace fedcloud::testbed
