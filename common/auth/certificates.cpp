#include "auth/certificates.hpp"

#include <fmt/format.h>
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "http/verification.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::auth {
namespace {

struct FreeBio {
    void operator()(BIO* bio) const { BIO_free_all(bio); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;

Bio open_memory(const std::string& bytes) {
    return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

// Without this OpenSSL asks the terminal for the pass phrase of an encrypted key, and waits.
int no_pass_phrase(char*, int, int, void* asked) {
    *static_cast<bool*>(asked) = true;
    return 0;
}

}  // namespace

Chain read_certificates(const std::string& pem) {
    Chain chain;
    const Bio bio = open_memory(pem);
    bool locked = false;
    while (X509* certificate = PEM_read_bio_X509(bio.get(), nullptr, no_pass_phrase, &locked)) {
        chain.emplace_back(certificate);
    }
    ERR_clear_error();
    return chain;
}

PrivateKey read_private_key(const std::string& pem) {
    const Bio bio = open_memory(pem);
    PrivateKey read;
    read.key.reset(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_pass_phrase, &read.locked));
    ERR_clear_error();
    return read;
}

std::string subject_of(const X509& certificate) {
    return http::grid_name(X509_get_subject_name(&certificate));
}

std::string issuer_of(const X509& certificate) {
    return http::grid_name(X509_get_issuer_name(&certificate));
}

WallClock::time_point from_seconds(double seconds) {
    using Seconds = std::chrono::duration<double>;
    constexpr auto last = WallClock::time_point::max();
    // A second of reserve: a double does not tell the end of the clock to the nanosecond.
    if (seconds >= Seconds(last.time_since_epoch()).count() - 1) {
        return last;
    }
    return seconds <= 0 ? WallClock::time_point{}
                        : WallClock::from_time_t(static_cast<time_t>(seconds));
}

WallClock::time_point from_calendar(tm parts) {
    return from_seconds(static_cast<double>(timegm(&parts)));
}

WallClock::time_point to_time_point(const ASN1_TIME* time) {
    tm parts{};
    ASN1_TIME_to_tm(time, &parts);
    return from_calendar(parts);
}

WallClock::time_point not_before(const X509& certificate) {
    return to_time_point(X509_get0_notBefore(&certificate));
}

WallClock::time_point not_after(const X509& certificate) {
    return to_time_point(X509_get0_notAfter(&certificate));
}

}  // namespace fedcloud::auth
