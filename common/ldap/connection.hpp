// Anonymous LDAPv3 searches over one TCP connection, under a deadline.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "ldap/entry.hpp"
#include "net/connect.hpp"
#include "plugin/common_options.hpp"
#include "plugin/deadline.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::ldap {

// What a server may send; more than that ends the search.
struct Limits {
    std::size_t entries = 50000;                 // of one search
    std::size_t bytes = std::size_t{32} << 20U;  // of one search, as they are kept in memory
    std::size_t message = std::size_t{4} << 20U;
};

class Connection {
  public:
    // Takes a connected, non-blocking socket; nothing is sent. `server` names it in texts.
    static plugin::Checked<Connection> adopt(net::Socket socket, std::string server,
                                             const plugin::Until& until, const Limits& limits = {});
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    ~Connection();

    // Whatever the server answers is an Answer, also noSuchObject. A fault: it closed the
    // connection, sent what is no LDAP, more than the limits allow, or nothing in time. After one
    // the connection is of no more use.
    // No bind comes before: a session is anonymous until there is one (RFC 4511 section 4.2).
    plugin::Checked<Answer> search(const Search& search, const plugin::Until& until);

    const std::string& server() const;  // "192.0.2.1:2170"

  private:
    class Session;
    explicit Connection(std::unique_ptr<Session> session);

    std::unique_ptr<Session> session_;
};

// Looks `host` up, connects and adopts the socket. `failed`, if given, takes the addresses that
// were tried in vain before.
plugin::Checked<Connection> connect(const std::string& host, std::uint16_t port,
                                    plugin::AddressFamily family, const plugin::Until& until,
                                    std::vector<net::Attempt>* failed = nullptr);

}  // namespace fedcloud::ldap
