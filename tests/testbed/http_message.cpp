// One HTTP request as it was received and one answer as it will be sent.
#include "http_message.hpp"

#include <algorithm>
#include <cstdio>

#include "text.hpp"

namespace fedcloud::testbed {

std::vector<std::string> header_values(const HeaderList& headers, std::string_view name) {
    std::vector<std::string> values;
    for (const auto& [key, value] : headers) {
        if (equal_ignoring_case(key, name)) {
            values.push_back(value);
        }
    }
    return values;
}

std::string header_value(const HeaderList& headers, std::string_view name) {
    return join(header_values(headers, name), ", ");
}

HeaderList parse_head(std::string_view head) {
    HeaderList headers;
    const auto lines = split_lines(head);
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto colon = lines[i].find(':');
        if (colon != std::string::npos) {
            headers.emplace_back(lines[i].substr(0, colon), trim(lines[i].substr(colon + 1)));
        }
    }
    return headers;
}

std::string reason_phrase(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 206:
            return "Partial Content";
        case 300:
            return "Multiple Choices";
        case 301:
            return "Moved Permanently";
        case 302:
            return "Found";
        case 303:
            return "See Other";
        case 307:
            return "Temporary Redirect";
        case 308:
            return "Permanent Redirect";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 406:
            return "Not Acceptable";
        case 409:
            return "Conflict";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 416:
            return "Range Not Satisfiable";
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 502:
            return "Bad Gateway";
        case 503:
            return "Service Unavailable";
        case 507:
            return "Insufficient Storage";
        default:
            return "Unknown";
    }
}

std::string head_text(const Answer& answer) {
    std::string text =
        "HTTP/1.1 " + std::to_string(answer.status) + " " + reason_phrase(answer.status) + "\r\n";
    for (const auto& [name, value] : answer.headers) {
        text += name + ": " + value + "\r\n";
    }
    return text + "\r\n";
}

std::string body_text(const Answer& answer) {
    if (answer.framing == Framing::content_length) {
        return answer.body;
    }
    if (answer.body.empty()) {
        return "0\r\n\r\n";
    }
    char size[32];
    const int length = std::snprintf(size, sizeof size, "%zx\r\n", answer.body.size());
    return std::string(size, static_cast<std::size_t>(length)) + answer.body + "\r\n0\r\n\r\n";
}

void drop_framing(Answer& answer) {
    const auto framing = [](const auto& header) {
        return equal_ignoring_case(header.first, "Content-Length") ||
               equal_ignoring_case(header.first, "Transfer-Encoding");
    };
    answer.headers.erase(std::remove_if(answer.headers.begin(), answer.headers.end(), framing),
                         answer.headers.end());
    answer.framing = Framing::content_length;
}

}  // namespace fedcloud::testbed
