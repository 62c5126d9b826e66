#include "auth/x509_credential.hpp"

#include <fmt/format.h>
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include "auth/secret_file.hpp"

namespace fedcloud::auth {
namespace {

using plugin::Checked;
using plugin::Fault;

struct FreeBio {
    void operator()(BIO* bio) const { BIO_free_all(bio); }
};
struct FreeCertificate {
    void operator()(X509* certificate) const { X509_free(certificate); }
};
struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;
using Certificate = std::unique_ptr<X509, FreeCertificate>;
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;

Bio open_memory(const std::string& bytes) {
    return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

std::vector<Certificate> read_certificates(const std::string& pem) {
    std::vector<Certificate> chain;
    const Bio bio = open_memory(pem);
    while (X509* certificate = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) {
        chain.emplace_back(certificate);
    }
    ERR_clear_error();
    return chain;
}

// Without this OpenSSL asks the terminal for the pass phrase of an encrypted key, and waits.
int no_pass_phrase(char*, int, int, void* asked) {
    *static_cast<bool*>(asked) = true;
    return 0;
}

std::string subject_of(const X509* certificate) {
    const Bio bio(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(bio.get(), X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253);
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

WallClock::time_point to_time_point(const ASN1_TIME* time) {
    tm parts{};
    ASN1_TIME_to_tm(time, &parts);
    return WallClock::from_time_t(timegm(&parts));
}

// "3h", "12min", "5d": how far away something is.
std::string distance(WallClock::duration time) {
    const double minutes = std::abs(std::chrono::duration<double, std::ratio<60>>(time).count());
    if (minutes < 90) {
        return fmt::format("{:.0f}min", std::ceil(minutes));
    }
    return minutes < 48 * 60 ? fmt::format("{:.0f}h", minutes / 60)
                             : fmt::format("{:.0f}d", minutes / 60 / 24);
}

bool has_voms_attributes(const X509* certificate) {
    // The extension that carries the attribute certificates (VOMS Attribute Certificate Profile).
    const std::unique_ptr<ASN1_OBJECT, decltype(&ASN1_OBJECT_free)> oid(
        OBJ_txt2obj("1.3.6.1.4.1.8005.100.100.5", 1), ASN1_OBJECT_free);
    return X509_get_ext_by_OBJ(certificate, oid.get(), -1) >= 0;
}

Checked<void> check_dates(const std::vector<Certificate>& chain, const std::string& name,
                          WallClock::time_point now) {
    for (std::size_t i = 0; i < chain.size(); ++i) {
        const auto begin = to_time_point(X509_get0_notBefore(chain[i].get()));
        const auto end = to_time_point(X509_get0_notAfter(chain[i].get()));
        const auto which =
            i == 0 ? std::string() : fmt::format(": {} in its chain", subject_of(chain[i].get()));
        if (now >= end) {
            return Unexpected{Fault::ours(fmt::format("proxy {}{} expired {} ago: renew it", name,
                                                      which, distance(now - end)))};
        }
        if (now < begin) {
            return Unexpected{
                Fault::ours(fmt::format("proxy {}{} is valid only in {}: compare this host's clock",
                                        name, which, distance(begin - now)))};
        }
    }
    return {};
}

Checked<void> check_key(const std::string& pem, const X509* leaf, const std::string& name) {
    const Bio bio = open_memory(pem);
    bool encrypted = false;
    const Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_pass_phrase, &encrypted));
    ERR_clear_error();
    if (!key) {
        return Unexpected{Fault::ours(
            encrypted ? fmt::format("proxy {}: its private key is locked by a pass phrase: an "
                                    "unattended check needs a proxy or an unlocked key",
                                    name)
                      : fmt::format("proxy {} holds no private key: certificate, key and chain "
                                    "belong in one file",
                                    name))};
    }
    const bool matches = X509_check_private_key(leaf, key.get()) == 1;
    ERR_clear_error();
    if (!matches) {
        return Unexpected{Fault::ours(fmt::format(
            "proxy {}: its private key does not belong to its first certificate", name))};
    }
    return {};
}

}  // namespace

Checked<X509Credential> load_x509(const std::string& path, WallClock::time_point now) {
    auto pem = read_secret_file(path, "proxy");
    if (!pem) {
        return Unexpected{pem.error()};
    }
    const auto name = file_name(path);
    const auto chain = read_certificates(*pem);
    if (chain.empty()) {
        return Unexpected{Fault::ours(fmt::format("proxy {} holds no certificate in PEM", path))};
    }
    if (auto dates = check_dates(chain, name, now); !dates) {
        return Unexpected{dates.error()};
    }
    if (auto key = check_key(*pem, chain.front().get(), name); !key) {
        return Unexpected{key.error()};
    }
    X509Credential credential;
    credential.subject = subject_of(chain.front().get());
    credential.not_after = WallClock::time_point::max();
    for (const auto& certificate : chain) {
        credential.not_after =
            std::min(credential.not_after, to_time_point(X509_get0_notAfter(certificate.get())));
        credential.has_voms = credential.has_voms || has_voms_attributes(certificate.get());
    }
    credential.pem = std::move(*pem);
    return credential;
}

}  // namespace fedcloud::auth
