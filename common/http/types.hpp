// What goes out and what comes back.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/url.hpp"
#include "plugin/deadline.hpp"

namespace fedcloud::http {

enum class Method { get, head, post, put, del };

std::string_view to_string(Method method);

// Name and value; names in any case, repeated ones stay apart.
using Headers = std::vector<std::pair<std::string, std::string>>;

enum class Redirects {
    none,         // a 3xx is an answer like any other
    same_origin,  // GET and HEAD only, 3 at most, never to another scheme, host or port
};

// Why what begins so is not wanted; empty if it is.
using JudgeBeginning = std::function<std::string(std::string_view beginning)>;

struct Request {
    Method method = Method::get;
    net::Url url;
    Headers headers{};
    std::string body{};
    std::size_t max_body = 8U << 20U;  // bytes of the answer; more is an error
    Redirects redirects = Redirects::none;
    // Its body and its answer's carry secrets (a log-in): -vvv shows neither.
    bool confidential = false;
    // A POST that does no harm if the server gets it twice (a log-in): it may be sent again when a
    // kept-alive connection turns out to be dead. uwsgi closes them without a word.
    bool repeatable = false;
    // Asked once, of the first bytes of a successful answer's body, be they few or many: a page of
    // 50 MB that is not what was asked for then takes no memory. May be empty.
    JudgeBeginning judge_beginning{};
};

// How long each phase took. Look-up, connect and tls are zero when a connection was used again.
struct Timing {
    plugin::Duration lookup{};
    plugin::Duration connect{};     // TCP alone
    plugin::Duration tls{};         // handshake alone
    plugin::Duration first_byte{};  // from the request's beginning
    plugin::Duration total{};
};

struct Response {
    int status = 0;
    Headers headers;
    std::string body;
    Timing timing;
    net::Url url;  // where the answer came from, after redirects
    // A kept-alive connection was gone when the request went out, and libcurl sent it over a new
    // one: the server may have had it twice.
    bool maybe_repeated = false;

    bool is_success() const { return status >= 200 && status < 300; }
    // Value of the first header of that name, nullptr if there is none.
    const std::string* header(std::string_view name) const;
};

}  // namespace fedcloud::http
