// What is found wrong with a record of GOCDB.
#include "lint.hpp"

#include <gtest/gtest.h>

#include <ctime>

#include <algorithm>
#include <chrono>

#include "service_types.hpp"
#include "service_url.hpp"

namespace fedcloud::profiles {
namespace {

constexpr auto occi = "eu.egi.cloud.vm-management.occi";
constexpr auto cdmi = "eu.egi.cloud.storage-management.cdmi";
constexpr auto nova = "org.openstack.nova";
constexpr auto broker = "eu.egi.cloud.broker.vmdirac";
constexpr auto bdii = "eu.egi.cloud.information.bdii";

// As a pull makes it of what is registered.
site::Service service(const std::string& key, const std::string& type, const std::string& host,
                      const std::string& url) {
    site::Service made;
    made.key = key;
    made.type = type;
    made.host = host;
    made.registered_url = url;
    made.url = normal_url(url, type);
    made.monitored = true;
    made.production = true;
    made.parameters = find_parameters(made);
    return made;
}

site::Profile site_of(std::vector<site::Service> services) {
    site::Profile profile;
    profile.site = "S";
    profile.key = "1G0";
    profile.ngi = "NGI_X";
    profile.services = std::move(services);
    return profile;
}

metrics::MetricProfile metric_profile() {
    metrics::MetricProfile profile;
    profile.name = "T";
    for (const auto* type : {occi, cdmi, broker, bdii}) {
        metrics::Metric metric;
        metric.name = "m";
        metric.program = "check_m";
        metric.service_types = {type};
        profile.metrics.push_back(metric);
    }
    return profile;
}

std::vector<Finding> lint(const site::Profile& profile, const site::Overrides& overrides = {}) {
    return lint_profile({profile, metric_profile(), overrides});
}

// "error url-missing, info type-deprecated", without what every OCCI service gets.
std::string codes(const std::vector<Finding>& findings) {
    std::string text;
    for (const auto& finding : findings) {
        if (finding.code != "type-deprecated") {
            text += (text.empty() ? "" : ", ") + std::string(name_of(finding.severity)) + ' ' +
                    finding.code;
        }
    }
    return text;
}

std::string codes_of_service(const std::string& type, const std::string& host,
                             const std::string& url) {
    return codes(lint(site_of({service("1000G0", type, host, url)})));
}

TEST(Lint, AGoodRecordIsLeftAlone) {
    EXPECT_EQ(
        codes_of_service(occi, "h.example.org", "https://h.example.org:11443/?image=u&resource=s"),
        "");
    EXPECT_EQ(codes_of_service(cdmi, "h.example.org", " https://H.example.org/cdmi "), "");
    EXPECT_EQ(codes_of_service(broker, "h.example.org", "https://h.example.org:9443/"), "");
    EXPECT_EQ(
        codes_of_service(bdii, "h.example.org", "ldap://h.example.org:2170/GLUE2DomainID=S,o=glue"),
        "");
    EXPECT_EQ(codes_of_service(bdii, "h.example.org", ""), "");
    EXPECT_EQ(codes_of_service(bdii, "h.example.org", ""), "");
}

TEST(Lint, Urls) {
    struct Row {
        std::string type;
        std::string url;
        std::string codes;
    };
    const std::vector<Row> table{
        {cdmi, "", "error url-missing"},
        {occi, "", "error url-missing"},
        {broker, "", "error port-missing"},
        {cdmi, "h.example.org:8787/x", "warning scheme-missing"},
        {broker, "h.example.org:8787", "error scheme-missing"},
        {cdmi, "just words", "error scheme-missing"},
        {cdmi, "https://user:secret@h.example.org/", "error url-unusable"},
        {cdmi, "https://h.example.org:99999/", "error url-unusable"},
        {cdmi, "http://h.example.org/", "warning url-without-tls"},
        {cdmi, "ftp://h.example.org/", "error scheme-wrong"},
        {bdii, "https://h.example.org/", "error scheme-wrong, info bdii-base-missing"},
        {bdii, "ldap://h.example.org:2170", "info bdii-base-missing"},
        {bdii, "ldap://h.example.org:2170/mds-vo-name=S,o=grid", "info bdii-base-missing"},
        {cdmi, "https://other.example.org/", "warning host-differs"},
        {broker, "https://h.example.org/", "info port-missing"},
        {occi, "https://h.example.org/", "error image-missing"},
        {occi, "https://h.example.org/?image=u", "info resource-missing"},
        {occi, "https://h.example.org/?image=u&amp;resource=s", "warning url-escaped-twice"},
        {occi, "https://h.example.org/a b?image=u&resource=s", "warning url-with-blank"},
        {occi, "https://h.example.org/?amp;image=u&resource=s", "warning url-escaped-twice"},
        {nova, "https://h.example.org:5000/v3", "info type-without-metric"},
    };
    for (const auto& row : table) {
        EXPECT_EQ(codes_of_service(row.type, "h.example.org", row.url), row.codes)
            << row.type << ' ' << row.url;
    }
}

TEST(Lint, AUrlMayStandInAnEndpoint) {
    auto record = service("1000G0", cdmi, "h.example.org", "");
    record.endpoints = {
        {"7", "one", cdmi, "https://h.example.org/", "https://h.example.org/", true}};
    EXPECT_EQ(codes(lint(site_of({record}))), "warning url-only-in-endpoint");
    record.endpoints[0].monitored = false;
    EXPECT_EQ(codes(lint(site_of({record}))), "error url-missing");
    record = service("1000G0", cdmi, "h.example.org", "https://h.example.org/");
    record.endpoints = {{"7", "one", cdmi, "", "http://h.example.org/", true},
                        {"8", "two", cdmi, "", "https://h.example.org/", true}};
    const auto findings = lint(site_of({record}));
    ASSERT_EQ(codes(findings), "warning url-without-tls");
    EXPECT_EQ(findings[0].problem.find("The URL of the endpoint 'one' is http://h.example.org/:"),
              0U);
}

TEST(Lint, WordsForTheSite) {
    const auto findings =
        lint(site_of({service("1000G0", cdmi, "h.example.org", "https://me:pw@h.example.org/")}));
    ASSERT_EQ(findings.size(), 1U);
    const auto& finding = findings[0];
    EXPECT_EQ(finding.record,
              "service 1000G0 (eu.egi.cloud.storage-management.cdmi on h.example.org)");
    EXPECT_EQ(finding.problem.find("The URL is https://***@h.example.org/, which cannot be used: "),
              0U);
    EXPECT_EQ(finding.problem.find("pw"), std::string::npos);
    EXPECT_EQ(finding.remedy,
              "Enter the whole URL in the field URL, such as https://h.example.org:PORT/.");
    EXPECT_EQ(finding.site, "S");
    EXPECT_EQ(finding.service, "1000G0");
}

TEST(Lint, AnImageThatIsSetLocallyIsStillMissingInGocdb) {
    const auto profile = site_of({service("1001G0", occi, "i", "https://i.example.org/")});
    const auto overrides = site::read_overrides(
        R"({"format":1,"services":{"1001G0":{"options":{"check_occi_vm":{"os-tpl":"u"}}}}})");
    EXPECT_NE(codes(lint(profile)).find("error image-missing"), std::string::npos);
    EXPECT_NE(codes(lint(profile, *overrides)).find("warning image-missing"), std::string::npos);
}

TEST(Lint, States) {
    auto record = service("1000G0", cdmi, "h.example.org", "https://h.example.org/");
    record.monitored = false;
    EXPECT_EQ(codes(lint(site_of({record}))), "warning not-monitored");
    record.production = false;
    EXPECT_EQ(codes(lint(site_of({record}))), "info not-monitored, info not-in-production");
    record.monitored = true;
    EXPECT_EQ(codes(lint(site_of({record}))), "info not-in-production");
    record.production = true;
    record.host.clear();
    EXPECT_EQ(codes(lint(site_of({record}))), "error host-missing");
}

TEST(Lint, ServiceTypes) {
    EXPECT_EQ(codes_of_service("eu.egi.cloud.storage-managment.cdmi", "h", "https://h.org/"),
              "warning no-cloud-service, warning type-unknown");
    EXPECT_EQ(similar_service_type("eu.egi.cloud.storage-managment.cdmi"), cdmi);
    EXPECT_EQ(similar_service_type("EGI.Perun"), "egi.Perun");
    EXPECT_EQ(similar_service_type("CE"), "");
    EXPECT_EQ(similar_service_type(std::string(1 << 20, 'x')), "");
    EXPECT_EQ(codes_of_service("SRM", "h", ""), "warning no-cloud-service");
    const auto findings = lint(site_of(
        {service("1G0", occi, "h.example.org", "https://h.example.org/?image=u&resource=s")}));
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].code, "type-deprecated");
    EXPECT_EQ(findings[0].severity, Severity::info);
}

TEST(Lint, Sites) {
    auto profile = site_of({});
    profile.ngi.clear();
    EXPECT_EQ(codes(lint(profile)), "warning ngi-missing, warning no-cloud-service");
}

TEST(Lint, Downtimes) {
    using namespace std::chrono_literals;
    auto profile = site_of({service("1000G0", cdmi, "h.example.org", "https://h.example.org/")});
    site::Downtime downtime;
    downtime.key = "5G0";
    downtime.start = plugin::UtcTime(1'700'000'000s);
    downtime.end = downtime.start + 24h * 366;
    profile.downtimes = {downtime};
    EXPECT_EQ(codes(lint(profile)), "");
    profile.downtimes[0].end += 1s;
    EXPECT_EQ(codes(lint(profile)), "warning downtime-too-long");
    profile.downtimes[0].end = downtime.start;
    EXPECT_EQ(codes(lint(profile)), "warning downtime-without-length");
}

TEST(Lint, Duplicates) {
    const auto one = service("1000G0", cdmi, "h.example.org", "https://h.example.org/a");
    auto same = one;
    same.key = "1001G0";
    const auto other = service("1002G0", cdmi, "h.example.org", "https://h.example.org/b");
    const auto findings = lint(site_of({one, other, same}));
    ASSERT_EQ(codes(findings), "warning duplicate");
    EXPECT_EQ(findings[0].service, "1001G0");
    EXPECT_NE(findings[0].problem.find("service 1000G0"), std::string::npos);
    auto there = site_of({same});
    there.site = "T";
    const auto here = site_of({one, other});
    const auto across = lint_across_sites({&here, &there});
    ASSERT_EQ(codes(across), "warning duplicate, warning duplicate");
    EXPECT_EQ(across[0].site, "S");
    EXPECT_NE(across[0].problem.find("1001G0"), std::string::npos);
    EXPECT_NE(across[0].problem.find("of the site T"), std::string::npos);
    EXPECT_EQ(across[1].site, "T");
}

// In CPU time, whatever else runs; squared it would be minutes.
TEST(Lint, ManyDuplicatesTakeAsLongAsTheyAre) {
    constexpr int count = 20000;
    std::vector<site::Service> same;
    for (int i = 0; i < count; ++i) {
        same.push_back(
            service(std::to_string(i) + "G0", cdmi, "h.example.org", "https://h.example.org/"));
    }
    const auto here = site_of(std::move(same));
    const auto start = std::clock();
    EXPECT_EQ(codes(lint_across_sites({&here})), "");
    EXPECT_LT(std::clock() - start, CLOCKS_PER_SEC);
}

TEST(Lint, OverridesOfWhatThereIsNot) {
    StoredSite stored;
    stored.profile = site_of({service("1000G0", cdmi, "h.example.org", "https://h.example.org/")});
    stored.override_path = "/sites.d/S.json";
    stored.overrides = *site::read_overrides(
        R"({"format":1,"disabled_metrics":["m","n"],"options":{"*":{},"check_m":{},"check_n":{}},
            "services":{"1000G0":{"disabled_metrics":["o"]},"2G0":{}}})");
    const auto findings = lint_overrides(stored, metric_profile());
    EXPECT_EQ(codes(findings),
              "warning override-of-no-metric, warning override-of-no-program, "
              "warning override-of-no-metric, warning override-of-no-service");
    EXPECT_EQ(findings[0].record, "/sites.d/S.json");
    EXPECT_EQ(findings[2].problem.find("/services/1000G0/disabled_metrics names o,"), 0U);
}

TEST(Lint, OptionsInOverridesThatNoProgramHas) {
    StoredSite stored;
    stored.profile = site_of({service("1000G0", cdmi, "h.example.org", "https://h.example.org/")});
    stored.overrides = *site::read_overrides(
        R"({"format":1,"options":{"*":{"warnnig":"5","ipv4":true,"timeout":7.5}}})");
    const auto findings = lint_overrides(stored, metric_profile());
    ASSERT_EQ(codes(findings), "warning override-option-wrong, warning override-option-wrong");
    EXPECT_EQ(findings[0].problem, "/options/*/warnnig: no program has an option --warnnig.");
    EXPECT_EQ(findings[1].problem.find("/options/*/timeout: '7.5'"), 0U);
}

TEST(Lint, SecretsForAnyHost) {
    const auto codes_of = [](const std::string& options) {
        StoredSite stored;
        stored.profile = site_of({service("1000G0", cdmi, "h.org", "https://h.org/c/")});
        stored.overrides = *site::read_overrides(R"({"format":1,)" + options + "}");
        return codes(lint_overrides(stored, metric_profile()));
    };
    EXPECT_EQ(codes_of(R"("options":{"*":{"proxy":"/p","username":"u","appdb-token":"/t"}})"), "");
    for (const auto* secret : {"password-file", "access-token", "oidc-refresh"}) {
        const auto given = '"' + std::string(secret) + R"(":"/s")";
        EXPECT_EQ(codes_of(R"("options":{"*":{)" + given + "}}"), "info secret-without-host");
        EXPECT_EQ(codes_of(R"("services":{"1000G0":{"options":{"check_m":{)" + given + "}}}}"),
                  "warning override-option-wrong, info secret-without-host");
        EXPECT_EQ(codes_of(R"("options":{"*":{"credential-host":["h.org"],)" + given + "}}"), "");
    }
}

TEST(Lint, HostileTextIsCleaned) {
    auto record = service("1000G0", cdmi, "h\n\x1b[31m|x", "https://\x1b]0;x\x07|\n");
    record.endpoints = {{"1", "a\nb|c", "", "", "x\ny|z", true}};
    for (const auto& finding : lint(site_of({record}))) {
        for (const auto* text :
             {&finding.record, &finding.problem, &finding.consequence, &finding.remedy}) {
            EXPECT_EQ(text->find_first_of("\n\x1b\x07|"), std::string::npos) << *text;
        }
    }
}

}  // namespace
}  // namespace fedcloud::profiles
