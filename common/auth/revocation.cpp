// Whether our own certificate was revoked.
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <memory>

#include "auth/chain_check.hpp"
#include "auth/x509_credential.hpp"
#include "http/verification.hpp"

namespace fedcloud::auth {
namespace {

using plugin::Checked;
using plugin::Fault;

using Context = std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)>;

// What OpenSSL's verification came upon that matters here.
struct Findings {
    const std::string* folder = nullptr;
    const X509* revoked = nullptr;
    int crl_error = X509_V_OK;  // the first
    const X509* crl_of = nullptr;
    const X509* forged_for = nullptr;  // the CRL that names it was not signed by its CA
    bool ca_known = true;
};

bool is_about_the_anchor(int error) {
    return error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT ||
           error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY ||
           error == X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN ||
           error == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT;
}

bool is_forgery(int error) {
    return error == X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER ||
           error == X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY ||
           error == X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE ||
           error == X509_V_ERR_CRL_SIGNATURE_FAILURE;
}

// Everything is passed over: what servers make of the rest is for them to say. OpenSSL then asks
// even a CRL whose signature it could not verify; what that says of its certificate counts for
// nothing.
int take_down(int ok, X509_STORE_CTX* context) {
    auto& findings = *static_cast<Findings*>(X509_STORE_CTX_get_app_data(context));
    const int error = X509_STORE_CTX_get_error(context);
    const X509* at = X509_STORE_CTX_get_current_cert(context);
    if (ok != 0 || at == nullptr) {
        return 1;
    }
    if (is_forgery(error)) {
        findings.forged_for = at;
    }
    if (error == X509_V_ERR_CERT_REVOKED && findings.forged_for != at) {
        findings.revoked = at;
    }
    // A CA without a CRL is none of our concern here: whether the site's needs one, --crl tells.
    const bool is_missing =
        error == X509_V_ERR_UNABLE_TO_GET_CRL && !http::has_crl_file(*at, *findings.folder);
    if (http::is_crl_error(error) && !is_missing && findings.crl_of == nullptr) {
        findings.crl_error = error;
        findings.crl_of = at;
    }
    findings.ca_known = findings.ca_known && !is_about_the_anchor(error);
    return 1;
}

}  // namespace

Checked<bool> check_revocation(const X509Credential& credential, const http::Trust& trust) {
    if (trust.folder.empty()) {
        return true;
    }
    const auto store = http::open_store(trust);
    const CertificateStack others(sk_X509_new_null());
    for (const auto& certificate : credential.chain) {
        sk_X509_push(others.get(), certificate.get());
    }
    X509* ours = const_cast<X509*>(&end_entity_of(credential.chain));
    const Context context(X509_STORE_CTX_new(), X509_STORE_CTX_free);
    X509_STORE_CTX_init(context.get(), store.get(), ours, others.get());
    X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
    Findings findings{&trust.folder};
    X509_STORE_CTX_set_app_data(context.get(), &findings);
    X509_STORE_CTX_set_verify_cb(context.get(), take_down);
    X509_verify_cert(context.get());
    ERR_clear_error();
    if (findings.revoked != nullptr) {
        return Unexpected{Fault::ours(fmt::format(
            "{}: {} was revoked by its CA, {}: no site takes it any more; request a new one",
            credential.name, subject_of(*findings.revoked), issuer_of(*findings.revoked)))};
    }
    if (findings.crl_of != nullptr && findings.ca_known) {
        return Unexpected{Fault::ours(fmt::format(
            "{}: whether it was revoked cannot be told: {} (CRL of {}): run fetch-crl on this host",
            credential.name, X509_verify_cert_error_string(findings.crl_error),
            issuer_of(*findings.crl_of)))};
    }
    return findings.ca_known;
}

}  // namespace fedcloud::auth
