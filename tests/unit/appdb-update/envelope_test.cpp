// What stands around a list.
#include "envelope.hpp"

#include <gtest/gtest.h>

#include "samples.hpp"
#include "signing.hpp"

namespace fedcloud::appdb_update {
namespace {

const mint::Identity& signer() {
    static const mint::Identity ca = mint::make_ca();
    static const mint::Identity user = mint::make_user(ca);
    return user;
}

std::string with_crlf(std::string text) {
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2)) {
        text.insert(at, 1, '\r');
    }
    return text;
}

std::string why_not(const std::string& bytes) {
    const auto envelope = open_envelope(bytes);
    return envelope ? "" : envelope.error();
}

TEST(Envelope, Multipart) {
    const auto envelope = open_envelope(sign(sample_json, signer()));
    ASSERT_TRUE(envelope) << envelope.error();
    EXPECT_EQ(envelope->kind, EnvelopeKind::multipart);
    EXPECT_EQ(envelope->content(), with_crlf(sample_json));
    EXPECT_EQ(envelope->content_as_served(), with_crlf(sample_json));
}

TEST(Envelope, MultipartWithBareLineFeeds) {
    const auto envelope = open_envelope(sign(sample_json, signer(), {.binary = true}));
    ASSERT_TRUE(envelope) << envelope.error();
    EXPECT_EQ(envelope->content_as_served(), sample_json);
}

TEST(Envelope, Opaque) {
    const auto envelope = open_envelope(sign(sample_json, signer(), {.form = Form::opaque}));
    ASSERT_TRUE(envelope) << envelope.error();
    EXPECT_EQ(envelope->kind, EnvelopeKind::opaque);
    EXPECT_EQ(envelope->content(), with_crlf(sample_json));
    EXPECT_EQ(envelope->content_as_served(), "");
}

TEST(Envelope, None) {
    for (const auto& json : {sample_json, "\n  " + sample_json, std::string("{")}) {
        const auto envelope = open_envelope(json);
        ASSERT_TRUE(envelope) << envelope.error();
        EXPECT_EQ(envelope->kind, EnvelopeKind::bare);
        EXPECT_EQ(envelope->content(), json);
    }
}

TEST(Envelope, NoImageList) {
    EXPECT_EQ(why_not(""), "the answer is empty");
    EXPECT_EQ(why_not(" \r\n"), "the answer is empty");
    EXPECT_EQ(why_not("<html>no</html>"), "the answer is an HTML or XML page, no image list");
    EXPECT_EQ(why_not("Service down"),
              "the answer is neither S/MIME nor JSON: it begins with 'Service down'");
    EXPECT_EQ(why_not("MIME-Version: 1.0\n\nhello"),
              "the S/MIME message around the list cannot be read: no content type");
    EXPECT_EQ(why_not(encrypt(sample_json, signer())),
              "the S/MIME message around the list is not a signed one");
}

TEST(Envelope, OnlyWhatIsNeededIsKept) {
    auto envelope = open_envelope(sign(sample_json, signer()));
    ASSERT_TRUE(envelope);
    const auto content = envelope->content();
    envelope->drop_all_but(content);
    EXPECT_TRUE(envelope->bytes.empty());
    EXPECT_EQ(content, with_crlf(sample_json));

    auto served = open_envelope(sign(sample_json, signer(), {.binary = true}));
    ASSERT_TRUE(served);
    const auto kept = served->content_as_served();
    served->drop_all_but(kept);
    EXPECT_FALSE(served->part);
    EXPECT_EQ(kept, sample_json);
}

TEST(Envelope, HeadersOfThePartAreNotOfTheJson) {
    EXPECT_EQ(without_part_headers("Content-Type: text/plain\r\n\r\n{}"), "{}");
    EXPECT_EQ(without_part_headers("Content-Type: text/plain\nX: y\n\n {}"), " {}");
    for (const auto* whole : {"{}", " {\"a\": 1}", "", "hello\n\n{}", "a: b\r\nno end"}) {
        EXPECT_EQ(without_part_headers(whole), whole);
    }
}

TEST(Envelope, TheBeginningTellsWhatCannotBeAList) {
    const std::string rest(1000, 'x');
    EXPECT_EQ(judge_beginning("{" + rest), "");
    EXPECT_EQ(judge_beginning("MIME-Version: 1.0\n" + rest), "");
    EXPECT_EQ(judge_beginning("xxx"), "");  // there may be more to it
    EXPECT_NE(judge_beginning(rest), "");
    EXPECT_NE(judge_beginning("<html>" + rest), "");
    EXPECT_NE(judge_beginning(std::string(1000, ' ')), "");
}

}  // namespace
}  // namespace fedcloud::appdb_update
