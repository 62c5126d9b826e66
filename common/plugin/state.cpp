#include "plugin/state.hpp"

namespace fedcloud::plugin {
namespace {

int severity(State state) {
    switch (state) {
        case State::ok:
            return 0;
        case State::warning:
            return 1;
        case State::unknown:
            return 2;
        case State::critical:
            return 3;
    }
    return 2;
}

}  // namespace

State worst(State a, State b) {
    return severity(a) < severity(b) ? b : a;
}

std::string_view to_string(State state) {
    switch (state) {
        case State::ok:
            return "OK";
        case State::warning:
            return "WARNING";
        case State::critical:
            return "CRITICAL";
        case State::unknown:
            return "UNKNOWN";
    }
    return "UNKNOWN";
}

int exit_status(State state) {
    return static_cast<int>(state);
}

}  // namespace fedcloud::plugin
