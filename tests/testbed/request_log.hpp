// The requests that a server received since the last reset, and its counters.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>

#include "call.hpp"
#include "http_message.hpp"
#include "model.hpp"

namespace fedcloud::testbed {

class RequestLog {
  public:
    // Returns the request's number, which begins with 1. Its status is 0 until it is answered.
    std::uint64_t add(const HttpRequest& request, std::uint64_t connection,
                      const std::optional<ClientIdentity>& client);
    void set_status(std::uint64_t number, int status);
    std::uint64_t next_number();

    void count_connection();
    void count_handshake();
    void count_collection_delete();

    // Forgets the requests, numbers from 1 again and sets the counters to 0.
    void reset();

    Json requests();
    Json counters();

  private:
    struct Entry {
        std::uint64_t number = 0;
        HttpRequest request;
        std::uint64_t connection = 0;
        std::optional<ClientIdentity> client;
        int status = 0;
    };

    std::mutex mutex_;
    std::deque<Entry> entries_;
    std::uint64_t requests_ = 0;
    std::uint64_t connections_ = 0;
    std::uint64_t handshakes_ = 0;
    std::uint64_t collection_deletes_ = 0;
};

}  // namespace fedcloud::testbed
