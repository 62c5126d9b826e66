// The bytes a page is kept as: whatever happens to them, what comes back is the page or nothing.
#include "page/page.hpp"

#include <gtest/gtest.h>

namespace fedcloud::page {
namespace {

using namespace std::chrono_literals;
using plugin::Blame;
using plugin::Fault;

const Key key{"http://host/page.html", "apel ca=/a", "1:2"};
const WallClock::time_point then{1'800'000'000s};

Entry sample() {
    return {then, Page{200, "<table>\n\n\0x</table>", then + 1h}};
}

TEST(PageFile, ComesBackAsItWas) {
    auto entry = sample();
    std::get<Page>(entry.outcome).body = std::string("a\n\nurl: x\n\0b", 11);
    const auto read = decode(encode(key, entry), key);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->fetched, then);
    const auto& page = std::get<Page>(read->outcome);
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.body, std::get<Page>(entry.outcome).body);
    EXPECT_EQ(page.ends, then + 1h);
}

TEST(PageFile, AFaultKeepsItsBlame) {
    for (const auto& fault : {Fault::ours("resolver"), Fault::service("HTTP 503"),
                              Fault::degraded("slow"), Fault::too_late("timed out")}) {
        const auto read = decode(encode(key, {then, fault}), key);
        ASSERT_TRUE(read) << fault.text;
        const auto& back = std::get<Fault>(read->outcome);
        EXPECT_EQ(back.text, fault.text);
        EXPECT_EQ(back.blame, fault.blame) << fault.text;
        EXPECT_EQ(back.timed_out, fault.timed_out) << fault.text;
    }
}

TEST(PageFile, IsAnothersIfAnyPartOfTheKeyDiffers) {
    const auto bytes = encode(key, sample());
    ASSERT_TRUE(decode(bytes, key));
    EXPECT_FALSE(decode(bytes, {"http://host/page.htm", key.asker, key.stamp}));
    EXPECT_FALSE(decode(bytes, {key.url, "apel ca=/b", key.stamp}));
    EXPECT_FALSE(decode(bytes, {key.url, key.asker, "1:3"}));
}

TEST(PageFile, NoByteCanBeChangedLostOrAdded) {
    const auto bytes = encode(key, sample());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        for (const char c : {'\0', '\n', '0', '9', 'f', ' ', '\xFF'}) {
            auto changed = bytes;
            changed[i] = c;
            EXPECT_EQ(decode(changed, key).has_value(), changed == bytes) << i;
        }
        EXPECT_FALSE(decode(bytes.substr(0, i), key)) << i;
        EXPECT_FALSE(decode(bytes.substr(i + 1), key)) << i;
    }
    EXPECT_FALSE(decode(bytes + "x", key));
    EXPECT_FALSE(decode("", key));
}

// A URL or an option cannot forge a line.
TEST(PageFile, LineBreaksInAKeyAreNoLines) {
    const Key forged{"http://host/\nasker: root", "a\nstamp: b", "c\n\nbody"};
    const auto read = decode(encode(forged, sample()), forged);
    ASSERT_TRUE(read);
    EXPECT_EQ(std::get<Page>(read->outcome).ends, then + 1h);
}

TEST(PageFile, HashesDiffer) {
    EXPECT_NE(hash(""), hash(std::string_view("\0", 1)));
    EXPECT_NE(hash("12345678"), hash("12345679"));
    EXPECT_NE(hash("aaaaaaaabbbbbbbb"), hash("bbbbbbbbaaaaaaaa"));
    EXPECT_NE(hash(std::string(8, '\0')), hash(std::string(16, '\0')));
}

}  // namespace
}  // namespace fedcloud::page
