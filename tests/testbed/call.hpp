// One request as the imitated servers see it, and the form in which a server words its answers.
#pragma once

#include <optional>
#include <string>

#include "http_message.hpp"

namespace fedcloud::testbed {

// The certificate that a client showed in its TLS handshake.
struct ClientIdentity {
    std::string subject;  // "/DC=org/DC=example/CN=…", the whole name of the proxy if it is one
    bool is_proxy = false;
    bool has_voms = false;  // an attribute certificate in the proxy, or in one it stems from
};

struct Call {
    std::string method;  // of HEAD: GET
    bool head = false;
    std::string path;    // below the server's prefix, without the query
    std::string query;   // without its question mark
    std::string action;  // of ?action=
    HeaderList headers;
    std::string body;
    std::string base_url;  // scheme, host and prefix, without a slash at the end
    std::optional<ClientIdentity> client;

    std::string content_type() const;  // in lower case, without parameters
    std::string accept() const { return header_value(headers, "Accept"); }
};

class AnswerForm {
  public:
    virtual ~AnswerForm() = default;

    // An error with a message in the server's own form.
    virtual Answer error(const Call& call, int status, const std::string& message) const = 0;

    // An answer with this body, in the server's own form.
    virtual Answer with_body(int status, const std::string& type,
                             const std::string& body) const = 0;
};

}  // namespace fedcloud::testbed
