// Header lines and body of an HTTP answer as they come in, and dates in them.
#include "fuzz.hpp"
#include "http/receiver.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::fuzz {

// The lines up to an empty one are the header; the rest comes in pieces of its own lines.
void examine(std::string_view input) {
    constexpr std::size_t most = 4096;
    http::Receiver receiver(most);
    bool more = true;
    while (more && !input.empty() && !receiver.has_headers) {
        more = receiver.take_header(take_line(input));
    }
    while (more && !input.empty()) {
        const auto size = std::min(input.find('\n') + 1, input.size());
        more = receiver.take_body(input.substr(0, size == 0 ? input.size() : size));
        input.remove_prefix(size == 0 ? input.size() : size);
    }
    require(receiver.body.size() <= most, "no more is kept than was allowed");
    require(more == receiver.problem.empty(), "it is stopped for a reason, and only then");
    for (const auto& [name, value] : receiver.headers) {
        require(name.find(':') == std::string::npos, "a header's name ends at the colon");
        require(value.empty() || (value.back() != ' ' && value.back() != '\r'),
                "a header's value has no blanks at its ends");
        if (const auto time = plugin::parse_http_date(value)) {
            require(*time >= plugin::UtcTime{}, "dates are after 1970");
        }
    }
}

}  // namespace fedcloud::fuzz
