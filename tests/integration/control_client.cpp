#include "control_client.hpp"

#include <httplib.h>

#include <stdexcept>

namespace fedcloud::test {

nlohmann::json control_call(const std::string& base, const std::string& method,
                            const std::string& path, const nlohmann::json& body) {
    httplib::Client client(base);
    client.set_tcp_nodelay(true);
    httplib::Request request;
    request.method = method;
    request.path = path;
    if (!body.is_null()) {
        request.body = body.dump();
        request.headers.emplace("Content-Type", "application/json");
    }
    const auto result = client.send(request);
    if (!result || result->status / 100 != 2) {
        throw std::runtime_error("control " + method + ' ' + path + ": " +
                                 (result ? std::to_string(result->status) + ' ' + result->body
                                         : httplib::to_string(result.error())));
    }
    return result->body.empty() ? nlohmann::json() : nlohmann::json::parse(result->body);
}

}  // namespace fedcloud::test
