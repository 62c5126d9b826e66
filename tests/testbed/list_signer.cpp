// Image lists in their S/MIME envelope, signed rightly and wrongly.
#include "list_signer.hpp"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>

#include <stdexcept>

#include "endorsers.hpp"
#include "text.hpp"

namespace fedcloud::testbed {
namespace {

struct BioDeleter {
    void operator()(BIO* bio) const { BIO_free(bio); }
};
struct EnvelopeDeleter {
    void operator()(PKCS7* envelope) const { PKCS7_free(envelope); }
};
using Bio = std::unique_ptr<BIO, BioDeleter>;
using Envelope = std::unique_ptr<PKCS7, EnvelopeDeleter>;

void require(bool done, const char* what) {
    if (!done) {
        throw std::runtime_error{std::string{"OpenSSL failed to "} + what};
    }
}

Identity read_identity(const std::filesystem::path& file) {
    const Bio bio{BIO_new_file(file.c_str(), "r")};
    require(bio != nullptr, "open a certificate");
    Identity identity{Certificate{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)},
                      Key{PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr)}};
    require(identity.certificate && identity.key, "read a certificate and its key");
    return identity;
}

int envelope_flags(const std::string& signing) {
    int flags = signing == "opaque" ? 0 : PKCS7_DETACHED;
    flags |= signing == "multipart-text" ? PKCS7_TEXT : 0;
    flags |= signing == "no-certificate" ? PKCS7_NOCERTS : 0;
    return flags;
}

// The whole message, as `openssl smime -sign` writes it: the text in lines of CRLF, right after
// the boundary if it has no headers of its own.
std::string envelop(const std::string& text, const std::vector<const Identity*>& signers,
                    int flags) {
    const Bio content{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
    const Envelope envelope{
        PKCS7_sign(nullptr, nullptr, nullptr, content.get(), flags | PKCS7_PARTIAL)};
    require(content && envelope, "prepare a signature");
    for (const auto* signer : signers) {
        require(PKCS7_sign_add_signer(envelope.get(), signer->certificate.get(), signer->key.get(),
                                      EVP_sha256(), flags) != nullptr,
                "add a signer");
    }
    require(PKCS7_final(envelope.get(), content.get(), flags) == 1, "sign a list");
    BIO_reset(content.get());
    const Bio out{BIO_new(BIO_s_mem())};
    require(out && SMIME_write_PKCS7(out.get(), envelope.get(), content.get(), flags) == 1,
            "write a signed list");
    char* data = nullptr;
    const auto size = BIO_get_mem_data(out.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

// Still a list, but not the one that was signed.
std::string tamper(const std::string& message) {
    constexpr std::string_view before = "\"hv:imagelist\": {";
    auto result = message;
    const auto at = result.find(before);
    return at != std::string::npos ? result.insert(at + before.size(), " \"ad:tampered\": \"yes\",")
                                   : result;
}

std::string with_crlf(const std::string& message) {
    return replace_all(replace_all(message, "\r\n", "\n"), "\n", "\r\n");
}

std::string subject(X509& certificate) {
    return slash_form(*X509_get_subject_name(&certificate));
}

}  // namespace

std::vector<std::string> signing_names() {
    return {"multipart", "multipart-text", "multipart-crlf", "opaque",         "none",
            "tampered",  "wrong-endorser", "wrong-dn",       "expired-signer", "other-ca",
            "revoked",   "two-signers",    "no-certificate"};
}

ListSigner::ListSigner(const std::filesystem::path& folder)
    : endorser_{read_identity(folder / endorser_file)},
      other_{read_identity(folder / other_endorser_file)},
      expired_{read_identity(folder / expired_endorser_file)},
      revoked_{read_identity(folder / revoked_endorser_file)},
      other_ca_{read_identity(folder / untrusted_endorser_file)} {}

EndorserNames ListSigner::names(const std::string& signing) const {
    if (signing == "wrong-dn") {
        return {"/DC=org/DC=example/C=NL/O=Hosts/O=EGI.eu/CN=elsewhere.example.org",
                slash_form(*X509_get_issuer_name(endorser_.certificate.get()))};
    }
    // Whoever signs, the list claims to be the true endorser's.
    return {subject(*endorser_.certificate),
            slash_form(*X509_get_issuer_name(endorser_.certificate.get()))};
}

const Identity& ListSigner::signer(const std::string& signing) const {
    if (signing == "wrong-endorser") {
        return other_;
    }
    if (signing == "expired-signer") {
        return expired_;
    }
    if (signing == "revoked") {
        return revoked_;
    }
    return signing == "other-ca" ? other_ca_ : endorser_;
}

std::string ListSigner::sign(const std::string& list, const std::string& signing) const {
    if (signing == "none") {
        return list;
    }
    std::vector<const Identity*> signers{&signer(signing)};
    if (signing == "two-signers") {
        signers.push_back(&other_);
    }
    const auto message = envelop(list, signers, envelope_flags(signing));
    if (signing == "tampered") {
        return tamper(message);
    }
    return signing == "multipart-crlf" ? with_crlf(message) : message;
}

}  // namespace fedcloud::testbed
