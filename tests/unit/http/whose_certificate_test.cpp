// Two certificates meet in a handshake: which of them was refused, and by whom, is told apart.
#include <gtest/gtest.h>

#include "../auth/mint.hpp"
#include "client_setup.hpp"

namespace fedcloud::http {
namespace {

class WhoseCertificate : public testing::TestWithParam<int> {
  protected:
    void SetUp() override {
        folder_.add_ca(ca);
        ours_ = mint::proxy_file({&proxy, &user});
    }
    // A POST to a server with that certificate, which asks for ours and finds of it what `verdict`
    // says.
    Expected<Response, Error> meet(const mint::Identity& server_identity, int verdict) {
        TlsSettings tls;
        tls.identity_file = files_.put("server.pem", mint::proxy_file({&server_identity}));
        tls.version = GetParam();
        tls.client = ClientCertificate::required;
        tls.verdict = verdict;
        RawServer server(
            [](const Exchange& now) { return now.send(answer("ok")) ? After::keep : After::close; },
            tls);
        auto options = plain_options();
        options.trust.folder = folder_.path();
        options.certificate = ours_;
        Client client(options);
        auto outcome = client.send(post(url_of(server, "/", "https"), "body"), ample());
        requests_ = server.received().size();
        return outcome;
    }
    struct Told {
        ErrorKind kind;
        plugin::State state;
        std::string words;
        std::string never;
    };
    void expect(const mint::Identity& server_identity, int verdict, const Told& told) {
        const auto outcome = meet(server_identity, verdict);
        ASSERT_FALSE(outcome) << told.words;
        const auto& error = outcome.error();
        EXPECT_EQ(error.kind, told.kind) << error.text;
        EXPECT_EQ(plugin::state_of(to_fault(error), plugin::State::critical), told.state)
            << error.text;
        EXPECT_NE(error.text.find(told.words), std::string::npos) << error.text;
        EXPECT_EQ(error.text.find(told.never), std::string::npos) << error.text;
        // With TLS 1.3 the request is out before the refusal comes, but nobody has taken it.
        EXPECT_FALSE(error.may_have_arrived());
        EXPECT_EQ(requests_, 0U);
    }
    static Told ours(const std::string& words) {
        return {ErrorKind::our_certificate, plugin::State::unknown, words,
                "the server's certificate"};
    }
    static Told rejected(const std::string& words) {
        return {ErrorKind::our_certificate_rejected, plugin::State::critical, words,
                "the server's certificate"};
    }
    static Told theirs(ErrorKind kind, const std::string& words) {
        return {kind, plugin::State::critical, words, "our certificate"};
    }

    static inline const mint::Identity ca = mint::make_ca();
    static inline const mint::Identity user = mint::make_user(ca);
    static inline const mint::Identity proxy = mint::make_proxy(user);
    static inline const mint::Identity host = mint::make_host(ca);
    mint::TrustFolder folder_;
    mint::Folder files_;
    std::string ours_;
    std::size_t requests_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Versions, WhoseCertificate,
                         testing::Values(TLS1_2_VERSION, TLS1_3_VERSION), [](const auto& row) {
                             return row.param == TLS1_2_VERSION ? "Tls12" : "Tls13";
                         });

TEST_P(WhoseCertificate, BothAreGood) {
    const auto outcome = meet(host, X509_V_OK);
    ASSERT_TRUE(outcome) << outcome.error().text;
    EXPECT_EQ(outcome->body, "ok");
    EXPECT_EQ(requests_, 1U);
}

TEST_P(WhoseCertificate, Expired) {
    const auto old_host = mint::make_host(ca, mint::past);
    expect(host, X509_V_ERR_CERT_HAS_EXPIRED, ours("it finds our certificate expired"));
    expect(old_host, X509_V_OK, theirs(ErrorKind::expired, "the server's certificate"));
    expect(old_host, X509_V_ERR_CERT_HAS_EXPIRED,
           theirs(ErrorKind::expired, "the server's certificate"));
}

TEST_P(WhoseCertificate, Revoked) {
    expect(host, X509_V_ERR_CERT_REVOKED, ours("our certificate is revoked"));
    folder_.add_crl(ca, mint::make_crl(ca, {.revoked = {&host}}));
    expect(host, X509_V_ERR_CERT_REVOKED,
           theirs(ErrorKind::certificate_other, "was revoked by /DC=org/DC=example/CN=Grid CA"));
}

TEST_P(WhoseCertificate, OfAnUnknownCa) {
    const auto stranger = mint::make_host(mint::make_ca("Unknown CA"));
    expect(host, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
           rejected("the CA of our certificate"));
    expect(stranger, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
           theirs(ErrorKind::untrusted, "no trust anchor here vouches for the server"));
}

// What mod_ssl and a plain s_server answer to an RFC 3820 proxy.
TEST_P(WhoseCertificate, AProxyWhereNoneIsTaken) {
    expect(host, X509_V_ERR_PROXY_CERTIFICATES_NOT_ALLOWED, rejected("grid proxies"));
}

TEST_P(WhoseCertificate, ACrlMissingOnThisHostIsNeithers) {
    folder_.add_crl(ca, mint::make_crl(ca, {.valid = mint::past}));
    expect(host, X509_V_ERR_CERT_HAS_EXPIRED,
           {ErrorKind::local, plugin::State::unknown, "fetch-crl", "our certificate"});
}

}  // namespace
}  // namespace fedcloud::http
