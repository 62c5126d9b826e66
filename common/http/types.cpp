#include "http/types.hpp"

#include "plugin/text.hpp"

namespace fedcloud::http {

std::string_view to_string(Method method) {
    switch (method) {
        case Method::get:
            return "GET";
        case Method::head:
            return "HEAD";
        case Method::post:
            return "POST";
        case Method::put:
            return "PUT";
        case Method::del:
            return "DELETE";
    }
    return "GET";
}

const std::string* Response::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (plugin::equal_ignoring_case(key, name)) {
            return &value;
        }
    }
    return nullptr;
}

}  // namespace fedcloud::http
