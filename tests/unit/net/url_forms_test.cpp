// The less common forms of a URL, and those that only look like one.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "net/url.hpp"

namespace fedcloud::net {
namespace {

TEST(UrlForms, Refused) {
    for (const auto& text : std::vector<std::string>{"http://::1/",
                                                     "http://2001:db8::1/",
                                                     "http://[2001:db8::zz]/",
                                                     "http://[]/",
                                                     "http://[::1]80/",
                                                     "http://[fe80::1%25eth0]/",
                                                     "http://::/",
                                                     "http://[127.0.0.1]/",
                                                     "http://[h]/",
                                                     "http://h:-1/",
                                                     "http://h:+80/",
                                                     "http://h:80:80/",
                                                     "http://h: 80/",
                                                     "http://h:80abc/",
                                                     "http://h:0080000/",
                                                     "http://@h/",
                                                     "http://:@h/",
                                                     "http://h\\x/",
                                                     "http://h/{x}",
                                                     "http://h/<x>",
                                                     "http://h/^",
                                                     "http://h/|",
                                                     "http://h/\x7F",
                                                     "http://h/\xC5\xBE",
                                                     "http://h/\tx",
                                                     std::string("http://h/\0x", 11),
                                                     "http://h/a b",
                                                     "http://.h/",
                                                     "http://_h/",
                                                     "http://h!/",
                                                     "http://h,i/",
                                                     "http://h&i/",
                                                     "http:/h/",
                                                     "http:h",
                                                     "h:80",
                                                     "/path",
                                                     "1http://h/",
                                                     "+http://h/",
                                                     "ht_tp://h/",
                                                     "http ://h/",
                                                     "javascript://"}) {
        EXPECT_FALSE(parse_url(text)) << text;
    }
}

TEST(UrlForms, ErrorsShowNothingSecretAndNoControlCharacters) {
    for (const auto& text : std::vector<std::string>{
             "https://user:hunter2@h/", "https://hunter2@h/", "https://h/\x1B[31m",
             "https://h:\x1B/", "https://" + std::string(100000, 'h') + "/",
             "https://h:" + std::string(100000, '9') + "/"}) {
        const auto url = parse_url(text);
        ASSERT_FALSE(url);
        EXPECT_EQ(url.error().find("hunter2"), std::string::npos) << url.error();
        EXPECT_EQ(url.error().find_first_of("\x1B\r\n|"), std::string::npos) << url.error();
        EXPECT_LT(url.error().size(), 200U);
    }
}

TEST(UrlForms, Accepted) {
    const std::vector<std::pair<std::string, std::string>> table{
        {"HTTP://H.EXAMPLE.ORG:80/Path", "http://h.example.org/Path"},
        {"https://[::1]", "https://[::1]"},
        {"https://[::FFFF:192.0.2.1]:8443/", "https://[::ffff:192.0.2.1]:8443/"},
        {"https://h_1.example.org./", "https://h_1.example.org./"},
        {"https://h:65535", "https://h:65535"},
        {"https://h:1/?", "https://h:1/"},
        {"https://h/a%20b?c=d%26e#f", "https://h/a%20b?c=d%26e"},
        {"https://h/a@b:c", "https://h/a@b:c"},
        {"https://h/?u=http://o/", "https://h/?u=http://o/"},
        {"https://h#frag", "https://h"},
        {"ldaps://h:636/o=grid", "ldaps://h/o=grid"},
        {"amqp+ssl://h:5671", "amqp+ssl://h:5671"},
        {"https://" + std::string(253, 'a'), "https://" + std::string(253, 'a')},
    };
    for (const auto& [text, printed] : table) {
        const auto url = parse_url(text);
        ASSERT_TRUE(url) << text << ": " << url.error();
        EXPECT_EQ(url->to_string(), printed);
        EXPECT_EQ(parse_url(url->to_string())->to_string(), printed) << "does not read back";
    }
}

TEST(UrlForms, PortsOfSchemes) {
    const std::vector<std::pair<std::string, std::optional<std::uint16_t>>> table{
        {"http://h", 80}, {"https://h", 443}, {"ldap://h", 389},   {"ldaps://h", 636},
        {"amqp://h", {}}, {"amqp://h:1", 1},  {"https://h:", 443}, {"https://h:80", 80}};
    for (const auto& [text, port] : table) {
        EXPECT_EQ(parse_url(text)->port(), port) << text;
    }
    EXPECT_TRUE(parse_url("https://h")->is_tls());
    EXPECT_TRUE(parse_url("ldaps://h")->is_tls());
    EXPECT_FALSE(parse_url("http://h:443")->is_tls());
}

// RFC 3986 section 5.4, as far as the house follows it: dot segments are left to the server.
TEST(UrlForms, References) {
    const auto base = *parse_url("http://a/b/c/d;p?q");
    const std::vector<std::pair<std::string, std::string>> table{
        {"g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"g#s", "http://a/b/c/g"},
        {"http://g/x", "http://g/x"},
        {"HTTP://a/x", "http://a/x"},
        {"g?u=http://o/", "http://a/b/c/g?u=http://o/"},
        {"/g?u=//o/", "http://a/g?u=//o/"},
    };
    for (const auto& [reference, expected] : table) {
        const auto url = resolve_reference(base, reference);
        ASSERT_TRUE(url) << reference << ": " << url.error();
        EXPECT_EQ(url->to_string(), expected) << reference;
    }
    for (const std::string bad : {"http://", "//", "//u:p@h/", "/a b", "g\r\nX: y", "//[::1"}) {
        EXPECT_FALSE(resolve_reference(base, bad)) << bad;
    }
    EXPECT_EQ(resolve_reference(*parse_url("https://h:8787"), "x")->to_string(),
              "https://h:8787/x");
}

TEST(UrlForms, OriginsInEverySpelling) {
    const auto own = *parse_url("https://H:443/a?b");
    EXPECT_EQ(own.origin(), "https://h");
    for (const auto* same : {"https://h", "HTTPS://h/", "https://h:/x", "https://h:443"}) {
        EXPECT_TRUE(same_origin(own, *parse_url(same))) << same;
    }
    for (const auto* other : {"http://h:443", "https://h:444", "https://h.evil", "https://evil/h",
                              "ldaps://h:443", "https://h."}) {
        EXPECT_FALSE(same_origin(own, *parse_url(other))) << other;
    }
}

TEST(UrlForms, Hosts) {
    for (const auto* host : {"h", "h.example.org", "192.0.2.1", "::1", "2001:db8::1", "a_b", "1"}) {
        EXPECT_TRUE(is_host(host)) << host;
    }
    for (const auto* host : {"", "-h", ".h", "h i", "h/", "h:80", "[::1]", "h;id", "$(id)", "h\n",
                             "::1%lo", "\xC5\xBE"}) {
        EXPECT_FALSE(is_host(host)) << host;
    }
}

}  // namespace
}  // namespace fedcloud::net
