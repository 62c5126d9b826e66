// Who signs image lists: certificates good and bad, and the list of those that are revoked.
#include "endorsers.hpp"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace fedcloud::testbed {
namespace {

using std::chrono::hours;

constexpr unsigned private_mode = 0600;
constexpr unsigned public_mode = 0644;

struct OpensslDeleter {
    void operator()(char* text) const { OPENSSL_free(text); }
};
struct BioDeleter {
    void operator()(BIO* bio) const { BIO_free(bio); }
};
struct RevocationListDeleter {
    void operator()(X509_CRL* list) const { X509_CRL_free(list); }
};
struct TimeDeleter {
    void operator()(ASN1_TIME* time) const { ASN1_TIME_free(time); }
};
using RevocationList = std::unique_ptr<X509_CRL, RevocationListDeleter>;
using Time = std::unique_ptr<ASN1_TIME, TimeDeleter>;

// A host certificate, as AppDB's is: S/MIME software refuses its purpose unless it is told.
CertificateRequest endorser_request(const std::string& name) {
    CertificateRequest request;
    request.subject = {{"DC", "org"},  {"DC", "example"}, {"C", "NL"},
                       {"O", "Hosts"}, {"O", "EGI.eu"},   {"CN", name}};
    request.extensions = {{NID_basic_constraints, "critical,CA:FALSE"},
                          {NID_key_usage, "critical,digitalSignature,keyEncipherment"},
                          {NID_ext_key_usage, "serverAuth,clientAuth"},
                          {NID_subject_key_identifier, "hash"},
                          {NID_authority_key_identifier, "keyid"},
                          {NID_subject_alt_name, "DNS:" + name}};
    return request;
}

Time time_from_now(hours offset) {
    return Time{X509_gmtime_adj(nullptr, std::chrono::seconds{offset}.count())};
}

RevocationList revoke(const Identity& ca, X509& revoked) {
    RevocationList list{X509_CRL_new()};
    X509_CRL_set_version(list.get(), 1);
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(ca.certificate.get()));
    X509_CRL_set1_lastUpdate(list.get(), time_from_now(-hours{1}).get());
    X509_CRL_set1_nextUpdate(list.get(), time_from_now(hours{24 * 30}).get());
    X509_REVOKED* entry = X509_REVOKED_new();
    X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(&revoked));
    X509_REVOKED_set_revocationDate(entry, time_from_now(-hours{1}).get());
    X509_CRL_add0_revoked(list.get(), entry);
    X509_CRL_sort(list.get());
    if (X509_CRL_sign(list.get(), ca.key.get(), EVP_sha256()) <= 0) {
        throw std::runtime_error{"OpenSSL failed to sign a revocation list"};
    }
    return list;
}

std::string to_pem(X509_CRL& list) {
    const std::unique_ptr<BIO, BioDeleter> bio{BIO_new(BIO_s_mem())};
    if (!bio || PEM_write_bio_X509_CRL(bio.get(), &list) != 1) {
        throw std::runtime_error{"OpenSSL failed to write a revocation list"};
    }
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

}  // namespace

std::string slash_form(const X509_NAME& name) {
    const std::unique_ptr<char, OpensslDeleter> text{X509_NAME_oneline(&name, nullptr, 0)};
    return text ? text.get() : "";
}

void write_endorsers(const std::filesystem::path& folder, const std::filesystem::path& ca_folder,
                     const Identity& ca, const Identity& other_ca) {
    const auto write = [&](const char* file, const CertificateRequest& request,
                           const Identity& issuer, KeyKind kind) {
        auto identity = make_identity(request, &issuer, kind);
        write_file(folder / file, to_pem(*identity.certificate) + to_pem(*identity.key),
                   private_mode);
        return identity;
    };
    const auto right = endorser_request("appdb.testbed.example.org");
    auto expired = right;
    expired.valid_from = -hours{48};
    expired.valid_until = -hours{24};
    const auto endorser = write(endorser_file, right, ca, KeyKind::rsa_2048);
    write(other_endorser_file, endorser_request("other.testbed.example.org"), ca, KeyKind::ec_p256);
    write(expired_endorser_file, expired, ca, KeyKind::ec_p256);
    write(untrusted_endorser_file, right, other_ca, KeyKind::ec_p256);
    const auto revoked = write(revoked_endorser_file, right, ca, KeyKind::ec_p256);
    write_file(ca_folder / (subject_hash(*ca.certificate) + ".r0"),
               to_pem(*revoke(ca, *revoked.certificate)), public_mode);
    const auto& certificate = *endorser.certificate;
    write_file(folder / "endorser-dn", slash_form(*X509_get_subject_name(&certificate)) + "\n",
               public_mode);
    write_file(folder / "endorser-ca-dn", slash_form(*X509_get_issuer_name(&certificate)) + "\n",
               public_mode);
}

}  // namespace fedcloud::testbed
