// Which faults a server shows, and at which of its requests.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "call.hpp"
#include "connection.hpp"
#include "http_message.hpp"
#include "model.hpp"

namespace fedcloud::testbed {

// At a request instead of or together with its answer; in place of the TLS handshake; or by
// nobody listening at all.
enum class FaultPlace { request, handshake, listener };

// What the request log shows as the status of a request that met the fault.
enum class LoggedStatus { none, of_answer, of_fault, redirect };

struct FaultScene;

struct FaultType {
    std::string_view name;
    FaultPlace place = FaultPlace::request;
    bool takes_effect = false;  // the request does what it asks for, all the same
    LoggedStatus logged = LoggedStatus::none;
    void (*act)(const FaultScene&) = nullptr;
    std::uint64_t default_times = 1;
};

struct Fault {
    const FaultType* type = nullptr;
    std::uint64_t at = 0;     // the number of the first request
    std::uint64_t times = 1;  // 0: for ever
    int code = 500;
    std::uint64_t bytes = 1'000'000'000;
    std::uint64_t count = 10'000'000;
    double bytes_per_second = 5.0;
    std::string to;

    bool covers(std::uint64_t number) const {
        return number >= at && (times == 0 || number - at < times);
    }
};

// Everything that a fault at a request needs to act.
struct FaultScene {
    Connection& connection;
    const Fault& fault;
    const Call& call;
    const AnswerForm& form;
    Answer answer;        // the right one, or a stand-in when the request has no effect
    Answer unauthorized;  // a 401
};

// Those of an HTTP server.
std::span<const FaultType> http_fault_types();

int logged_status(const Fault& fault, const Answer& answer);

// Throws std::invalid_argument. `next` is the number that the next request will have; what is not
// described is as in `otherwise`.
Fault read_fault(const Json& description, std::uint64_t next,
                 std::span<const FaultType> types = http_fault_types(), Fault otherwise = {});

class FaultPlan {
  public:
    void add(const Fault& fault);
    void clear();

    std::optional<Fault> at_request(std::uint64_t number);

    // Whether a connection that will carry this request meets garbage; each one uses up a turn.
    bool take_handshake_fault(std::uint64_t number);

    // Whether this request can only come over a new connection, which will fail.
    bool breaks_connections_before(std::uint64_t number);
    bool refuses(std::uint64_t number);

  private:
    std::mutex mutex_;
    std::vector<Fault> faults_;
};

}  // namespace fedcloud::testbed
