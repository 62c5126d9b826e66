// The HTTP server of one participant: its listener, its TLS, its faults and its log.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "faults.hpp"
#include "http_message.hpp"
#include "listener.hpp"
#include "participant.hpp"
#include "pki.hpp"
#include "request_log.hpp"
#include "tls_context.hpp"

namespace fedcloud::testbed {

// What the servers of all kinds are told on the command line.
struct ServerOptions {
    std::string name;
    std::optional<ServerCertificate> tls;
    ClientCertificate client_certificate = ClientCertificate::none;
    std::string prefix;      // empty, or with a slash before it and none after it
    std::uint16_t port = 0;  // 0: any
};

class Server {
  public:
    // Listens as soon as it exists, and calls the participant from then on until it is destroyed.
    // Throws std::runtime_error.
    Server(const ServerOptions& options, const Pki& pki, Participant& participant);

    const std::string& name() const { return options_.name; }
    const std::string& prefix() const { return options_.prefix; }
    std::uint16_t port() const { return listener_->port(); }
    std::string url() const;  // with the prefix, without a slash at the end
    RequestLog& log() { return log_; }

    // The summary with the settings given, and with the counters.
    Json describe(Json summary, Json settings);

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
    Call call_of(const Connection& connection, const HttpRequest& request) const;
    bool below_prefix(const HttpRequest& request) const;
    void refuse();

    ServerOptions options_;
    Participant& participant_;
    TlsContext tls_;
    RequestLog log_;
    FaultPlan faults_;
    std::unique_ptr<Listener> listener_;  // the last one: it calls into all the others
};

}  // namespace fedcloud::testbed
