// A server's certificate against the CRLs of the trust folder, over real TLS.
#include <gtest/gtest.h>
#include <openssl/x509v3.h>

#include <functional>

#include "../auth/mint.hpp"
#include "client_setup.hpp"
#include "http/verification.hpp"

namespace fedcloud::http {
namespace {

using mint::Identity;
using mint::make_crl;

class ServerRevocation : public testing::TestWithParam<int> {
  protected:
    void SetUp() override { folder_.add_ca(ca); }

    // From a server with that certificate and what it sends behind it.
    Expected<Response, Error> fetch(std::initializer_list<const Identity*> chain,
                                    bool crl_required = false) {
        auto trust = find_trust(folder_.path(), crl_required);
        EXPECT_TRUE(trust);
        return fetch(chain, *trust);
    }
    Expected<Response, Error> fetch(std::initializer_list<const Identity*> chain,
                                    const Trust& trust) {
        TlsSettings tls;
        tls.identity_file = files_.put("server.pem", mint::proxy_file(chain));
        tls.version = GetParam();
        RawServer server(
            [](const Exchange& now) { return now.send(answer("ok")) ? After::keep : After::close; },
            tls);
        auto options = plain_options();
        options.trust = trust;
        Client client(options);
        auto outcome = client.send(get(url_of(server, "/", "https")), ample());
        requests_ = server.received().size();
        return outcome;
    }
    void expect_taken(bool crl_required, const char* why) {
        const auto outcome = fetch({&host}, crl_required);
        EXPECT_TRUE(outcome) << why << ": " << outcome.error().text;
    }
    struct Refusal {
        ErrorKind kind;
        plugin::State state;
        std::vector<std::string> words;
    };
    void expect_refused(std::initializer_list<const Identity*> chain, bool crl_required,
                        const Refusal& expected) {
        const auto outcome = fetch(chain, crl_required);
        ASSERT_FALSE(outcome) << expected.words.front();
        const auto& error = outcome.error();
        EXPECT_EQ(error.kind, expected.kind) << error.text;
        EXPECT_EQ(plugin::state_of(to_fault(error), plugin::State::critical), expected.state)
            << error.text;
        for (const auto& word : expected.words) {
            EXPECT_NE(error.text.find(word), std::string::npos) << error.text;
        }
        EXPECT_FALSE(error.may_have_arrived());
        EXPECT_EQ(requests_, 0U);
    }
    // Of a CRL that this host has to mend.
    static Refusal ours(std::vector<std::string> words) {
        words.insert(words.end(), {"fetch-crl", "CRL of /DC=org/DC=example/CN=Grid CA"});
        return {ErrorKind::local, plugin::State::unknown, std::move(words)};
    }
    static Refusal revoked(const std::string& issuer) {
        return {ErrorKind::certificate_other,
                plugin::State::critical,
                {"the server's certificate", "revoked by " + issuer}};
    }

    static inline const Identity ca = mint::make_ca();
    static inline const Identity host = mint::make_host(ca);
    static inline const Identity other = mint::make_host(ca);
    mint::TrustFolder folder_;
    mint::Folder files_;
    std::size_t requests_ = 0;
};

// The folder is read once in a run, whatever is verified; a Trust made by hand reads it each time.
TEST_P(ServerRevocation, WhatWasReadOfTheFolderIsKept) {
    const auto trust = find_trust(folder_.path());
    ASSERT_TRUE(trust);
    EXPECT_TRUE(fetch({&host}, *trust));
    folder_.remove(mint::hash_of(ca) + ".0");
    EXPECT_TRUE(fetch({&host}, *trust));
    const auto by_hand = fetch({&host}, Trust{folder_.path()});
    ASSERT_FALSE(by_hand);
    EXPECT_EQ(by_hand.error().kind, ErrorKind::untrusted);
}

INSTANTIATE_TEST_SUITE_P(Versions, ServerRevocation,
                         testing::Values(TLS1_2_VERSION, TLS1_3_VERSION), [](const auto& row) {
                             return row.param == TLS1_2_VERSION ? "Tls12" : "Tls13";
                         });

TEST_P(ServerRevocation, ACaWithoutACrlIsTakenUnlessOneIsRequired) {
    expect_taken(false, "no CRL");
    expect_refused({&host}, true, ours({"cannot be checked", "unable to get certificate CRL"}));
}

TEST_P(ServerRevocation, ACrlThatDoesNotNameIt) {
    folder_.add_crl(ca, make_crl(ca));
    expect_taken(false, "an empty CRL");
    expect_taken(true, "an empty CRL, required");
    folder_.add_crl(ca, make_crl(ca, {.revoked = {&other}}));
    expect_taken(true, "another one's revocation");
}

TEST_P(ServerRevocation, ARevokedServerIsTheServicesFault) {
    folder_.add_crl(ca, make_crl(ca, {.revoked = {&other, &host}}));
    for (const bool required : {false, true}) {
        expect_refused({&host}, required, revoked("/DC=org/DC=example/CN=Grid CA"));
    }
}

TEST_P(ServerRevocation, AStaleOrForgedCrlIsOurs) {
    const auto impostor = mint::impostor_of(ca);
    const std::vector<std::pair<std::string, std::string>> table{
        {make_crl(ca, {.valid = mint::past}), "CRL has expired"},
        {make_crl(ca, {.valid = mint::future}), "CRL is not yet valid"},
        {make_crl(impostor), "CRL signature failure"},
        {make_crl(impostor, {.revoked = {&host}}), "CRL signature failure"},
        {make_crl(ca, {.revoked = {&other}, .valid = mint::past}), "CRL has expired"},
    };
    for (const auto& [crl, why] : table) {
        folder_.add_crl(ca, crl);
        expect_refused({&host}, false, ours({why}));
        expect_refused({&host}, true, ours({why}));
    }
}

// A download that was cut, an HTML page in its place: what it would say is not passed over.
TEST_P(ServerRevocation, ACrlThatCannotBeReadIsForFetchCrlToMend) {
    for (const auto* garbage : {"", "garbage\n", "-----BEGIN X509 CRL-----\nMIIB"}) {
        folder_.add_crl(ca, garbage);
        for (const bool required : {false, true}) {
            expect_refused({&host}, required, ours({"unable to get certificate CRL"}));
        }
    }
}

TEST_P(ServerRevocation, TheFreshOneOfTwoCounts) {
    folder_.add_crl(ca, make_crl(ca, {.valid = mint::past}), 0);
    folder_.add_crl(ca, make_crl(ca), 1);
    expect_taken(true, "the second one is fresh");
    folder_.add_crl(ca, make_crl(ca, {.revoked = {&host}}), 1);
    expect_refused({&host}, false, revoked("/DC=org/DC=example/CN=Grid CA"));
}

// The IGTF packages install both names; OpenSSL 1.0 and later look for the current one alone.
TEST_P(ServerRevocation, OldNamesDoNotCount) {
    ASSERT_NE(mint::hash_of(ca), mint::hash_of(ca, mint::Hash::old));
    folder_.add_ca(ca, mint::Hash::old);
    folder_.add_crl(ca, make_crl(ca, {.revoked = {&host}}), 0, mint::Hash::old);
    expect_taken(false, "an old CRL's name");
    expect_refused({&host}, true, ours({"unable to get certificate CRL"}));
    folder_.add_crl(ca, make_crl(ca));
    expect_taken(true, "beside both names");
    folder_.remove(mint::hash_of(ca) + ".0");
    expect_refused({&host}, false,
                   {ErrorKind::untrusted, plugin::State::critical, {"no trust anchor"}});
}

TEST_P(ServerRevocation, EveryCertificateOfTheChainIsLookedAt) {
    testbed::CertificateRequest request;
    request.subject = {{"DC", "org"}, {"CN", "Intermediate CA"}};
    request.extensions = {{NID_basic_constraints, "critical,CA:TRUE"}};
    const auto middle = testbed::make_identity(request, &ca, testbed::KeyKind::ec_p256);
    const auto server = mint::make_host(middle);
    ASSERT_TRUE(fetch({&server, &middle}));
    folder_.add_crl(ca, make_crl(ca));
    EXPECT_TRUE(fetch({&server, &middle})) << "the intermediate CA has none";
    EXPECT_FALSE(fetch({&server, &middle}, true));
    folder_.add_crl(middle, make_crl(middle));
    EXPECT_TRUE(fetch({&server, &middle}, true));
    folder_.add_crl(ca, make_crl(ca, {.revoked = {&middle}}));
    expect_refused({&server, &middle}, false, revoked("/DC=org/DC=example/CN=Grid CA"));
    folder_.add_crl(ca, make_crl(ca, {.valid = mint::past}));
    expect_refused({&server, &middle}, false, ours({"CRL has expired"}));
}

// To accept that there is no CRL must not be to accept what else is wrong.
TEST_P(ServerRevocation, OtherFaultsOfTheServerStayItsFaults) {
    const auto stranger = mint::make_host(mint::make_ca("Unknown CA"));
    const auto old = mint::make_host(ca, mint::past);
    const auto person = mint::make_user(ca);
    const auto forged = mint::make_host(mint::impostor_of(ca));
    for (const bool required : {false, true}) {
        if (required) {
            folder_.add_crl(ca, make_crl(ca));
        }
        expect_refused({&stranger}, required,
                       {ErrorKind::untrusted, plugin::State::critical, {"no trust anchor"}});
        expect_refused({&old}, required,
                       {ErrorKind::expired, plugin::State::critical, {"has expired"}});
        expect_refused({&person}, required,
                       {ErrorKind::certificate_other,
                        plugin::State::critical,
                        {"fails verification"}});  // it is no server's
        expect_refused({&forged}, required,
                       {ErrorKind::certificate_other,
                        plugin::State::critical,
                        {"fails verification", "signature failure"}});
    }
}

TEST(CrlErrors, AreTheFaultOfTheListAndNotOfTheCertificate) {
    for (const long error : {X509_V_ERR_UNABLE_TO_GET_CRL, X509_V_ERR_CRL_HAS_EXPIRED,
                             X509_V_ERR_CRL_NOT_YET_VALID, X509_V_ERR_CRL_SIGNATURE_FAILURE}) {
        EXPECT_TRUE(is_crl_error(error)) << X509_verify_cert_error_string(error);
    }
    for (const long error :
         {X509_V_OK, X509_V_ERR_CERT_REVOKED, X509_V_ERR_CERT_HAS_EXPIRED,
          X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_SIGNATURE_FAILURE,
          X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, X509_V_ERR_HOSTNAME_MISMATCH}) {
        EXPECT_FALSE(is_crl_error(error)) << X509_verify_cert_error_string(error);
    }
}

TEST(GridName, IsWrittenAsGridSoftwareDoes) {
    const auto ca = mint::make_ca();
    const auto user = mint::make_user(ca, "Robot: probe (ops)/test");
    EXPECT_EQ(grid_name(X509_get_subject_name(ca.certificate.get())),
              "/DC=org/DC=example/CN=Grid CA");
    EXPECT_EQ(grid_name(X509_get_subject_name(user.certificate.get())),
              "/DC=org/DC=example/CN=Robot: probe (ops)/test");
    // As host certificates of the grid are named; '+' stands in an e-mail address.
    for (const std::string name : {"host/voms.example.org", "a+b@example.org", "a/b/c"}) {
        const auto host = mint::make_user(ca, name);
        EXPECT_EQ(grid_name(X509_get_subject_name(host.certificate.get())),
                  "/DC=org/DC=example/CN=" + name);
    }
}

// libcurl's bundle has no CRLs beside it.
TEST(CrlRequired, NeedsAFolderToFindThemIn) {
    unsetenv("X509_CERT_DIR");
    const auto relaxed = find_trust("");
    const auto strict = find_trust("", true);
    ASSERT_TRUE(relaxed);
    EXPECT_EQ(strict.has_value(), !relaxed->folder.empty());
    mint::TrustFolder folder;
    folder.add_ca(mint::make_ca());
    const auto named = find_trust(folder.path(), true);
    ASSERT_TRUE(named) << named.error().text;
    EXPECT_TRUE(named->crl_required);
    EXPECT_FALSE(find_trust(folder.path())->crl_required);
}

}  // namespace
}  // namespace fedcloud::http
