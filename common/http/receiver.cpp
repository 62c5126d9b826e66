#include "http/receiver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "plugin/text.hpp"

namespace fedcloud::http {
namespace {

// A query interface in text/occi of a site with hundreds of images stays below this.
constexpr std::size_t max_header_bytes = 1U << 20U;
constexpr std::size_t max_header_lines = 4096;

}  // namespace

// An interim answer (100 Continue) is followed by the real one; its bytes still count.
void Receiver::start_again(std::string_view status_line) {
    is_success_ =
        status_line.substr(std::min(status_line.find(' '), status_line.size()), 2) == " 2";
    headers.clear();
    body.clear();
    has_headers = false;
}

bool Receiver::refuse_size() {
    problem = fmt::format("the answer is larger than {} KiB", max_body_ >> 10U);
    return false;
}

// What announces itself as too large need not be waited for.
bool Receiver::declares_too_much() const {
    const auto found = std::find_if(headers.begin(), headers.end(), [](const auto& header) {
        return plugin::equal_ignoring_case(header.first, "Content-Length");
    });
    std::size_t length = 0;
    if (found == headers.end()) {
        return false;
    }
    const auto& text = found->second;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    const bool is_number = end == text.data() + text.size() && !text.empty();
    return is_number && (error == std::errc::result_out_of_range || length > max_body_);
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
        start_again(line);
        return true;
    }
    const auto content = plugin::trim(line);
    if (content.empty()) {
        has_headers = true;
        return !declares_too_much() || refuse_size();
    }
    const auto colon = content.find(':');
    if (colon != std::string_view::npos) {
        headers.emplace_back(plugin::trim(content.substr(0, colon)),
                             plugin::trim(content.substr(colon + 1)));
    }
    return true;
}

bool Receiver::take_body(std::string_view bytes) {
    if (bytes.size() > max_body_ - body.size()) {
        return refuse_size();
    }
    if (body.empty() && is_success_ && judge_beginning_ && !bytes.empty()) {
        problem = judge_beginning_(bytes);
        if (!problem.empty()) {
            return false;
        }
    }
    body += bytes;
    return true;
}

}  // namespace fedcloud::http
