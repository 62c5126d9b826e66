// X.509 certificates and keys as values.
#pragma once

#include <openssl/x509.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace fedcloud::auth {

using WallClock = std::chrono::system_clock;

struct FreeCertificate {
    void operator()(X509* certificate) const { X509_free(certificate); }
};
struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Certificate = std::unique_ptr<X509, FreeCertificate>;
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;

// OpenSSL's list of certificates that others own.
struct FreeStack {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using CertificateStack = std::unique_ptr<STACK_OF(X509), FreeStack>;

// In the order of their file.
using Chain = std::vector<Certificate>;

// All certificates of a PEM text; what cannot be read, and all behind it, is left out.
Chain read_certificates(const std::string& pem);

struct PrivateKey {
    Key key;              // null if there is none that can be read
    bool locked = false;  // there is one, but it needs a pass phrase
};

// The first private key of a PEM text (PKCS#1, PKCS#8 or SEC 1). Never asks for a pass phrase.
PrivateKey read_private_key(const std::string& pem);

// "/DC=org/DC=example/CN=Alice"
std::string subject_of(const X509& certificate);
std::string issuer_of(const X509& certificate);

// Seconds since 1970; before that is its beginning. The clock counts to the year 2262: what is
// beyond is its end.
WallClock::time_point from_seconds(double seconds);
// In the calendar, UTC.
WallClock::time_point from_calendar(tm parts);

WallClock::time_point to_time_point(const ASN1_TIME* time);
WallClock::time_point not_before(const X509& certificate);
WallClock::time_point not_after(const X509& certificate);

}  // namespace fedcloud::auth
