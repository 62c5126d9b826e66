// However a proxy file is laid out: the server sees the proxy, and behind it who signed it.
#include <gtest/gtest.h>

#include "../auth/mint.hpp"
#include "client_setup.hpp"

namespace fedcloud::http {
namespace {

using mint::certificate_of;
using mint::Identity;
using mint::key_of;

struct Seen {
    Expected<Response, Error> outcome;
    std::vector<std::string> chain;  // subjects
};

class CertificateLayout : public testing::TestWithParam<int> {
  protected:
    void SetUp() override { folder_.add_ca(ca); }

    Seen show(const std::string& pem) {
        TlsSettings tls;
        tls.identity_file = files_.put("server.pem", mint::proxy_file({&host}));
        tls.version = GetParam();
        tls.client = ClientCertificate::required;
        RawServer server(
            [](const Exchange& now) { return now.send(answer("ok")) ? After::keep : After::close; },
            tls);
        auto options = plain_options();
        options.trust.folder = folder_.path();
        options.certificate = pem;
        Client client(options);
        auto outcome = client.send(get(url_of(server, "/", "https")), ample());
        return {std::move(outcome), server.client_chain()};
    }

    static inline const Identity ca = mint::make_ca();
    static inline const Identity host = mint::make_host(ca);
    static inline const Identity user = mint::make_user(ca);
    static inline const Identity proxy = mint::make_proxy(user);
    static inline const std::string alice = "/DC=org/DC=example/CN=Alice";
    mint::TrustFolder folder_;
    mint::Folder files_;
};

INSTANTIATE_TEST_SUITE_P(Versions, CertificateLayout,
                         testing::Values(TLS1_2_VERSION, TLS1_3_VERSION), [](const auto& row) {
                             return row.param == TLS1_2_VERSION ? "Tls12" : "Tls13";
                         });

TEST_P(CertificateLayout, WhereverTheKeyStands) {
    const auto first = certificate_of(proxy);
    const auto rest = certificate_of(user);
    const auto key = mint::traditional_key_of(proxy);
    std::string crlf;
    for (const char c : first + key + rest) {
        crlf += c == '\n' ? "\r\n" : std::string(1, c);
    }
    const std::vector<std::pair<std::string, std::string>> table{
        {"as grid tools do", first + key + rest},
        {"key first", key + first + rest},
        {"key last", first + rest + key},
        {"PKCS#8", first + key_of(proxy) + rest},
        {"CRLF", crlf},
        {"text between", "Bag Attributes\n" + first + "\nsubject: x\n" + key + "text\n" + rest},
        {"no line break at the end", first + key + rest.substr(0, rest.size() - 1)},
    };
    for (const auto& [what, pem] : table) {
        const auto seen = show(pem);
        ASSERT_TRUE(seen.outcome) << what << ": " << seen.outcome.error().text;
        ASSERT_EQ(seen.chain.size(), 2U) << what;
        EXPECT_EQ(seen.chain[0], alice + "/CN=4711") << what;
        EXPECT_EQ(seen.chain[1], alice) << what;
    }
}

TEST_P(CertificateLayout, TheWholeChainOfADelegatedProxy) {
    for (const auto kind : {mint::Proxy::full, mint::Proxy::legacy, mint::Proxy::draft}) {
        const auto first = mint::make_proxy(user, {.kind = kind});
        const auto second = mint::make_proxy(first, {.kind = kind, .name = "4712"});
        const auto seen = show(mint::proxy_file({&second, &first, &user}));
        ASSERT_TRUE(seen.outcome) << seen.outcome.error().text;
        ASSERT_EQ(seen.chain.size(), 3U);
        EXPECT_EQ(seen.chain[0].find(seen.chain[1] + "/CN="), 0U) << seen.chain[0];
        EXPECT_EQ(seen.chain[1].find(alice + "/CN="), 0U) << seen.chain[1];
        EXPECT_EQ(seen.chain[2], alice);
    }
}

// Neither is the terminal asked for the phrase.
TEST_P(CertificateLayout, ALockedKeyIsOursAndEndsNothingElse) {
    const auto seen =
        show(certificate_of(proxy) + mint::locked_key_of(proxy) + certificate_of(user));
    ASSERT_FALSE(seen.outcome);
    EXPECT_EQ(seen.outcome.error().kind, ErrorKind::local) << seen.outcome.error().text;
    EXPECT_TRUE(seen.chain.empty());
}

}  // namespace
}  // namespace fedcloud::http
