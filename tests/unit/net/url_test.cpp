// URLs as GOCDB and servers write them.
#include "net/url.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace fedcloud::net {
namespace {

TEST(Url, Reads) {
    struct Row {
        std::string text, host, path, query, printed;
        int port;
    };
    const std::vector<Row> table{
        {"https://h:8787/occi1.1", "h", "/occi1.1", "", "https://h:8787/occi1.1", 8787},
        {" HTTPS://Host.Example.ORG/ \n", "host.example.org", "/", "", "https://host.example.org/",
         443},
        {"http://h", "h", "", "", "http://h", 80},
        {"http://h:/x", "h", "/x", "", "http://h/x", 80},
        {"https://h:443/?image=a&resource=b", "h", "/", "image=a&resource=b",
         "https://h/?image=a&resource=b", 443},
        {"http://[2001:DB8::1]:80/x#part", "2001:db8::1", "/x", "", "http://[2001:db8::1]/x", 80},
        {"ldap://127.0.0.1", "127.0.0.1", "", "", "ldap://127.0.0.1", 389},
        {"https://h?x=1", "h", "", "x=1", "https://h?x=1", 443},
    };
    for (const auto& row : table) {
        const auto url = parse_url(row.text);
        ASSERT_TRUE(url) << row.text;
        EXPECT_EQ(url->host, row.host);
        EXPECT_EQ(url->path, row.path);
        EXPECT_EQ(url->query, row.query);
        EXPECT_EQ(url->port(), row.port);
        EXPECT_EQ(url->to_string(), row.printed);
    }
}

TEST(Url, Refuses) {
    for (const auto& text : std::vector<std::string>{"",
                                                     "   ",
                                                     "occi.example.org",
                                                     "//h/",
                                                     "://h",
                                                     "https://",
                                                     "https:///x",
                                                     "https://:80/",
                                                     "file:///etc/passwd",
                                                     "https://u:p@h/",
                                                     "https://u@h/",
                                                     "http://a b/",
                                                     "http://h/\"x",
                                                     "http://h/`id`",
                                                     "http://h/\nx",
                                                     "http://h:0/",
                                                     "http://h:65536/",
                                                     "http://h:8o/",
                                                     "http://[::1",
                                                     "http://[::1]x/",
                                                     "http://[zz]/",
                                                     "http://-h/",
                                                     "http://h$(id)/",
                                                     "http://h;id/",
                                                     "http://ž/",
                                                     "http://" + std::string(254, 'a') + "/",
                                                     "ht tp://h/"}) {
        const auto url = parse_url(text);
        EXPECT_FALSE(url) << text;
        EXPECT_TRUE(url || !url.error().empty());
    }
    EXPECT_EQ(parse_url("https://u:hunter2@h/").error().find("hunter2"), std::string::npos);
}

TEST(Url, JoinsBelowThePrefix) {
    const auto base = *parse_url("https://h:1/occi1.1/?x=1");
    EXPECT_EQ(base.join("/-/").to_string(), "https://h:1/occi1.1/-/");
    EXPECT_EQ(base.join("compute/").to_string(), "https://h:1/occi1.1/compute/");
    EXPECT_EQ(parse_url("https://h")->join("/-/").to_string(), "https://h/-/");
}

TEST(Url, ResolvesReferences) {
    const auto base = *parse_url("https://h:1/a/b?x=1");
    const std::vector<std::pair<std::string, std::string>> table{{"http://o/x", "http://o/x"},
                                                                 {"//o:2/x", "https://o:2/x"},
                                                                 {"/x?y=1", "https://h:1/x?y=1"},
                                                                 {"x", "https://h:1/a/x"},
                                                                 {" /x ", "https://h:1/x"}};
    for (const auto& [reference, url] : table) {
        const auto resolved = resolve_reference(base, reference);
        ASSERT_TRUE(resolved) << reference;
        EXPECT_EQ(resolved->to_string(), url);
    }
    EXPECT_FALSE(resolve_reference(base, "https://u:p@evil/"));
    EXPECT_FALSE(resolve_reference(base, "/x\r\nX-Evil: 1"));
}

TEST(Url, SameOrigin) {
    EXPECT_TRUE(same_origin(*parse_url("https://H/a"), *parse_url("https://h:443/b")));
    EXPECT_FALSE(same_origin(*parse_url("https://h/"), *parse_url("http://h/")));
    EXPECT_FALSE(same_origin(*parse_url("https://h/"), *parse_url("https://h:444/")));
}

}  // namespace
}  // namespace fedcloud::net
