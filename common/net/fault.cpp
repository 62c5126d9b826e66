#include "net/fault.hpp"

#include <fmt/format.h>

#include "plugin/number.hpp"

namespace fedcloud::net {

using plugin::Fault;

Fault fault_of(const LookupError& error) {
    using Kind = LookupError::Kind;
    switch (error.kind) {
        case Kind::no_such_name:
            return Fault::service(error.text);
        case Kind::interrupted:
            return Fault::by_signal();
        case Kind::no_answer:
        case Kind::timed_out:
            break;
    }
    return Fault::ours(error.text);
}

Fault fault_of(const ConnectError& error, plugin::Duration waited) {
    switch (error.kind) {
        case ConnectFailure::interrupted:
            return Fault::by_signal();
        case ConnectFailure::timed_out:
            return Fault::too_late(fmt::format("timed out after {}s: {}",
                                               plugin::format_seconds(waited), error.message()));
        case ConnectFailure::local:
            return Fault::ours(error.message());
        case ConnectFailure::refused:
        case ConnectFailure::unreachable:
            break;
    }
    return Fault::service(error.message());
}

}  // namespace fedcloud::net
