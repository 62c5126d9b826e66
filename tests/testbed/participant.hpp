// A member of the simulated federation, as its server and the control API see it.
#pragma once

#include "call.hpp"
#include "model.hpp"
#include "text.hpp"

namespace fedcloud::testbed {

class Server;

class Participant {
  public:
    virtual ~Participant() = default;

    // For the server, which calls these from several threads.
    virtual void received(const Call&) {}  // before a fault or an answer
    virtual Answer answer(const Call& call) = 0;
    virtual Answer unauthorized(const Call& call) = 0;  // a 401 in the server's own form
    virtual const AnswerForm& form() const = 0;
    virtual Seconds latency() = 0;

    // For the start-up line and the control API.
    virtual Server& server() = 0;
    virtual Json summary() const = 0;
    virtual Json description() = 0;  // the summary with settings and counters

    // Throws std::invalid_argument; then nothing has changed.
    virtual void change_settings(const Json& changes) = 0;
};

}  // namespace fedcloud::testbed
