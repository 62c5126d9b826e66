// Accounting records before they are sent: every error with its line.
#include "message.hpp"

#include "samples.hpp"

namespace fedcloud::apel {
namespace {

const std::string good =
    "APEL-cloud-message: v0.4\n"        // 1
    "VMUUID: vm-1\n"                    // 2
    "SiteName: NORTH\n"                 // 3
    "CloudComputeService: A\n"          // 4
    "MachineName: 'one-0'\n"            // 5
    "GlobalUserName: /DC=org/CN=a:b\n"  // 6
    "FQAN: NULL\n"                      // 7
    "Status: completed\n"               // 8
    "StartTime: 1318840264\n"           // 9
    "EndTime: 1318848076\n"             // 10
    "WallDuration: none\n"              // 11
    "CpuCount: 1.000\n"                 // 12
    "NetworkInbound: 0\n"               // 13
    "PublicIPCount: 5\n"                // 14
    "Memory: \n"                        // 15
    "Benchmark: 1006.3\n"               // 16
    "%%\n";                             // 17

MessageReport check(const std::string& message, const std::string& site = "") {
    return check_message(message, {site, noon});
}

// "9 StartTime expected …; 10 …"
std::string in_words(const std::vector<Finding>& findings) {
    std::string text;
    for (const auto& finding : findings) {
        text += std::to_string(finding.line) + ' ' + finding.field + ' ' + finding.text + "; ";
    }
    return text;
}

// The good message with one line replaced; its first and only error begins so.
void expect_error(const std::string& from, const std::string& to, const std::string& error) {
    auto message = good;
    message.replace(message.find(from), from.size(), to);
    const auto report = check(message);
    EXPECT_EQ(report.errors.size(), 1U) << to << ": " << in_words(report.errors);
    EXPECT_EQ(in_words(report.errors).substr(0, error.size()), error) << to;
}

TEST(Message, GoodOnes) {
    for (const auto& message :
         {good, good + good.substr(25), good.substr(0, good.size() - 4), good + "\n\n",
          good.substr(0, good.size() - 4) + "%%", "\n\n" + good, good + "%%\n%%\n"}) {
        const auto report = check(message);
        EXPECT_TRUE(report.errors.empty()) << in_words(report.errors) << message;
        EXPECT_EQ(report.version, "v0.4");
    }
    EXPECT_EQ(check(good).records, 1U);
    EXPECT_TRUE(check(good).warnings.empty()) << in_words(check(good).warnings);
    EXPECT_EQ(check(good + good.substr(25)).records, 2U);
    auto windows = good;
    for (auto at = windows.find('\n'); at != std::string::npos; at = windows.find('\n', at + 2)) {
        windows.insert(at, "\r");
    }
    EXPECT_TRUE(check(windows).errors.empty()) << in_words(check(windows).errors);
}

TEST(Message, EveryErrorHasItsLine) {
    expect_error("VMUUID: vm-1\n", "",
                 "2 VMUUID is mandatory and missing in the record of lines 2 to 16");
    expect_error("vm-1", "NULL", "2 VMUUID is mandatory and has no value");
    expect_error("SiteName: NORTH", "SiteName:", "3 SiteName is mandatory and has no value");
    expect_error("SiteName: NORTH\n", "", "2 SiteName is mandatory and missing");
    expect_error("1318840264", "2011-10-17T08:31:04Z",
                 "9 StartTime expected seconds since 1970 or NULL, found the date");
    expect_error("1318840264", "1318840264.5", "9 StartTime expected seconds since 1970");
    expect_error("1318840264", "0", "9 StartTime 0 is no time");
    expect_error("1318848076", "1318840263",
                 "10 EndTime 1318840263 is before StartTime, 1318840264");
    expect_error("1318848076", "1795269600", "10 EndTime 1795269600 is in the future");
    expect_error("1318848076", "1318848076000",
                 "10 EndTime 1318848076000 is too large: are these milliseconds?");
    expect_error("WallDuration: none", "WallDuration: 1.5",
                 "11 WallDuration expected a whole number or NULL, found '1.5'");
    expect_error("WallDuration: none", "WallDuration: -1", "11 WallDuration -1 is negative");
    expect_error("WallDuration: none", "WallDuration: 99999999999999999999",
                 "11 WallDuration expected a whole number");
    expect_error("1.000", "two", "12 CpuCount expected a number or NULL, found 'two'");
    expect_error("1006.3", "1e3", "16 Benchmark expected a number");
    expect_error("FQAN: NULL", "FQAN", "7  expected 'Key: value' or '%%', found 'FQAN'");
    expect_error("FQAN: NULL", "Fqan: NULL", "7 Fqan is written FQAN");
    expect_error("FQAN: NULL", "Group: x", "7 Group is no field of this message");
    expect_error("FQAN: NULL", "", "7  an empty line within a record");
    expect_error("v0.4", "v0.3", "1  expected version v0.2 or v0.4, found 'v0.3'");
    expect_error("APEL-cloud-message", "APEL-individual-job-message", "1  expected the header");
}

TEST(Message, Structure) {
    EXPECT_EQ(in_words(check("").errors).substr(0, 21), "1  expected the heade");
    EXPECT_TRUE(says(in_words(check("APEL-cloud-message: v0.4\n").errors), "no record follows"));
    EXPECT_TRUE(
        says(in_words(check("APEL-cloud-message: v0.4\n%%\n").errors), "no record follows"));
    EXPECT_TRUE(says(in_words(check("\xEF\xBB\xBF" + good).errors), "byte order mark"));
    EXPECT_TRUE(says(in_words(check("APEL-cloud-summary-message: v0.4\nSiteName: A\n%%").errors),
                     "by the repository, not by a site"));
    EXPECT_TRUE(says(in_words(check(good.substr(25)).errors), "expected the header"));
}

TEST(Message, SeveralRecordsAndTheirSites) {
    auto second = good.substr(25);
    second.replace(second.find("NORTH"), 5, "SOUTH");
    const auto report = check(good + second, "NORTH");
    ASSERT_EQ(report.errors.size(), 1U) << in_words(report.errors);
    EXPECT_EQ(in_words(report.errors), "19 SiteName is 'SOUTH', not 'NORTH'; ");
    EXPECT_TRUE(says(in_words(report.warnings), "18 VMUUID is that of the record with line 2"));
}

TEST(Message, OddThingsAreWarnings) {
    const auto warning = [](const std::string& from, const std::string& to) {
        auto message = good;
        message.replace(message.find(from), from.size(), to);
        const auto report = check(message);
        EXPECT_TRUE(report.errors.empty()) << in_words(report.errors);
        return in_words(report.warnings);
    };
    EXPECT_TRUE(
        says(warning("FQAN: NULL", "VMUUID: vm-2"), "7 VMUUID is given twice, first in line 2"));
    EXPECT_TRUE(
        says(warning("completed", "done"), "8 Status 'done' is none of started, completed"));
    EXPECT_TRUE(says(warning("FQAN: NULL", "UpdateTime: 1"), "7 UpdateTime is passed over"));
    EXPECT_TRUE(says(warning("v0.4", "v0.2"), "4 CloudComputeService came with v0.4"));
}

TEST(Message, ManyErrorsAreCut) {
    std::string message = "APEL-cloud-message: v0.4\n";
    for (int i = 0; i < 1000; ++i) {
        message += "Bogus: 1\n";
    }
    const auto report = check(message);
    EXPECT_EQ(report.errors.size(), 100U);
    EXPECT_TRUE(report.is_cut_short);
}

TEST(Message, Recorded) {
    if (recorded("apel/cloud-record-msg1.txt").empty()) {
        GTEST_SKIP() << "NOTICE: no recorded messages here; set FEDCLOUD_FIXTURES";
    }
    for (const auto* name : {"1", "2", "3", "4"}) {
        const auto report = check(recorded(std::string("apel/cloud-record-msg") + name + ".txt"));
        EXPECT_EQ(report.records, 1U) << name;
        EXPECT_TRUE(report.errors.empty()) << name << in_words(report.errors);
        EXPECT_TRUE(report.warnings.empty()) << name << in_words(report.warnings);
    }
    EXPECT_EQ(check(recorded("apel/cloud-summary-msg1.txt")).errors.size(), 1U);
}

TEST(Message, NoByteMakesItFall) {
    for (std::size_t i = 0; i < good.size(); ++i) {
        (void)check(good.substr(0, i));
        for (const char c : {'%', ':', '\n', '\0', '\xFF', '-'}) {
            auto changed = good;
            changed[i] = c;
            for (const auto& finding : check(changed).errors) {
                EXPECT_GT(finding.line, 0U);
                EXPECT_LE(finding.line, 19U);
            }
        }
    }
}

}  // namespace
}  // namespace fedcloud::apel
