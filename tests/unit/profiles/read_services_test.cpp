// <SERVICE_ENDPOINT> records, and what does not fit of them.
#include <gtest/gtest.h>

#include "feed.hpp"
#include "feed_record.hpp"
#include "samples.hpp"

namespace fedcloud::profiles {
namespace {

FeedPage<ServiceRecord> page_of(const std::string& records) {
    auto read = read_services(results(records));
    EXPECT_TRUE(read) << read.error();
    return read ? std::move(*read) : FeedPage<ServiceRecord>{};
}

std::string problem_of(const Fields& fields, const std::string& key = "1000G0") {
    const auto page = page_of(service_xml(key, fields) + service_xml("2000G0"));
    EXPECT_EQ(page.elements, 2U);
    EXPECT_EQ(page.records.back().service.key, "2000G0");  // the good one is always kept
    return page.problems.empty() ? "none" : page.problems[0].record + ": " + page.problems[0].text;
}

TEST(ReadServices, OfManyProblemsOfOneAnswerTheFirstAreTold) {
    std::string extensions;
    for (std::size_t i = 0; i < most_page_problems + 100; ++i) {
        extensions += "<EXTENSION/>";
    }
    const auto read = read_services(results(service_xml("1G0", {{"EXTENSIONS", extensions}})));
    ASSERT_TRUE(read) << read.error();
    ASSERT_EQ(read->problems.size(), most_page_problems + 1);
    EXPECT_EQ(read->problems.back().text, "the others are not told");
}

TEST(ReadServices, AllFields) {
    const auto page = page_of(service_xml(
        "1000G0",
        {{"HOSTNAME", "OCCI.Example.org"},
         {"HOSTDN", "/DC=org/CN=occi.example.org"},
         {"URL", "https://OCCI.example.org:11443/?image=uuid_1&amp;amp;resource=small"},
         {"ENDPOINTS",
          "<ENDPOINT><ID>8</ID><NAME>n</NAME><EXTENSIONS><EXTENSION><KEY>inner</KEY>"
          "</EXTENSION></EXTENSIONS><URL>https://a.example.org:443/</URL>"
          "<INTERFACENAME>i</INTERFACENAME><ENDPOINT_MONITORED>N</ENDPOINT_MONITORED></ENDPOINT>"},
         {"IN_PRODUCTION", "N"},
         {"SCOPES", "<SCOPE>EGI</SCOPE><SCOPE>FedCloud</SCOPE>"},
         {"EXTENSIONS",
          "<EXTENSION><LOCAL_ID>1</LOCAL_ID><KEY>K</KEY><VALUE>V</VALUE></EXTENSION>"
          "<EXTENSION><KEY>K</KEY><VALUE>line 1\nline 2</VALUE></EXTENSION>"}}));
    EXPECT_TRUE(page.problems.empty());
    const auto& record = page.records.at(0);
    EXPECT_EQ(record.site, "Izola MRF");
    EXPECT_EQ(record.ngi, "NGI_SI");
    const auto& service = record.service;
    EXPECT_EQ(service.key, "1000G0");
    EXPECT_EQ(service.type, "eu.egi.cloud.vm-management.occi");
    EXPECT_EQ(service.host, "occi.example.org");
    EXPECT_EQ(service.host_dn, "/DC=org/CN=occi.example.org");
    EXPECT_EQ(service.url, "https://occi.example.org:11443/?image=uuid_1&resource=small");
    EXPECT_EQ(service.registered_url,
              "https://OCCI.example.org:11443/?image=uuid_1&amp;resource=small");
    EXPECT_TRUE(service.monitored);
    EXPECT_FALSE(service.production);
    EXPECT_EQ(service.scopes, (std::vector<std::string>{"EGI", "FedCloud"}));
    EXPECT_EQ(service.extensions,
              (std::vector<site::Extension>{{"K", "V"}, {"K", "line 1\nline 2"}}));
    EXPECT_EQ(service.endpoints,
              (std::vector<site::Endpoint>{
                  {"8", "n", "i", "https://a.example.org/", "https://a.example.org:443/", false}}));
    EXPECT_EQ(service.parameters.endpoint, "https://occi.example.org:11443/");
    EXPECT_EQ(service.parameters.os_tpl, "uuid_1");
    EXPECT_EQ(service.parameters.resource_tpl, "small");
}

TEST(ReadServices, WhatCannotBeNamedOrReachedIsLeftOut) {
    for (const auto* key :
         {"", "G0", "12", "12G1", "12G0x", "-1G0", "1 G0", "../1G0", "123456789012345678901G0"}) {
        const auto page = page_of(service_xml(key));
        EXPECT_TRUE(page.records.empty()) << key;
        EXPECT_NE(page.problems.at(0).text.find("PRIMARY_KEY"), std::string::npos);
        EXPECT_EQ(page.problems.at(0).record, "service number 1");
        EXPECT_NE(page.problems.at(1).text.find("(occi.example.org of 'Izola MRF')"),
                  std::string::npos)
            << page.problems.at(1).text;
    }
    EXPECT_EQ(problem_of({{"HOSTNAME", "a;id&gt;/tmp/x"}}),
              "service 1000G0 (a;id>/tmp/x): its HOSTNAME 'a;id>/tmp/x' is no host name: left out");
    EXPECT_NE(problem_of({{"HOSTNAME", "-"}}).find("(no host): its HOSTNAME ''"),
              std::string::npos);
    EXPECT_NE(problem_of({{"HOSTNAME", std::string(254, 'a')}}).find("no host name"),
              std::string::npos);
    EXPECT_NE(problem_of({{"SITENAME", " "}}).find("no SITENAME"), std::string::npos);
    EXPECT_NE(problem_of({{"SERVICE_TYPE", ""}}).find("SERVICE_TYPE has 0 bytes"),
              std::string::npos);
    EXPECT_NE(problem_of({{"SERVICE_TYPE", std::string(256, 't')}}).find("256 bytes"),
              std::string::npos);
}

TEST(ReadServices, NeitherYesNorNoIsTold) {
    EXPECT_EQ(problem_of({{"NODE_MONITORED", "maybe"}}),
              "service 1000G0 (occi.example.org): its NODE_MONITORED is 'maybe', neither Y nor N: "
              "taken for N");
    EXPECT_EQ(problem_of({{"NODE_MONITORED", "y"}}), "none");
}

TEST(ReadServices, LongTextIsCutBetweenCharacters) {
    std::string million(1'000'000, 'x');
    auto page = page_of(service_xml("1000G0", {{"HOSTDN", million}}));
    EXPECT_EQ(page.records.at(0).service.host_dn, std::string(4096, 'x'));
    EXPECT_EQ(page.problems.at(0).text, "its HOSTDN has 1000000 bytes: cut to 4096");
    EXPECT_EQ(page.problems.at(0).site, "Izola MRF");
    page = page_of(service_xml("1000G0", {{"HOSTDN", std::string(4095, 'x') + "\xC3\xA9"}}));
    EXPECT_EQ(page.records.at(0).service.host_dn, std::string(4095, 'x'));
}

TEST(ReadServices, ControlCharactersDoNotReachNames) {
    const auto page = page_of(
        service_xml("1000G0", {{"SERVICE_TYPE", "a\nb\x07 c"}, {"SITENAME", " Izola\tMRF\n"}}));
    EXPECT_EQ(page.records.at(0).service.type, "a b  c");
    EXPECT_EQ(page.records.at(0).site, "Izola MRF");
}

TEST(ReadServices, InvalidUtf8BecomesTheReplacementCharacter) {
    const auto bad = std::string("a\xC3(\xED\xA0\x80\xF5z");
    const auto page = page_of(service_xml("1000G0", {{"HOSTDN", bad}}));
    EXPECT_EQ(page.records.at(0).service.host_dn,
              "a\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz");
    const auto good = page_of(service_xml("1000G0", {{"HOSTDN", "Košice €😀"}}));
    EXPECT_EQ(good.records.at(0).service.host_dn, "Košice €😀");
}

TEST(ReadServices, TextInPiecesIsPutTogether) {
    const auto page =
        page_of(service_xml("1000G0", {{"HOSTDN", "/CN=<![CDATA[a<b]]><!-- no --> &amp; c"}}));
    EXPECT_EQ(page.records.at(0).service.host_dn, "/CN=a<b & c");
}

TEST(ReadServices, HostileTextIsData) {
    for (const std::string text :
         {";id>/tmp/pwned", "$(id)", "`id`", "\"'", "!", "$USER1$", "]]>", "../../etc/x", "{{{"}) {
        std::string escaped;
        for (const char c : text) {
            escaped += c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
        }
        for (const auto* field : {"SERVICE_TYPE", "SITENAME", "HOSTDN", "URL", "ROC_NAME"}) {
            const auto page = page_of(service_xml("1000G0", {{field, escaped}}));
            ASSERT_EQ(page.records.size(), 1U) << field << text;
        }
        const auto page = page_of(service_xml("1000G0", {{"URL", escaped}}));
        EXPECT_EQ(page.records.at(0).service.registered_url, text);
        EXPECT_EQ(page.records.at(0).service.url, "");
    }
}

}  // namespace
}  // namespace fedcloud::profiles
