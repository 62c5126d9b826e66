// Do the certificates of a proxy file belong together? (RFC 3820 section 4, without trust anchors)
#pragma once

#include <string>

#include "auth/certificates.hpp"
#include "plugin/expected.hpp"

namespace fedcloud::auth {

// Each certificate must have been issued by the next one, down to the end entity: by name and by
// signature; an RFC 3820 proxy bears its issuer's name and one CN more, and no more proxies hang
// below one than it allows. CA certificates may follow. Dates are not looked at. The error is what
// to tell behind the name of the file. Precondition: not empty.
Expected<void, std::string> check_chain(const Chain& chain);

// The certificate of the person, robot or host: the first that is no proxy. Precondition: the chain
// was checked.
const X509& end_entity_of(const Chain& chain);

}  // namespace fedcloud::auth
