// An httplib server that is handed its connections.
#include "http_server.hpp"

#include <algorithm>
#include <charconv>

namespace fedcloud::testbed {
namespace {

constexpr auto idle_limit = std::chrono::seconds{300};
constexpr std::size_t largest_body = 16U << 20U;
constexpr auto head_header = "X-Testbed-Head";

std::size_t content_length(const httplib::Request& request) {
    const auto text = request.get_header_value("Content-Length");
    std::size_t length = 0;
    std::from_chars(text.data(), text.data() + text.size(), length);
    return std::min(length, largest_body);
}

std::string read_body(Connection& connection, std::size_t length) {
    std::string body(length, '\0');
    std::size_t have = 0;
    while (have < length) {
        const auto count = connection.read(body.data() + have, length - have);
        if (count <= 0) {
            break;
        }
        have += static_cast<std::size_t>(count);
    }
    body.resize(have);
    return body;
}

}  // namespace

HttpServer::HttpServer() {
    set_payload_max_length(largest_body);
}

void HttpServer::serve(Connection& connection) {
    while (connection.wait_for_request(idle_limit)) {
        bool closed = false;
        connection.keep_head();
        const bool done = process_request(
            connection, false, closed,
            [&connection](httplib::Request& request) { prepare(connection, request); });
        if (!done || closed) {
            break;
        }
    }
    connection.end();
}

void HttpServer::prepare(Connection& connection, httplib::Request& request) {
    auto head = connection.take_head();
    // httplib would compress the answer; none of the real servers does.
    request.headers.erase("Accept-Encoding");
    // httplib refuses forms of more than 8 kB, and whatever curl -d sends is called a form.
    request.headers.erase("Content-Type");
    // Without a length httplib would read a POST until the client closes.
    if (!request.has_header("Content-Length") && !request.has_header("Transfer-Encoding")) {
        request.set_header("Content-Length", "0");
    }
    // httplib ignores the body of a GET, but clients do send filters in it.
    if ((request.method == "GET" || request.method == "HEAD") && content_length(request) > 0) {
        request.body = read_body(connection, content_length(request));
    }
    request.headers.emplace(head_header, std::move(head));
}

HttpRequest received_request(const httplib::Request& request) {
    return {request.method, request.target, parse_head(request.get_header_value(head_header)),
            request.body};
}

}  // namespace fedcloud::testbed
