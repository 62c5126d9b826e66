#include "auth/x509_credential.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#include <algorithm>

#include "auth/chain_check.hpp"

namespace fedcloud::auth {
namespace {

using plugin::Checked;
using plugin::Fault;

bool has_voms_attributes(const X509& certificate) {
    // The extension that carries the attribute certificates (VOMS Attribute Certificate Profile).
    const std::unique_ptr<ASN1_OBJECT, decltype(&ASN1_OBJECT_free)> oid(
        OBJ_txt2obj("1.3.6.1.4.1.8005.100.100.5", 1), ASN1_OBJECT_free);
    return X509_get_ext_by_OBJ(&certificate, oid.get(), -1) >= 0;
}

Checked<void> check_dates(const X509Credential& credential, WallClock::time_point now) {
    for (std::size_t i = 0; i < credential.chain.size(); ++i) {
        const X509& certificate = *credential.chain[i];
        const auto begin = not_before(certificate);
        const auto end = not_after(certificate);
        const auto which =
            i == 0 ? credential.name
                   : fmt::format("{}: {} in its chain", credential.name, subject_of(certificate));
        if (now >= end) {
            return Unexpected{Fault::ours(
                fmt::format("{} expired {} ago: renew it", which, distance(now - end)))};
        }
        if (now < begin) {
            return Unexpected{
                Fault::ours(fmt::format("{} is valid only in {}: compare this host's clock", which,
                                        distance(begin - now)))};
        }
    }
    return {};
}

bool belongs_to(const Key& key, const X509& certificate) {
    const bool fits = X509_check_private_key(&certificate, key.get()) == 1;
    ERR_clear_error();
    return fits;
}

Checked<void> check_key(const X509Credential& credential) {
    const auto [key, locked] = read_private_key(credential.pem);
    if (!key) {
        return Unexpected{Fault::ours(
            locked ? fmt::format("{}: its private key is locked by a pass phrase: an unattended "
                                 "check needs a proxy or an unlocked key",
                                 credential.name)
                   : fmt::format("{} holds no private key: certificate, key and chain belong in "
                                 "one file",
                                 credential.name))};
    }
    if (belongs_to(key, *credential.chain.front())) {
        return {};
    }
    const auto& chain = credential.chain;
    const auto owner = std::find_if(chain.begin(), chain.end(), [&key = key](const auto& each) {
        return belongs_to(key, *each);
    });
    return Unexpected{Fault::ours(
        owner == chain.end()
            ? fmt::format("{}: its private key does not belong to its first certificate, {}",
                          credential.name, subject_of(*chain.front()))
            : fmt::format("{}: its private key belongs to {}, which is not its first certificate: "
                          "they are in the wrong order",
                          credential.name, subject_of(**owner)))};
}

}  // namespace

Checked<X509Credential> load_x509(const std::string& path, WallClock::time_point now, Owner owner) {
    auto pem = read_secret_file(path, "proxy", owner);
    if (!pem) {
        return Unexpected{pem.error()};
    }
    X509Credential credential;
    credential.pem = std::move(*pem);
    credential.chain = read_certificates(credential.pem);
    if (credential.chain.empty()) {
        return Unexpected{Fault::ours(fmt::format("proxy {} holds no certificate in PEM", path))};
    }
    credential.kind = kind_of(*credential.chain.front());
    credential.name = (is_proxy(credential.kind) ? "proxy " : "certificate ") + file_name(path);
    if (auto dates = check_dates(credential, now); !dates) {
        return Unexpected{dates.error()};
    }
    if (auto fits = check_chain(credential.chain); !fits) {
        return Unexpected{Fault::ours(credential.name + ' ' + fits.error())};
    }
    if (auto key = check_key(credential); !key) {
        return Unexpected{key.error()};
    }
    credential.identity = subject_of(end_entity_of(credential.chain));
    credential.not_after = WallClock::time_point::max();
    for (const auto& certificate : credential.chain) {
        credential.not_after = std::min(credential.not_after, not_after(*certificate));
        credential.has_voms = credential.has_voms || has_voms_attributes(*certificate);
    }
    return credential;
}

}  // namespace fedcloud::auth
