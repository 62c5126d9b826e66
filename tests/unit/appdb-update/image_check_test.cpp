// Which images are asked for, and what the answers mean.
#include "image_check.hpp"

#include <gtest/gtest.h>

#include "samples.hpp"

namespace fedcloud::appdb_update {
namespace {

using plugin::State;

const Time now = at("2026-06-02T00:00:00Z");

ImageList list_of(std::size_t count) {
    auto list = sample_list();
    list.images.assign(count, sample_image());
    for (std::size_t i = 0; i < count; ++i) {
        list.images[i].uri = "https://images.example.org/" + std::to_string(i);
    }
    return list;
}

std::vector<std::string> chosen(const ImageList& list, std::size_t most) {
    std::vector<std::string> uris;
    for (const auto* image : choose_images(list, most, now)) {
        uris.push_back(image->uri.substr(image->uri.rfind('/') + 1));
    }
    return uris;
}

using Names = std::vector<std::string>;

TEST(ImageCheck, SpreadOverTheList) {
    EXPECT_EQ(chosen(list_of(10), 0), Names{});
    EXPECT_EQ(chosen(list_of(10), 1), Names{"0"});
    EXPECT_EQ(chosen(list_of(10), 3), (Names{"0", "3", "6"}));
    EXPECT_EQ(chosen(list_of(3), 3), (Names{"0", "1", "2"}));
    EXPECT_EQ(chosen(list_of(3), 100), (Names{"0", "1", "2"}));
    EXPECT_EQ(chosen(list_of(0), 5), Names{});
}

TEST(ImageCheck, OnlyWhatCanBeAskedFor) {
    auto list = list_of(5);
    list.images[0].expires = list.created;
    list.images[1].uri = "ftp://images.example.org/1";
    list.images[2].checksums.clear();
    EXPECT_EQ(chosen(list, 5), (Names{"3", "4"}));
}

TEST(ImageCheck, NobodyIsSentToOurOwnServices) {
    const auto may = [](const std::string& host, const char* list = "https://appdb.example.org/") {
        auto image = sample_image();
        image.uri = "http://" + host + "/latest/meta-data";
        return may_be_asked(image, *net::parse_url(list));
    };
    for (const auto* host :
         {"169.254.169.254", "127.0.0.1", "127.9.9.9:8080", "localhost", "a.localhost",
          "localhost.", "[::1]", "[fe80::1]", "[::]", "0.0.0.0", "[::ffff:169.254.169.254]"}) {
        EXPECT_FALSE(may(host)) << host;
        EXPECT_TRUE(may(host, "http://127.0.0.1:8080/image.list")) << host;
    }
    for (const auto* host : {"images.example.org", "192.0.2.7", "169.253.1.1", "[2001:db8::1]"}) {
        EXPECT_TRUE(may(host)) << host;
    }
}

TEST(ImageCheck, OneServerAfterTheOther) {
    auto list = list_of(4);
    list.images[1].uri = list.images[3].uri = "https://b.example.org/b";
    EXPECT_EQ(chosen(list, 4), (Names{"b", "b", "0", "2"}));
}

Finding answer(int status, const http::Headers& headers = {}) {
    http::Response response;
    response.status = status;
    response.headers = headers;
    response.url = *net::parse_url("https://images.example.org/pilot.qcow2?X-Signature=hunter2");
    return judge_answer(sample_image(), response);
}

TEST(ImageCheck, Answers) {
    EXPECT_EQ(answer(200, {{"content-length", "4096"}}).state, State::ok);
    const auto shorter = answer(200, {{"Content-Length", "4095"}});
    EXPECT_EQ(shorter.state, State::critical);
    EXPECT_EQ(shorter.text,
              "Image for Harbour Pilot [Debian/12/KVM] (0d1f5b2a-6f0e-4c57-9a3b-3f5d2c8e7a10): "
              "https://images.example.org/pilot.qcow2?… has 4095 bytes, the list says 4096");
    const auto gone = answer(404);
    EXPECT_EQ(gone.state, State::critical);
    EXPECT_NE(gone.text.find("HTTP 404 from https://images.example.org/pilot.qcow2"),
              std::string::npos);
    EXPECT_EQ(answer(500).state, State::critical);
    EXPECT_EQ(answer(403).state, State::critical);
}

TEST(ImageCheck, AnswersThatTellNothing) {
    for (const auto& finding :
         {answer(200), answer(200, {{"Content-Length", "many"}}), answer(405), answer(501),
          answer(302, {{"Location", "https://elsewhere.example.org/"}})}) {
        EXPECT_EQ(finding.state, State::ok) << finding.text;
        EXPECT_EQ(finding.text.find("4096"), std::string::npos);
    }
}

TEST(ImageCheck, RedirectsThatLeadNowhere) {
    EXPECT_EQ(answer(302, {{"Location", "/pilot.qcow2"}}).state, State::critical);
    EXPECT_EQ(answer(302).state, State::critical);
    EXPECT_EQ(answer(304).state, State::critical);
}

TEST(ImageCheck, NoAnswer) {
    const auto state = [](http::ErrorKind kind) {
        return judge_error(sample_image(), {kind, "HEAD https://x/: why"}).state;
    };
    EXPECT_EQ(state(http::ErrorKind::refused), State::critical);
    EXPECT_EQ(state(http::ErrorKind::timed_out), State::critical);
    EXPECT_EQ(state(http::ErrorKind::expired), State::critical);
    EXPECT_EQ(state(http::ErrorKind::untrusted), State::warning);
}

}  // namespace
}  // namespace fedcloud::appdb_update
