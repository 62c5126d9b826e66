// The answers of rOCCI-server 1.1 as HTTP: Rails' headers, chunked bodies, and its errors.
#include "rocci_answer.hpp"

#include "text.hpp"

namespace fedcloud::testbed::rocci {
namespace {

HeaderList rails_headers() {
    return {{"X-Frame-Options", "SAMEORIGIN"},
            {"X-XSS-Protection", "1; mode=block"},
            {"X-Content-Type-Options", "nosniff"},
            {"X-Download-Options", "noopen"},
            {"X-Permitted-Cross-Domain-Policies", "none"},
            {"Referrer-Policy", "strict-origin-when-cross-origin"}};
}

}  // namespace

Answer respond(int status, const std::string& type, const std::string& body,
               const HeaderList& own) {
    Answer answer{status, rails_headers(), body, Framing::chunked};
    auto& headers = answer.headers;
    headers.emplace_back("Content-Type", type + "; charset=utf-8");
    headers.insert(headers.end(), own.begin(), own.end());
    headers.emplace_back("Vary", "Accept");
    if (status < 300 && !body.empty()) {
        headers.emplace_back("ETag", "W/\"" + short_digest(body) + "\"");
        headers.emplace_back("Cache-Control", "max-age=0, private, must-revalidate");
    } else {
        headers.emplace_back("Cache-Control", "no-cache");
    }
    headers.emplace_back("X-Request-Id", new_uuid());
    headers.emplace_back("X-Runtime", "0.004217");
    headers.emplace_back("Transfer-Encoding", "chunked");
    return answer;
}

Answer rails_error(int status, const std::string& exception) {
    const auto body = "{\"status\":" + std::to_string(status) + ",\"error\":\"" +
                      reason_phrase(status) + "\",\"exception\":\"#\\u003c" + escape(exception) +
                      "\\u003e\",\"traces\":{\"Application Trace\":[],\"Framework Trace\":[],"
                      "\"Full Trace\":[]}}";
    return {status,
            {{"Content-Type", "application/json; charset=UTF-8"},
             {"X-Request-Id", new_uuid()},
             {"X-Runtime", "0.002935"},
             {"Content-Length", std::to_string(body.size())}},
            body,
            Framing::content_length};
}

Answer unknown_format() {
    return rails_error(406, "ActionController::UnknownFormat: ActionController::UnknownFormat");
}

Answer no_route(const Call& call) {
    auto path = call.path;
    if (path.size() > 1 && path.ends_with('/')) {
        path.pop_back();
    }
    return rails_error(404, "ActionController::RoutingError: No route matches [" + call.method +
                                "] \"" + path + "\"");
}

Answer as_html(const std::string& text) {
    auto safe = replace_all(replace_all(text, "&", "&amp;"), "<", "&lt;");
    return respond(200, html,
                   "<!DOCTYPE html>\n<html>\n<head>\n  <title>rOCCI-server</title>\n</head>\n"
                   "<body>\n<pre>" +
                       safe + "</pre>\n</body>\n</html>\n");
}

std::string lines(const std::string& name, const std::vector<std::string>& items) {
    std::vector<std::string> result;
    for (const auto& item : items) {
        result.push_back(name + ": " + item);
    }
    return join(result, "\n");
}

std::string dump(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Answer render_instance(const Call& call, const Instance& instance) {
    const auto type = negotiate(call.accept(), {plain, occi, json, "application/json", html});
    if (type.empty()) {
        return unknown_format();
    }
    if (type == json || type == "application/json") {
        return respond(200, json, dump({{"resources", Json::array({instance_json(instance)})}}));
    }
    std::vector<std::string> categories;
    for (const auto* category : instance.categories) {
        categories.push_back(short_category(*category));
    }
    const auto attributes = attribute_texts(instance);
    if (type == occi) {
        return respond(
            200, occi, "",
            {{"Category", join(categories, ",")}, {"X-OCCI-Attribute", join(attributes, ",")}});
    }
    const auto text = lines("Category", categories) + "\n" + lines("X-OCCI-Attribute", attributes);
    return type == html ? as_html(text) : respond(200, plain, text);
}

}  // namespace fedcloud::testbed::rocci
