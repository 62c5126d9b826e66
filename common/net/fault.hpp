// Whose fault it is that no connection came about.
#pragma once

#include "net/connect.hpp"
#include "net/resolve.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::net {

// No such name: the service's fault; a resolver that does not answer: ours.
plugin::Fault fault_of(const LookupError& error);
// `waited` is told when the time was up.
plugin::Fault fault_of(const ConnectError& error, plugin::Duration waited);

}  // namespace fedcloud::net
