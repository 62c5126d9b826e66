// Why a request got no answer, and whose fault that is.
#pragma once

#include <string>

#include "plugin/fault.hpp"

namespace fedcloud::http {

enum class ErrorKind {
    name_not_found,
    resolver_failed,  // our resolver, or it was too slow
    refused,
    unreachable,
    no_route,           // this host has no way to the address
    timed_out,          // in a phase that the text names
    connection_lost,    // reset, closed without an answer, or in the middle of one
    untrusted,          // no trust anchor for the server's certificate
    wrong_name,         // the server's certificate is for another host
    expired,            // the server's certificate is not valid at this time
    certificate_other,  // the server's certificate fails for another reason (revoked, malformed)
    our_certificate,    // the server's alert says that our certificate is at fault, or missing
    our_certificate_rejected,  // the server refuses a certificate that we found to be good
    tls_failed,
    too_large,  // more headers or body than allowed
    malformed,  // no HTTP, or an encoding that was not asked for
    local,      // something on this host: trust anchors, memory, a descriptor
    interrupted,
};

struct Error {
    ErrorKind kind = ErrorKind::connection_lost;
    std::string text;  // "GET https://host/-/: timed out after 5s, waiting for the answer"

    // True if the request may have taken effect on the server all the same.
    bool may_have_arrived() const;
};

plugin::Fault to_fault(const Error& error);

}  // namespace fedcloud::http
