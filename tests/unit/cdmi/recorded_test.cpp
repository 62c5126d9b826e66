// Every recorded answer of osaddon/Swift, Onedata and INDIGO is read, whole, cut short or changed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "abilities.hpp"
#include "messages.hpp"

namespace fedcloud::cdmi {
namespace {

namespace fs = std::filesystem;

// The folder "cdmi" of the fixtures: below FEDCLOUD_FIXTURES, else below shared/fixtures beside the
// source tree or one of its parents.
std::optional<fs::path> fixtures() {
    const auto existing = [](const fs::path& path) {
        return fs::is_directory(path) ? std::optional(path) : std::nullopt;
    };
    if (const char* given = std::getenv("FEDCLOUD_FIXTURES")) {
        return existing(fs::path(given) / "cdmi");
    }
    for (fs::path folder = FEDCLOUD_SOURCE_DIR; folder.has_relative_path();
         folder = folder.parent_path()) {
        if (auto found = existing(folder.parent_path() / "shared" / "fixtures" / "cdmi")) {
            return found;
        }
    }
    return std::nullopt;
}

class RecordedTest : public testing::Test {
  protected:
    void SetUp() override {
        const auto found = fixtures();
        if (!found) {
            GTEST_SKIP() << "NOTICE: no recorded answers here; set FEDCLOUD_FIXTURES to the folder "
                            "of fixtures";
        }
        root_ = *found;
    }
    std::string file(const fs::path& name) const {
        std::ifstream in(root_ / name, std::ios::binary);
        EXPECT_TRUE(in) << name;
        return {std::istreambuf_iterator<char>(in), {}};
    }
    // The body of a recorded answer.
    std::string body(const std::string& name) const {
        const auto bytes = file(name + ".http");
        const auto crlf = bytes.find("\r\n\r\n");
        const auto lf = bytes.find("\n\n");
        return crlf < lf ? bytes.substr(crlf + 4)
                         : bytes.substr(std::min(lf, bytes.size() - 2) + 2);
    }
    Capabilities capabilities(const std::string& text) const {
        auto parsed = parse_capabilities(text);
        EXPECT_TRUE(parsed) << parsed.error().message();
        return parsed ? *parsed : Capabilities{};
    }
    DataObject object(const std::string& name) const {
        auto parsed = parse_object(body("swift-osaddon/" + name));
        EXPECT_TRUE(parsed) << name;
        return parsed ? *parsed : DataObject{};
    }
    Container container(const std::string& name) const {
        auto parsed = parse_container(body("swift-osaddon/" + name));
        EXPECT_TRUE(parsed) << name;
        return parsed ? *parsed : Container{};
    }

    fs::path root_;
};

bool has(const std::vector<std::string>& texts, const std::string& wanted) {
    return std::find(texts.begin(), texts.end(), wanted) != texts.end();
}

TEST_F(RecordedTest, OsaddonAdvertisesAllThatIsNeeded) {
    const CapabilityDocuments documents{capabilities(body("swift-osaddon/001-caps-root")),
                                        capabilities(body("swift-osaddon/004-caps-container")),
                                        capabilities(body("swift-osaddon/005-caps-dataobject"))};
    const auto abilities = read_abilities(documents);
    EXPECT_FALSE(judge(abilities));
    EXPECT_EQ(abilities.modify_metadata, Offered::yes);
    EXPECT_EQ(abilities.list_children, Offered::yes);
    EXPECT_TRUE(has(documents.container->deviations, "{} instead of [] for no children"));
    EXPECT_TRUE(has(documents.system->deviations, "capabilities that are no strings"));
}

TEST_F(RecordedTest, OnedataAdvertisesAllThatIsNeeded) {
    const CapabilityDocuments documents{
        capabilities(file("docs/onedata-capabilities-root.json")),
        capabilities(file("docs/onedata-capabilities-container.json")),
        capabilities(file("docs/onedata-capabilities-dataobject.json"))};
    EXPECT_FALSE(judge(read_abilities(documents)));
    EXPECT_TRUE(documents.system->deviations.empty());
}

TEST_F(RecordedTest, OnedataAnswersToACreate) {
    const auto made = parse_container(file("docs/onedata-put-container-201.json"));
    ASSERT_TRUE(made);
    EXPECT_EQ(made->name, "dirtest");
    EXPECT_EQ(made->completion, Completion::complete);
    EXPECT_EQ(made->deviations, std::vector<std::string>{"no domainURI in containers"});
    const auto written = parse_object(file("docs/onedata-put-object-201.json"));
    ASSERT_TRUE(written);
    EXPECT_EQ(written->mimetype, "application/octet-stream");
    EXPECT_FALSE(written->value);
    EXPECT_EQ(parse_object(file("docs/onedata-metadata-filter.json"))->metadata.size(), 7U);
}

TEST_F(RecordedTest, OsaddonObjects) {
    EXPECT_EQ(decode_value(object("052-get-object-cdmi")), "Hello CDMI World!");
    EXPECT_EQ(decode_value(object("058-get-object-base64")), std::string("\0\1\2\3\4\5\xFF", 7));
    EXPECT_EQ(decode_value(object("059-get-plain-created-object-as-cdmi")), "plain body");
    const auto emptied = object("072-get-after-metadata-only-update");
    EXPECT_EQ(decode_value(emptied), "") << "what a change of metadata alone does there";
    EXPECT_EQ(emptied.metadata, (Metadata{{"k3", "v3"}}));
    EXPECT_TRUE(has(emptied.deviations, "no objectID, domainURI in data objects"));
}

TEST_F(RecordedTest, OsaddonContainers) {
    const auto listed = container("075-list-children");
    EXPECT_EQ(listed.name, "probe-c1");
    ASSERT_TRUE(listed.children);
    EXPECT_EQ(listed.children->size(), 7U);
    EXPECT_EQ(listed.children->back(), "sub");
    EXPECT_TRUE(has(listed.deviations, "childrenRange instead of childrenrange"));
    EXPECT_EQ(container("091-list-before-container-delete").children->size(), 0U);
}

// Its answer to missing credentials reads like a container: the status alone tells them apart.
TEST_F(RecordedTest, OsaddonRefusalLooksComplete) {
    EXPECT_TRUE(parse_container(body("swift-osaddon/024-no-credentials-root-container")));
}

// Of every recorded body each beginning, and each with a byte changed, is read or refused.
TEST_F(RecordedTest, CutShortAndChanged) {
    std::size_t read = 0;
    for (const auto& entry : fs::recursive_directory_iterator(root_)) {
        const auto extension = entry.path().extension();
        if (extension != ".http" && extension != ".json") {
            continue;
        }
        auto bytes = file(entry.path());
        bytes.erase(0, extension == ".http" ? bytes.find('{') : 0);
        for (std::size_t at = 0; at < bytes.size(); at += 23) {
            auto changed = bytes;
            changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
            for (const auto& text : {bytes.substr(0, at), changed}) {
                const auto seen = parse_object(text);
                read += seen ? 1U : 0U;
                read += parse_container(text) ? 1U : 0U;
                read += parse_capabilities(text) ? 1U : 0U;
                (void)(seen && decode_value(*seen));
            }
        }
    }
    EXPECT_GT(read, 100U) << "most changes leave JSON that can be read";
}

}  // namespace
}  // namespace fedcloud::cdmi
