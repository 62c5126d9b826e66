#include "plugin/fault.hpp"

namespace fedcloud::plugin {

State state_of(const Fault& fault, State timeout_state) {
    if (fault.timed_out) {
        return timeout_state;
    }
    switch (fault.blame) {
        case Blame::ours:
            return State::unknown;
        case Blame::service:
            return State::critical;
        case Blame::degraded:
            return State::warning;
    }
    return State::unknown;
}

}  // namespace fedcloud::plugin
