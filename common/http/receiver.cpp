#include "http/receiver.hpp"

#include <fmt/format.h>

namespace fedcloud::http {
namespace {

// A query interface in text/occi of a site with hundreds of images stays below this.
constexpr std::size_t max_header_bytes = 1U << 20U;
constexpr std::size_t max_header_lines = 4096;

std::string_view trim(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    return first == std::string_view::npos
               ? std::string_view{}
               : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace

// An interim answer (100 Continue) is followed by the real one; its bytes still count.
void Receiver::start_again() {
    headers.clear();
    body.clear();
    has_headers = false;
}

bool Receiver::take_header(std::string_view line) {
    if (header_bytes_ == 0) {
        begun_ = plugin::Clock::now();
    }
    header_bytes_ += line.size();
    if (header_bytes_ > max_header_bytes || headers.size() >= max_header_lines) {
        problem = fmt::format("the answer has more than {} KiB or {} lines of headers",
                              max_header_bytes >> 10U, max_header_lines);
        return false;
    }
    if (line.substr(0, 5) == "HTTP/") {
        start_again();
        return true;
    }
    const auto content = trim(line);
    if (content.empty()) {
        has_headers = true;
        return true;
    }
    const auto colon = content.find(':');
    if (colon != std::string_view::npos) {
        headers.emplace_back(trim(content.substr(0, colon)), trim(content.substr(colon + 1)));
    }
    return true;
}

bool Receiver::take_body(std::string_view bytes) {
    if (bytes.size() > max_body_ - body.size()) {
        problem = fmt::format("the answer is larger than {} KiB", max_body_ >> 10U);
        return false;
    }
    body += bytes;
    return true;
}

}  // namespace fedcloud::http
