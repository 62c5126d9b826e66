// The requests that a BDII received since the last reset, and its counters.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>

#include "ldap_message.hpp"
#include "model.hpp"

namespace fedcloud::testbed {

class BdiiLog {
  public:
    // Returns the request's number, which begins with 1. It has no result until it is answered.
    std::uint64_t add(const ldap::Request& request, std::uint64_t connection);
    void set_result(std::uint64_t number, int code);
    std::uint64_t next_number();

    void count_connection();
    void count_unbind();

    // Forgets the requests, numbers from 1 again and sets the counters to 0.
    void reset();

    Json requests();
    Json counters();

  private:
    std::mutex mutex_;
    std::deque<Json> entries_;
    std::uint64_t requests_ = 0;
    std::uint64_t connections_ = 0;
    std::uint64_t unbinds_ = 0;
};

}  // namespace fedcloud::testbed
