// The answers of ooi 1.2 as HTTP: its headers and its ways to send OCCI items.
#include "ooi_answer.hpp"

#include "dialect.hpp"
#include "ooi_render.hpp"
#include "text.hpp"

namespace fedcloud::testbed::ooi {
namespace {

constexpr auto server_name = "ooi/1.2.0 OCCI/1.1 OCCI/1.2";

Answer respond_with_headers(const HeaderList& items) {
    Answer answer{
        200, {{"Date", http_date()}, {"Content-Length", "0"}}, "", Framing::content_length};
    answer.headers.emplace_back("Content-Type", std::string{occi} + "; charset=utf8");
    answer.headers.insert(answer.headers.end(), items.begin(), items.end());
    answer.headers.emplace_back("server", server_name);
    return answer;
}

}  // namespace

Answer respond(int status, const std::string& type, const std::string& body) {
    return {status,
            {{"Date", http_date()},
             {"Content-Type", type + "; charset=utf8"},
             {"Content-Length", std::to_string(body.size())},
             {"server", server_name}},
            body,
            Framing::content_length};
}

Answer no_content() {
    return {204,
            {{"Date", http_date()},
             {"Content-Length", "0"},
             {"Content-Type", std::string{plain} + "; charset=utf8"},
             {"server", server_name}},
            "",
            Framing::content_length};
}

Answer render_items(const std::string& type, const HeaderList& items) {
    if (type == occi) {
        return respond_with_headers(items);
    }
    std::vector<std::string> lines;
    for (const auto& [name, value] : items) {
        lines.push_back(type == uri_list ? value : name + ": " + value);
    }
    return respond(200, type, join(lines, "\n"));
}

Answer respond_with_error(int status, const std::string& type, const std::string& message) {
    auto shown_type = std::string{plain} + "; charset=UTF-8";
    auto body = message;
    if (type == json) {
        shown_type = json;
        body = python_dump({{"code", status}, {"message", message}});
    } else if (type == occi) {
        // occi.md 2.6: an error in text/occi has no body.
        shown_type = std::string{occi} + "; charset=UTF-8";
        body.clear();
    }
    return {status,
            {{"Date", http_date()},
             {"server", server_name},
             {"Content-Type", shown_type},
             {"Content-Length", std::to_string(body.size())}},
            body,
            Framing::content_length};
}

Answer challenge_by_keystone(const std::string& challenge) {
    const std::string body = "Authentication required";
    return {401,
            {{"Date", http_date()},
             {"Server", "WSGIServer/0.2 CPython/3.11.2"},
             {"Content-Type", "text/html"},
             {"WWW-Authenticate", challenge},
             {"Content-Length", std::to_string(body.size())}},
            body,
            Framing::content_length};
}

}  // namespace fedcloud::testbed::ooi
