// Which server certificates the client takes, and what it says of the others.
#include <gtest/gtest.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

#include <filesystem>

#include "certificate.hpp"
#include "client_setup.hpp"

namespace fedcloud::http {
namespace {

using testbed::ServerCertificate;
using testbed::subject_hash;
using testbed::to_pem;

// Of a server with that identity, to a client that would hand it a token.
Expected<Response, Error> fetch(const std::string& identity_file, ClientOptions options,
                                int version = TLS1_3_VERSION, std::size_t* requests = nullptr) {
    TlsSettings tls;
    tls.identity_file = identity_file;
    tls.version = version;
    RawServer server(
        [](const Exchange& now) { return now.send(answer("ok")) ? After::keep : After::close; },
        tls);
    Client client(std::move(options));
    auto request = get(url_of(server, "/", "https"));
    request.headers = {{"X-Auth-Token", "secret"}};
    auto outcome = client.send(request, ample());
    if (requests != nullptr) {
        *requests = server.received().size();
    }
    return outcome;
}

TEST(ServerIdentity, TrustedByTheFolder) {
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        const auto response =
            fetch(pki().server_file(ServerCertificate::good), tls_options(), version);
        ASSERT_TRUE(response) << response.error().text;
        EXPECT_EQ(response->body, "ok");
        EXPECT_GT(response->timing.tls.count(), 0);
    }
}

struct Refusal {
    ServerCertificate certificate;
    ErrorKind kind;
    std::string_view words;
};

TEST(ServerIdentity, RefusedBeforeAnythingIsSent) {
    for (const auto& [certificate, kind, words] :
         {Refusal{ServerCertificate::expired, ErrorKind::expired, "has expired"},
          Refusal{ServerCertificate::wrong_name, ErrorKind::wrong_name, "for another host"},
          Refusal{ServerCertificate::untrusted, ErrorKind::untrusted, "no trust anchor"}}) {
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            std::size_t requests = 0;
            const auto file = pki().server_file(certificate);
            const auto outcome = fetch(file, tls_options(), version, &requests);
            ASSERT_FALSE(outcome) << file;
            EXPECT_EQ(outcome.error().kind, kind) << outcome.error().text;
            EXPECT_NE(outcome.error().text.find(words), std::string::npos) << outcome.error().text;
            EXPECT_FALSE(outcome.error().may_have_arrived());
            EXPECT_EQ(requests, 0U);
        }
    }
}

// The server's own name is not looked at beyond its subjectAltName (RFC 6125 section 6.4.4).
TEST(ServerIdentity, ByNameAndByAddress) {
    TlsSettings tls;
    tls.identity_file = pki().server_file(ServerCertificate::good);
    RawServer server(
        [](const Exchange& now) { return now.send(answer("ok")) ? After::keep : After::close; },
        tls);
    for (const std::string host : {"localhost", "127.0.0.1"}) {
        auto options = tls_options();
        options.family = plugin::AddressFamily::ipv4;
        Client client(options);
        auto url = url_of(server, "/", "https");
        url.host = host;
        const auto response = client.send(get(url), ample());
        EXPECT_TRUE(response) << host << ": " << response.error().text;
    }
}

class OwnAuthority : public testing::Test {
  protected:
    static testbed::Identity sign(const std::string& name, const testbed::Identity* issuer,
                                  std::vector<std::pair<int, std::string>> extensions,
                                  std::chrono::seconds from = -1h,
                                  std::chrono::seconds until = 24h) {
        testbed::CertificateRequest request;
        request.subject = {{"O", "Unit"}, {"CN", name}};
        request.extensions = std::move(extensions);
        request.valid_from = from;
        request.valid_until = until;
        return testbed::make_identity(request, issuer, testbed::KeyKind::ec_p256);
    }
    static testbed::Identity make_ca(std::chrono::seconds from = -1h,
                                     std::chrono::seconds until = 24h) {
        return sign("Own CA", nullptr, {{NID_basic_constraints, "critical,CA:TRUE"}}, from, until);
    }
    static testbed::Identity make_server(const testbed::Identity& ca,
                                         std::chrono::seconds from = -1h) {
        return sign("server", &ca, {{NID_subject_alt_name, "IP:127.0.0.1"}}, from);
    }

    void SetUp() override {
        auto pattern = (std::filesystem::temp_directory_path() / "own-ca-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }
    void TearDown() override {
        unsetenv("SSL_CERT_FILE");
        unsetenv("SSL_CERT_DIR");
        unsetenv("CURL_CA_BUNDLE");
        std::filesystem::remove_all(folder_);
    }
    std::string write(const std::string& name, const testbed::Identity& identity) const {
        testbed::write_file(folder_ / name, to_pem(*identity.certificate) + to_pem(*identity.key),
                            0600);
        return folder_ / name;
    }
    void trust(const testbed::Identity& ca, const std::string& suffix = ".0") const {
        testbed::write_file(folder_ / (subject_hash(*ca.certificate) + suffix),
                            to_pem(*ca.certificate), 0644);
    }
    ClientOptions options() const {
        auto settings = plain_options();
        settings.trust.folder = folder_;
        return settings;
    }

    std::filesystem::path folder_;
};

TEST_F(OwnAuthority, IsTrustedOnceItIsInTheFolder) {
    const auto ca = make_ca();
    const auto server = write("server.pem", make_server(ca));
    const auto before = fetch(server, options());
    ASSERT_FALSE(before);
    EXPECT_EQ(before.error().kind, ErrorKind::untrusted) << before.error().text;
    trust(ca);
    const auto after = fetch(server, options());
    EXPECT_TRUE(after) << after.error().text;
}

// A grid host trusts the CAs of its folder, and not every company that a browser trusts.
TEST_F(OwnAuthority, FromTheEnvironmentDoesNotCountBesideTheFolder) {
    const auto ca = make_ca();
    const auto server = write("server.pem", make_server(ca));
    trust(ca);
    setenv("SSL_CERT_FILE", write("ca.pem", ca).c_str(), 1);
    setenv("SSL_CERT_DIR", folder_.c_str(), 1);
    setenv("CURL_CA_BUNDLE", (folder_ / "ca.pem").c_str(), 1);
    const auto outcome = fetch(server, tls_options());
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::untrusted) << outcome.error().text;
}

// Who has the keys reads the token that goes over the connection.
TEST_F(OwnAuthority, KeysOfTheConnectionAreNotWrittenDown) {
    const auto ca = make_ca();
    trust(ca);
    const auto log = folder_ / "keys";
    setenv("SSLKEYLOGFILE", log.c_str(), 1);
    const auto outcome = fetch(write("server.pem", make_server(ca)), options());
    EXPECT_TRUE(outcome) << outcome.error().text;
    EXPECT_FALSE(std::filesystem::exists(log));
    // libcurl looks at it once in a process, and another test may have been first.
    EXPECT_EQ(getenv("SSLKEYLOGFILE"), nullptr);
    unsetenv("SSLKEYLOGFILE");
}

TEST_F(OwnAuthority, Expired) {
    const auto old_ca = make_ca(-48h, -24h);
    trust(old_ca);
    const auto of_old = fetch(write("server.pem", make_server(old_ca)), options());
    ASSERT_FALSE(of_old);
    EXPECT_EQ(of_old.error().kind, ErrorKind::expired) << of_old.error().text;
}

TEST_F(OwnAuthority, NotYetValidServer) {
    const auto ca = make_ca();
    trust(ca);
    const auto outcome = fetch(write("server.pem", make_server(ca, 1h)), options());
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::expired) << outcome.error().text;
    EXPECT_NE(outcome.error().text.find("not valid yet"), std::string::npos);
}

TEST_F(OwnAuthority, SelfSignedServer) {
    const auto server = sign("alone", nullptr, {{NID_subject_alt_name, "IP:127.0.0.1"}});
    const auto outcome = fetch(write("server.pem", server), options());
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::untrusted) << outcome.error().text;
}

TEST(ServerIdentity, TlsBelow12IsRefused) {
    const auto outcome =
        fetch(pki().server_file(ServerCertificate::good), tls_options(), TLS1_1_VERSION);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::tls_failed) << outcome.error().text;
}

}  // namespace
}  // namespace fedcloud::http
