#include "signature.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

#include "auth/certificates.hpp"
#include "http/verification.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::appdb_update {
namespace {

using plugin::Checked;
using plugin::Fault;

using Context = std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)>;

struct FreeOwnedStack {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_pop_free(stack, X509_free); }
};
using OwnedCertificates = std::unique_ptr<STACK_OF(X509), FreeOwnedStack>;

// Whether the signature is one of `content`, by the certificate that comes with it. Who that is
// remains to be seen.
bool fits(CMS_ContentInfo* cms, std::string_view content, bool detached) {
    if (content.size() > std::numeric_limits<int>::max()) {
        return false;
    }
    const Bio source(detached ? BIO_new_mem_buf(content.data(), static_cast<int>(content.size()))
                              : nullptr);
    constexpr unsigned flags = CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY;
    return CMS_verify(cms, nullptr, nullptr, source.get(), nullptr, flags) == 1;
}

bool is_of_content(unsigned long error) {
    const int reason = ERR_GET_REASON(error);
    return ERR_GET_LIB(error) == ERR_LIB_CMS &&
           (reason == CMS_R_CONTENT_VERIFY_ERROR || reason == CMS_R_VERIFICATION_FAILURE);
}

// Why fits() said no, from OpenSSL's queue of errors.
Fault explain_misfit() {
    const unsigned long first = ERR_peek_error();
    const unsigned long last = ERR_peek_last_error();
    const char* reason = ERR_reason_error_string(first);
    const std::string words = reason == nullptr ? "no reason given" : reason;
    ERR_clear_error();
    if (is_of_content(first) || is_of_content(last)) {
        return Fault::service(
            "the signature does not fit the list: it was changed after it was signed");
    }
    return Fault::service(fmt::format("the signature cannot be verified: {}", words));
}

Fault explain_missing_anchor(const http::ChainFault& fault, const Signer& signer,
                             const http::Trust& trust) {
    if (!fault.unusable_anchor.empty()) {
        return Fault::ours(fmt::format(
            "the certificate of the signer, {}, cannot be checked: {} (trust anchor of {}): mend "
            "that file on this host",
            signer.subject_text, fault.unusable_anchor, fault.issuer));
    }
    return Fault::service(fmt::format(
        "no trust anchor vouches for the signer, {}, of {}: if that CA is to be trusted, "
        "install it in {}",
        signer.subject_text, signer.issuer_text,
        trust.folder.empty() ? "the system's trust anchors" : trust.folder));
}

Fault explain_chain(int error, const http::ChainFault& fault, const Signer& signer,
                    const X509& certificate, const http::Trust& trust) {
    const auto reason = X509_verify_cert_error_string(error);
    if (http::is_crl_error(error)) {
        return Fault::ours(
            fmt::format("whether the signer's certificate was revoked cannot be told: {} (CRL of "
                        "{}): run fetch-crl on this host",
                        reason, fault.issuer));
    }
    if (http::lacks_anchor(error)) {
        return explain_missing_anchor(fault, signer, trust);
    }
    const auto since = [](auth::WallClock::time_point time) {
        return plugin::distance(auth::WallClock::now() - time);
    };
    switch (error) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return Fault::service(
                auth::not_after(certificate) < auth::WallClock::now()
                    ? fmt::format("the certificate of the signer, {}, expired {} ago",
                                  signer.subject_text, since(auth::not_after(certificate)))
                    : fmt::format("a CA of the signer, {}, has expired", signer.subject_text));
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return Fault::service(
                fmt::format("the certificate of the signer, {}, is not valid yet: compare this "
                            "host's clock",
                            signer.subject_text));
        case X509_V_ERR_CERT_REVOKED:
            return Fault::service(
                fmt::format("the certificate of the signer, {}, was revoked by {}",
                            signer.subject_text, fault.issuer));
        default:
            return Fault::service(
                fmt::format("the certificate of the signer, {}, fails "
                            "verification: {}",
                            signer.subject_text, reason));
    }
}

Checked<void> check_chain(CMS_ContentInfo* cms, X509* certificate, const Signer& signer,
                          const http::Trust& trust) {
    const auto store = http::open_store(trust);
    const OwnedCertificates others(CMS_get1_certs(cms));
    const Context context(X509_STORE_CTX_new(), X509_STORE_CTX_free);
    X509_STORE_CTX_init(context.get(), store.get(), certificate, others.get());
    X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_ANY);
    http::ChainFault fault;
    const bool good = http::verify_chain(context.get(), trust, fault);
    const int error = X509_STORE_CTX_get_error(context.get());
    ERR_clear_error();
    if (!good) {
        return Unexpected{explain_chain(error, fault, signer, *certificate, trust)};
    }
    return {};
}

int digest_of(CMS_ContentInfo* cms) {
    X509_ALGOR* digest = nullptr;
    CMS_SignerInfo_get0_algs(sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms), 0), nullptr,
                             nullptr, &digest, nullptr);
    const ASN1_OBJECT* object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, digest);
    return OBJ_obj2nid(object);
}

// Two texts with the same MD5 can be made in seconds; with the same SHA-1, for some thousand
// euros. Lists of 2014 were signed so, and consumers take them.
Checked<void> check_digest(int digest, std::vector<std::string>& weaknesses) {
    constexpr std::array<int, 4> broken{NID_md2, NID_md4, NID_md5, NID_mdc2};
    if (std::find(broken.begin(), broken.end(), digest) != broken.end()) {
        return Unexpected{Fault::service(fmt::format(
            "the list is signed with {}, which anybody can forge", OBJ_nid2ln(digest)))};
    }
    if (digest == NID_sha1) {
        weaknesses.emplace_back(
            "the list is signed with SHA-1, which can be forged: sign it again");
    }
    return {};
}

// The certificate of the only signer, which must come with the signature; the CMS structure owns
// it.
Checked<X509*> signers_certificate(CMS_ContentInfo* cms) {
    const int signers = sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(cms));
    if (signers != 1) {
        return Unexpected{Fault::service(
            signers <= 0 ? "the S/MIME message around the list carries no signature"
                         : fmt::format("the list has {} signers, and must have one", signers))};
    }
    CMS_set1_signers_certs(cms, nullptr, 0);
    const std::unique_ptr<STACK_OF(X509), auth::FreeStack> found(CMS_get0_signers(cms));
    if (!found || sk_X509_num(found.get()) != 1) {
        return Unexpected{Fault::service("the signature comes without its signer's certificate")};
    }
    return sk_X509_value(found.get(), 0);
}

// Looks for the content that the signature fits: as S/MIME wants it, else as it was served.
Checked<void> find_content(const Envelope& envelope, Verified& verified) {
    CMS_ContentInfo* cms = envelope.cms.get();
    const bool detached = envelope.kind == EnvelopeKind::multipart;
    verified.content = envelope.content();
    if (fits(cms, verified.content, detached)) {
        return {};
    }
    auto fault = explain_misfit();
    const auto served = envelope.content_as_served();
    const bool fits_as_served = !served.empty() && fits(cms, served, detached);
    ERR_clear_error();
    if (!fits_as_served) {
        return Unexpected{std::move(fault)};
    }
    verified.content = served;
    verified.weaknesses.emplace_back(
        "the signature is of bare line feeds, not of S/MIME's CRLF: much software refuses it");
    return {};
}

}  // namespace

Checked<Verified> verify(const Envelope& envelope, const http::Trust& trust) {
    CMS_ContentInfo* cms = envelope.cms.get();
    const auto certificate = signers_certificate(cms);
    if (!certificate) {
        return Unexpected{certificate.error()};
    }
    Verified verified;
    if (auto strong = check_digest(digest_of(cms), verified.weaknesses); !strong) {
        return Unexpected{strong.error()};
    }
    verified.signer = {DistinguishedName::of(*X509_get_subject_name(*certificate)),
                       DistinguishedName::of(*X509_get_issuer_name(*certificate)),
                       auth::subject_of(**certificate), auth::issuer_of(**certificate)};
    const auto chain = check_chain(cms, *certificate, verified.signer, trust);
    auto content = find_content(envelope, verified);
    if (!content) {
        if (!chain && chain.error().blame == plugin::Blame::service) {
            content.error().text += "; and " + chain.error().text;
        }
        return Unexpected{content.error()};
    }
    if (!chain) {
        return Unexpected{chain.error()};
    }
    return verified;
}

}  // namespace fedcloud::appdb_update
