// What the tests of the accounting check have in common: pages of every shape, and what a text must
// say.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "listing.hpp"

namespace fedcloud::apel {

inline testing::AssertionResult says(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos ? testing::AssertionSuccess()
                                                : testing::AssertionFailure()
                                                      << "\"" << text << "\" does not say \""
                                                      << part << "\"";
}

// 2026-11-21 12:00:00 UTC
inline constexpr WallClock::time_point noon{std::chrono::seconds(1795262400)};

inline const std::string old_page =
    "<html><body><h2>Sites publishing cloud accounting records from 2018-06-19 onwards</h2>\n"
    "<p>Page last updated: 2026-11-21 09:00:00.123456</p>\n<table border=\"1\">\n"
    "<tr><th>Site</th><th>VMsInLastUpdate</th><th>CloudType</th><th>LastUpdated</th></tr>\n"
    "<tr><td>NORTH</td><td>12</td><td>OpenStack</td><td>2026-11-21 06:00:00</td></tr>\n"
    "<tr><td>SOUTH-GRID</td><td>4</td><td>caso/4.1.1</td><td>2026-11-11 12:00:00</td></tr>\n"
    "<tr><td>R&amp;D cloud</td><td>1</td><td>OpenNebula</td><td>2026-09-01 10:00:00</td></tr>\n"
    "</table></body></html>\n";

// The same page by an author in a hurry.
inline const std::string messy_page =
    "<html>\n<!DOCTYPE html>\n<BODY class='a>b'><h2>from 2018-06-19 onwards</h2>"
    "<li>Page last updated: 2026-11-21 09:00:00\n"
    "<!-- <table><tr><td>NORTH</td><td>0</td><td>x</td><td>2001-01-01 00:00:00</td></tr> -->\n"
    "<script>if (a < b) document.write('<td>x</td>')</script>"
    "<TABLE><TR CLASS=x><TH title=\"a > b\">Site</td><Th>VMs<br>InLastUpdate<th>CloudType"
    "<th>Last\nUpdated\n"
    "<tr><td><a href='/x?a=1&b=2'>NORTH</a></th>\n<td>12<td>Open<b>Stack</b></td>\n"
    "<td align=right>2026-11-21\n 06:00:00\n"
    "<tr><td>&#83;OUTH-GRID</td><td>4</td><td>&lt;caso&gt;</td><td>2026-11-11&nbsp;12:00:00</td>"
    "<tr><td>R&#x26;D\ncloud</td><td>1</td><td></td><td>2026-09-01 10:00:00";

inline const std::string json_page =
    R"([{"url":"http://h/1","SiteName":"NORTH","Vms":12,"Script":"x","updated":"2026-11-21T06:00:00Z"},
        {"url":"http://h/2","SiteName":"SOUTH-GRID","Vms":4,"Script":"x","updated":"2026-11-11T12:00:00Z"},
        {"SiteName":"R&D cloud","Vms":1,"Script":null,"updated":"2026-09-01T10:00:00.5Z"}])";

inline std::string status_page(const std::string& status) {
    return "<html>\n<!DOCTYPE html PUBLIC \"x\">\n<html><head><title>APEL Publication Summary : "
           "SITE "
           "</title></head><body><ul><li> A warning / error is raised after 7 / 31 days.\n"
           "<li>lastBuild : 2026-11-21 11:14:50.32</ul><hr><table>\n"
           "<tr><th colspan='5'>NORTH</td></tr>\n<tr><th>ExecutingSite</th><th>MeasurementDate</th>"
           "<th>MeasurementTime</th><th>Publication <br> Status</th></tr><tr><td align='middle'>"
           "NORTH</td><td>2026-11-21</td><td>11:13:45</td><td><font color='red'>" +
           status + "</font></td></tr></table></html>";
}

// A recorded page; nothing, and the test skipped, where there are no fixtures.
inline std::string recorded(const std::string& name) {
    const char* fixtures = std::getenv("FEDCLOUD_FIXTURES");
    std::ifstream in(std::filesystem::path(fixtures == nullptr ? "" : fixtures) / name,
                     std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace fedcloud::apel
