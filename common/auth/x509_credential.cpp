#include "auth/x509_credential.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#include <algorithm>

#include "auth/chain_check.hpp"
#include "plugin/timestamp.hpp"

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
                fmt::format("{} expired {} ago: renew it", which, plugin::distance(now - end)))};
        }
        if (now < begin) {
            return Unexpected{
                Fault::ours(fmt::format("{} is valid only in {}: compare this host's clock", which,
                                        plugin::distance(begin - now)))};
        }
    }
    return {};
}

bool belongs_to(const Key& key, const X509& certificate) {
    const bool fits = X509_check_private_key(&certificate, key.get()) == 1;
    ERR_clear_error();
    return fits;
}

// What to call the key: it may have a file of its own.
std::string name_of_key(const X509Credential& credential, const X509Files& files) {
    return files.key_path.empty() ? credential.name + ": its private key"
                                  : "private key " + file_name(files.key_path);
}

Fault no_key(const X509Credential& credential, const X509Files& files, bool locked) {
    if (locked) {
        return Fault::ours(
            fmt::format("{} is locked by a pass phrase: an unattended check needs a "
                        "proxy or an unlocked key",
                        name_of_key(credential, files)));
    }
    if (!files.key_path.empty()) {
        return Fault::ours(
            fmt::format("key {} holds no private key in PEM", file_name(files.key_path)));
    }
    return Fault::ours(
        fmt::format("{} holds no private key: certificate, key and chain belong in "
                    "one file, or name the key's by --key",
                    credential.name));
}

Checked<void> check_key(const X509Credential& credential, const X509Files& files) {
    const auto [key, locked] = read_private_key(credential.pem);
    if (!key) {
        return Unexpected{no_key(credential, files, locked)};
    }
    if (belongs_to(key, *credential.chain.front())) {
        return {};
    }
    const auto& chain = credential.chain;
    const auto owner = std::find_if(chain.begin(), chain.end(), [&key = key](const auto& each) {
        return belongs_to(key, *each);
    });
    const auto name = name_of_key(credential, files);
    return Unexpected{Fault::ours(
        owner == chain.end()
            ? fmt::format("{} does not belong to {}, {}", name,
                          files.key_path.empty() ? "its first certificate" : credential.name,
                          subject_of(*chain.front()))
            : fmt::format("{} belongs to {}, which is not its first certificate: they are in the "
                          "wrong order",
                          name, subject_of(**owner)))};
}

// The blocks of a PEM text whose label ends so: "CERTIFICATE", "PRIVATE KEY".
std::string pem_blocks(std::string_view text, std::string_view label) {
    constexpr std::string_view begin = "-----BEGIN ";
    constexpr std::string_view dashes = "-----";
    std::string blocks;
    for (auto at = text.find(begin); at != std::string_view::npos; at = text.find(begin, at)) {
        const auto name_end = text.find(dashes, at + begin.size());
        const auto name = text.substr(at + begin.size(), name_end - at - begin.size());
        const auto last_line = fmt::format("-----END {}-----", name);
        const auto end = text.find(last_line, at);
        if (name_end == std::string_view::npos || end == std::string_view::npos) {
            break;
        }
        const auto behind = end + last_line.size();
        if (name.size() >= label.size() && name.substr(name.size() - label.size()) == label) {
            blocks.append(text.substr(at, behind - at)).append("\n");
        }
        at = behind;
    }
    return blocks;
}

Checked<std::string> read_pem(const X509Files& files) {
    if (files.key_path.empty()) {
        return read_secret_file(files.path, "proxy", files.owner);
    }
    const auto certificate = read_public_file(files.path, "certificate");
    if (!certificate) {
        return certificate;
    }
    const auto key = read_secret_file(files.key_path, "key");
    if (!key) {
        return key;
    }
    // Both options may name the same file, or the first one's may hold another key as well.
    return pem_blocks(*certificate, "CERTIFICATE") + pem_blocks(*key, "PRIVATE KEY");
}

}  // namespace

Checked<X509Credential> load_x509(const X509Files& files, WallClock::time_point now) {
    auto pem = read_pem(files);
    if (!pem) {
        return Unexpected{pem.error()};
    }
    X509Credential credential;
    credential.pem = std::move(*pem);
    credential.chain = read_certificates(credential.pem);
    if (credential.chain.empty()) {
        return Unexpected{
            Fault::ours(fmt::format("{} {} holds no certificate in PEM",
                                    files.key_path.empty() ? "proxy" : "certificate", files.path))};
    }
    credential.kind = kind_of(*credential.chain.front());
    credential.name =
        (is_proxy(credential.kind) ? "proxy " : "certificate ") + file_name(files.path);
    if (auto dates = check_dates(credential, now); !dates) {
        return Unexpected{dates.error()};
    }
    if (auto fits = check_chain(credential.chain); !fits) {
        return Unexpected{Fault::ours(credential.name + ' ' + fits.error())};
    }
    if (auto key = check_key(credential, files); !key) {
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
