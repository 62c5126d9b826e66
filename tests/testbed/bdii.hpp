// One simulated BDII: a directory that is asked by LDAP.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "bdii_log.hpp"
#include "faults.hpp"
#include "ldap_message.hpp"
#include "listener.hpp"
#include "options.hpp"
#include "shared_settings.hpp"

namespace fedcloud::testbed {

class Bdii {
  public:
    // Listens as soon as it exists. Throws std::runtime_error.
    explicit Bdii(const BdiiOptions& options);

    const std::string& name() const { return options_.name; }
    std::uint16_t port() const { return listener_->port(); }

    // For the start-up line and the control API.
    Json summary() const;
    Json description();  // the summary with settings and counters
    BdiiLog& log() { return log_; }

    // All throw std::invalid_argument; then nothing has changed.
    void change_settings(const Json& changes);
    Json add_fault(const Json& description);
    Json replace_entries(const Json& description);  // {"ldif": …}

    void clear_faults();
    void restore_entries();  // its own tree

  private:
    void serve(Connection& connection);
    void handle(Connection& connection, const ldap::Request& request);
    void show_fault(Connection& connection, const Fault& fault, const ldap::Reply& reply,
                    std::uint64_t number);
    void send(Connection& connection, const ldap::Reply& reply, std::uint64_t number);
    ldap::Reply reply_to(const ldap::Request& request, const BdiiSettings& settings);
    ldap::Reply search(const ldap::Request& request, const BdiiSettings& settings);
    std::shared_ptr<const ldap::Directory> directory();

    ServerOptions options_;
    SharedSettings<BdiiSettings> settings_;
    BdiiLog log_;
    FaultPlan faults_;

    std::mutex mutex_;
    std::shared_ptr<const ldap::Directory> own_;
    Clock::time_point made_;                           // own_
    std::shared_ptr<const ldap::Directory> replaced_;  // by the control API; instead of own_
    std::unique_ptr<Listener> listener_;               // the last one: it calls into all the others
};

}  // namespace fedcloud::testbed
