// Takes an answer in as it comes, and stops it when it grows too large.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "http/types.hpp"

namespace fedcloud::http {

class Receiver {
  public:
    explicit Receiver(std::size_t max_body, JudgeBeginning judge_beginning = {})
        : max_body_(max_body), judge_beginning_(std::move(judge_beginning)) {}

    // False: no more of it. A header line comes whole, with its line end (libcurl's promise).
    bool take_header(std::string_view line);
    bool take_body(std::string_view bytes);

    bool has_begun() const { return header_bytes_ > 0; }
    // When the first byte came; meaningless before.
    plugin::Clock::time_point begun() const { return begun_; }

    Headers headers;
    std::string body;
    std::string problem;       // why it was stopped, empty if it was not
    bool has_headers = false;  // the header part of the final answer is complete

  private:
    void start_again(std::string_view status_line);
    bool refuse_size();
    bool declares_too_much() const;

    std::size_t max_body_;
    JudgeBeginning judge_beginning_;
    bool is_success_ = false;
    std::size_t header_bytes_ = 0;
    plugin::Clock::time_point begun_{};
};

}  // namespace fedcloud::http
