// Signed lists of other producers, read from the folder of fixtures.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "evaluation.hpp"
#include "image_list.hpp"
#include "image_match.hpp"
#include "samples.hpp"
#include "signature.hpp"

namespace fedcloud::appdb_update {
namespace {

namespace fs = std::filesystem;

class Recorded : public testing::Test {
  protected:
    void SetUp() override {
        const char* given = std::getenv("FEDCLOUD_FIXTURES");
        folder_ = fs::path(given == nullptr ? "" : given) / "appdb";
        if (given == nullptr || !fs::is_directory(folder_)) {
            GTEST_SKIP() << "NOTICE: no recorded image lists here; set FEDCLOUD_FIXTURES to the "
                            "folder of fixtures";
        }
    }
    std::string content(const std::string& name) const {
        std::ifstream in(folder_ / name, std::ios::binary);
        EXPECT_TRUE(in) << name;
        return {std::istreambuf_iterator<char>(in), {}};
    }
    fs::path folder_;
};

TEST_F(Recorded, SignedListsVerify) {
    for (const auto* name :
         {"imagelist01.signed", "imagelist02.signed", "imagelist03.signed", "imagelist04.signed"}) {
        const auto envelope = open_envelope(content(name));
        ASSERT_TRUE(envelope) << name << ": " << envelope.error();
        EXPECT_EQ(envelope->content(), envelope->content_as_served()) << name;
        const auto verified = verify(*envelope, {(folder_ / "ca").string()});
        ASSERT_TRUE(verified) << name << ": " << verified.error().text;
        EXPECT_TRUE(verified->weaknesses.empty());
        EXPECT_TRUE(
            names("/C=AU/ST=Some-State/O=Internet Widgits Pty Ltd", verified->signer.subject));
        EXPECT_TRUE(parse_image_list(verified->content)) << name;
    }
}

TEST_F(Recorded, WhoSignedIsNotTheEndorser) {
    const auto envelope = open_envelope(content("imagelist01.signed"));
    ASSERT_TRUE(envelope);
    const auto verified = verify(*envelope, {(folder_ / "ca").string()});
    ASSERT_TRUE(verified);
    const auto list = parse_image_list(verified->content);
    ASSERT_TRUE(list);
    EXPECT_EQ(list->images.size(), 2U);
    for (const auto& image : list->images) {
        EXPECT_TRUE(problems_of(image).empty()) << describe(image);
    }
    const auto findings = evaluate_list(*list, &verified->signer, {}, at("2015-06-19T00:00:00Z"));
    ASSERT_FALSE(findings.empty());
    EXPECT_EQ(findings[0].text,
              "the list was signed by /C=AU/ST=Some-State/O=Internet Widgits Pty Ltd, but names "
              "/DC=XXX/DC=YYY/C=ZZZ/O=Hosts/O=AA.net/CN=some.unknown.source as its endorser");
}

// By itself, and its content was changed since.
TEST_F(Recorded, SignedByAStranger) {
    const auto envelope = open_envelope(content("imagelist_invalid.signed"));
    ASSERT_TRUE(envelope) << envelope.error();
    const auto verified = verify(*envelope, {(folder_ / "ca").string()});
    ASSERT_FALSE(verified);
    EXPECT_EQ(verified.error().blame, plugin::Blame::service);
    EXPECT_EQ(verified.error().text.rfind(
                  "the signature does not fit the list: it was changed after it was signed; and no "
                  "trust anchor vouches for the signer, /C=NA/ST=Narnia/",
                  0),
              0U)
        << verified.error().text;
}

TEST_F(Recorded, UnsignedExportOfAppDb) {
    const auto list = parse_image_list(content("cernvm-appdb-2014.json"));
    ASSERT_TRUE(list) << list.error().text;
    EXPECT_EQ(list->created.time, at("2014-06-16T12:45:37Z"));
    ASSERT_EQ(list->images.size(), 1U);
    EXPECT_EQ(problems_of(list->images[0]),
              (std::vector<std::string>{"sl:checksum:sha512 has 8 digits instead of 128"}));
    EXPECT_EQ(listed_version(list->images[0]), "619");
}

TEST_F(Recorded, AnswersAndPieces) {
    const auto answer = parse_image_list(content("made/egiappdb-error.json"));
    ASSERT_FALSE(answer);
    EXPECT_TRUE(answer.error().is_answer);
    // Pieces of lists: JSON, and no lists.
    for (const auto* name : {"image_list01.json", "image_list02.json", "image_list05.json"}) {
        const auto list = parse_image_list(content(name));
        ASSERT_FALSE(list) << name;
        EXPECT_FALSE(list.error().is_answer) << name;
    }
}

}  // namespace
}  // namespace fedcloud::appdb_update
