// What Perun's answer means. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "answer.hpp"
#include "plugin/fault.hpp"
#include "plugin/threshold.hpp"

namespace fedcloud::perun {

struct Question {
    std::string source;  // URL that was asked
    int http_status = 200;
    plugin::Thresholds lag;                       // messages
    std::chrono::system_clock::time_point asked;  // when
};

struct Verdict {
    std::optional<plugin::Fault> fault;  // nothing: all is well
    std::string text{};                  // then
    std::vector<std::string> details{};  // for -v: versions, consumers, the server's clock
    std::optional<double> lag{};         // of the slowest consumer
    std::optional<double> consumers{};
    std::optional<double> last_message{};
};

// A status in which a consumer's number, or the last message's, is none is at least degraded: what
// cannot be read may be the slowest.
//
// Perun's own error is read by its name: an exception about privileges means that it is alive and
// that we have no role in it, which is ours to mend.
Verdict judge(const Answer& answer, const Question& question);

// What an answer of the front end means that is neither a success nor from Perun; 401 and 403 are
// the session's matter. `location`: where a redirect leads to. `default_url`: nobody has
// chosen another one.
plugin::Fault explain_status(int status, const std::string& url, const std::string& title,
                             const std::string& location, bool default_url);

}  // namespace fedcloud::perun
