// What a scheduler would see of a run.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "process.hpp"

namespace fedcloud::test {

// State and words of the first line, and nothing on standard error.
inline void expect_line(const Outcome& outcome, int status, const std::string& words) {
    EXPECT_EQ(outcome.status, status) << outcome.out;
    EXPECT_NE(outcome.first_line().find(words), std::string::npos)
        << "does not say '" << words << "': " << outcome.out;
    EXPECT_EQ(outcome.err, "");
}

}  // namespace fedcloud::test
