// What kind of certificate one is, in the grid's sense.
#pragma once

#include <openssl/x509.h>

#include <optional>
#include <string_view>

namespace fedcloud::auth {

enum class CertificateKind {
    end_entity,  // of a person, a robot or a host
    authority,
    rfc_proxy,       // RFC 3820, proxyCertInfo extension 1.3.6.1.5.5.7.1.14
    rfc_limited,     // the same with Globus' policy language 1.3.6.1.4.1.3536.1.1.1.9
    legacy_proxy,    // Globus 2: no extension, subject ends in CN=proxy
    legacy_limited,  // Globus 2: subject ends in CN=limited proxy
    draft_proxy,     // Globus 3: an early draft's extension, 1.3.6.1.4.1.3536.1.222
};

// By its extensions; the older proxies, which have none, by their names.
CertificateKind kind_of(const X509& certificate);

// RFC 3820 section 3.4, and so did Globus before: `name`, and one common name behind it.
bool extends_name(const X509_NAME& longer, const X509_NAME& name);

bool is_proxy(CertificateKind kind);
// Of the kinds that came before RFC 3820: OpenSSL does not know them, so only servers with GridSite
// or Globus take them.
bool is_pre_rfc(CertificateKind kind);
// "RFC 3820 proxy", "limited legacy (Globus 2) proxy", "certificate".
std::string_view to_string(CertificateKind kind);

// How many proxies may hang below this RFC 3820 proxy (pCPathLenConstraint); nothing: any number.
std::optional<long> proxies_allowed_below(const X509& certificate);

}  // namespace fedcloud::auth
