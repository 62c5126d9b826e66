#include "auth/proxy_kind.hpp"

#include <openssl/objects.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>
#include <string>

namespace fedcloud::auth {
namespace {

using Object = std::unique_ptr<ASN1_OBJECT, decltype(&ASN1_OBJECT_free)>;
using ProxyInfo =
    std::unique_ptr<PROXY_CERT_INFO_EXTENSION, decltype(&PROXY_CERT_INFO_EXTENSION_free)>;

constexpr auto limited_language = "1.3.6.1.4.1.3536.1.1.1.9";
constexpr auto draft_extension = "1.3.6.1.4.1.3536.1.222";

Object object(const char* oid) {
    return {OBJ_txt2obj(oid, 1), ASN1_OBJECT_free};
}

ProxyInfo proxy_info(const X509& certificate) {
    return {static_cast<PROXY_CERT_INFO_EXTENSION*>(
                X509_get_ext_d2i(&certificate, NID_proxyCertInfo, nullptr, nullptr)),
            PROXY_CERT_INFO_EXTENSION_free};
}

bool is_limited(const PROXY_CERT_INFO_EXTENSION& info) {
    return info.proxyPolicy != nullptr &&
           OBJ_cmp(info.proxyPolicy->policyLanguage, object(limited_language).get()) == 0;
}

// The value of the subject's last component, if that is a common name.
std::string last_common_name(const X509& certificate) {
    const X509_NAME* name = X509_get_subject_name(&certificate);
    const int count = X509_NAME_entry_count(name);
    if (count == 0) {
        return "";
    }
    X509_NAME_ENTRY* last = X509_NAME_get_entry(name, count - 1);
    if (OBJ_obj2nid(X509_NAME_ENTRY_get_object(last)) != NID_commonName) {
        return "";
    }
    const ASN1_STRING* value = X509_NAME_ENTRY_get_data(last);
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
            static_cast<std::size_t>(ASN1_STRING_length(value))};
}

// A person or a host may be called "proxy" too; only a proxy has its issuer's name before that.
bool is_below_its_issuer(const X509& certificate) {
    return extends_name(*X509_get_subject_name(&certificate), *X509_get_issuer_name(&certificate));
}

}  // namespace

bool extends_name(const X509_NAME& longer, const X509_NAME& name) {
    const int count = X509_NAME_entry_count(&name);
    if (X509_NAME_entry_count(&longer) != count + 1) {
        return false;
    }
    const std::unique_ptr<X509_NAME, decltype(&X509_NAME_free)> shortened(X509_NAME_dup(&longer),
                                                                          X509_NAME_free);
    const std::unique_ptr<X509_NAME_ENTRY, decltype(&X509_NAME_ENTRY_free)> last(
        X509_NAME_delete_entry(shortened.get(), count), X509_NAME_ENTRY_free);
    return OBJ_obj2nid(X509_NAME_ENTRY_get_object(last.get())) == NID_commonName &&
           X509_NAME_cmp(shortened.get(), &name) == 0;
}

CertificateKind kind_of(const X509& certificate) {
    if (X509_get_ext_by_NID(&certificate, NID_proxyCertInfo, -1) >= 0) {
        const auto info = proxy_info(certificate);
        return info && is_limited(*info) ? CertificateKind::rfc_limited
                                         : CertificateKind::rfc_proxy;
    }
    if (X509_get_ext_by_OBJ(&certificate, object(draft_extension).get(), -1) >= 0) {
        return CertificateKind::draft_proxy;
    }
    if (is_below_its_issuer(certificate)) {
        const auto name = last_common_name(certificate);
        if (name == "proxy") {
            return CertificateKind::legacy_proxy;
        }
        if (name == "limited proxy") {
            return CertificateKind::legacy_limited;
        }
    }
    // X509_check_ca wants to cache what it finds in the certificate.
    return X509_check_ca(const_cast<X509*>(&certificate)) == 1 ? CertificateKind::authority
                                                               : CertificateKind::end_entity;
}

bool is_proxy(CertificateKind kind) {
    return kind != CertificateKind::end_entity && kind != CertificateKind::authority;
}

bool is_pre_rfc(CertificateKind kind) {
    return kind == CertificateKind::legacy_proxy || kind == CertificateKind::legacy_limited ||
           kind == CertificateKind::draft_proxy;
}

std::string_view to_string(CertificateKind kind) {
    constexpr std::array<std::string_view, 7> names{"certificate",
                                                    "CA certificate",
                                                    "RFC 3820 proxy",
                                                    "limited RFC 3820 proxy",
                                                    "legacy (Globus 2) proxy",
                                                    "limited legacy (Globus 2) proxy",
                                                    "draft (Globus 3) proxy"};
    return names.at(static_cast<std::size_t>(kind));
}

std::optional<long> proxies_allowed_below(const X509& certificate) {
    const auto info = proxy_info(certificate);
    if (!info || info->pcPathLengthConstraint == nullptr) {
        return std::nullopt;
    }
    return ASN1_INTEGER_get(info->pcPathLengthConstraint);
}

}  // namespace fedcloud::auth
