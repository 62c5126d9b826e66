#include "http/failure.hpp"

#include <errno.h>
#include <fmt/format.h>
#include <openssl/x509_vfy.h>
#include <string.h>

#include <array>
#include <string_view>

#include "http/endpoint.hpp"
#include "plugin/text.hpp"

namespace fedcloud::http {
namespace {

struct Meaning {
    ErrorKind kind;
    std::string text;
};

// What OpenSSL calls the alerts by which a server refuses a client's certificate (RFC 8446 section
// 6.2), and what each says about it. With TLS 1.3 they arrive with the first read, with 1.2 during
// the handshake; libcurl gives them different codes, so the text is what counts.
struct Alert {
    std::string_view name;
    ErrorKind kind;
    std::string_view advice;
};

constexpr std::array<Alert, 10> alerts{{
    {"alert certificate expired", ErrorKind::our_certificate,
     "it finds our certificate expired: renew it, or compare the clocks"},
    {"alert certificate revoked", ErrorKind::our_certificate, "our certificate is revoked"},
    {"alert certificate required", ErrorKind::our_certificate,
     "it finds no certificate of ours, or none that it can use"},
    {"alert unknown ca", ErrorKind::our_certificate_rejected,
     "it does not know the CA of our certificate, or does not take proxies of this kind"},
    {"alert certificate unknown", ErrorKind::our_certificate_rejected,
     "it does not take our certificate: not set up for grid proxies?"},
    {"alert bad certificate", ErrorKind::our_certificate_rejected,
     "it does not take our certificate"},
    {"alert unsupported certificate", ErrorKind::our_certificate_rejected,
     "it does not take certificates of our kind"},
    {"alert decrypt error", ErrorKind::our_certificate_rejected,
     "it finds our signature wrong: is the key that of our certificate?"},
    {"alert access denied", ErrorKind::our_certificate_rejected, "it denies us access"},
    {"alert handshake failure", ErrorKind::our_certificate_rejected,
     "it does not take our certificate"},
}};

std::optional<Meaning> read_alert(const Failure& failure) {
    for (const auto& alert : alerts) {
        if (failure.detail.find(alert.name) == std::string::npos) {
            continue;
        }
        auto [_, kind, advice] = alert;
        if (alert.name == "alert handshake failure" && !failure.certificate_wanted) {
            kind = ErrorKind::tls_failed;
            advice = "no version of TLS, or no cipher, in common?";
        } else if (!failure.sent_certificate) {
            // Nothing of ours was refused: something of ours was missed. OpenSSL calls that a
            // failure of the handshake before TLS 1.3, which has an alert of its own for it.
            kind = ErrorKind::our_certificate;
            advice = "it wants a client certificate and was given none: see --auth and --proxy";
        }
        return Meaning{kind, fmt::format("the server refuses the TLS connection ({}): {}",
                                         alert.name, advice)};
    }
    return std::nullopt;
}

Meaning explain_missing_anchor(const Failure& failure) {
    if (!failure.chain_fault.unusable_anchor.empty()) {
        return {
            ErrorKind::local,
            fmt::format(
                "the server's certificate cannot be checked: {} (trust anchor of {}): mend that "
                "file on this host",
                failure.chain_fault.unusable_anchor, failure.chain_fault.issuer)};
    }
    return {ErrorKind::untrusted,
            fmt::format("no trust anchor here vouches for the server's certificate ({})",
                        X509_verify_cert_error_string(failure.verify_result))};
}

Meaning explain_verification(const Failure& failure) {
    const auto reason = X509_verify_cert_error_string(failure.verify_result);
    // libcurl compares the names itself, before it asks OpenSSL for its result.
    const bool name_differs = failure.detail.find("subject name") != std::string::npos;
    // So libcurl says, with this code, of TLS 1.2's alert "certificate expired": ours is meant.
    if (failure.detail == "SSL certificate verification failed" && failure.sent_certificate) {
        return {ErrorKind::our_certificate,
                "the server refuses the TLS connection (alert certificate expired): it finds our "
                "certificate expired: renew it, or compare the clocks"};
    }
    if (!name_differs && is_crl_error(failure.verify_result)) {
        return {ErrorKind::local,
                fmt::format("the server's certificate cannot be checked: {} (CRL of {}): run "
                            "fetch-crl on this host",
                            reason, failure.chain_fault.issuer)};
    }
    if (!name_differs && lacks_anchor(failure.verify_result)) {
        return explain_missing_anchor(failure);
    }
    switch (name_differs ? X509_V_OK : failure.verify_result) {
        case X509_V_ERR_CERT_REVOKED:
            return {ErrorKind::certificate_other,
                    fmt::format("the server's certificate, or one of its chain, was revoked by {}",
                                failure.chain_fault.issuer)};
        case X509_V_OK:
            return {
                ErrorKind::wrong_name,
                fmt::format("the server's certificate is for another host ({})", failure.detail)};
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return {ErrorKind::expired,
                    "the server's certificate, or one of its chain, has expired"};
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return {ErrorKind::expired,
                    "the server's certificate is not valid yet: compare this host's clock"};
        default:
            return {ErrorKind::certificate_other,
                    fmt::format("the server's certificate fails verification ({})", reason)};
    }
}

Meaning explain_connect(const Failure& failure) {
    const int error = static_cast<int>(failure.os_error);
    switch (error) {
        case ECONNREFUSED:
            return {ErrorKind::refused, "connection refused: nothing listens there"};
        case ENETUNREACH:
        case EADDRNOTAVAIL:
            return {ErrorKind::no_route,
                    fmt::format("{}: this host has no route to it", strerror(error))};
        case EMFILE:
        case ENFILE:
        case ENOBUFS:
        case ENOMEM:
        case EAFNOSUPPORT:
            return {ErrorKind::local,
                    fmt::format("no socket is to be had on this host: {}", strerror(error))};
        case 0:
            return {ErrorKind::refused, "could not connect"};
        default:
            return {ErrorKind::unreachable, fmt::format("could not connect: {}", strerror(error))};
    }
}

// What the server's side of TLS had to say, or not.
std::optional<Meaning> explain_refusal(const Failure& failure) {
    if (!failure.tls) {
        return std::nullopt;
    }
    if (auto alert = read_alert(failure)) {
        return alert;
    }
    const bool hung_up = failure.code == CURLE_GOT_NOTHING || failure.code == CURLE_SEND_ERROR ||
                         failure.code == CURLE_RECV_ERROR ||
                         failure.code == CURLE_SSL_CONNECT_ERROR;
    // With TLS 1.3 the server's alert comes after the handshake, and is lost when a reset overtakes
    // it.
    const bool without_a_word = failure.detail.find(" alert ") == std::string::npos;
    if (!failure.certificate_wanted || !hung_up || !without_a_word) {
        return std::nullopt;
    }
    if (!failure.sent_certificate) {
        return Meaning{
            ErrorKind::our_certificate,
            "the server asked for a client certificate, was given none, and hung up: see --auth"};
    }
    return Meaning{
        ErrorKind::our_certificate_rejected,
        "the server asked for a client certificate, was shown our certificate, and hung up "
        "without a word: it may not know its CA, or not take proxies"};
}

Meaning interpret(const Failure& failure) {
    if (auto refusal = explain_refusal(failure)) {
        return *refusal;
    }
    // libcurl's own limits: 100 KiB for a line, told as a lack of memory, and 300 KiB for all.
    if ((failure.code == CURLE_OUT_OF_MEMORY && failure.connected) ||
        failure.detail.find("Too large response headers") != std::string::npos) {
        return {ErrorKind::too_large, "the answer has more headers, or a longer one, than is sane"};
    }
    if (failure.detail.find("chunked-encoding") != std::string::npos) {
        return {ErrorKind::malformed,
                fmt::format("the answer is not proper HTTP ({})", failure.detail)};
    }
    switch (failure.code) {
        case CURLE_COULDNT_CONNECT:
            return explain_connect(failure);
        case CURLE_PEER_FAILED_VERIFICATION:
            return explain_verification(failure);
        case CURLE_SSL_CONNECT_ERROR:
            return {ErrorKind::tls_failed,
                    fmt::format("the TLS handshake failed: {}", failure.detail)};
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_ENGINE_INITFAILED:
        case CURLE_FAILED_INIT:
            return {ErrorKind::local,
                    fmt::format("TLS cannot be set up on this host: {}", failure.detail)};
        case CURLE_TELNET_OPTION_SYNTAX:  // its name before 7.78, which stays valid
        case CURLE_UNKNOWN_OPTION:
        case CURLE_BAD_FUNCTION_ARGUMENT:
        case CURLE_NOT_BUILT_IN:
        case CURLE_URL_MALFORMAT:
        case CURLE_COULDNT_RESOLVE_HOST:  // it was told the addresses
            return {ErrorKind::local,
                    fmt::format("libcurl of this host cannot set the request up: {}",
                                failure.detail.empty() ? curl_easy_strerror(failure.code)
                                                       : failure.detail)};
        case CURLE_GOT_NOTHING:
            return {ErrorKind::connection_lost,
                    "the server closed the connection without an answer"};
        case CURLE_SEND_FAIL_REWIND:
        case CURLE_SEND_ERROR:
        case CURLE_RECV_ERROR:
            return {ErrorKind::connection_lost,
                    fmt::format("the connection broke before the answer was complete ({})",
                                failure.detail)};
        case CURLE_PARTIAL_FILE:
            return {ErrorKind::connection_lost, "the answer ended before all of it had come"};
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_WEIRD_SERVER_REPLY:
        case CURLE_BAD_CONTENT_ENCODING:
            return {ErrorKind::malformed,
                    fmt::format("the answer is not proper HTTP ({})", failure.detail)};
        default:
            return {ErrorKind::malformed,
                    fmt::format("the transfer failed: {}", failure.detail.empty()
                                                               ? curl_easy_strerror(failure.code)
                                                               : failure.detail)};
    }
}

}  // namespace

Error explain(const Request& request, const Failure& failure) {
    const auto meaning = interpret(failure);
    return {meaning.kind, in_words(request, plugin::clean(meaning.text))};
}

std::string in_words(const Request& request, std::string_view what) {
    return fmt::format("{} {}: {}", to_string(request.method), without_query(request.url), what);
}

std::string_view phase_of(CURL* handle, const Progress& progress) {
    if (progress.answered) {
        return "in the middle of the answer";
    }
    curl_off_t ready = 0;
    curl_easy_getinfo(handle, CURLINFO_PRETRANSFER_TIME_T, &ready);
    if (ready > 0) {
        return "waiting for the answer";
    }
    return progress.connected && progress.tls ? "in the TLS handshake" : "connecting";
}

}  // namespace fedcloud::http
