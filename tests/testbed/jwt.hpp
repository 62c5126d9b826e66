// JSON Web Tokens (RFC 7519) signed with a key that was minted for them.
#pragma once

#include <string>

#include "certificate.hpp"
#include "model.hpp"

namespace fedcloud::testbed {

// An EC P-256 key for ES256 (RFC 7518, 3.4). Throws std::runtime_error when OpenSSL fails.
class SigningKey {
  public:
    SigningKey();

    // The claims as a signed token in its compact form.
    std::string sign(const Json& claims) const;

    // The public half, for a JWK Set (RFC 7517).
    Json jwk() const;

  private:
    Key key_;
    std::string id_;
};

}  // namespace fedcloud::testbed
