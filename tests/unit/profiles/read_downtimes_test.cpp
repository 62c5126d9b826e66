// <DOWNTIME> and <SITE> records.
#include <gtest/gtest.h>

#include <chrono>

#include "feed.hpp"
#include "samples.hpp"

namespace fedcloud::profiles {
namespace {

std::string downtime_xml(const std::string& content,
                         const std::string& attributes = "CLASSIFICATION=\"UNSCHEDULED\"") {
    return results("<DOWNTIME ID=\"1\" PRIMARY_KEY=\"7G0\" " + attributes + ">" + content +
                   "</DOWNTIME>");
}

const std::string times = "<START_DATE>1656288000</START_DATE><END_DATE>1688169600</END_DATE>";
const std::string affected =
    "<HOSTNAME>Host.Example.ORG</HOSTNAME><SERVICE_TYPE>t</SERVICE_TYPE><HOSTED_BY>S "
    "1</HOSTED_BY>";

TEST(ReadDowntimes, NestedServices) {
    const auto read = read_downtimes(
        downtime_xml(times +
                     "<SEVERITY>warning</SEVERITY><DESCRIPTION>two\nlines</DESCRIPTION><SERVICES>"
                     "<SERVICE><PRIMARY_KEY>9G0</PRIMARY_KEY>" +
                     affected + "</SERVICE><SERVICE>" + affected + "</SERVICE></SERVICES>"));
    ASSERT_TRUE(read) << read.error();
    ASSERT_EQ(read->records.size(), 1U);
    const auto& [downtime, services] = read->records[0];
    EXPECT_EQ(downtime.key, "7G0");
    EXPECT_EQ(downtime.severity, site::Severity::warning);
    EXPECT_FALSE(downtime.scheduled);
    EXPECT_EQ(downtime.start, plugin::UtcTime(std::chrono::seconds(1656288000)));
    EXPECT_EQ(downtime.end, plugin::UtcTime(std::chrono::seconds(1688169600)));
    EXPECT_EQ(downtime.description, "two\nlines");
    EXPECT_TRUE(downtime.services.empty());
    const AffectedService expected{"host.example.org", "t", "S 1"};
    EXPECT_EQ(services, (std::vector<AffectedService>{expected, expected}));
}

TEST(ReadDowntimes, EmptyListOfServicesConcernsNone) {
    const auto read = read_downtimes(downtime_xml(times + affected + "<SERVICES/>"));
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->records.at(0).affected.empty());
}

// Of either form: that of a page without records cannot be told.
TEST(ReadDowntimes, RecordsThatAreCountedMustBeThere) {
    EXPECT_FALSE(read_downtimes("<results><meta><count>1</count></meta></results>"));
    EXPECT_TRUE(read_downtimes("<results><meta><count>0</count></meta></results>"));
}

TEST(ReadDowntimes, WhatDoesNotFitIsLeftOut) {
    for (const auto* start : {"", "soon", "-1", "99999999999999999999", "1656288000.5"}) {
        const auto read =
            read_downtimes(downtime_xml("<START_DATE>" + std::string(start) +
                                        "</START_DATE><END_DATE>2</END_DATE>" + affected));
        ASSERT_TRUE(read);
        EXPECT_TRUE(read->records.empty()) << start;
        EXPECT_EQ(read->problems.at(0).record, "downtime 7G0");
        EXPECT_NE(read->problems.at(0).text.find("START_DATE"), std::string::npos);
    }
    const auto nameless = read_downtimes(
        results("<DOWNTIME PRIMARY_KEY=\"x\"><DESCRIPTION>New disks</DESCRIPTION></DOWNTIME>"));
    ASSERT_TRUE(nameless);
    EXPECT_EQ(nameless->problems.at(1).text, "it cannot be named ('New disks'): left out");
    const auto far = read_downtimes(
        downtime_xml("<START_DATE>1</START_DATE><END_DATE>99999999999</END_DATE>" + affected));
    EXPECT_EQ(far->records.at(0).downtime.end, plugin::UtcTime(std::chrono::seconds(9214646400)));
    const auto early = read_downtimes(
        downtime_xml("<START_DATE>0</START_DATE><END_DATE>99999999999</END_DATE>" + affected));
    EXPECT_EQ(early->records.at(0).downtime.start, plugin::UtcTime(std::chrono::seconds(1)));
    const auto backwards =
        read_downtimes(downtime_xml("<START_DATE>2</START_DATE><END_DATE>1</END_DATE>" + affected));
    EXPECT_TRUE(backwards->records.empty());
    EXPECT_EQ(backwards->problems.at(0).text, "it ends before it begins: left out");
    const auto nowhere = read_downtimes(downtime_xml(times + "<HOSTNAME>h</HOSTNAME>"));
    EXPECT_EQ(nowhere->problems.at(0).text,
              "a service of it has no HOSTNAME or no HOSTED_BY: left out");
}

TEST(ReadDowntimes, UnknownSeverityIsTheGraver) {
    const auto read =
        read_downtimes(downtime_xml(times + "<SEVERITY>DOOM</SEVERITY>" + affected, ""));
    EXPECT_EQ(read->records.at(0).downtime.severity, site::Severity::outage);
    EXPECT_TRUE(read->records.at(0).downtime.scheduled);
}

TEST(ReadSites, Names) {
    const auto read = read_sites(
        results(site_xml("Izola MRF") + site_xml("") + site_xml(std::string(256, 'n')) +
                site_xml("a&#10;b") + "<SITE ID=\"2\" NAME=\"No key\"/>" +
                "<SITE><SHORT_NAME>By element</SHORT_NAME><PRIMARY_KEY>3G0</PRIMARY_KEY></SITE>"));
    ASSERT_TRUE(read) << read.error();
    EXPECT_EQ(read->elements, 6U);
    ASSERT_EQ(read->records.size(), 4U);
    EXPECT_EQ(read->records[0].site, "Izola MRF");
    EXPECT_EQ(read->records[1].site, "a b");
    EXPECT_EQ(read->records[2].key, "");
    EXPECT_EQ(read->records[3].site, "By element");
    EXPECT_EQ(read->records[3].key, "3G0");
    ASSERT_EQ(read->problems.size(), 3U);
    EXPECT_EQ(read->problems[0].record, "site number 2");
    EXPECT_NE(read->problems[1].text.find("its name 'nnn"), std::string::npos);
    EXPECT_NE(read->problems[1].text.find("256 bytes"), std::string::npos);
    EXPECT_EQ(read->problems[2].record, "site 'No key'");
}

}  // namespace
}  // namespace fedcloud::profiles
