// Pages that a test puts in the place of what a web server would answer.
#include "pages.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "encoding.hpp"
#include "setting_values.hpp"
#include "website.hpp"

namespace fedcloud::testbed {
namespace {

void require_known_names(const Json& description) {
    static constexpr std::array<std::string_view, 6> names{"path", "status",      "type",
                                                           "body", "body_base64", "headers"};
    require_object(description);
    for (const auto& [name, value] : description.items()) {
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            throw std::invalid_argument{"no field of a page is called " + name};
        }
    }
}

std::string read_body(const Json& description) {
    if (!description.contains("body_base64")) {
        return read_text("body", description.value("body", Json("")));
    }
    const auto text = read_text("body_base64", description["body_base64"]);
    const auto bytes = text.empty() ? text : decode_base64(text);
    if (!bytes || description.contains("body")) {
        throw std::invalid_argument{"body_base64 is base64 without line ends, and instead of body"};
    }
    return *bytes;
}

int read_status(const Json& description) {
    const auto status = read_count("status", description.value("status", Json(200U)), 599);
    if (status < 100) {
        throw std::invalid_argument{"status is not a number from 100 to 599"};
    }
    return static_cast<int>(status);
}

// The headers that are given take the place of those that are there.
void set_headers(Answer& answer, const Json& headers) {
    require_object(headers);
    for (const auto& [name, value] : headers.items()) {
        std::erase_if(answer.headers, [&name = name](const auto& header) {
            return equal_ignoring_case(header.first, name);
        });
        answer.headers.emplace_back(name, read_text(name, value));
    }
}

}  // namespace

void Pages::put(const Json& description) {
    require_known_names(description);
    const auto path = read_text("path", description.value("path", Json("")));
    if (!path.starts_with('/')) {
        throw std::invalid_argument{"the path of a page begins with a slash"};
    }
    auto page = respond(read_status(description),
                        read_text("type", description.value("type", Json("text/html"))),
                        read_body(description));
    set_headers(page, description.value("headers", Json::object()));
    const std::lock_guard lock{mutex_};
    pages_[path] = page;
}

void Pages::clear() {
    const std::lock_guard lock{mutex_};
    pages_.clear();
}

std::optional<Answer> Pages::find(const Call& call) {
    const std::lock_guard lock{mutex_};
    auto found = pages_.find(call.path + "?" + call.query);
    if (found == pages_.end()) {
        found = pages_.find(call.path);
    }
    return found != pages_.end() ? std::optional{found->second} : std::nullopt;
}

}  // namespace fedcloud::testbed
