// What libcurl's codes, OpenSSL's verdicts and a server's alerts mean.
#include "http/failure.hpp"

#include <errno.h>
#include <gtest/gtest.h>
#include <openssl/x509_vfy.h>

#include <vector>

namespace fedcloud::http {
namespace {

Request sample() {
    Request request;
    request.method = Method::put;
    request.url = *net::parse_url("https://h:8787/occi1.1/");
    return request;
}

struct Row {
    Failure failure;
    ErrorKind kind;
    std::string_view words;
};

void expect_all(const std::vector<Row>& table) {
    for (const auto& row : table) {
        const auto error = explain(sample(), row.failure);
        EXPECT_EQ(error.kind, row.kind) << error.text;
        EXPECT_NE(error.text.find(row.words), std::string::npos) << error.text;
        EXPECT_EQ(error.text.find("PUT https://h:8787/occi1.1/: "), 0U) << error.text;
    }
}

TEST(Explain, FailuresToConnect) {
    const auto with = [](long os_error) {
        Failure failure;
        failure.code = CURLE_COULDNT_CONNECT;
        failure.os_error = os_error;
        return failure;
    };
    expect_all({{with(ECONNREFUSED), ErrorKind::refused, "connection refused"},
                {with(ENETUNREACH), ErrorKind::no_route, "no route"},
                {with(EADDRNOTAVAIL), ErrorKind::no_route, "no route"},
                {with(EHOSTUNREACH), ErrorKind::unreachable, "No route to host"},
                {with(ECONNRESET), ErrorKind::unreachable, "reset"}});
}

TEST(Explain, TheServersCertificate) {
    const auto with = [](long verify_result, std::string detail = {}) {
        Failure failure;
        failure.code = CURLE_PEER_FAILED_VERIFICATION;
        failure.tls = true;
        failure.verify_result = verify_result;
        failure.detail = std::move(detail);
        return failure;
    };
    expect_all({
        {with(X509_V_OK, "SSL: no alternative certificate subject name matches target host name"),
         ErrorKind::wrong_name, "for another host"},
        {with(X509_V_ERR_CERT_HAS_EXPIRED), ErrorKind::expired, "has expired"},
        {with(X509_V_ERR_CERT_NOT_YET_VALID), ErrorKind::expired, "compare this host's clock"},
        {with(X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT), ErrorKind::untrusted, "no trust anchor"},
        {with(X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY), ErrorKind::untrusted,
         "no trust anchor"},
        {with(X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE), ErrorKind::untrusted, "trust anchor"},
        {with(X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN), ErrorKind::untrusted, "trust anchor"},
        {with(X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT), ErrorKind::untrusted, "trust anchor"},
        {with(X509_V_ERR_CERT_REVOKED), ErrorKind::certificate_other, "revoked"},
        {with(X509_V_ERR_INVALID_PURPOSE), ErrorKind::certificate_other, "fails verification"},
    });
}

TEST(Explain, Alerts) {
    const auto with = [](std::string_view alert, bool sent_certificate) {
        Failure failure;
        // TLS 1.3 brings them with the first read.
        failure.code = CURLE_RECV_ERROR;
        failure.tls = true;
        failure.sent_certificate = sent_certificate;
        failure.certificate_wanted = true;
        failure.detail = "OpenSSL SSL_read: error:0A000415:SSL routines::sslv3 alert " +
                         std::string(alert) + ", errno 0";
        return failure;
    };
    struct Alert {
        std::string_view name;
        ErrorKind with_certificate;
        ErrorKind without;
    };
    constexpr auto ours = ErrorKind::our_certificate;
    constexpr auto rejected = ErrorKind::our_certificate_rejected;
    for (const auto& alert :
         {Alert{"certificate expired", ours, ours}, Alert{"certificate revoked", ours, ours},
          Alert{"certificate required", ours, ours}, Alert{"unknown ca", rejected, ours},
          Alert{"certificate unknown", rejected, ours}, Alert{"bad certificate", rejected, ours},
          Alert{"unsupported certificate", rejected, ours}, Alert{"access denied", rejected, ours},
          Alert{"handshake failure", rejected, ours}}) {
        expect_all({{with(alert.name, true), alert.with_certificate, alert.name},
                    {with(alert.name, false), alert.without, alert.name}});
    }
    // No certificate was asked for: this one is about something else.
    for (const bool sent : {true, false}) {
        auto unasked = with("handshake failure", sent);
        unasked.certificate_wanted = false;
        expect_all({{unasked, ErrorKind::tls_failed, "handshake failure"}});
    }
    // Such words in plain HTTP are no alert.
    auto plain = with("unknown ca", true);
    plain.tls = plain.certificate_wanted = false;
    expect_all({{plain, ErrorKind::connection_lost, "connection broke"}});
}

TEST(Explain, EverythingElse) {
    const auto with = [](CURLcode code) {
        Failure failure;
        failure.code = code;
        failure.detail = "what libcurl says";
        return failure;
    };
    expect_all({
        {with(CURLE_SSL_CONNECT_ERROR), ErrorKind::tls_failed, "what libcurl says"},
        {with(CURLE_SSL_CERTPROBLEM), ErrorKind::local, "on this host: what libcurl says"},
        {with(CURLE_SSL_CACERT_BADFILE), ErrorKind::local, "on this host"},
        {with(CURLE_FAILED_INIT), ErrorKind::local, "on this host"},
        {with(CURLE_TELNET_OPTION_SYNTAX), ErrorKind::local, "of this host"},
        {with(CURLE_UNKNOWN_OPTION), ErrorKind::local, "what libcurl says"},
        {with(CURLE_BAD_FUNCTION_ARGUMENT), ErrorKind::local, "cannot set the request up"},
        {with(CURLE_NOT_BUILT_IN), ErrorKind::local, "of this host"},
        {with(CURLE_URL_MALFORMAT), ErrorKind::local, "of this host"},
        {with(CURLE_COULDNT_RESOLVE_HOST), ErrorKind::local, "of this host"},
        {with(CURLE_GOT_NOTHING), ErrorKind::connection_lost, "without an answer"},
        {with(CURLE_SEND_ERROR), ErrorKind::connection_lost, "what libcurl says"},
        {with(CURLE_RECV_ERROR), ErrorKind::connection_lost, "what libcurl says"},
        {with(CURLE_SEND_FAIL_REWIND), ErrorKind::connection_lost, "broke"},
        {with(CURLE_PARTIAL_FILE), ErrorKind::connection_lost, "before all of it had come"},
        {with(CURLE_UNSUPPORTED_PROTOCOL), ErrorKind::malformed, "not proper HTTP"},
        {with(CURLE_WEIRD_SERVER_REPLY), ErrorKind::malformed, "not proper HTTP"},
    });
}

TEST(Explain, DetailsAreCleaned) {
    Failure failure;
    failure.code = CURLE_WEIRD_SERVER_REPLY;
    failure.detail = "line\r\n|bar\x1B[31m" + std::string(1000, 'x');
    const auto error = explain(sample(), failure);
    EXPECT_EQ(error.text.find_first_of("|\r\n\x1B"), std::string::npos) << error.text;
    EXPECT_LT(error.text.size(), 400U);
}

TEST(Explain, WhatStandsInTheQueryIsNotSaid) {
    auto request = sample();
    request.url.query = "token=hunter2";
    Failure failure;
    failure.code = CURLE_GOT_NOTHING;
    EXPECT_EQ(explain(request, failure).text.find("PUT https://h:8787/occi1.1/?…: the server"), 0U);
    EXPECT_EQ(explain(request, failure).text.find("hunter2"), std::string::npos);
}

TEST(Arrival, OnlyOfWhatWasSent) {
    for (const auto kind : {ErrorKind::timed_out, ErrorKind::connection_lost, ErrorKind::too_large,
                            ErrorKind::malformed, ErrorKind::interrupted}) {
        EXPECT_TRUE((Error{kind, ""}.may_have_arrived())) << static_cast<int>(kind);
    }
    for (const auto kind :
         {ErrorKind::name_not_found, ErrorKind::resolver_failed, ErrorKind::refused,
          ErrorKind::unreachable, ErrorKind::no_route, ErrorKind::untrusted, ErrorKind::wrong_name,
          ErrorKind::expired, ErrorKind::certificate_other, ErrorKind::our_certificate,
          ErrorKind::our_certificate_rejected, ErrorKind::tls_failed, ErrorKind::local}) {
        EXPECT_FALSE((Error{kind, ""}.may_have_arrived())) << static_cast<int>(kind);
    }
}

}  // namespace
}  // namespace fedcloud::http
