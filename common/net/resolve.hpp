// Name look-up under a deadline.
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <string>
#include <vector>

#include "plugin/common_options.hpp"
#include "plugin/deadline.hpp"
#include "plugin/expected.hpp"

namespace fedcloud::net {

// One address that a connection can be tried to.
struct Address {
    sockaddr_storage storage{};
    socklen_t length = 0;

    int family() const { return storage.ss_family; }
    std::string ip() const;         // "192.0.2.1", "2001:db8::1"
    std::string to_string() const;  // "192.0.2.1:443", "[2001:db8::1]:443"
};

struct LookupError {
    enum class Kind {
        no_such_name,  // the name, or an address of the wanted family, does not exist
        no_answer,     // the resolver failed
        timed_out,     // the resolver did not answer in time
        interrupted,
    };
    Kind kind;
    std::string text;  // one sentence
};

// All addresses of `host`, in the order in which they should be tried (RFC 6724). getaddrinfo(3)
// knows no deadline, so it runs in a thread that is left behind when the time is up; an address
// given in figures needs neither.
Expected<std::vector<Address>, LookupError> look_up(const std::string& host, std::uint16_t port,
                                                    plugin::AddressFamily family,
                                                    const plugin::Until& until);

}  // namespace fedcloud::net
