// What check_cloud_bdii takes on its command line.
#include "options.hpp"

#include <gtest/gtest.h>

namespace fedcloud::cloud_bdii {
namespace {

Options options;

// The error; empty if there is none.
std::string parse(std::vector<const char*> words) {
    options = {};
    words.insert(words.begin(), "check_cloud_bdii");
    const auto parsed =
        plugin::parse_options(option_table(options), static_cast<int>(words.size()), words.data());
    return parsed ? "" : parsed.error();
}

TEST(BdiiOptions, OfTheProbeBefore) {
    EXPECT_EQ(parse({"-3", "-b", "o=glue"}), "");
    EXPECT_EQ(options.base, "o=glue");
    EXPECT_EQ(parse({"--ver3", "--base=GLUE2DomainID=A B,o=glue"}), "");
    EXPECT_EQ(options.base, "GLUE2DomainID=A B,o=glue");
}

TEST(BdiiOptions, Site) {
    for (const auto& [text, name] :
         std::vector<std::pair<const char*, std::string>>{{"EXAMPLE-SITE", "EXAMPLE-SITE"},
                                                          {"Izola MRF", "Izola MRF"},
                                                          {"Izola%20MRF", "Izola MRF"},
                                                          {"%23a%2a%28%25", "#a*(%"},
                                                          {"%C5%bdilina", "Žilina"}}) {
        EXPECT_EQ(parse({"--site", text}), "") << text;
        EXPECT_EQ(options.site, name);
    }
    for (const auto* text : {"", "100%", "a%2", "a%zz", "a%0ab", "a%00b", "%+1x"}) {
        EXPECT_NE(parse({"--site", text}).find("--site"), std::string::npos) << text;
    }
    EXPECT_NE(parse({"--site", std::string(2000, 'x').c_str()}), "");
}

TEST(BdiiOptions, Base) {
    for (const auto* text : {"", "glue", "o=glue,,", "=x"}) {
        EXPECT_NE(parse({"-b", text}).find("-b/--base"), std::string::npos) << text;
    }
    EXPECT_NE(parse({"-b", ("o=" + std::string(2000, 'x')).c_str()}), "");
}

TEST(BdiiOptions, Counts) {
    EXPECT_EQ(parse({"--min-endpoints", "3", "--min-images", "0", "--min-services", "2",
                     "--min-templates", "5"}),
              "");
    EXPECT_EQ(options.minimum.endpoints, 3);
    EXPECT_EQ(options.minimum.images, 0);
    EXPECT_EQ(options.minimum.services, 2);
    EXPECT_EQ(options.minimum.templates, 5);
    for (const auto* text : {"", "-1", "1.5", "x", "99999999999", "1 "}) {
        EXPECT_NE(parse({"--min-images", text}).find("--min-images"), std::string::npos) << text;
    }
}

TEST(BdiiOptions, Endpoints) {
    EXPECT_EQ(parse({"-e", "https://a.example.org/", "--expect-endpoint=https://b.example.org"}),
              "");
    EXPECT_EQ(options.expected_endpoints.size(), 2U);
    EXPECT_NE(parse({"-e", "nonsense"}).find("no usable URL"), std::string::npos);
}

// What is taken from a profile, as "host port base".
std::string taken(const std::string& endpoint, const std::string& host, const std::string& base) {
    site::Profile profile;
    profile.site = "A";
    site::Service service;
    service.key = "1G0";
    service.host = host;
    service.parameters.endpoint = endpoint;
    service.parameters.bdii_base = base;
    const auto values =
        probe_site().map({profile, service, {}}, [](std::string_view) { return false; });
    if (!values) {
        return values.error();
    }
    std::string text;
    for (const auto& [name, value] : *values) {
        text += name + '=' + value + ' ';
    }
    return text;
}

TEST(BdiiOptions, OfAProfile) {
    EXPECT_EQ(taken("ldap://b.example.org:2170/o=glue", "h", "o=glue"),
              "hostname=b.example.org port=2170 base=o=glue ");
    EXPECT_EQ(taken("ldap://b.example.org", "h", ""), "hostname=b.example.org ");
    EXPECT_EQ(taken("", "H.example.org", ""), "hostname=h.example.org ");
    EXPECT_EQ(taken("no URL", "h.example.org", ""), "hostname=h.example.org ");
    EXPECT_EQ(taken("", "no host", "")
                  .rfind("service 1G0 of site A cannot be checked: GOCDB has "
                         "neither a usable URL nor a usable host name",
                         0),
              0U);
}

}  // namespace
}  // namespace fedcloud::cloud_bdii
