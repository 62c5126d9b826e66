#include "http/verification.hpp"

#include <errno.h>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <string_view>

namespace fedcloud::http {
namespace {

// Where verify_chain() keeps its folder while OpenSSL calls back.
int folder_index() {
    static const int index = X509_STORE_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return index;
}

int accept_missing_crl(int ok, X509_STORE_CTX* chain) {
    const X509* at = X509_STORE_CTX_get_current_cert(chain);
    const auto* folder =
        static_cast<const std::string*>(X509_STORE_CTX_get_ex_data(chain, folder_index()));
    if (ok == 0 && X509_STORE_CTX_get_error(chain) == X509_V_ERR_UNABLE_TO_GET_CRL &&
        at != nullptr && folder != nullptr && !has_crl_file(*at, *folder)) {
        X509_STORE_CTX_set_error(chain, X509_V_OK);
        return 1;
    }
    return ok;
}

struct CloseFile {
    void operator()(FILE* file) const { fclose(file); }
};

// What keeps OpenSSL from finding a certificate in that file; empty if nothing does.
std::string why_no_certificate(const std::string& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) {
        return errno == ENOENT ? "a link to a file that does not exist" : strerror(errno);
    }
    if (!S_ISREG(status.st_mode)) {  // to open a FIFO is to wait
        return "not a regular file";
    }
    const std::unique_ptr<FILE, CloseFile> file(fopen(path.c_str(), "re"));
    if (!file) {
        return strerror(errno);
    }
    const std::unique_ptr<X509, void (*)(X509*)> certificate(
        PEM_read_X509_AUX(file.get(), nullptr, nullptr, nullptr), X509_free);
    return certificate ? "" : "no certificate in PEM form";
}

// OpenSSL takes a file of the folder that it cannot read for one that is not there, and says that
// the certificate's issuer is unknown.
std::string find_unusable_anchor(const X509& certificate, const std::string& folder) {
    const auto hash = X509_issuer_name_hash(const_cast<X509*>(&certificate));
    constexpr int most = 100;
    for (int number = 0; number < most; ++number) {
        const auto path = fmt::format("{}/{:08x}.{}", folder, hash, number);
        struct stat status {};
        if (lstat(path.c_str(), &status) != 0) {
            return errno == ENOENT ? "" : fmt::format("{}: {}", path, strerror(errno));
        }
        if (const auto why = why_no_certificate(path); !why.empty()) {
            return fmt::format("{}: {}", path, why);
        }
    }
    return "";
}

}  // namespace

std::shared_ptr<X509_STORE> open_store(const Trust& trust) {
    if (trust.loaded) {
        return trust.loaded;
    }
    std::shared_ptr<X509_STORE> store(X509_STORE_new(), X509_STORE_free);
    if (trust.folder.empty()) {
        X509_STORE_set_default_paths(store.get());
    } else {
        X509_LOOKUP* lookup = X509_STORE_add_lookup(store.get(), X509_LOOKUP_hash_dir());
        X509_LOOKUP_add_dir(lookup, trust.folder.c_str(), X509_FILETYPE_PEM);
    }
    return store;
}

bool verify_chain(X509_STORE_CTX* chain, const Trust& trust, ChainFault& fault) {
    fault = {};
    if (!trust.folder.empty()) {
        // The folder's look-up finds HASH.rN as it finds HASH.N.
        X509_STORE_CTX_set_flags(chain, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
        if (!trust.crl_required) {
            X509_STORE_CTX_set_ex_data(chain, folder_index(),
                                       const_cast<std::string*>(&trust.folder));
            X509_STORE_CTX_set_verify_cb(chain, accept_missing_crl);
        }
    }
    // A signature that does not fit leaves errors of its own in OpenSSL's queue. libcurl (7.88)
    // looks at the first one there, and would not see that the verification is what failed.
    ERR_set_mark();
    const bool good = X509_verify_cert(chain) > 0;
    const X509* where = X509_STORE_CTX_get_current_cert(chain);
    if (!good && where != nullptr) {
        fault.issuer = grid_name(X509_get_issuer_name(where));
        if (lacks_anchor(X509_STORE_CTX_get_error(chain)) && !trust.folder.empty()) {
            fault.unusable_anchor = find_unusable_anchor(*where, trust.folder);
        }
    }
    ERR_pop_to_mark();
    return good;
}

bool lacks_anchor(long verify_result) {
    switch (verify_result) {
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
            return true;
        default:
            return false;
    }
}

bool has_crl_file(const X509& certificate, const std::string& folder) {
    const auto hash = X509_issuer_name_hash(const_cast<X509*>(&certificate));
    return access(fmt::format("{}/{:08x}.r0", folder, hash).c_str(), F_OK) == 0;
}

bool is_crl_error(long verify_result) {
    switch (verify_result) {
        case X509_V_ERR_UNABLE_TO_GET_CRL:
        case X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE:
        case X509_V_ERR_CRL_SIGNATURE_FAILURE:
        case X509_V_ERR_CRL_NOT_YET_VALID:
        case X509_V_ERR_CRL_HAS_EXPIRED:
        case X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD:
        case X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD:
        case X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER:
        case X509_V_ERR_KEYUSAGE_NO_CRL_SIGN:
        case X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION:
        case X509_V_ERR_DIFFERENT_CRL_SCOPE:
        case X509_V_ERR_CRL_PATH_VALIDATION_ERROR:
            return true;
        default:
            return false;
    }
}

std::string grid_name(const X509_NAME* name) {
    const std::unique_ptr<char, void (*)(char*)> text(X509_NAME_oneline(name, nullptr, 0),
                                                      [](char* bytes) { OPENSSL_free(bytes); });
    std::string plain = text ? text.get() : "";
    // OpenSSL 3 escapes these two; Globus, VOMS and GOCDB write "/CN=host/name.example.org".
    for (const std::string_view escaped : {"\\/", "\\+"}) {
        for (auto at = plain.find(escaped); at != std::string::npos; at = plain.find(escaped, at)) {
            plain.erase(at, 1);
        }
    }
    return plain;
}

}  // namespace fedcloud::http
