// Answers that are no list of records, or not all of one.
#include <gtest/gtest.h>

#include "feed.hpp"
#include "samples.hpp"

namespace fedcloud::profiles {
namespace {

std::string error_of(const std::string& body) {
    const auto read = read_services(body);
    return read ? "none" : read.error();
}

TEST(FeedDocument, ErrorsThatComeWithStatus200) {
    EXPECT_EQ(error_of("<?xml version=\"1.0\"?>\n<error>Unsupported parameter: page</error>"),
              "GOCDB says: Unsupported parameter: page");
    EXPECT_EQ(error_of("Unable to find method: get_x"), "GOCDB says: Unable to find method: get_x");
    EXPECT_EQ(error_of(results("<error>No &lt;valid&gt; cursor</error>")),
              "GOCDB says: No <valid> cursor");
    EXPECT_EQ(error_of(""), "the answer is empty");
    EXPECT_EQ(error_of(" \n\t "), "the answer is empty");
}

TEST(FeedDocument, OtherPages) {
    EXPECT_NE(error_of("<!DOCTYPE html><html><body>Log in</body></html>").find("an HTML page"),
              std::string::npos);
    EXPECT_NE(error_of("<rss/>").find("its root is <rss>"), std::string::npos);
    EXPECT_NE(error_of("<results/><results/>").find("<results> alone"), std::string::npos);
    EXPECT_NE(error_of(results("<SITE NAME=\"A\"/>")).find("found 'SITE'"), std::string::npos);
    EXPECT_NE(error_of(results("Warning: PHP")).find("found 'Warning: PHP'"), std::string::npos);
    EXPECT_NE(error_of("Warning: out of memory in x.php\n" + results("")).find("GOCDB says"),
              std::string::npos);
}

TEST(FeedDocument, NothingIsAnAnswer) {
    for (const auto* body : {"<results/>", "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<results/>\n",
                             "<results>\n</results>", "<!-- x --><results/>"}) {
        const auto read = read_services(body);
        ASSERT_TRUE(read) << body << ": " << read.error();
        EXPECT_TRUE(read->records.empty());
        EXPECT_FALSE(read->paging);
    }
}

TEST(FeedDocument, CutOffAnywhereIsAnError) {
    const auto body = results(meta(2, "7") + service_xml("1G0") + service_xml("2G0"));
    ASSERT_TRUE(read_services(body));
    const auto end = body.find_last_of('>');
    for (std::size_t size = 0; size < end; ++size) {
        EXPECT_FALSE(read_services(body.substr(0, size))) << size;
    }
    EXPECT_NE(error_of(body.substr(0, body.size() / 2)).find("cut off"), std::string::npos);
}

TEST(FeedDocument, PagingIsReadWhereverTheCursorStands) {
    const auto read = read_services(results(meta(1, "134") + service_xml("1G0")));
    ASSERT_TRUE(read);
    ASSERT_TRUE(read->paging);
    EXPECT_EQ(read->paging->count, 1U);
    EXPECT_EQ(read->paging->next_cursor, 134U);
    EXPECT_EQ(read->paging->max_page_size, 2U);
    const auto link = [](const std::string& href) {
        return results("<meta><link rel=\"next\" href=\"" + href + "\"/></meta>");
    };
    EXPECT_EQ(read_services(link("/?next_cursor=12&amp;method=x"))->paging->next_cursor, 12U);
    EXPECT_FALSE(read_services(link("/?xnext_cursor=12"))->paging->next_cursor);
    EXPECT_FALSE(read_services(link("/?next_cursor=-1"))->paging->next_cursor);
    EXPECT_FALSE(read_services(link("/?next_cursor=99999999999999999999"))->paging->next_cursor);
    EXPECT_FALSE(read_services(link("/?next_cursor=1"))->paging->unusable_link);
    EXPECT_EQ(read_services(link("/?next_cursor=5abc"))->paging->unusable_link,
              "/?next_cursor=5abc");
    const auto two = read_services(
        results("<meta><link rel=\"next\" href=\"?next_cursor=5\"/><link rel=\"next\" "
                "href=\"?next_cursor=500\"/></meta>"));
    EXPECT_TRUE(two->paging->unusable_link);
}

TEST(FeedDocument, CountMustBeTrue) {
    EXPECT_EQ(error_of(results(meta(2, "7") + service_xml("1G0"))),
              "the page says that it has 2 records, and has 1");
    // The flat form of downtimes counts downtimes, not elements.
    const std::string downtime =
        "<DOWNTIME ID=\"1\" PRIMARY_KEY=\"1G0\" CLASSIFICATION=\"SCHEDULED\">"
        "<HOSTNAME>a.b</HOSTNAME><HOSTED_BY>S</HOSTED_BY><START_DATE>1</START_DATE>"
        "<END_DATE>2</END_DATE></DOWNTIME>";
    EXPECT_TRUE(read_downtimes(results(meta(1, "7") + downtime + downtime)));
}

TEST(FeedDocument, DocumentTypesAreRefused) {
    for (const auto* type :
         {"<!DOCTYPE results [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>",
          "<!DOCTYPE results [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
          "<!DOCTYPE results SYSTEM \"http://localhost:1/x.dtd\">"}) {
        const auto body = "<?xml version=\"1.0\"?>" + std::string(type) + "<results>" +
                          service_xml("1G0", {{"HOSTDN", "x&b;&a;y"}}) + "</results>";
        EXPECT_EQ(error_of(body),
                  "the answer has a <!DOCTYPE>: GOCDB's have none, and its entities are not read");
    }
    const auto read = read_services(results(service_xml("1G0", {{"HOSTDN", "&b; &amp; &#65;"}})));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->records.at(0).service.host_dn, "&b; & A");
}

TEST(FeedDocument, OtherEncodingsAreRefused) {
    const auto declared = [](const std::string& encoding) {
        return error_of("<?xml version=\"1.0\" encoding=\"" + encoding + "\"?><results/>");
    };
    EXPECT_EQ(declared("ISO-8859-1"), "the answer is in ISO-8859-1: GOCDB's answers are in UTF-8");
    EXPECT_NE(declared("UTF-16"), "none");
    EXPECT_EQ(declared("utf-8"), "none");
    EXPECT_EQ(declared("us-ascii"), "none");
    using namespace std::string_literals;
    for (const auto& body : {"\xFF\xFE<\0?\0"s, "\xFE\xFF\0<\0?"s, "<\0?\0x\0"s, "\0\0\0<"s}) {
        EXPECT_EQ(error_of(body),
                  "the answer is in UTF-16 or UTF-32: GOCDB's answers are in UTF-8");
    }
}

TEST(FeedDocument, WhatIsNoCharacterNeverMakesAnotherName) {
    for (const auto* reference :
         {"&#0;", "&#000;", "&#x0;", "&#x000;", "&#4294967296;", "&#x100000000;",
          "&#99999999999999999999999999;", "&#x110000;", "&#xD800;", "\xE9", "\xED\xA0\x80"}) {
        const auto name = "Izola" + std::string(reference) + "MRF";
        const auto sites = read_sites(results(site_xml(name) + site_xml("Other")));
        ASSERT_TRUE(sites) << reference << sites.error();
        ASSERT_EQ(sites->records.size(), 1U) << reference << sites->records[0].site;
        EXPECT_EQ(sites->records[0].site, "Other");
        ASSERT_EQ(sites->problems.size(), 1U);
        EXPECT_NE(sites->problems[0].text.find("no character of UTF-8"), std::string::npos);
        const auto services = read_services(results(service_xml("1G0", {{"SITENAME", name}}) +
                                                    service_xml("2G0", {{"SERVICE_TYPE", name}})));
        ASSERT_EQ(services->records.size(), 1U) << reference;
        EXPECT_NE(services->records[0].site, "Izola") << reference;
    }
    const auto kept = read_sites(results(site_xml("&#x160;kofja &#38;#0; &#233;")));
    EXPECT_EQ(kept->records.at(0).site, "\xC5\xA0kofja &#0; \xC3\xA9");
}

TEST(FeedDocument, DeepNestingNeedsNoStack) {
    constexpr int depth = 450'000;
    std::string body = "<results>";
    std::string end;
    for (int i = 0; i < depth; ++i) {
        body += "<a>";
        end += "</a>";
    }
    EXPECT_NE(error_of(body + end + "</results>").find("found 'a'"), std::string::npos);
    EXPECT_NE(error_of(body).find("cut off"), std::string::npos);
    const auto inside =
        read_services(results(service_xml("1G0", {{"HOSTDN", body.substr(9) + end}})));
    ASSERT_TRUE(inside) << inside.error();
    EXPECT_EQ(inside->records.at(0).service.host_dn, "");
}

TEST(FeedDocument, ManySmallElementsAreRefusedUnparsed) {
    std::string body = "<results>";
    for (int i = 0; i < 1'100'000; ++i) {
        body += "<a/>";
    }
    EXPECT_EQ(error_of(body + "</results>"), "the answer has more than 1000000 elements");
}

}  // namespace
}  // namespace fedcloud::profiles
