// Trust anchors that are there and cannot be read: that is no fault of the server's.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "../auth/mint.hpp"
#include "client_setup.hpp"
#include "http/verification.hpp"

namespace fedcloud::http {
namespace {

class TrustAnchor : public testing::Test {
  protected:
    TrustAnchor() {
        folder_.add_ca(mint::make_ca("Another CA"));  // a folder without any is refused earlier
    }

    std::string file(int number = 0) const {
        return folder_.path() / (mint::hash_of(ca) + '.' + std::to_string(number));
    }
    void put(const std::string& content, int number = 0, unsigned mode = 0600) const {
        testbed::write_file(file(number), content, mode);
    }
    // From a server that this CA has certified.
    Expected<Response, Error> fetch() const {
        TlsSettings tls;
        tls.identity_file = files_.put("server.pem", mint::proxy_file({&host}));
        RawServer server(
            [](const Exchange& now) { return now.send(answer("ok")) ? After::keep : After::close; },
            tls);
        auto options = plain_options();
        const auto trust = find_trust(folder_.path());
        EXPECT_TRUE(trust) << trust.error().text;
        options.trust = *trust;
        Client client(options);
        return client.send(get(url_of(server, "/", "https")), ample());
    }
    void expect_ours(const std::string& why, int number = 0) const {
        const auto outcome = fetch();
        ASSERT_FALSE(outcome) << why;
        const auto& error = outcome.error();
        EXPECT_EQ(plugin::state_of(to_fault(error), plugin::State::critical),
                  plugin::State::unknown)
            << error.text;
        EXPECT_NE(error.text.find(file(number) + ": " + why +
                                  " (trust anchor of /DC=org/DC=example/CN=Grid CA)"),
                  std::string::npos)
            << error.text;
        EXPECT_FALSE(error.may_have_arrived());
    }

    static inline const mint::Identity ca = mint::make_ca();
    static inline const mint::Identity host = mint::make_host(ca);
    mint::TrustFolder folder_;
    mint::Folder files_;
};

TEST_F(TrustAnchor, ThatIsNotThereIsTheServersFault) {
    const auto outcome = fetch();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::untrusted) << outcome.error().text;
    put(mint::certificate_of(ca));
    EXPECT_TRUE(fetch());
}

TEST_F(TrustAnchor, WithoutACertificate) {
    for (const auto* garbage : {"", "garbage\n", "-----BEGIN CERTIFICATE-----\nMIIB"}) {
        put(garbage);
        expect_ours("no certificate in PEM form");
    }
    put(mint::key_of(ca));
    expect_ours("no certificate in PEM form");
}

TEST_F(TrustAnchor, OfTheSameHashIsLookedAtAsWell) {
    put(mint::certificate_of(mint::make_ca("CA with that hash")));
    put("garbage\n", 1);
    expect_ours("no certificate in PEM form", 1);
}

TEST_F(TrustAnchor, ThatIsALinkToNothing) {
    std::filesystem::create_symlink("gone.pem", file());
    expect_ours("a link to a file that does not exist");
    std::filesystem::remove(file());
    std::filesystem::create_symlink(file(), file());
    expect_ours("Too many levels of symbolic links");
}

TEST_F(TrustAnchor, ThatIsNoFile) {
    std::filesystem::create_directory(file());
    expect_ours("not a regular file");
    std::filesystem::remove(file());
    std::filesystem::create_symlink("/dev/null", file());
    expect_ours("not a regular file");
}

TEST_F(TrustAnchor, OfAnotherUser) {
    if (geteuid() == 0) {
        GTEST_SKIP() << "root may read every file";
    }
    put(mint::certificate_of(ca), 0, 0);
    expect_ours("Permission denied");
}

TEST_F(TrustAnchor, WithoutADescriptorToReadIt) {
    put(mint::certificate_of(ca));
    const Trust trust{folder_.path()};
    const auto store = open_store(trust);
    const std::unique_ptr<X509_STORE_CTX, void (*)(X509_STORE_CTX*)> chain(X509_STORE_CTX_new(),
                                                                           X509_STORE_CTX_free);
    X509_STORE_CTX_init(chain.get(), store.get(), host.certificate.get(), nullptr);
    rlimit before{};
    getrlimit(RLIMIT_NOFILE, &before);
    const rlimit none{0, before.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
    ChainFault fault;
    const bool good = verify_chain(chain.get(), trust, fault);
    setrlimit(RLIMIT_NOFILE, &before);
    EXPECT_FALSE(good);
    EXPECT_EQ(fault.unusable_anchor, file() + ": Too many open files");
}

// OpenSSL would wait for what comes out of it, whatever --timeout says.
TEST_F(TrustAnchor, ThatNeverEndsIsFoundBeforeItIsRead) {
    for (const auto& name : {mint::hash_of(ca) + ".0", mint::hash_of(ca) + ".r0"}) {
        const auto path = folder_.path() / name;
        ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
        const auto fifo = find_trust(folder_.path());
        ASSERT_FALSE(fifo) << name;
        EXPECT_EQ(fifo.error().blame, plugin::Blame::ours);
        EXPECT_NE(fifo.error().text.find(path.string()), std::string::npos) << fifo.error().text;
        std::filesystem::remove(path);
        std::filesystem::create_symlink("/dev/zero", path);
        EXPECT_FALSE(find_trust(folder_.path())) << name;
        std::filesystem::remove(path);
    }
    // What OpenSSL does not open does no harm.
    ASSERT_EQ(mkfifo((folder_.path() / "fifo.0").c_str(), 0600), 0);
    EXPECT_TRUE(find_trust(folder_.path()));
}

}  // namespace
}  // namespace fedcloud::http
