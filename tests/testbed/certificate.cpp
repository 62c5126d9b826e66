// Keys and X.509 certificates made with OpenSSL, and the PEM files they are written to.
#include "certificate.hpp"

#include <fcntl.h>
#include <openssl/bio.h>
#include <openssl/conf.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <stdexcept>

#include "file_descriptor.hpp"

namespace fedcloud::testbed {
namespace {

struct ContextDeleter {
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
struct BioDeleter {
    void operator()(BIO* bio) const { BIO_free(bio); }
};
struct ConfigurationDeleter {
    void operator()(CONF* configuration) const { NCONF_free(configuration); }
};
struct ExtensionDeleter {
    void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
using Bio = std::unique_ptr<BIO, BioDeleter>;

void require(bool done, const char* what) {
    if (!done) {
        throw std::runtime_error{std::string{"OpenSSL failed to "} + what};
    }
}

void set_serial_number(X509& certificate) {
    std::uint64_t number = 0;
    RAND_bytes(reinterpret_cast<unsigned char*>(&number), sizeof number);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(&certificate), (number >> 1U) | 1U);
}

void set_subject(X509& certificate, const CertificateRequest& request, const X509& issuer) {
    X509_NAME* name =
        request.below_issuer ? X509_NAME_dup(X509_get_subject_name(&issuer)) : X509_NAME_new();
    for (const auto& [field, value] : request.subject) {
        X509_NAME_add_entry_by_txt(name, field.c_str(), MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char*>(value.data()),
                                   static_cast<int>(value.size()), -1, 0);
    }
    X509_set_subject_name(&certificate, name);
    X509_NAME_free(name);
}

void add_extensions(X509& certificate, const CertificateRequest& request, X509& issuer) {
    X509V3_CTX context{};
    X509V3_set_ctx(&context, &issuer, &certificate, nullptr, nullptr, 0);
    // OpenSSL makes no proxyCertInfo without a configuration, even one that it never reads.
    const std::unique_ptr<CONF, ConfigurationDeleter> configuration{NCONF_new(nullptr)};
    X509V3_set_nconf(&context, configuration.get());
    for (const auto& [nid, value] : request.extensions) {
        const std::unique_ptr<X509_EXTENSION, ExtensionDeleter> extension{
            X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str())};
        require(extension != nullptr, "make a certificate extension");
        X509_add_ext(&certificate, extension.get(), -1);
    }
    if (request.voms) {
        // ACSeq ::= SEQUENCE OF SEQUENCE OF AttributeCertificate, the inner one empty.
        const std::unique_ptr<X509_EXTENSION, ExtensionDeleter> extension{
            X509V3_EXT_conf(nullptr, &context, voms_oid, "DER:30:02:30:00")};
        require(extension != nullptr, "make a VOMS extension");
        X509_add_ext(&certificate, extension.get(), -1);
    }
}

template <typename Write>
std::string pem_text(Write write) {
    const Bio bio{BIO_new(BIO_s_mem())};
    require(bio && write(bio.get()) == 1, "write PEM");
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

}  // namespace

Key make_key(KeyKind kind) {
    const bool rsa = kind == KeyKind::rsa_2048;
    const std::unique_ptr<EVP_PKEY_CTX, ContextDeleter> context{
        EVP_PKEY_CTX_new_id(rsa ? EVP_PKEY_RSA : EVP_PKEY_EC, nullptr)};
    require(context && EVP_PKEY_keygen_init(context.get()) == 1, "prepare a key");
    const int set =
        rsa ? EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), 2048)
            : EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context.get(), NID_X9_62_prime256v1);
    EVP_PKEY* key = nullptr;
    require(set == 1 && EVP_PKEY_keygen(context.get(), &key) == 1, "make a key");
    return Key{key};
}

Identity make_identity(const CertificateRequest& request, const Identity* issuer, KeyKind kind) {
    Identity identity{Certificate{X509_new()}, make_key(kind)};
    X509& certificate = *identity.certificate;
    X509& issuer_certificate = issuer != nullptr ? *issuer->certificate : certificate;
    EVP_PKEY& issuer_key = issuer != nullptr ? *issuer->key : *identity.key;
    X509_set_version(&certificate, 2);
    set_serial_number(certificate);
    X509_gmtime_adj(X509_getm_notBefore(&certificate), request.valid_from.count());
    X509_gmtime_adj(X509_getm_notAfter(&certificate), request.valid_until.count());
    X509_set_pubkey(&certificate, identity.key.get());
    set_subject(certificate, request, issuer_certificate);
    X509_set_issuer_name(&certificate, X509_get_subject_name(&issuer_certificate));
    add_extensions(certificate, request, issuer_certificate);
    require(X509_sign(&certificate, &issuer_key, EVP_sha256()) > 0, "sign a certificate");
    return identity;
}

std::string to_pem(X509& certificate) {
    return pem_text([&](BIO* bio) { return PEM_write_bio_X509(bio, &certificate); });
}

std::string to_pem(EVP_PKEY& key) {
    return pem_text([&](BIO* bio) {
        return PEM_write_bio_PrivateKey(bio, &key, nullptr, nullptr, 0, nullptr, nullptr);
    });
}

std::string subject_hash(X509& certificate) {
    char text[9];
    std::snprintf(text, sizeof text, "%08lx", X509_subject_name_hash(&certificate) & 0xffffffffUL);
    return text;
}

void write_file(const std::filesystem::path& path, const std::string& text, unsigned mode) {
    ::unlink(path.c_str());
    const FileDescriptor file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)};
    const bool written =
        file.valid() && ::fchmod(file.get(), mode) == 0 &&
        ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
    if (!written) {
        throw std::runtime_error{"cannot write " + path.string()};
    }
}

}  // namespace fedcloud::testbed
