// Grid certificates minted for a test, with OpenSSL.
#include "mint.hpp"

#include <openssl/bio.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace fedcloud::mint {
namespace {

using testbed::CertificateRequest;
using testbed::KeyKind;

constexpr auto limited_language = "1.3.6.1.4.1.3536.1.1.1.9";
constexpr auto full_language = "1.3.6.1.5.5.7.21.1";
constexpr auto draft_oid = "1.3.6.1.4.1.3536.1.222";

int nid_of(const char* oid, const char* name) {
    const int known = OBJ_txt2nid(oid);
    return known != NID_undef ? known : OBJ_create(oid, name, name);
}

CertificateRequest named(const std::string& name, const Validity& valid) {
    CertificateRequest request;
    request.subject = {{"DC", "org"}, {"DC", "example"}, {"CN", name}};
    request.valid_from = valid.from;
    request.valid_until = valid.until;
    return request;
}

std::string text_of(const std::function<int(BIO*)>& write) {
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(BIO_new(BIO_s_mem()), BIO_free_all);
    if (write(bio.get()) != 1) {
        throw std::runtime_error("OpenSSL cannot write PEM");
    }
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

struct FreeTime {
    void operator()(ASN1_TIME* time) const { ASN1_TIME_free(time); }
};

std::unique_ptr<ASN1_TIME, FreeTime> from_now(std::chrono::seconds time) {
    return std::unique_ptr<ASN1_TIME, FreeTime>(X509_gmtime_adj(nullptr, time.count()));
}

void revoke(X509_CRL& crl, const Identity& identity) {
    X509_REVOKED* entry = X509_REVOKED_new();
    X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(identity.certificate.get()));
    X509_REVOKED_set_revocationDate(entry, from_now(-std::chrono::hours(1)).get());
    X509_CRL_add0_revoked(&crl, entry);
}

}  // namespace

Identity make_ca(const std::string& name, const Validity& valid) {
    auto request = named(name, valid);
    request.extensions = {{NID_basic_constraints, "critical,CA:TRUE"},
                          {NID_key_usage, "critical,keyCertSign,cRLSign"}};
    return testbed::make_identity(request, nullptr, KeyKind::ec_p256);
}

Identity make_user(const Identity& ca, const std::string& name, const Validity& valid) {
    auto request = named(name, valid);
    request.extensions = {{NID_basic_constraints, "critical,CA:FALSE"},
                          {NID_key_usage, "critical,digitalSignature,keyEncipherment"},
                          {NID_ext_key_usage, "clientAuth"}};
    return testbed::make_identity(request, &ca, KeyKind::ec_p256);
}

Identity make_host(const Identity& ca, const Validity& valid) {
    auto request = named("host.example.org", valid);
    request.extensions = {{NID_basic_constraints, "critical,CA:FALSE"},
                          {NID_ext_key_usage, "serverAuth"},
                          {NID_subject_alt_name, "IP:127.0.0.1"}};
    return testbed::make_identity(request, &ca, KeyKind::ec_p256);
}

Identity make_proxy(const Identity& issuer, const ProxyRequest& wanted) {
    CertificateRequest request;
    request.below_issuer = true;
    request.subject = {{"CN", wanted.name}};
    request.valid_from = wanted.valid.from;
    request.valid_until = wanted.valid.until;
    const auto info = [&](const char* language) {
        return std::string("critical,language:") + language +
               (wanted.path_length ? ",pathlen:" + std::to_string(*wanted.path_length) : "");
    };
    switch (wanted.kind) {
        case Proxy::full:
            request.extensions = {{NID_proxyCertInfo, info(full_language)}};
            break;
        case Proxy::limited:
            request.extensions = {{NID_proxyCertInfo, info(limited_language)}};
            break;
        case Proxy::legacy:
            request.subject = {{"CN", "proxy"}};
            break;
        case Proxy::legacy_limited:
            request.subject = {{"CN", "limited proxy"}};
            break;
        case Proxy::draft:
            request.extensions = {{nid_of(draft_oid, "draftProxyCertInfo"), "critical,DER:30:00"}};
            break;
    }
    if (!wanted.voms.empty()) {
        request.extensions.emplace_back(nid_of(testbed::voms_oid, "vomsAttributes"),
                                        "DER:" + wanted.voms);
    }
    return testbed::make_identity(request, &issuer, wanted.key);
}

Identity impostor_of(const Identity& identity) {
    Identity impostor{testbed::Certificate(X509_dup(identity.certificate.get())),
                      testbed::make_key(KeyKind::ec_p256)};
    X509_set_pubkey(impostor.certificate.get(), impostor.key.get());
    X509_sign(impostor.certificate.get(), impostor.key.get(), EVP_sha256());
    return impostor;
}

std::string certificate_of(const Identity& identity) {
    return testbed::to_pem(*identity.certificate);
}

std::string key_of(const Identity& identity) {
    return testbed::to_pem(*identity.key);
}

std::string locked_key_of(const Identity& identity) {
    return text_of([&](BIO* bio) {
        std::string phrase = "pass phrase";
        return PEM_write_bio_PKCS8PrivateKey(bio, identity.key.get(), EVP_aes_128_cbc(),
                                             phrase.data(), static_cast<int>(phrase.size()),
                                             nullptr, nullptr);
    });
}

std::string traditional_key_of(const Identity& identity) {
    return text_of([&](BIO* bio) {
        return PEM_write_bio_PrivateKey_traditional(bio, identity.key.get(), nullptr, nullptr, 0,
                                                    nullptr, nullptr);
    });
}

std::string proxy_file(std::initializer_list<const Identity*> chain) {
    std::string text;
    for (const auto* identity : chain) {
        text += certificate_of(*identity) + (text.empty() ? key_of(*identity) : "");
    }
    return text;
}

std::string make_crl(const Identity& ca, const CrlRequest& request) {
    const std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)> crl(X509_CRL_new(), X509_CRL_free);
    X509_CRL_set_version(crl.get(), 1);
    X509_CRL_set_issuer_name(crl.get(), X509_get_subject_name(ca.certificate.get()));
    X509_CRL_set1_lastUpdate(crl.get(), from_now(request.valid.from).get());
    X509_CRL_set1_nextUpdate(crl.get(), from_now(request.valid.until).get());
    for (const auto* identity : request.revoked) {
        revoke(*crl, *identity);
    }
    X509_CRL_sort(crl.get());
    X509_CRL_sign(crl.get(), ca.key.get(), EVP_sha256());
    return text_of([&](BIO* bio) { return PEM_write_bio_X509_CRL(bio, crl.get()); });
}

Folder::Folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "unit-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error("cannot make a temporary folder");
    }
    path_ = pattern;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string Folder::put(const std::string& name, const std::string& content, unsigned mode) const {
    testbed::write_file(path_ / name, content, mode);
    return path_ / name;
}

std::string hash_of(const Identity& ca, Hash hash) {
    if (hash == Hash::current) {
        return testbed::subject_hash(*ca.certificate);
    }
    std::string text(9, '\0');
    std::snprintf(text.data(), text.size(), "%08lx",
                  X509_subject_name_hash_old(ca.certificate.get()) & 0xffffffffUL);
    text.pop_back();
    return text;
}

void TrustFolder::add_ca(const Identity& ca, Hash hash) const {
    put(hash_of(ca, hash) + ".0", certificate_of(ca), 0644);
}

void TrustFolder::add_crl(const Identity& ca, const std::string& crl, int number, Hash hash) const {
    put(hash_of(ca, hash) + ".r" + std::to_string(number), crl, 0644);
}

}  // namespace fedcloud::mint
