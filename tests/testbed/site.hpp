// One simulated cloud site: its listener, its machines, its faults and its log.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "dialect.hpp"
#include "faults.hpp"
#include "http_message.hpp"
#include "listener.hpp"
#include "machine_store.hpp"
#include "options.hpp"
#include "pki.hpp"
#include "request_log.hpp"
#include "tls_context.hpp"

namespace fedcloud::testbed {

class Site {
  public:
    // Listens as soon as it exists. Throws std::runtime_error.
    Site(const SiteOptions& options, const Pki& pki);

    const std::string& name() const { return options_.name; }
    Json summary() const;  // of the start-up line
    Json description();    // with settings and counters
    RequestLog& log() { return log_; }

    Json machines();
    Json add_foreign(const Json& description);
    void forget_machines() { machines_.forget_all(); }
    void change_settings(const Json& changes);

    // Both throw std::invalid_argument where the description is wrong.
    Json add_fault(const Json& description);
    void clear_faults();

  private:
    void serve(Connection& connection);
    void serve_garbage(Connection& connection);
    void handle(Connection& connection, const HttpRequest& request);
    void show_fault(Connection& connection, const Fault& fault, const Call& call,
                    std::uint64_t number);
    void send(Connection& connection, const HttpRequest& request, const Answer& answer,
              std::uint64_t number);
    Call call_of(const HttpRequest& request) const;
    bool below_prefix(const HttpRequest& request) const;
    Answer answer(const Call& call);
    std::string challenge();
    bool authorized(const Call& call) const;
    Settings settings();
    void refuse();

    SiteOptions options_;
    std::unique_ptr<Dialect> dialect_;
    TlsContext tls_;
    MachineStore machines_;
    RequestLog log_;
    FaultPlan faults_;
    std::mutex settings_mutex_;
    Settings settings_;
    std::unique_ptr<Listener> listener_;  // the last one: it calls into all the others
};

}  // namespace fedcloud::testbed
