// check_appdb_update against simulated AppDBs: the list, its signature, its images, its token.
#include <gtest/gtest.h>

#include "appdb_setup.hpp"

namespace fedcloud::test {
namespace {

using Appdb = AppdbTest;

const std::string endorser =
    "/DC=org/DC=example/C=NL/O=Hosts/O=EGI.eu/CN=appdb.testbed.example.org";

TEST_F(Appdb, EachKindOfSignature) {
    struct Kind {
        const char* name;
        int status;
        std::string words;
    };
    const std::vector<Kind> kinds{
        {"multipart", ok, "with 4 images, signed by " + endorser},
        {"multipart-text", ok, "with 4 images, signed by " + endorser},
        {"multipart-crlf", ok, "with 4 images, signed by " + endorser},
        {"opaque", ok, "with 4 images, signed by " + endorser},
        {"none", critical, "is not signed: anybody could have made it"},
        {"tampered", critical,
         "the signature does not fit the list: it was changed after it was signed"},
        {"wrong-endorser", critical, "but names " + endorser + " as its endorser"},
        {"wrong-dn", critical, "the list was signed by " + endorser + ", but names "},
        {"two-signers", critical, "the list has 2 signers, and must have one"},
        {"no-certificate", critical, "the signature comes without its signer's certificate"},
        {"expired-signer", critical,
         "the certificate of the signer, " + endorser + ", expired 24h ago"},
        {"revoked", critical, "the certificate of the signer, " + endorser + ", was revoked by "},
        {"other-ca", critical, "no trust anchor vouches for the signer, " + endorser},
    };
    for (const auto& kind : kinds) {
        SCOPED_TRACE(kind.name);
        set({{"signed", kind.name}});
        expect_line(check(), kind.status, kind.words);
    }
}

TEST_F(Appdb, UnsignedWhereThatIsAllowed) {
    set({{"signed", "none"}});
    expect_line(check({"--allow-unsigned"}), ok, "with 4 images, not signed");
    set({{"signed", "tampered"}});
    expect_line(check({"--allow-unsigned"}), critical, "changed after it was signed");
}

TEST_F(Appdb, WhoIsPinned) {
    expect_line(check({"--endorser", endorser}), ok, "AppDB-Update OK");
    expect_line(check({"--endorser",
                       "CN=appdb.testbed.example.org, O=EGI.eu, O=Hosts, C=NL, "
                       "DC=example, DC=org"}),
                ok, "AppDB-Update OK");
    expect_line(check({"--endorser", "/DC=org/CN=Somebody"}), critical,
                "who is not the one of --endorser");
    expect_line(check({"--endorser", "Somebody"}), unknown, "--endorser: 'Somebody' is no");
    expect_line(check({"--endorser", endorser, "--allow-unsigned"}), unknown, "exclude each other");
    EXPECT_EQ(testbed_->counters("a").at("requests"), 3);
}

TEST_F(Appdb, AgeInHours) {
    set({{"created_hours", 7}});
    expect_line(check(), warning,
                "the list was created 7h ago, outside the warning range 6h: AppDB has not renewed");
    set({{"created_hours", 19}});
    expect_line(check(), critical, "the list was created 19h ago, outside the critical range 12h");
    expect_line(check({"-w", "20", "-c", "30"}), ok, "AppDB-Update OK");
    expect_line(check({"-w", "10", "-c", "30"}), warning, "range 10h");
    expect_line(check({"-w", "10"}), critical, "range 12h");
    expect_line(check({"--vo", "ops"}), ok, "was created 19h ago");
    expect_line(check({"--vappliance", "other.va"}), ok, "was created 19h ago");
    expect_line(check({"--vo", "ops", "-c", "18"}), critical, "range 18h");
    set({{"created_hours", -1}});
    expect_line(check(), critical, "a clock is wrong, AppDB's or this host's");
}

TEST_F(Appdb, CommandLineOfTheProbeBefore) {
    const auto url =
        testbed_->endpoint("a") + "/store/vappliance/fedcloud.monitoring.va/image.list";
    const Environment trust{"X509_CERT_DIR=" + testbed_->pki("certificates")};
    const auto outcome =
        run({CHECK_APPDB_UPDATE, "-t", "20", "-u", url, "-w", "9", "-c", "18"}, trust);
    expect_line(outcome, ok, "AppDB-Update OK - the list Images of fedcloud.monitoring.va");
    EXPECT_NE(outcome.out.find(" age=360"), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find("s;32400;64800 "), std::string::npos) << outcome.out;
    set({{"created_hours", 10}});
    expect_line(run({CHECK_APPDB_UPDATE, "-u", url, "-c", "18", "-w", "9"}, trust), warning,
                "range 9h");
    // Without thresholds the usual ones are those of this list, wherever it is served.
    expect_line(run({CHECK_APPDB_UPDATE, "-u", url}, trust), warning, "range 6h");
}

TEST_F(Appdb, WhatAListMustHold) {
    set({{"expires_hours", -2}});
    expect_line(check(), critical, "the list expired 2h ago");
    set({{"expires_hours", nullptr}});
    expect_line(check(), ok, "expires in 47");
    for (const auto& [field, words] : std::vector<std::pair<std::string, std::string>>{
             {"dc:identifier", "the list has no dc:identifier"},
             {"dc:date:created", "the list has no dc:date:created"},
             {"dc:date:expires", "the list has no dc:date:expires"},
             {"hv:version", "the list has no hv:version"},
             {"hv:dn", "the list does not name its endorser"},
             {"hv:ca", "the list does not name its endorser"},
             {"hv:images", "expected an array of images, found \"nothing\""},
             {"image:hv:uri", "4 of 4 images cannot be used: Image for EGI Cirros"},
             {"image:hv:size", "no hv:size"},
             {"image:hv:format", "no hv:format"},
             {"image:sl:checksum:sha512", "no sl:checksum:sha512"}}) {
        SCOPED_TRACE(field);
        set({{"missing", {field}}});
        expect_line(check(), critical, words);
    }
    set({{"missing", Json::array()}, {"bad_checksum", "malformed"}});
    expect_line(check(), critical, "sl:checksum:sha512");
    set({{"bad_checksum", "none"}, {"image_expired", 1}, {"expires_hours", 720}});
    expect_line(check({"--vo", "ops"}), warning, "1 of 4 images has expired");
    set({{"image_expired", 4}});
    expect_line(check({"--vo", "ops"}), critical, "4 of 4 images have expired");
}

TEST_F(Appdb, AnswersThatAreNoList) {
    set({{"egiappdb", true}});
    expect_line(check(), critical, "fetch: AppDB says that there is no list at https://localhost:");
    const auto page = [](const std::string& body, int status = 200) {
        testbed_->put_page(
            "plain",
            {{"path", "/list"}, {"status", status}, {"type", "text/html"}, {"body", body}});
        return check({"-u", testbed_->endpoint("plain") + "/list"});
    };
    expect_line(page("<html><body>{}</body></html>"), critical, "an HTML or XML page");
    expect_line(page(""), critical, "the answer is empty");
    expect_line(page("{\"hv:imagelist\": "), critical, "is not signed");
    expect_line(page("[]"), critical, "neither S/MIME nor JSON");
    expect_line(page("gone", 404), critical, "HTTP 404 from GET ");
    expect_line(page("gone", 500), critical, "HTTP 500 from GET ");
    testbed_->put_page("plain", {{"path", "/list"},
                                 {"status", 302},
                                 {"body", ""},
                                 {"headers", {{"Location", "http://127.0.0.1:1/elsewhere"}}}});
    expect_line(check({"-u", testbed_->endpoint("plain") + "/list"}), critical,
                "a redirect to http://127.0.0.1:1/elsewhere, which is not followed");
}

TEST_F(Appdb, AFewThousandImages) {
    set({{"images", 5000}});
    const auto outcome = check();
    expect_line(outcome, ok, "with 5000 images");
    EXPECT_NE(outcome.out.find(" images=5000 expired_images=0"), std::string::npos) << outcome.out;
}

TEST_F(Appdb, OurOwnFaultsComeFirst) {
    expect_line(check({"--ca-path", "/nonexistent"}), unknown, "CA folder /nonexistent");
    expect_line(check({"--appdb-token", "/nonexistent"}), unknown, "AppDB token /nonexistent");
    expect_line(check({"-u", "https://sesame:x-oauth-basic@localhost/x"}), unknown,
                "endpoint 'https://***@localhost/x' is no usable URL");
    expect_line(check({"-e", "https://occi.example.org/"}), unknown,
                "say what to do with it by --compare-with");
    expect_line(check({"--compare-with", "OCCI"}), unknown, "no endpoint: give --endpoint URL");
    expect_line(check({"--compare-with", "BDII"}), unknown, "needs --bdii");
    EXPECT_EQ(testbed_->counters("a").at("requests"), 0);
}

class AppdbToken : public AppdbTest {
  protected:
    std::string token(const std::string& text) const {
        write_file(folder_ / "token", text);
        return folder_ / "token";
    }
    TemporaryFolder folder_;
};

TEST_F(AppdbToken, OpensPrivateLists) {
    expect_line(check({}, "private"), unknown, "the list is private: give a token of AppDB");
    expect_line(check({"--appdb-token", token("wrong-token")}, "private"), unknown,
                "AppDB does not take the token of --appdb-token");
    const auto outcome =
        check({"--appdb-token", token("sesame-token\n"), "-vvv", "--check-images", "2"}, "private");
    expect_line(outcome, ok, "with 4 images");
    EXPECT_EQ(outcome.out.find("sesame"), std::string::npos) << outcome.out;
    EXPECT_EQ(outcome.out.find("c2VzYW1l"), std::string::npos) << outcome.out;
    const auto log = testbed_->requests("private");
    ASSERT_EQ(log.size(), 5U);
    EXPECT_EQ(log[2].at("headers").at("Authorization"),
              "Basic c2VzYW1lLXRva2VuOngtb2F1dGgtYmFzaWM=");
    // An image may lie anywhere, and is for everybody.
    EXPECT_FALSE(log[3].at("headers").contains("Authorization"));
    EXPECT_FALSE(log[4].at("headers").contains("Authorization"));
}

TEST_F(AppdbToken, GoesNowhereElse) {
    const auto file = token("sesame-token");
    expect_line(check({"--appdb-token", file, "-u", "http://appdb.example.org/image.list"}),
                unknown, "would be sent in clear text to http://appdb.example.org/image.list");
    // A redirect to another server is not followed.
    testbed_->put_page("private", {{"path", "/moved"},
                                   {"status", 302},
                                   {"body", ""},
                                   {"headers", {{"Location", testbed_->endpoint("a") + "/x"}}}});
    expect_line(
        check({"--appdb-token", file, "-u", testbed_->endpoint("private") + "/moved"}, "private"),
        critical, "a redirect to ");
    EXPECT_EQ(testbed_->counters("a").at("requests"), 0);
    EXPECT_EQ(testbed_->counters("private").at("requests"), 1);
    // An OIDC token is for sites.
    expect_line(check({"--access-token", file}), unknown, "AppDB's own token goes with");
    EXPECT_EQ(testbed_->counters("a").at("requests"), 0);
}

TEST_F(Appdb, ImagesAreAskedForAndNotFetched) {
    set({{"images", 1}});  // after one of the large ones the server ends the connection
    const auto outcome = check({"--check-images", "10", "-v"});
    expect_line(outcome, ok, "AppDB-Update OK");
    EXPECT_NE(outcome.out.find("196608 bytes at https://localhost"), std::string::npos)
        << outcome.out;
    EXPECT_NE(outcome.out.find(" checked_images=1"), std::string::npos) << outcome.out;
    EXPECT_EQ(testbed_->counters("a").at("connections"), 1);
    for (const auto& request : testbed_->requests("a")) {
        const bool is_image = request.at("path").get<std::string>().rfind("/images/", 0) == 0;
        EXPECT_EQ(request.at("method"), is_image ? "HEAD" : "GET");
    }
}

TEST_F(Appdb, ImagesThatAreGoneOrChanged) {
    set({{"image_missing", 1}});
    expect_line(check({"--check-images", "4"}), critical, "HTTP 404 from https://localhost");
    expect_line(check(), ok, "AppDB-Update OK");
    set({{"image_missing", 0}, {"image_size_wrong", 1}});
    expect_line(check({"--check-images", "4"}), critical, "has 197608 bytes, the list says 196608");
}

}  // namespace
}  // namespace fedcloud::test
