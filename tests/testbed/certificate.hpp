// Keys and X.509 certificates made with OpenSSL, and the PEM files they are written to.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace fedcloud::testbed {

// The extension in which a proxy carries its VOMS attribute certificates.
inline constexpr auto voms_oid = "1.3.6.1.4.1.8005.100.100.5";

struct KeyDeleter {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct CertificateDeleter {
    void operator()(X509* certificate) const { X509_free(certificate); }
};
using Key = std::unique_ptr<EVP_PKEY, KeyDeleter>;
using Certificate = std::unique_ptr<X509, CertificateDeleter>;

struct Identity {
    Certificate certificate;
    Key key;
};

enum class KeyKind { ec_p256, rsa_2048 };

// What a certificate says, apart from its key and issuer.
struct CertificateRequest {
    // Parts of the distinguished name, like {"CN", "localhost"}, added to the issuer's name when
    // `below_issuer` is set.
    std::vector<std::pair<std::string, std::string>> subject;
    bool below_issuer = false;
    std::vector<std::pair<int, std::string>> extensions;  // NID and value in OpenSSL's notation
    bool voms = false;  // an extension as VOMS makes it, but without an attribute certificate
    std::chrono::seconds valid_from{-3600};
    std::chrono::seconds valid_until{7 * 24 * 3600};
};

Key make_key(KeyKind kind);

// Signed by `issuer`, or by itself when there is none. Throws std::runtime_error.
Identity make_identity(const CertificateRequest& request, const Identity* issuer, KeyKind kind);

std::string to_pem(X509& certificate);
std::string to_pem(EVP_PKEY& key);  // PKCS#8

// The eight digits under which OpenSSL 1.0 and later look for a CA in a folder.
std::string subject_hash(X509& certificate);

void write_file(const std::filesystem::path& path, const std::string& text, unsigned mode);

}  // namespace fedcloud::testbed
