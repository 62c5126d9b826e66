// What a protocol client (OCCI, CDMI) needs of HTTP: an answer, or a fault that says who is to
// blame. In between may stand a log-in.
#pragma once

#include <string>

#include "http/client.hpp"
#include "http/types.hpp"
#include "plugin/deadline.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::http {

// Why there is no answer.
struct Failed {
    plugin::Fault fault;
    // The request may have taken effect on the server all the same.
    bool may_have_arrived = false;
};

class Exchange {
  public:
    virtual ~Exchange() = default;

    virtual Expected<Response, Failed> send(const Request& request, const plugin::Until& until) = 0;

    // What it means that the service refused a request by 401 or 403; `what` is its answer in
    // words.
    virtual plugin::Fault refused(const Response& response, const std::string& what) const = 0;
};

}  // namespace fedcloud::http
