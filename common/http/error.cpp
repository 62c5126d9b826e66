#include "http/error.hpp"

namespace fedcloud::http {

bool Error::may_have_arrived() const {
    switch (kind) {
        case ErrorKind::timed_out:
        case ErrorKind::connection_lost:
        case ErrorKind::too_large:
        case ErrorKind::malformed:
        case ErrorKind::interrupted:
            return true;
        default:
            return false;
    }
}

plugin::Fault to_fault(const Error& error) {
    using plugin::Fault;
    switch (error.kind) {
        case ErrorKind::resolver_failed:
        case ErrorKind::no_route:
        case ErrorKind::our_certificate:
        case ErrorKind::local:
            return Fault::ours(error.text);
        case ErrorKind::timed_out:
            return Fault::too_late(error.text);
        case ErrorKind::interrupted:
            return Fault::by_signal();
        case ErrorKind::name_not_found:
        case ErrorKind::refused:
        case ErrorKind::unreachable:
        case ErrorKind::connection_lost:
        case ErrorKind::untrusted:
        case ErrorKind::wrong_name:
        case ErrorKind::expired:
        case ErrorKind::certificate_other:
        case ErrorKind::our_certificate_rejected:
        case ErrorKind::tls_failed:
        case ErrorKind::too_large:
        case ErrorKind::malformed:
            break;
    }
    return Fault::service(error.text);
}

}  // namespace fedcloud::http
