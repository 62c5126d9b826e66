// The server side TLS settings of one server.
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <optional>

#include "call.hpp"
#include "pki.hpp"

namespace fedcloud::testbed {

enum class ClientCertificate { none, optional, required };

struct TlsContextDeleter {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using TlsContext = std::unique_ptr<SSL_CTX, TlsContextDeleter>;

// Throws std::runtime_error.
TlsContext make_tls_context(const Pki& pki, ServerCertificate certificate,
                            ClientCertificate clients);

// Who the client of an established session is; empty when it showed no certificate.
std::optional<ClientIdentity> client_identity(SSL& session);

}  // namespace fedcloud::testbed
