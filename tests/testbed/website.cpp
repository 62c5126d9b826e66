// What a web server of the federation serves that is no cloud: Perun, accounting or image lists.
#include "website.hpp"

#include "encoding.hpp"

namespace fedcloud::testbed {
namespace {

// A plus sign in a path is one; only form encoding makes it a blank.
std::string decode_segment(const std::string& text) {
    return decode_form(replace_all(text, "+", "%2B"));
}

}  // namespace

Answer ApacheForm::error(const Call&, int status, const std::string& message) const {
    return apache_error(status, message);
}

Answer ApacheForm::with_body(int status, const std::string& type, const std::string& body) const {
    return respond(status, type, body);
}

Answer respond(int status, const std::string& type, const std::string& body) {
    return {
        status, {{"Content-Type", type}, {"Content-Length", std::to_string(body.size())}}, body};
}

Answer apache_error(int status, const std::string& message) {
    const auto phrase = reason_phrase(status);
    return respond(status, "text/html; charset=iso-8859-1",
                   "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head>\n<title>" +
                       std::to_string(status) + " " + phrase + "</title>\n</head><body>\n<h1>" +
                       phrase + "</h1>\n<p>" + escape_html(message) + "</p>\n</body></html>\n");
}

Answer ask_for_password(const std::string& realm) {
    auto answer = apache_error(401, "This server could not verify that you are authorized.");
    answer.headers.emplace_back("WWW-Authenticate", "Basic realm=\"" + realm + "\"");
    return answer;
}

bool has_basic_credentials(const Call& call, const std::string& user, const std::string& password) {
    constexpr std::string_view scheme = "basic ";
    const auto value = header_value(call.headers, "Authorization");
    return equal_ignoring_case(value.substr(0, scheme.size()), scheme) &&
           decode_base64(trim(value.substr(scheme.size()))) == user + ":" + password;
}

std::vector<std::string> path_segments(const std::string& path) {
    std::vector<std::string> segments;
    for (std::size_t at = 0; at < path.size();) {
        const auto end = path.find('/', at + 1);
        segments.push_back(decode_segment(path.substr(at + 1, end - at - 1)));
        at = end;
    }
    return segments;
}

std::string escape_html(const std::string& text) {
    return replace_all(replace_all(replace_all(text, "&", "&amp;"), "<", "&lt;"), ">", "&gt;");
}

}  // namespace fedcloud::testbed
