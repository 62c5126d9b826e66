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

using Store = std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)>;
using Context = std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)>;

// Everything but a revocation is passed over: what servers make of it is for them to say. OpenSSL
// then asks even a CRL whose signature it could not verify, and what that says of its certificate
// counts for nothing.
int only_revocation_counts(int ok, X509_STORE_CTX* context) {
    if (ok != 0) {
        return 1;
    }
    int& unverified_at = *static_cast<int*>(X509_STORE_CTX_get_app_data(context));
    const int depth = X509_STORE_CTX_get_error_depth(context);
    switch (X509_STORE_CTX_get_error(context)) {
        case X509_V_ERR_CERT_REVOKED:
            if (unverified_at != depth) {
                return 0;
            }
            X509_STORE_CTX_set_error(context, X509_V_OK);
            break;
        case X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER:
        case X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY:
        case X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE:
        case X509_V_ERR_CRL_SIGNATURE_FAILURE:
            unverified_at = depth;
            break;
        default:
            break;
    }
    return 1;
}

struct FreeStack {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};

}  // namespace

Checked<void> check_revocation(const X509Credential& credential, const http::Trust& trust) {
    if (trust.folder.empty()) {
        return {};
    }
    const Store store(X509_STORE_new(), X509_STORE_free);
    X509_LOOKUP* lookup = X509_STORE_add_lookup(store.get(), X509_LOOKUP_hash_dir());
    X509_LOOKUP_add_dir(lookup, trust.folder.c_str(), X509_FILETYPE_PEM);
    const std::unique_ptr<STACK_OF(X509), FreeStack> others(sk_X509_new_null());
    for (const auto& certificate : credential.chain) {
        sk_X509_push(others.get(), certificate.get());
    }
    X509* ours = const_cast<X509*>(&end_entity_of(credential.chain));
    const Context context(X509_STORE_CTX_new(), X509_STORE_CTX_free);
    X509_STORE_CTX_init(context.get(), store.get(), ours, others.get());
    X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
    int unverified_at = -1;
    X509_STORE_CTX_set_app_data(context.get(), &unverified_at);
    X509_STORE_CTX_set_verify_cb(context.get(), only_revocation_counts);
    X509_verify_cert(context.get());
    const bool revoked = X509_STORE_CTX_get_error(context.get()) == X509_V_ERR_CERT_REVOKED;
    const X509* where = X509_STORE_CTX_get_current_cert(context.get());
    ERR_clear_error();
    if (!revoked || where == nullptr) {
        return {};
    }
    return Unexpected{Fault::ours(fmt::format(
        "{}: {} was revoked by its CA, {}: no site takes it any more; request a new one",
        credential.name, subject_of(*where), issuer_of(*where)))};
}

}  // namespace fedcloud::auth
