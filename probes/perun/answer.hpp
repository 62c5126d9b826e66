// What Perun's RPC answers: a status, an error, or what something in front of it says. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "plugin/timestamp.hpp"

namespace fedcloud::perun {

// A reader of Perun's audit messages (LDAP, notifications, engines).
struct Consumer {
    std::string name;
    double last_processed = 0;  // id of a message
};

// The strings of getPerunStatus (perun-rpc Api.java: "Version of Perun: 3.8.6", ...), of which old
// releases omit some; empty or nothing then.
struct Status {
    std::string perun;
    std::string perun_db;  // of the database's schema
    std::vector<Consumer> consumers{};
    std::optional<double> last_message{};            // id
    std::optional<plugin::Timestamp> server_time{};  // in a zone that it does not tell
    std::vector<std::string> versions{};             // of everything, as it was written
    std::size_t understood = 0;                      // strings
    std::vector<std::string> unreadable{};           // lines about consumers and the last message
    std::size_t last_messages = 0;                   // lines that tell one
};

// An exception of Perun's (perun-openapi, PerunException).
struct Error {
    std::string name;
    std::string message;
    std::string type;  // some have one
};

// A web page of the front end.
struct Html {
    std::string title;
};

struct Other {
    std::string what;  // "an empty answer", "the number 42"
};

using Answer = std::variant<Status, Error, Html, Other>;

// The kind of JSON decides, not the HTTP status: an array is a status, an object an error, which
// old servers send with 200 (Api.java).
Answer read_answer(std::string_view body);

}  // namespace fedcloud::perun
