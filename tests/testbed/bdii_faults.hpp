// What each fault of a BDII does to the client.
#pragma once

#include <span>

#include "connection.hpp"
#include "faults.hpp"
#include "ldap_message.hpp"

namespace fedcloud::testbed {

std::span<const FaultType> bdii_fault_types();

// What the numbers of a fault are where they are not told.
Fault bdii_fault_defaults();

// In the place of the right reply, and with it.
void show_bdii_fault(Connection& connection, const Fault& fault, const ldap::Reply& reply);

}  // namespace fedcloud::testbed
