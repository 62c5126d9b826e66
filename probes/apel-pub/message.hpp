// Accounting records as a site sends them: the APEL cloud message. Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace fedcloud::apel {

struct Finding {
    std::size_t line = 0;  // from 1
    std::string field;     // empty: the structure
    std::string text;      // what is wrong, may quote the message, uncleaned
};

struct MessageReport {
    std::string version;  // "v0.4"; empty: no header that could be read
    std::size_t records = 0;
    // The repository refuses the whole message for most of these.
    std::vector<Finding> errors;
    // It takes them, and they are hardly what was meant.
    std::vector<Finding> warnings;
    bool is_cut_short = false;  // there are more findings than are kept
};

struct MessageQuestion {
    std::string site;  // that must have sent it; empty: whichever
    std::chrono::system_clock::time_point now;
};

// `APEL-cloud-message: v0.2` or `v0.4`, then records of `Key: value` lines, ended by `%%`; the last
// `%%` may be missing. What the format and the repository's loader demand is an error: known keys,
// VMUUID and SiteName, whole numbers, numbers and epoch seconds where the database has them
// (apel/apel db/records/record.py, cloud.py, loader/record_factory.py).
MessageReport check_message(std::string_view message, const MessageQuestion& question);

}  // namespace fedcloud::apel
