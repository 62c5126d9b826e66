// How the control server reads requests and answers them.
#pragma once

#include <httplib.h>

#include <stdexcept>

#include "model.hpp"

namespace fedcloud::testbed {

inline void reply(httplib::Response& response, int status, const Json& content) {
    response.status = status;
    response.set_content(content.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n",
                         "application/json");
}

inline Json body_of(const httplib::Request& request) {
    auto body = Json::parse(request.body, nullptr, false);
    if (body.is_discarded()) {
        throw std::invalid_argument{"the body is not JSON"};
    }
    return body;
}

inline const Json done = {{"done", true}};

// What the action returns or throws, as an answer. It takes the request.
template <typename Action>
httplib::Server::Handler handler(Action action) {
    return [action](const httplib::Request& request, httplib::Response& response) {
        try {
            reply(response, 200, action(request));
        } catch (const std::out_of_range& error) {
            reply(response, 404, {{"error", error.what()}});
        } catch (const std::invalid_argument& error) {
            reply(response, 400, {{"error", error.what()}});
        } catch (const Json::exception& error) {
            reply(response, 400, {{"error", error.what()}});
        }
    };
}

}  // namespace fedcloud::testbed
