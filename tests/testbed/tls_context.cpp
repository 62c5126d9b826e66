// The server side TLS settings of one server.
#include "tls_context.hpp"

#include <openssl/crypto.h>
#include <openssl/objects.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <stdexcept>

#include "certificate.hpp"

namespace fedcloud::testbed {
namespace {

struct OpensslDeleter {
    void operator()(char* text) const { OPENSSL_free(text); }
};

void ask_for_client_certificate(SSL_CTX& context, const Pki& pki, ClientCertificate clients) {
    const auto folder = pki.client_ca_folder();
    if (SSL_CTX_load_verify_locations(&context, nullptr, folder.c_str()) != 1) {
        throw std::runtime_error{"cannot use the CA folder " + folder.string()};
    }
    // A foreign folder may hold hundreds of CAs: then the server names none and takes them all.
    if (!pki.has_foreign_clients()) {
        SSL_CTX_set_client_CA_list(&context, SSL_load_client_CA_file(pki.ca_file().c_str()));
    }
    // Grid sites take RFC 3820 proxies, which OpenSSL refuses unless it is told.
    X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(&context), X509_V_FLAG_ALLOW_PROXY_CERTS);
    const int required =
        clients == ClientCertificate::required ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0;
    SSL_CTX_set_verify(&context, SSL_VERIFY_PEER | required, nullptr);
}

bool has_voms(X509& certificate) {
    const std::unique_ptr<ASN1_OBJECT, decltype(&ASN1_OBJECT_free)> oid{OBJ_txt2obj(voms_oid, 1),
                                                                        &ASN1_OBJECT_free};
    return X509_get_ext_by_OBJ(&certificate, oid.get(), -1) >= 0;
}

}  // namespace

TlsContext make_tls_context(const Pki& pki, ServerCertificate certificate,
                            ClientCertificate clients) {
    TlsContext context{SSL_CTX_new(TLS_server_method())};
    const auto file = pki.server_file(certificate);
    if (!context || SSL_CTX_use_certificate_chain_file(context.get(), file.c_str()) != 1 ||
        SSL_CTX_use_PrivateKey_file(context.get(), file.c_str(), SSL_FILETYPE_PEM) != 1) {
        throw std::runtime_error{"cannot use the server certificate " + file.string()};
    }
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_mode(context.get(), SSL_MODE_AUTO_RETRY);
    // Every connection makes a whole handshake, so that the counter of handshakes means something.
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(context.get(), SSL_OP_NO_TICKET);
    SSL_CTX_set_num_tickets(context.get(), 0);
    if (clients != ClientCertificate::none) {
        ask_for_client_certificate(*context, pki, clients);
    }
    return context;
}

std::optional<ClientIdentity> client_identity(SSL& session) {
    const Certificate certificate{SSL_get_peer_certificate(&session)};
    if (!certificate) {
        return std::nullopt;
    }
    ClientIdentity identity;
    const std::unique_ptr<char, OpensslDeleter> name{
        X509_NAME_oneline(X509_get_subject_name(certificate.get()), nullptr, 0)};
    identity.subject = name ? name.get() : "";
    identity.is_proxy = (X509_get_extension_flags(certificate.get()) & EXFLAG_PROXY) != 0;
    identity.has_voms = has_voms(*certificate);
    const STACK_OF(X509)* chain = SSL_get_peer_cert_chain(&session);
    for (int i = 0; i < sk_X509_num(chain); ++i) {
        identity.has_voms = identity.has_voms || has_voms(*sk_X509_value(chain, i));
    }
    return identity;
}

}  // namespace fedcloud::testbed
