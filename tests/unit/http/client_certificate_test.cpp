// What the client shows of itself, and how it reads a server that does not like it.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "client_setup.hpp"

namespace fedcloud::http {
namespace {

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Met {
    Expected<Response, Error> outcome;
    std::vector<std::string> chain;
    std::size_t requests;
};

Met meet(ClientCertificate wanted, int version, const std::string& file, int verdict = X509_V_OK) {
    TlsSettings tls;
    tls.identity_file = pki().server_file(testbed::ServerCertificate::good);
    tls.version = version;
    tls.client = wanted;
    tls.verdict = verdict;
    RawServer server(
        [](const Exchange& now) { return now.send(answer("ok")) ? After::keep : After::close; },
        tls);
    auto options = tls_options();
    if (!file.empty()) {
        options.certificate = read_file(pki().folder() / file);
    }
    Client client(options);
    auto outcome = client.send(get(url_of(server, "/", "https")), ample());
    return {std::move(outcome), server.client_chain(), server.received().size()};
}

class OverTls : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Versions, OverTls, testing::Values(TLS1_2_VERSION, TLS1_3_VERSION),
                         [](const auto& row) {
                             return row.param == TLS1_2_VERSION ? "Tls12" : "Tls13";
                         });

TEST_P(OverTls, AProxyTravelsWithTheCertificateThatSignedIt) {
    const auto met = meet(ClientCertificate::required, GetParam(), "proxy.pem");
    ASSERT_TRUE(met.outcome) << met.outcome.error().text;
    ASSERT_EQ(met.chain.size(), 2U);
    EXPECT_EQ(met.chain[0], met.chain[1] + "/CN=1893456001");
    EXPECT_NE(met.chain[1].find("/CN=Sample Probe User"), std::string::npos) << met.chain[1];
}

TEST_P(OverTls, ACertificateTravelsWithoutAProxy) {
    const auto met = meet(ClientCertificate::asked_for, GetParam(), "user.pem");
    ASSERT_TRUE(met.outcome) << met.outcome.error().text;
    // OpenSSL adds the issuer when it finds it among the trust anchors.
    ASSERT_LE(met.chain.size(), 2U);
    EXPECT_TRUE(met.chain.front().ends_with("/CN=Sample Probe User")) << met.chain.front();
}

TEST_P(OverTls, AServerThatDoesNotAskSeesNone) {
    const auto met = meet(ClientCertificate::ignored, GetParam(), "user.pem");
    ASSERT_TRUE(met.outcome) << met.outcome.error().text;
    EXPECT_TRUE(met.chain.empty());
}

TEST_P(OverTls, NoneIsNeededByAServerThatOnlyAsks) {
    const auto met = meet(ClientCertificate::asked_for, GetParam(), "");
    EXPECT_TRUE(met.outcome) << met.outcome.error().text;
}

TEST_P(OverTls, AServerThatRequiresOneAndGetsNone) {
    const auto met = meet(ClientCertificate::required, GetParam(), "");
    ASSERT_FALSE(met.outcome);
    // TLS 1.3 has an alert for it (RFC 8446 section 4.4.2.4); in 1.2 it is a handshake failure,
    // like a missing cipher, but the server has asked before.
    EXPECT_EQ(met.outcome.error().kind, ErrorKind::our_certificate) << met.outcome.error().text;
    EXPECT_EQ(met.requests, 0U);
}

TEST_P(OverTls, AlertsSayWhoseFaultItIs) {
    struct Row {
        int verdict;
        std::string_view alert;
        ErrorKind kind;
    };
    for (const auto& [verdict, alert, kind] :
         {Row{X509_V_ERR_CERT_HAS_EXPIRED, "certificate expired", ErrorKind::our_certificate},
          Row{X509_V_ERR_CERT_REVOKED, "certificate revoked", ErrorKind::our_certificate},
          Row{X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, "unknown ca",
              ErrorKind::our_certificate_rejected},
          Row{X509_V_ERR_CERT_REJECTED, "bad certificate", ErrorKind::our_certificate_rejected},
          Row{X509_V_ERR_INVALID_PURPOSE, "unsupported certificate",
              ErrorKind::our_certificate_rejected},
          Row{X509_V_ERR_PROXY_CERTIFICATES_NOT_ALLOWED, "certificate unknown",
              ErrorKind::our_certificate_rejected},
          Row{X509_V_ERR_APPLICATION_VERIFICATION, "handshake failure",
              ErrorKind::our_certificate_rejected}}) {
        const auto met = meet(ClientCertificate::required, GetParam(), "proxy.pem", verdict);
        ASSERT_FALSE(met.outcome) << alert;
        EXPECT_EQ(met.outcome.error().kind, kind) << alert << ": " << met.outcome.error().text;
        EXPECT_NE(met.outcome.error().text.find(alert), std::string::npos)
            << alert << ": " << met.outcome.error().text;
        EXPECT_EQ(met.requests, 0U);
    }
}

TEST_P(OverTls, OurBrokenCertificateIsOurs) {
    for (const auto* file : {"proxy-wrongkey.pem", "proxy-nokey.pem"}) {
        const auto met = meet(ClientCertificate::required, GetParam(), file);
        ASSERT_FALSE(met.outcome) << file;
        EXPECT_EQ(met.outcome.error().kind, ErrorKind::local) << met.outcome.error().text;
        EXPECT_EQ(plugin::state_of(to_fault(met.outcome.error()), plugin::State::critical),
                  plugin::State::unknown);
    }
}

}  // namespace
}  // namespace fedcloud::http
