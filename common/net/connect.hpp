// A TCP connection to whichever address of a host answers first.
#pragma once

#include <string>
#include <vector>

#include "net/resolve.hpp"
#include "plugin/deadline.hpp"
#include "plugin/expected.hpp"
#include "plugin/file_descriptor.hpp"

namespace fedcloud::net {

using Socket = plugin::FileDescriptor;

enum class ConnectFailure {
    refused,
    unreachable,  // a router said so
    timed_out,
    local,  // this host has no route, no such address family, no free descriptor
    interrupted,
};

// What became of one address.
struct Attempt {
    Address address;
    ConnectFailure failure = ConnectFailure::timed_out;
    int error = 0;  // errno; 0 when it timed out
};

struct ConnectError {
    // The kind of all attempts together: refused if one was, since then a host answered; else
    // timed out, else unreachable; local only if nothing but this host was in the way.
    ConnectFailure kind = ConnectFailure::timed_out;
    std::vector<Attempt> attempts;

    std::string message() const;  // "192.0.2.1:443 refused the connection, [2001:db8::1]:443 …"
};

struct Connection {
    Socket socket;
    Address address;
    std::vector<Attempt> failed;  // addresses that were tried in vain before
};

// Tries the addresses in their order, the next one when one has failed or has not answered for
// 250 ms, and keeps the first that connects (RFC 8305 section 5).
Expected<Connection, ConnectError> connect(const std::vector<Address>& addresses,
                                           const plugin::Until& until);

}  // namespace fedcloud::net
