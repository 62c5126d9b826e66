// The order of severity.
#include "plugin/state.hpp"

#include <gtest/gtest.h>

#include <array>

namespace fedcloud::plugin {
namespace {

TEST(State, WorstOfEveryPair) {
    const std::array<State, 4> order{State::ok, State::warning, State::unknown, State::critical};
    for (std::size_t i = 0; i < order.size(); ++i) {
        for (std::size_t k = 0; k < order.size(); ++k) {
            EXPECT_EQ(worst(order[i], order[k]), order[std::max(i, k)]);
        }
    }
}

TEST(State, ExitStatus) {
    EXPECT_EQ(exit_status(State::ok), 0);
    EXPECT_EQ(exit_status(State::warning), 1);
    EXPECT_EQ(exit_status(State::critical), 2);
    EXPECT_EQ(exit_status(State::unknown), 3);
    EXPECT_EQ(to_string(State::unknown), "UNKNOWN");
}

}  // namespace
}  // namespace fedcloud::plugin
