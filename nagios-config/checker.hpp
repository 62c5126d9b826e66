// Runs a scheduler's own checker: without a shell, for a limited time, its output kept.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "plugin/expected.hpp"

namespace fedcloud::config {

struct CheckerOutcome {
    bool passed = false;  // it ended by itself, with status 0
    std::string how;      // "ended with status 1", "was still at work after 300 s and was killed"
    std::string output;   // standard output and standard error; of a long one, the end
};

// `command`: the program with its path, and its arguments. The error: it could not be started.
Expected<CheckerOutcome, std::string> run_checker(const std::vector<std::string>& command,
                                                  std::chrono::seconds timeout);

// The first of these programs that is there, in the folders of PATH, /usr/sbin and /usr/local/sbin;
// empty: none.
std::string installed_checker(const std::vector<std::string>& names);

// The lines that tell an administrator what is wrong: those that hold one of `words`, the first 20,
// or else the last 20; cleaned, indented.
std::string telling_lines(const std::string& output, const std::vector<std::string>& words);

}  // namespace fedcloud::config
