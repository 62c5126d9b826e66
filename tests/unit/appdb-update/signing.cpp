#include "signing.hpp"

#include <openssl/cms.h>
#include <openssl/err.h>

#include <memory>
#include <stdexcept>

#include "envelope.hpp"

namespace fedcloud::appdb_update {
namespace {

Bio memory(const std::string& content) {
    return Bio(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())));
}

std::string text_of(BIO* bio) {
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(bio, &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

void demand(bool done, const char* what) {
    if (!done) {
        throw std::runtime_error(what);
    }
}

}  // namespace

std::string sign(const std::string& content, const mint::Identity& signer, const Signing& signing) {
    const bool detached = signing.form == Form::multipart;
    const unsigned flags = (detached ? CMS_DETACHED | CMS_STREAM : 0U) | CMS_PARTIAL |
                           (signing.binary ? CMS_BINARY : 0U) |
                           (signing.with_headers ? CMS_TEXT : 0U) |
                           (signing.with_certificate ? 0U : CMS_NOCERTS);
    const Bio source = memory(content);
    const Cms cms(CMS_sign(nullptr, nullptr, nullptr, source.get(), flags));
    demand(cms != nullptr, "CMS_sign");
    std::vector<const mint::Identity*> signers{&signer};
    signers.insert(signers.end(), signing.further_signers.begin(), signing.further_signers.end());
    for (const auto* each : signers) {
        demand(CMS_add1_signer(cms.get(), each->certificate.get(), each->key.get(),
                               EVP_get_digestbyname(signing.digest), flags) != nullptr,
               "CMS_add1_signer");
    }
    const Bio target(BIO_new(BIO_s_mem()));
    if (!detached) {
        demand(CMS_final(cms.get(), source.get(), nullptr, flags) == 1, "CMS_final");
    }
    demand(SMIME_write_CMS(target.get(), cms.get(), source.get(), static_cast<int>(flags)) == 1,
           "SMIME_write_CMS");
    ERR_clear_error();
    return text_of(target.get());
}

std::string encrypt(const std::string& content, const mint::Identity& reader) {
    const std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)> readers(
        sk_X509_new_null(), [](STACK_OF(X509) * stack) { sk_X509_free(stack); });
    sk_X509_push(readers.get(), reader.certificate.get());
    const Bio source = memory(content);
    const Cms cms(CMS_encrypt(readers.get(), source.get(), EVP_aes_128_cbc(), 0));
    demand(cms != nullptr, "CMS_encrypt");
    const Bio target(BIO_new(BIO_s_mem()));
    demand(SMIME_write_CMS(target.get(), cms.get(), nullptr, 0) == 1, "SMIME_write_CMS");
    return text_of(target.get());
}

}  // namespace fedcloud::appdb_update
