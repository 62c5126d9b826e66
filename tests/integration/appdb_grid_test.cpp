// check_appdb_update and lists signed by OpenSSL's own tool in a throw-away grid.
#include <gtest/gtest.h>

#include <optional>
#include <tuple>

#include "grid.hpp"
#include "testbed.hpp"

namespace fedcloud::test {
namespace {

constexpr int ok = 0;
constexpr int warning = 1;
constexpr int critical = 2;
constexpr int unknown = 3;

class GridLists : public testing::Test {
  protected:
    void SetUp() override {
        if (!pki_.skipped().empty()) {
            GTEST_SKIP() << pki_.skipped();
        }
        testbed_.emplace(std::vector<std::string>{},
                         Arguments{"--appdb", "a,tls=good", "--appdb", "plain", "--server-pem",
                                   pki_ / "host.pem"});
    }
    Outcome check(const std::string& list, const Arguments& more = {},
                  const std::string& trust = "certificates",
                  const std::string& server = "a") const {
        testbed_->put_page(server, {{"path", "/" + list},
                                    {"type", "application/octet-stream"},
                                    {"body", content_of(pki_ / ("imagelist/" + list))}});
        Arguments words{CHECK_APPDB_UPDATE, "-u", testbed_->endpoint(server) + '/' + list,
                        "--ca-path", pki_ / trust};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }

    const GridPki& pki_ = GridPki::instance();
    std::optional<Testbed> testbed_;
};

TEST_F(GridLists, EachOne) {
    const std::string good = "with 1 image, signed by /DC=org/DC=example/O=Hosts/CN=localhost";
    const std::vector<std::tuple<std::string, int, std::string>> lists{
        {"good.list", ok, good},
        {"opaque.list", ok, good},
        {"text.list", ok, good},
        {"binary.list", warning, "the signature is of bare line feeds"},
        {"good.json", critical, "is not signed: anybody could have made it"},
        {"tampered.list", critical,
         "the signature does not fit the list: it was changed after it was signed"},
        {"expired.list", critical, "the list expired "},
        {"wrong-endorser.list", critical,
         "the list was signed by /DC=org/DC=example/O=Hosts/CN=localhost, but names "
         "/DC=org/DC=example/CN=Somebody Else as its endorser"},
        {"revoked.list", critical,
         "the certificate of the signer, /DC=org/DC=example/O=People/CN=Mallory Revoked, was "
         "revoked by /DC=org/DC=example/CN=Throwaway Grid CA"},
        {"expired-signer.list", critical,
         "the certificate of the signer, /DC=org/DC=example/O=People/CN=Old User, expired "},
        {"foreign.list", critical,
         "no trust anchor vouches for the signer, /DC=org/DC=example/O=People/CN=Foreign User, of "
         "/DC=org/DC=example/CN=Foreign CA"},
    };
    for (const auto& [list, status, words] : lists) {
        SCOPED_TRACE(list);
        expect_line(check(list), status, words);
    }
}

TEST_F(GridLists, CrlsOfThisHost) {
    expect_line(check("good.list", {}, "certificates-nocrl"), ok, "signed by ");
    expect_line(check("revoked.list", {}, "certificates-nocrl"), critical,
                "but names /DC=org/DC=example/O=Hosts/CN=localhost as its endorser");
    // Over http, so that it is the signer who cannot be judged, and not the server.
    for (const auto& [trust, more] : std::vector<std::pair<std::string, Arguments>>{
             {"certificates-nocrl", {"--crl", "required"}}, {"certificates-expiredcrl", {}}}) {
        const auto outcome = check("good.list", more, trust, "plain");
        expect_line(outcome, unknown,
                    "whether the signer's certificate was revoked cannot be told: ");
        expect_line(outcome, unknown, "run fetch-crl on this host");
    }
}

}  // namespace
}  // namespace fedcloud::test
