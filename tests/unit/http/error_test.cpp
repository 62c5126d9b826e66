// Whose fault a failed request is.
#include "http/error.hpp"

#include <gtest/gtest.h>

namespace fedcloud::http {
namespace {

TEST(Blame, OfEveryKind) {
    const std::vector<std::pair<ErrorKind, plugin::State>> table{
        {ErrorKind::name_not_found, plugin::State::critical},
        {ErrorKind::resolver_failed, plugin::State::unknown},
        {ErrorKind::refused, plugin::State::critical},
        {ErrorKind::unreachable, plugin::State::critical},
        {ErrorKind::no_route, plugin::State::unknown},
        {ErrorKind::timed_out, plugin::State::critical},
        {ErrorKind::connection_lost, plugin::State::critical},
        {ErrorKind::untrusted, plugin::State::critical},
        {ErrorKind::wrong_name, plugin::State::critical},
        {ErrorKind::expired, plugin::State::critical},
        {ErrorKind::certificate_other, plugin::State::critical},
        {ErrorKind::our_certificate, plugin::State::unknown},
        {ErrorKind::our_certificate_rejected, plugin::State::critical},
        {ErrorKind::tls_failed, plugin::State::critical},
        {ErrorKind::too_large, plugin::State::critical},
        {ErrorKind::malformed, plugin::State::critical},
        {ErrorKind::local, plugin::State::unknown},
        {ErrorKind::interrupted, plugin::State::unknown},
    };
    for (const auto& [kind, state] : table) {
        EXPECT_EQ(plugin::state_of(to_fault({kind, "text"}), plugin::State::critical), state);
    }
    EXPECT_EQ(plugin::state_of(to_fault({ErrorKind::timed_out, ""}), plugin::State::warning),
              plugin::State::warning);
    EXPECT_TRUE(to_fault({ErrorKind::interrupted, ""}).interrupted);
}

}  // namespace
}  // namespace fedcloud::http
