// Leaving out the lines of other services: what is read afterwards is what would have been read.
#include "site/service_lines.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "sample.hpp"
#include "site/profile.hpp"

namespace fedcloud::site {
namespace {

using test::profile_of;
using test::replaced;
using test::sample;

const Wanted occi{"1000G0", {}};
const Wanted cdmi{"1001G0", {}};
const Wanted nobody{"9999G0", {}};
const Wanted cdmi_type{"", {"eu.egi.cloud.storage-management.cdmi", "other"}};
const Wanted other_type{"", {"other"}};

// Of a profile that was read whole.
Profile only(Profile profile, const Wanted& wanted) {
    const auto is_other = [&](const Service& service) {
        return wanted.key.empty() ? std::find(wanted.types.begin(), wanted.types.end(),
                                              service.type) == wanted.types.end()
                                  : service.key != wanted.key;
    };
    auto& services = profile.services;
    services.erase(std::remove_if(services.begin(), services.end(), is_other), services.end());
    auto& downtimes = profile.downtimes;
    downtimes.erase(std::remove_if(downtimes.begin(), downtimes.end(),
                                   [&](const Downtime& downtime) {
                                       const auto& keys = downtime.services;
                                       return !wanted.key.empty() &&
                                              std::find(keys.begin(), keys.end(), wanted.key) ==
                                                  keys.end();
                                   }),
                    downtimes.end());
    return profile;
}

void expect_same(const std::string& text, const Wanted& wanted) {
    const auto whole = read_profile(text);
    const auto part = read_profile(wanted_lines(text, wanted));
    ASSERT_TRUE(whole) << whole.error().message();
    ASSERT_TRUE(part) << part.error().message() << '\n' << wanted_lines(text, wanted);
    EXPECT_EQ(*part, only(*whole, wanted)) << wanted_lines(text, wanted);
}

TEST(ServiceLines, TheOthersAreLeftOut) {
    for (const auto& wanted : {occi, cdmi, nobody, cdmi_type, other_type}) {
        expect_same(sample(), wanted);
    }
    EXPECT_EQ(wanted_lines(sample(), cdmi).find("occi.example.org"), std::string::npos);
    EXPECT_EQ(wanted_lines(sample(), cdmi).find("113653G0"), std::string::npos);
    EXPECT_EQ(wanted_lines(sample(), occi).find("cdmi.example.org"), std::string::npos);
    EXPECT_NE(wanted_lines(sample(), occi).find("113653G0"), std::string::npos);
    EXPECT_EQ(wanted_lines(sample(), other_type).find("example.org:11443"), std::string::npos);
}

TEST(ServiceLines, EveryChoiceOfManyServices) {
    std::string services;
    std::string downtimes;
    for (int i = 0; i < 6; ++i) {
        const auto key = '"' + std::to_string(1000 + i) + "G0\"";
        const auto comma = i < 5 ? ",\n" : "";
        services += replaced(std::string(i % 2 == 0 ? test::occi_line : test::cdmi_line),
                             i % 2 == 0 ? "\"1000G0\"" : "\"1001G0\"", key) +
                    comma;
        downtimes += replaced(std::string(test::downtime_line), "\"1000G0\"",
                              key + (i == 3 ? R"(,"1000G0")" : "")) +
                     comma;
    }
    for (const auto* key :
         {"1000G0", "1001G0", "1002G0", "1003G0", "1004G0", "1005G0", "100G0", "00G0"}) {
        expect_same(profile_of(services, downtimes), {key, {}});
    }
    expect_same(profile_of(services, downtimes), cdmi_type);
    expect_same(profile_of("", downtimes), occi);
    expect_same(profile_of(services, ""), occi);
}

TEST(ServiceLines, AnyOtherLayoutIsReadWhole) {
    const auto text = sample();
    const std::vector<std::string> layouts{
        // Blanks, members in another order, escape sequences, line breaks of another system.
        replaced(text, R"({"key":"1001G0")", R"( {"key":"1001G0")"),
        replaced(text, R"({"key":"1001G0")", R"({"key": "1001G0")"),
        replaced(text, R"({"key":"1001G0",)", R"({"monitored":true,"key":"1001G0",)"),
        replaced(text, R"("host":"cdmi)", "\n\"host\":\"cdmi"),
        replaced(text, R"({"key":"1001G0")", R"({"key":"\u0031001G0")"),
        replaced(text, R"(management.cdmi")", R"(management\u002ecdmi")"),
        replaced(text, R"("host":"cdmi)", R"("host_dn":"\"}","host":"cdmi)"),
        replaced(text, R"("host":"cdmi)", R"("host_dn":"\\","host":"cdmi)"),
        // More than one thing in a line.
        replaced(text, "}},\n{", "}},{"),
        replaced(text, "\n],\n\"downtimes\":[\n", "],\"downtimes\":["),
        replaced(text, "\n],\n\"downtimes\":[\n{", "],\"later\":[{}],\"downtimes\":[{"),
        replaced(text, "\"services\":[\n", "\"services\":["),
        // The comma in front.
        replaced(text, "},\n{", "}\n,{"),
    };
    for (const auto& layout : layouts) {
        const auto whole = read_profile(layout);
        ASSERT_TRUE(whole) << layout;
        for (const auto& wanted : {occi, cdmi, nobody, cdmi_type}) {
            const auto part = read_profile_of(layout, wanted);
            ASSERT_TRUE(part) << wanted_lines(layout, wanted);
            EXPECT_EQ(only(*part, wanted), only(*whole, wanted)) << wanted_lines(layout, wanted);
        }
    }
}

TEST(ServiceLines, WithoutAWantedServiceAllAreRead) {
    EXPECT_EQ(read_profile_of(sample(), nobody)->services.size(), 2U);
    EXPECT_EQ(read_profile_of(sample(), other_type)->services.size(), 2U);
    EXPECT_EQ(read_profile_of(sample(), cdmi)->services.size(), 1U);
}

TEST(ServiceLines, WhatIsNoProfileStaysSo) {
    const auto text = sample();
    for (const auto& broken :
         {replaced(text, "},\n{", "},,\n{"), replaced(text, "\"services\":[\n", "\"services\":\n"),
          replaced(text, "\n],\n\"downtimes\"", ",\n],\n\"downtimes\"")}) {
        EXPECT_FALSE(read_profile(wanted_lines(broken, occi))) << wanted_lines(broken, occi);
    }
    EXPECT_EQ(wanted_lines("", occi), "");
    EXPECT_EQ(wanted_lines("{", occi), "{");
    EXPECT_EQ(wanted_lines("\n\n", occi), "\n\n");
    const auto line = std::string(test::cdmi_line);
    EXPECT_EQ(wanted_lines(line, occi), "");
    EXPECT_EQ(wanted_lines(line + '\n', occi), "\n");
    EXPECT_EQ(wanted_lines(line + ",\n" + line, occi), "\n");
}

TEST(ServiceLines, PlacesKeepTheirLines) {
    const auto text = replaced(sample(), "\n],\n\"downtimes\":[\n", "\n],\n\"downtimes\":[\n[x");
    const auto whole = read_profile(text);
    const auto part = read_profile(wanted_lines(text, cdmi));
    ASSERT_FALSE(whole);
    ASSERT_FALSE(part);
    EXPECT_EQ(part.error().message(), whole.error().message());
}

// Bytes of the text taken out, doubled or swapped: a part that can be read is never another one
// than the whole would give.
TEST(ServiceLines, NoMutationReadsAsAnother) {
    std::mt19937 random(1);
    const auto text = sample();
    int read = 0;
    for (int i = 0; i < 800; ++i) {
        auto mutant = text;
        for (auto n = 1 + random() % 3; n > 0; --n) {
            const auto at = random() % mutant.size();
            constexpr std::string_view bytes = "{}[],:\"\n\\ 0";
            switch (random() % 3) {
                case 0:
                    mutant.erase(at, 1);
                    break;
                case 1:
                    mutant.insert(at, 1, bytes[random() % bytes.size()]);
                    break;
                default:
                    mutant[at] = bytes[random() % bytes.size()];
            }
        }
        const auto whole = read_profile(mutant);
        for (const auto& wanted : {occi, cdmi}) {
            const auto part = read_profile_of(mutant, wanted);
            ASSERT_TRUE(part || !whole) << mutant;
            if (whole) {
                ASSERT_EQ(only(*part, wanted), only(*whole, wanted)) << mutant;
                ++read;
            }
        }
    }
    EXPECT_GT(read, 100);
}

}  // namespace
}  // namespace fedcloud::site
