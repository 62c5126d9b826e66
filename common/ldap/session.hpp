// The protocol side of a connection: libldap on a socket that never blocks.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "ldap/connection.hpp"
#include "ldap/gate.hpp"
#include "ldap/handle.hpp"

namespace fedcloud::ldap {

// libldap does the protocol, but none of the waiting: with its own time-outs it blocks as soon as a
// server has sent a part of a message. The socket does not block, ldap_result(3) is only ever asked
// for what is there already and has passed the gate, and poll(2) knows the deadline and signals.
class Connection::Session {
  public:
    Session(Handle handle, int fd, std::string server, const Limits& limits)
        : handle_(std::move(handle)), fd_(fd), server_(std::move(server)), limits_(limits) {}

    // Before anything else; false if libldap refuses an option.
    bool set_up();
    plugin::Checked<Answer> search(const Search& search, const plugin::Until& until);
    const std::string& server() const { return server_; }

  private:
    plugin::Checked<int> send(const Search& search);
    plugin::Checked<void> wait(const plugin::Until& until);
    plugin::Checked<Message> next(const plugin::Until& until);
    // True when the answer is complete.
    plugin::Checked<bool> take(LDAPMessage* message, int id, Answer& answer);
    plugin::Checked<void> take_entry(LDAPMessage* message, Answer& answer);
    plugin::Fault too_late() const;
    plugin::Fault lost(int error) const;
    plugin::Fault no_ldap(std::string_view what) const;
    plugin::Fault notice(LDAPMessage* message) const;

    Gate gate_;  // outlives handle_
    Handle handle_;
    int fd_;  // handle_ closes it
    std::string server_;
    Limits limits_;
    std::size_t bytes_ = 0;            // of the answer that is being read
    bool between_ = true;              // no part of a message has been read
    bool usable_ = true;               // nothing has gone wrong yet
    plugin::Clock::time_point asked_;  // when the search was sent
};

}  // namespace fedcloud::ldap
