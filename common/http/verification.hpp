// What is asked of a certificate's chain beyond the signatures and dates that OpenSSL looks at.
#pragma once

#include <openssl/x509.h>

#include <memory>
#include <string>

#include "http/trust.hpp"

namespace fedcloud::http {

// Where OpenSSL looks the trust anchors and CRLs of `trust` up: `trust.loaded`, or else a new one.
std::shared_ptr<X509_STORE> open_store(const Trust& trust);

// What there is to say of a verification that failed, beyond OpenSSL's error.
struct ChainFault {
    std::string issuer;  // distinguished name of who issued the certificate at which it ended
    // "FILE: Permission denied": of the trust folder, and named as the trust anchor that was
    // missing. Empty if there is no such file, or nothing wrong with it.
    std::string unusable_anchor;
};

// X509_verify_cert with the CRLs of the trust folder, for every certificate of the chain. If it
// fails, the error is in `chain`.
bool verify_chain(X509_STORE_CTX* chain, const Trust& trust, ChainFault& fault);

// True for the errors of OpenSSL (X509_V_ERR_...) that say that no trust anchor was found.
bool lacks_anchor(long verify_result);

// Whether the folder has a CRL of the certificate's issuer, be it one that can be read or not.
bool has_crl_file(const X509& certificate, const std::string& folder);

// True for the errors of OpenSSL (X509_V_ERR_...) that are about a CRL and not about the
// certificate: what fetch-crl has to mend on this host.
bool is_crl_error(long verify_result);

// "/DC=org/DC=example/CN=Alice": as grid software writes it, in LSC files, GOCDB and logs.
std::string grid_name(const X509_NAME* name);

}  // namespace fedcloud::http
