// Answers that are too large, broken, or no HTTP at all.
#include <gtest/gtest.h>

#include "client_setup.hpp"

namespace fedcloud::http {
namespace {

using namespace std::string_literals;

constexpr std::string_view head = "HTTP/1.1 200 OK\r\n";

std::string chunked(std::string_view chunks) {
    return std::string(head) + "Transfer-Encoding: chunked\r\n\r\n" + std::string(chunks);
}

struct Bad {
    std::string name;
    ErrorKind kind;
    std::string bytes;
    After after = After::close;
    std::string endlessly{};  // sent again and again after the bytes
};

std::ostream& operator<<(std::ostream& out, const Bad& bad) {
    return out << bad.name;
}

class BadAnswer : public testing::TestWithParam<Bad> {};

TEST_P(BadAnswer, IsToldByItsKind) {
    const Bad& bad = GetParam();
    RawServer server([&bad](const Exchange& now) {
        now.send(bad.bytes);
        while (!bad.endlessly.empty() && now.send(bad.endlessly)) {
        }
        return bad.after;
    });
    Client client(plain_options());
    auto request = get(url_of(server));
    request.max_body = 64U << 10U;
    const auto start = plugin::Clock::now();
    const auto outcome = client.send(request, ample());
    EXPECT_LT(plugin::Clock::now() - start, 10s);
    ASSERT_FALSE(outcome) << outcome->status;
    EXPECT_EQ(outcome.error().kind, bad.kind) << outcome.error().text;
    EXPECT_TRUE(outcome.error().may_have_arrived());
    EXPECT_EQ(outcome.error().text.find("GET " + request.url.to_string() + ": "), 0U)
        << outcome.error().text;
}

std::string header_lines(std::size_t count, std::size_t size) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += "X: " + std::string(size, 'y') + "\r\n";
    }
    return text;
}

const std::string long_body(100U << 10U, 'x');

INSTANTIATE_TEST_SUITE_P(
    Sizes, BadAnswer,
    testing::Values(
        Bad{"BodyAnnounced", ErrorKind::too_large,
            std::string(head) + "Content-Length: 102400\r\n\r\n" + long_body},
        // What is announced counts by itself: the server need not send it.
        Bad{"BodyAnnouncedAndEndless", ErrorKind::too_large,
            std::string(head) + "Content-Length: 99999999999\r\n\r\n" + long_body},
        Bad{"BodyAnnouncedAndNotSent", ErrorKind::too_large,
            std::string(head) + "Content-Length: 102400\r\n\r\n", After::keep},
        Bad{"BodyUntilTheEnd", ErrorKind::too_large, std::string(head) + "\r\n" + long_body},
        Bad{"BodyInChunks", ErrorKind::too_large,
            chunked("19000\r\n" + long_body + "\r\n0\r\n\r\n")},
        Bad{"HeaderLines", ErrorKind::too_large, std::string(head) + header_lines(5000, 1)},
        Bad{"HeaderBytes", ErrorKind::too_large, std::string(head) + header_lines(200, 10000)},
        // Some libcurls stop at 300 KiB by themselves.
        Bad{"HeaderBytesOfLibcurl", ErrorKind::too_large,
            std::string(head) + header_lines(60, 10000)},
        // libcurl takes no line above 100 KB, and calls that "out of memory".
        Bad{"OneLongHeader", ErrorKind::too_large,
            std::string(head) + header_lines(1, 200000) + "\r\n"},
        Bad{"StatusLineWithoutEnd", ErrorKind::too_large, "HTTP/1.1 200 ", After::close,
            std::string(4096, 'x')},
        Bad{"HeaderWithoutEnd", ErrorKind::too_large, std::string(head) + "X: ", After::close,
            std::string(4096, 'x')},
        Bad{"HeadersWithoutEnd", ErrorKind::too_large, std::string(head), After::close, "X: y\r\n"},
        Bad{"InterimAnswersWithoutEnd", ErrorKind::too_large, "", After::close,
            "HTTP/1.1 100 Continue\r\n\r\n"},
        Bad{"TrailersWithoutEnd", ErrorKind::too_large, chunked("0\r\n") + header_lines(5000, 10),
            After::close}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Breaks, BadAnswer,
    testing::Values(
        Bad{"ClosedAtOnce", ErrorKind::connection_lost, ""},
        Bad{"ResetAtOnce", ErrorKind::connection_lost, "", After::reset},
        Bad{"ClosedInTheStatusLine", ErrorKind::connection_lost, "HTTP/1.1 20"},
        Bad{"ClosedInAHeader", ErrorKind::connection_lost, std::string(head) + "Content-Le"},
        Bad{"ClosedInTheBody", ErrorKind::connection_lost,
            std::string(head) + "Content-Length: 10\r\n\r\nhalf"},
        Bad{"ResetInTheBody", ErrorKind::connection_lost,
            std::string(head) + "Content-Length: 10\r\n\r\nhalf", After::reset},
        Bad{"ClosedInAChunk", ErrorKind::connection_lost, chunked("a\r\nhalf")},
        Bad{"ClosedBeforeTheLastChunk", ErrorKind::connection_lost, chunked("4\r\nhalf\r\n")}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Nonsense, BadAnswer,
    testing::Values(Bad{"Http09", ErrorKind::malformed, "<html>hello</html>\n"},
                    Bad{"Ssh", ErrorKind::malformed, "SSH-2.0-OpenSSH_9.2\r\n"},
                    Bad{"Binary", ErrorKind::malformed, "\x00\x01\x02\xff\xfe garbage \x00"s},
                    Bad{"TlsAlert", ErrorKind::malformed, "\x15\x03\x01\x00\x02\x02\x46"s},
                    Bad{"UnknownVersion", ErrorKind::malformed, "HTTP/9.9 200 OK\r\n\r\n"},
                    Bad{"NegativeLength", ErrorKind::malformed,
                        std::string(head) + "Content-Length: -5\r\n\r\nx"},
                    Bad{"LengthIsNoNumber", ErrorKind::malformed,
                        std::string(head) + "Content-Length: many\r\n\r\nx"},
                    Bad{"Gzip", ErrorKind::malformed, answer("x", "Content-Encoding: gzip\r\n")},
                    Bad{"GzipInOtherCase", ErrorKind::malformed,
                        answer("x", "content-ENCODING: GZip\r\n")},
                    Bad{"Brotli", ErrorKind::malformed, answer("x", "Content-Encoding: br\r\n")},
                    Bad{"ChunkSizeIsNoNumber", ErrorKind::malformed, chunked("zz\r\nhello\r\n")}),
    [](const auto& row) { return row.param.name; });

Expected<Response, Error> fetch(const std::string& bytes, std::size_t max_body = 1000) {
    RawServer server([&](const Exchange& now) {
        now.send(bytes);
        return After::close;
    });
    Client client(plain_options());
    auto request = get(url_of(server));
    request.max_body = max_body;
    return client.send(request, ample());
}

TEST(GoodAnswer, OfExactlyTheLimit) {
    EXPECT_EQ(fetch(answer("12345678"), 8)->body, "12345678");
    EXPECT_EQ(fetch(std::string(head) + "\r\n12345678", 8)->body, "12345678");
    ASSERT_FALSE(fetch(answer("123456789"), 8));
    EXPECT_EQ(fetch(answer(""), 0)->body, "");
}

TEST(GoodAnswer, KeepsNulBytesAndHeadersInTheirOrder) {
    const auto response = fetch(answer("a\0b\0"s,
                                       "X-One: 1\r\nx-ONE:2\r\nX-Empty:\r\n"
                                       "X-Colon: a:b\r\n"));
    ASSERT_TRUE(response);
    EXPECT_EQ(response->body, "a\0b\0"s);
    EXPECT_EQ(response->headers, (Headers{{"X-One", "1"},
                                          {"x-ONE", "2"},
                                          {"X-Empty", ""},
                                          {"X-Colon", "a:b"},
                                          {"Content-Length", "4"}}));
    EXPECT_EQ(*response->header("x-one"), "1");
    EXPECT_EQ(*response->header("CONTENT-length"), "4");
    EXPECT_EQ(response->header("X-Two"), nullptr);
}

TEST(GoodAnswer, OfEveryStatus) {
    for (const int status : {200, 201, 204, 301, 304, 400, 401, 403, 404, 409, 500, 503, 599}) {
        const auto response = fetch("HTTP/1.1 " + std::to_string(status) +
                                    " Text\r\nContent-Length: 0\r\nWWW-Authenticate: Keystone\r\n"
                                    "\r\n");
        ASSERT_TRUE(response) << status << ": " << response.error().text;
        EXPECT_EQ(response->status, status);
        EXPECT_EQ(response->is_success(), status < 300) << status;
    }
}

TEST(GoodAnswer, InChunksOrPackedAsItself) {
    EXPECT_EQ(fetch(chunked("5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n"))->body, "hello!");
    EXPECT_EQ(fetch(answer("plain", "Content-Encoding: identity\r\n"))->body, "plain");
}

TEST(GoodAnswer, AfterInterimAnswersWhoseHeadersAreForgotten) {
    const auto response = fetch("HTTP/1.1 102 Processing\r\nX-Interim: 1\r\n\r\n" +
                                "HTTP/1.1 100 Continue\r\n\r\n"s + answer("real"));
    ASSERT_TRUE(response);
    EXPECT_EQ(response->body, "real");
    EXPECT_EQ(response->headers.size(), 1U);
}

}  // namespace
}  // namespace fedcloud::http
